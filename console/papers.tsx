import type { VNode } from 'preact';
import type { PaperToSee } from '../core/queue/papers-to-see.ts';
import { Printer } from '../web/pictograms.tsx';
import { DeskButton } from './desk-button.tsx';

const PAPER_WORDS: Record<string, string> = {
  unknown: 'không rõ đã in ra chưa',
  failed: 'không in được',
};

/** `at`: the time of the press in ms of the page. */
type PapersProps = {
  papers: readonly PaperToSee[];
  works: boolean;
  reprint(paper: { id: string; code: string }, at: number): void;
  seen(ticket: string, at: number): void;
};

/**
 * Slips of which nobody knows whether they came out, or that did not. Nothing is printed again by itself: staff look,
 * and press once. Nothing is shown while all is well.
 */
export function Papers({ papers, works, reprint, seen }: PapersProps): VNode | null {
  if (papers.length === 0) return null;
  return (
    <section aria-label="Phiếu in">
      <h2>Phiếu in cần xem</h2>
      <ul class="house-rooms papers">
        {papers.map(({ ticket, code, state: paper, minutes }) => (
          <li key={ticket}>
            <Printer label={null} />
            <span class="about">
              <b>{code}</b>
              <i>
                {PAPER_WORDS[paper] ?? paper}, {minutes} phút trước
              </i>
            </span>
            <DeskButton
              look="small"
              press={(at) => reprint({ id: ticket, code }, at)}
              disabled={!works}
              shortcut={null}
            >
              In lại<span class="unseen"> {code}</span>
            </DeskButton>
            <DeskButton look="small" press={(at) => seen(ticket, at)} disabled={!works} shortcut={null}>
              Đã có phiếu<span class="unseen"> {code}</span>
            </DeskButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
