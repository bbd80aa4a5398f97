/** A flag whose value may be left out, before another flag or at the end. */
export const standsAlone = ({ alone }: { alone?: string }, next: string | undefined): boolean =>
  alone !== undefined && (next === undefined || next.startsWith('--'));

/** A flag and the value that is written together with it, or null. */
export function splitFlag(word: string): [string, string | null] {
  const at = word.indexOf('=');
  return word.startsWith('--') && at > 0 ? [word.slice(0, at), word.slice(at + 1)] : [word, null];
}
