import { LETTERS } from './letter-table.ts';

/** The order in which prefixes are handed out: seven without a remark, then C, K and N with one each. */
export const PREFIX_ORDER: readonly string[] = ['A', 'H', 'B', 'S', 'M', 'X', 'L', 'C', 'K', 'N'];

/* Peak correlation of the letter names (D–G 1.000, C–P .976, D–V .957, C–T .941, P–T .932): a listener, and
   a decoder after lossy coding, takes one for the other. */
const MISTAKEN: readonly string[] = ['DGV', 'CPT'];
/* The same vowel in the name: a–ca, em mờ–en nờ, bê–xê–đê, e–o. */
const RHYMING: readonly string[] = ['AK', 'MN', 'BCĐ', 'EO'];
/* Not in the Vietnamese alphabet, or a vowel whose mark is lost in speech. */
const NEVER = 'FJWZĂÂÊÔƠƯ';

export type PrefixFaultCode =
  | 'prefix_unreadable'
  | 'prefix_letter_never'
  | 'prefix_letter_off'
  | 'prefixes_sound_alike'
  | 'prefixes_rhyme';
export type PrefixRemark = { readonly code: PrefixFaultCode; readonly prefixes: readonly string[] };
export type PrefixCheck = {
  readonly errors: readonly PrefixRemark[];
  readonly warnings: readonly PrefixRemark[];
};

const together = (groups: readonly string[], a: string, b: string): boolean =>
  a === b || groups.some((group) => group.includes(a) && group.includes(b));

/** Two prefixes clash when every letter in which they differ is of one group. */
function clash(groups: readonly string[], one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]];
  return a.length === b.length && a.every((letter, i) => together(groups, letter, b[i]!));
}

function letterRemark(prefix: string, switchedOn: readonly string[]): PrefixRemark | null {
  const letters = [...prefix];
  if (letters.length > 2 || letters.some((letter) => !LETTERS[letter]))
    return { code: 'prefix_unreadable', prefixes: [prefix] };
  if (letters.some((letter) => NEVER.includes(letter)))
    return { code: 'prefix_letter_never', prefixes: [prefix] };
  const off = letters.some((letter) => !PREFIX_ORDER.includes(letter) && !switchedOn.includes(letter));
  return off ? { code: 'prefix_letter_off', prefixes: [prefix] } : null;
}

/**
 * The prefixes of the series called in **one waiting zone**, checked for the ear. `switchedOn` are letters
 * that the hospital allows beyond the default ten (D Đ E G I O P Q R T U V Y). A series without letters is
 * given as '' and has nothing to check; the same prefix twice counts once.
 * Errors: a prefix that is not one or two letters of the table, a letter never handed out (F J W Z and vowels
 * with marks), a letter not switched on, two of {D G V} or of {C P T}. Warnings: two of {A K}, {M N},
 * {B C Đ}, {E O}.
 */
export function checkPrefixes(prefixes: readonly string[], switchedOn: readonly string[]): PrefixCheck {
  const zone = [...new Set(prefixes.map((prefix) => prefix.normalize('NFC').toUpperCase()))].filter(Boolean);
  const errors = zone.flatMap((prefix) => letterRemark(prefix, switchedOn) ?? []);
  const warnings: PrefixRemark[] = [];
  zone.forEach((one, i) => {
    for (const other of zone.slice(i + 1)) {
      const pair = [one, other];
      if (clash(MISTAKEN, one, other)) errors.push({ code: 'prefixes_sound_alike', prefixes: pair });
      else if (clash([...MISTAKEN, ...RHYMING], one, other))
        warnings.push({ code: 'prefixes_rhyme', prefixes: pair });
    }
  });
  return { errors, warnings };
}
