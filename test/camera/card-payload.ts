import { pick, type Random, upTo } from '../../scripts/identity-fuzz/fictional-card.ts';
import { addresses, givenNames, surnames } from './payload-words-table.ts';

const SHORTEST = 100;
const LONGEST = 164;

/**
 * Text of a citizen card of nobody, 100 to 164 bytes of UTF-8 as real cards have. Its words are its own: a word
 * added for another test must not change the frames of this one.
 */
export function cardPayload(random: Random): string {
  for (;;) {
    const text = anyPayload(random);
    const bytes = Buffer.byteLength(text);
    if (bytes >= SHORTEST && bytes <= LONGEST) return text;
  }
}

/** A bare name: the short codes on which readers with a weak detector stumble. */
export function shortPayload(random: Random): string {
  return `${pick(surnames, random)} ${pick(givenNames, random)}`;
}

function anyPayload(random: Random): string {
  const woman = random() < 0.5;
  const year = 1940 + upTo(60, random);
  const id = `024${woman ? 1 : 0}${year % 100}${digits(6, random)}`;
  const old = random() < 0.5 ? digits(9, random) : '';
  const house = random() < 0.6 ? `Số ${1 + upTo(199, random)}, ` : '';
  const fields = [id, old, shortPayload(random), `${date(random)}${year}`, woman ? 'Nữ' : 'Nam'];
  return [...fields, `${house}${pick(addresses, random)}`, `${date(random)}2021`].join('|');
}

const digits = (count: number, random: Random): string =>
  Array.from({ length: count }, () => upTo(10, random)).join('');

function date(random: Random): string {
  const [day, month] = [1 + upTo(28, random), 1 + upTo(12, random)];
  return `${String(day).padStart(2, '0')}${String(month).padStart(2, '0')}`;
}
