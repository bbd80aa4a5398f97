import type { VNode } from 'preact';
import type { HouseState } from '../core/queue/house-view.ts';
import { Printer } from '../web/pictograms.tsx';
import { DeskButton } from './desk-button.tsx';
import type { House } from './house.ts';

const PAPER_WORDS: Record<string, string> = {
  unknown: 'không rõ đã in ra chưa',
  failed: 'không in được',
};

/**
 * Slips of which nobody knows whether they came out, or that did not. Nothing is printed again by itself: staff look,
 * and press once. Nothing is shown while all is well.
 */
export function Papers({ house, state }: { house: House; state: HouseState }): VNode | null {
  if (state.papers.length === 0) return null;
  return (
    <section aria-label="Phiếu in">
      <h2>Phiếu in cần xem</h2>
      <ul class="house-rooms papers">
        {state.papers.map(({ ticket, code, state: paper, minutes }) => (
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
              press={(at) => void house.reprint(ticket, at)}
              disabled={!house.works}
              shortcut={null}
            >
              In lại<span class="unseen"> {code}</span>
            </DeskButton>
            <DeskButton
              look="small"
              press={(at) => void house.paperSeen(ticket, at)}
              disabled={!house.works}
              shortcut={null}
            >
              Đã có phiếu<span class="unseen"> {code}</span>
            </DeskButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
