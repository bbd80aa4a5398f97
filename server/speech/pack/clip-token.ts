import type { Line } from '../../../core/queue/words/vocabulary.ts';

/** Words as part of a file name: "Phòng lấy máu" is "phong-lay-mau". */
export function slugOf(words: string): string {
  return words
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, (signs) => (/^\p{M}+$/u.test(signs) ? '' : '-'))
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}

/**
 * The name of each line's clip: its token, or for a phrase without one `w_` and its words; where tones alone make
 * the difference ("mắt", "mặt") a number behind it.
 */
export function clipTokens(lines: readonly Line[]): ReadonlyMap<Line, string> {
  const names = new Map<Line, string>();
  const taken = new Set<string>();
  for (const line of lines) {
    const name = line.token.startsWith('say:') ? `w_${slugOf(line.words)}` : line.token;
    let free = name;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name}-${n}`;
    taken.add(free.toLowerCase());
    names.set(line, free);
  }
  return names;
}
