/** A speaker that staff have switched off: until when (ms), and why. It speaks again by itself. */
export type Mute = { readonly until: number; readonly reason: string };
export type Mutes = ReadonlyMap<string, Mute>;

/** The mute of a speaker at `now`; null when it may speak. */
export function muteOf(mutes: Mutes, speaker: string, now: number): Mute | null {
  const mute = mutes.get(speaker);
  return mute && mute.until > now ? mute : null;
}

/** Those that still hold, for a day that takes them over; undefined for none. */
export function mutesAt(mutes: Mutes, now: number): Record<string, Mute> | undefined {
  const held = [...mutes].filter(([, { until }]) => until > now);
  return held.length > 0 ? Object.fromEntries(held) : undefined;
}
