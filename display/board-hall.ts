import type { BoardRoom } from '../core/queue/views.ts';
import type { Frame } from './board-frame.ts';
import { lineRem, NOW_REM, rowSteps, SAFE_REM } from './board-layout.ts';
import type { Past } from './board-past.ts';
import { fitText, type Step, type WidthOf } from './fitting.ts';

/** The arrow of a row, and what stands around it. The style sheet has the same, in em. */
const ARROW_EM = 1.3;
const PAD_REM = 0.4;

export type HallRow = { past: Past; label: string; arrow: BoardRoom['arrow']; step: Step; height: number };

/** The last calls of a hall, one a row with its room and the way there, as many as have the height. */
export function hallRows(
  past: readonly Past[],
  rooms: readonly BoardRoom[],
  { frame, letter, codeRem }: { frame: Frame; letter: number; codeRem: number },
  widthOf: WidthOf,
): HallRow[] {
  const width = frame.width - codeRem - NOW_REM - ARROW_EM * letter - SAFE_REM;
  let left = frame.listHeight;
  const rows: HallRow[] = [];
  for (const each of past) {
    const room = rooms.find(({ id }) => id === each.room);
    const label = room?.label.vi ?? '';
    const step = fitText(label, width, rowSteps(letter), widthOf);
    const height = (step.lines > 1 ? 2 : 1) * lineRem(letter) + PAD_REM;
    if (height > left) break;
    left -= height;
    rows.push({ past: each, label, arrow: room?.arrow ?? 'none', step, height });
  }
  return rows;
}
