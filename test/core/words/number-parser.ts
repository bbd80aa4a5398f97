/**
 * Words back to the number: a reader of its own make, by which the speaking side is checked over its whole
 * range. It knows only the right forms, so that "mười năm" or "linh lăm" is not a number to it.
 */
const UNITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
const any = (words: readonly string[]): string => words.join('|');
const DIGIT = any(UNITS);
const POSITIVE = any(UNITS.slice(1));
const TENS = any(UNITS.slice(2));
const AFTER_MUOI = any(['một', 'hai', 'ba', 'bốn', 'lăm', 'sáu', 'bảy', 'tám', 'chín']);
const AFTER_TENS = any(['mốt', 'hai', 'ba', 'tư', 'lăm', 'sáu', 'bảy', 'tám', 'chín']);
const BELOW_100 = `(?<ten>mười)(?: (?<teen>${AFTER_MUOI}))?|(?<tens>${TENS}) mươi(?: (?<unit>${AFTER_TENS}))?`;
const ALONE = new RegExp(`^(?:${BELOW_100}|(?<digit>${DIGIT}))$`);
const WITH_HUNDRED = new RegExp(
  `^(?<hundred>${DIGIT}) trăm(?: (?:${BELOW_100}|linh (?<digit>${POSITIVE})))?$`,
);
const SPECIAL: Readonly<Record<string, number>> = { mốt: 1, tư: 4, lăm: 5 };

const value = (word: string | undefined): number => (word ? (SPECIAL[word] ?? UNITS.indexOf(word)) : 0);

function parseTriple(words: string): { n: number; hundreds: boolean } | null {
  const found = ALONE.exec(words) ?? WITH_HUNDRED.exec(words);
  if (!found?.groups) return null;
  const { hundred, ten, teen, tens, unit, digit } = found.groups;
  const n = 100 * value(hundred) + (ten ? 10 : 10 * value(tens)) + value(teen) + value(unit) + value(digit);
  return { n, hundreds: hundred !== undefined };
}

/** Northern Vietnamese words to a number, null when they are not well formed. */
export function parseNorthern(words: string): number | null {
  const [head, tail, ...more] = words.split(/ nghìn(?: |$)/);
  const upper = parseTriple(head ?? '');
  if (!upper || more.length > 0 || (upper.hundreds && upper.n < 100)) return null;
  if (tail === undefined) return upper.n;
  if (upper.n === 0) return null;
  if (tail === '') return upper.n * 1000;
  const lower = parseTriple(tail);
  return lower?.hundreds && lower.n > 0 ? upper.n * 1000 + lower.n : null;
}

const EN: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
    'seventeen eighteen nineteen'
  )
    .split(' ')
    .map((word, i) => [word, i]),
);
const EN_TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function parseHyphened(word: string): number {
  const [tens, unit, ...more] = word.split('-');
  if (more.length > 0) return Number.NaN;
  const ten = EN_TENS.indexOf(tens!);
  if (ten < 0) return unit === undefined ? (EN[word] ?? Number.NaN) : Number.NaN;
  const one = unit === undefined ? 0 : (EN[unit] ?? Number.NaN);
  return one < 10 && unit !== 'zero' ? 20 + 10 * ten + one : Number.NaN;
}

function parseHundreds(words: string): number {
  const [head, tail] = words.split(/ hundred(?: and |$)/);
  if (tail === undefined) return parseHyphened(words);
  const rest = tail === '' ? 0 : parseHyphened(tail);
  return tail !== '' && rest === 0 ? Number.NaN : 100 * EN[head!]! + rest;
}

/** British English words to a number, NaN when they are not well formed. */
export function parseBritish(words: string): number {
  const [head, tail] = words.split(/ thousand(?: |$)/);
  if (tail === undefined) return parseHundreds(words);
  if (tail === '') return 1000 * parseHundreds(head!);
  const rest = parseHundreds(tail.replace(/^and /, ''));
  return rest < 100 === tail.startsWith('and ') ? 1000 * parseHundreds(head!) + rest : Number.NaN;
}
