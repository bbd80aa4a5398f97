import { cleanField } from './clean-text.ts';
import { outlineOf, type Weight } from './font.ts';
import type { SlipFault, TextPart } from './slip.ts';

/** A paragraph broken into lines: `size` in pixels per em, the width of each line in dots. */
export type Paragraph = {
  readonly size: number;
  readonly weight: Weight;
  readonly lines: readonly { readonly text: string; readonly width: number }[];
};

/** What is printed for a letter of a name that the font lacks: visible, and present in every font. */
const STAND_IN = '?';
const ELLIPSIS = '…';

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: SlipFault };

/** Cleans a text and checks its letters. Words from outside get `?` for what the font lacks; ours a fault. */
export function printableText(text: string, data: boolean, weight: Weight): Answer<string> {
  let printable = '';
  for (const char of cleanField(text)) {
    const known = outlineOf(char, weight) !== null;
    if (!known && !data) return { ok: false, fault: { code: 'missing_glyph', char } };
    printable += known ? char : STAND_IN;
  }
  return { ok: true, value: printable };
}

function emWidth(text: string, weight: Weight): number {
  let em = 0;
  for (const char of text) em += outlineOf(char, weight)?.advance ?? 0;
  return em;
}

type Word = { readonly text: string; readonly em: number };

/** Words of a text; one that is longer than a line of `limit` em is broken where the line ends. */
function wordsOf(text: string, limit: number, weight: Weight): Word[] {
  return text.split(' ').flatMap((word) => {
    const pieces: Word[] = [];
    let rest = word;
    let em = emWidth(rest, weight);
    while (em > limit) {
      const head = headOf(rest, limit, weight);
      if (head === rest) break;
      pieces.push({ text: head, em: emWidth(head, weight) });
      rest = rest.slice(head.length);
      em = emWidth(rest, weight);
    }
    return [...pieces, { text: rest, em }];
  });
}

/** The longest beginning of a text that fits into `limit` em; at least one letter. */
function headOf(text: string, limit: number, weight: Weight): string {
  let head = '';
  let em = 0;
  for (const char of text) {
    em += emWidth(char, weight);
    if (head !== '' && em > limit) break;
    head += char;
  }
  return head;
}

/** Fills lines of at most `limit` em, as few as possible. */
function breakLines(words: readonly Word[], limit: number, gap: number): string[] {
  const lines: string[] = [];
  let line = '';
  let em = 0;
  for (const word of words) {
    if (line !== '' && em + gap + word.em > limit) {
      lines.push(line);
      line = word.text;
      em = word.em;
    } else {
      line = line === '' ? word.text : `${line} ${word.text}`;
      em += line === word.text ? word.em : gap + word.em;
    }
  }
  // A dot that parts two things of one line has nothing to part where the line breaks.
  return [...lines.map((full) => full.replace(/ ·$/, '')), line];
}

/** How many lines `breakLines` would make, or infinitely many where a word is too long. */
function countLines(words: readonly Word[], limit: number, gap: number): number {
  let count = 1;
  let em = 0;
  for (const word of words) {
    if (word.em > limit) return Number.POSITIVE_INFINITY;
    if (em > 0 && em + gap + word.em > limit) {
      count += 1;
      em = word.em;
    } else {
      em += em > 0 ? gap + word.em : word.em;
    }
  }
  return count;
}

/** The same number of lines, as equal in length as they get: no word is left alone on the last line. */
function balanced(words: readonly Word[], limit: number, gap: number): string[] {
  const count = countLines(words, limit, gap);
  let best = limit;
  if (count > 1) {
    for (let narrower = limit; countLines(words, narrower, gap) <= count; narrower *= 0.96) best = narrower;
  }
  return breakLines(words, best, gap);
}

/** Keeps `count` lines; the last ends in `…` when something is left out. */
function cutLines(lines: readonly string[], count: number, limit: number, weight: Weight): string[] {
  if (lines.length <= count) return [...lines];
  const rest = lines.slice(count - 1).join(' ');
  const head = headOf(rest, limit - emWidth(ELLIPSIS, weight), weight);
  return [...lines.slice(0, count - 1), `${head.trimEnd()}${ELLIPSIS}`];
}

type Setting = { readonly size: number; readonly lines: readonly string[] };

/** The fewest lines first, then the largest size; at the smallest size what is too much is cut off. */
function setting(part: TextPart, text: string, width: number, weight: Weight): Setting {
  const gap = emWidth(' ', weight);
  const whole = emWidth(text, weight);
  const words = wordsOf(text, width / part.smallest, weight);
  for (let count = 1; count <= part.lines; count++) {
    for (let size = part.size; size >= part.smallest; size--) {
      const limit = width / size;
      if (whole > limit * count) continue;
      if (countLines(words, limit, gap) <= count) return { size, lines: balanced(words, limit, gap) };
    }
  }
  const limit = width / part.smallest;
  const lines = breakLines(words, limit, gap);
  return { size: part.smallest, lines: cutLines(lines, part.lines, limit, weight) };
}

/** Sets a paragraph into a column of `width` dots by the rules of `TextPart`. Fault: `missing_glyph`. */
export function setParagraph(part: TextPart, width: number): Answer<Paragraph> {
  const weight: Weight = part.bold ? 700 : 400;
  const text = printableText(part.text, part.data, weight);
  if (!text.ok) return text;
  const { size, lines } = setting(part, text.value, width, weight);
  const measured = lines.map((line) => ({ text: line, width: emWidth(line, weight) * size }));
  return { ok: true, value: { size, weight, lines: measured } };
}
