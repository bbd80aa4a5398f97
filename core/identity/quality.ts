import type { NoteCode, Quality } from './card.ts';

/** Notes that already tell the reader of a lossy card why it is one. */
const TELLING: readonly NoteCode[] = ['not_utf8', 'name_mangled', 'sex_mangled', 'sex_unknown', 'name_plain'];

/**
 * The quality of a card's text, with `text_lossy` added to the notes where no other note says that letters
 * are gone, so that lossy text is never taken without a yes.
 */
export function judgeQuality(isLossy: boolean, repair: readonly string[], warn: NoteCode[]): Quality {
  if (!isLossy) return repair.length > 0 ? 'repaired' : 'ok';
  if (!warn.some((code) => TELLING.includes(code))) warn.push('text_lossy');
  return 'lossy';
}
