/** The names of the holes in a text: `Còn {ahead} người` has the hole `ahead`. */
type Holes<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;

/** What fills the holes of a text; null when it has none. */
export type Params<Text extends string> = [Holes<Text>] extends [never]
  ? null
  : { readonly [name in Holes<Text>]: string | number };

type Texts = { readonly [key: string]: string };

/** Says the text of a key in one language, its holes filled. */
export type Say<Vi extends Texts> = <Key extends keyof Vi & string>(
  key: Key,
  params: Params<Vi[Key]>,
) => string;

/**
 * The words of a page. Vietnamese is the source and gives the keys and holes; `en` has the same keys, or is
 * null on pages for staff. Write the tables `as const` so that the holes are known to the compiler. Vietnamese
 * has no plural forms; English texts avoid them.
 */
export function wordsOf<const Vi extends Texts>(
  vi: Vi,
  en: { readonly [key in keyof Vi]: string } | null,
): { vi: Say<Vi>; en: Say<Vi> } {
  const say =
    (texts: { readonly [key in keyof Vi]: string }): Say<Vi> =>
    (key, params) =>
      fill(texts[key], params);
  return { vi: say(vi), en: say(en ?? vi) };
}

/** The words of a page in a language that came later: its own texts, and Vietnamese for those it lacks. */
export function wordsWith<const Vi extends Texts>(vi: Vi, texts: Texts): Say<Vi> {
  return (key, params) => fill((Object.hasOwn(texts, key) ? texts[key] : null) ?? vi[key] ?? '', params);
}

function fill(text: string, params: { readonly [name: string]: string | number } | null): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(params?.[name] ?? hole));
}

/** Keys whose English text has other holes than the Vietnamese one; a test of each page holds this empty. */
export function unevenHoles(vi: Texts, en: Texts): string[] {
  const holes = (text: string): string => (text.match(/\{\w+\}/g) ?? []).sort().join();
  return Object.keys(vi).filter((key) => holes(vi[key] ?? '') !== holes(en[key] ?? ''));
}
