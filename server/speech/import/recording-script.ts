import { NUMBER_CLIPS } from '../../../core/queue/words/number-table.ts';
import type { Line } from '../../../core/queue/words/vocabulary.ts';
import { clipTokens } from '../pack/clip-token.ts';

/** One line to be read aloud: its number, the name of its file, its words and how to say it. */
export type ScriptLine = Line & { readonly n: number; readonly name: string; readonly hint: string | null };

const HINTS: Readonly<Record<string, string>> = {
  ntens: 'như trong “hai mươi”, thanh ngang',
  n1b: 'như trong “hai mươi mốt”',
  n4b: 'như trong “hai mươi tư”',
  n5b: 'như trong “mười lăm”',
  nlinh: 'như trong “một trăm linh năm”',
  p_moi: 'đọc liền, chưa xuống giọng',
  p_so: 'đọc liền, chưa xuống giọng',
  p_uutien: 'đọc liền, chưa xuống giọng',
  p_nhac: 'nghỉ ngắn ở dấu phẩy',
  p_cuoi: 'nghỉ ngắn ở dấu phẩy',
};

const GROUPS: readonly RegExp[] = [/^n/, /^l/, /^p_/, /^w_/, /^r_/];
const groupOf = (name: string): number => GROUPS.findIndex((group) => group.test(name));
const NUMBERS = Object.keys(NUMBER_CLIPS);

/** Numbers from nought up, letters by the alphabet; the others as they come. */
function byScript(a: { name: string }, b: { name: string }): number {
  const group = groupOf(a.name) - groupOf(b.name);
  if (group !== 0 || groupOf(a.name) > 1) return group;
  const number = NUMBERS.indexOf(a.name) - NUMBERS.indexOf(b.name);
  return number || (a.name < b.name ? -1 : 1);
}

/**
 * The lines of a voice in the order in which they are read: numbers, letters, sentences, rooms. What a changed
 * clinic file adds stands at the end of its group.
 */
export function recordingScript(lines: readonly Line[]): ScriptLine[] {
  const names = clipTokens(lines);
  return lines
    .map((line) => ({ ...line, name: names.get(line)! }))
    .sort(byScript)
    .map((line, i) => ({ ...line, n: i + 1, hint: HINTS[line.token] ?? null }));
}
