/** A text that the hospital shows on its boards. Times in ms; null: at once, or until it is taken down. */
export type Notice = {
  readonly id: string;
  readonly text: string;
  readonly from: number | null;
  readonly until: number | null;
  /** On these boards; null: on all. */
  readonly boards: readonly string[] | null;
};

/** What fits on a board and is read in passing. */
export const NOTICE_LETTERS = 200;
/** More than this nobody reads, and the boards would do nothing but turn them. */
export const MOST_NOTICES = 20;

/**
 * The text of a notice as it is kept: one line, composed letters, no control signs, cut to 200 letters with a
 * mark that it was. Empty when nothing is left of it.
 */
export function noticeText(text: string): string {
  const line = text
    .slice(0, 4 * NOTICE_LETTERS)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const letters = [...line];
  return letters.length <= NOTICE_LETTERS ? line : `${letters.slice(0, NOTICE_LETTERS - 1).join('')}…`;
}

/** Whether a notice is over at `now` and need not be kept. */
export const isOver = ({ until }: Notice, now: number): boolean => until !== null && until <= now;

/** The notices of a board at `now`, in the order in which they were written. */
export function noticesOn(notices: Iterable<Notice>, board: string, now: number): Notice[] {
  return [...notices].filter(
    (notice) =>
      (notice.from === null || notice.from <= now) &&
      !isOver(notice, now) &&
      (notice.boards === null || notice.boards.includes(board)),
  );
}
