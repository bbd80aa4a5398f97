import type { VNode } from 'preact';
import type { ScreenRow } from '../core/wire/screen.ts';
import { Check, Pause, Warning } from '../web/pictograms.tsx';
import { screenFacts, screenNames, troubleSentence } from './screen-words.ts';

/** The boards of the house: one quiet line while all is well, each trouble with what to do about it. */
export function Boards({ screens }: { screens: readonly ScreenRow[] | null }): VNode | null {
  const boards = screens?.filter(({ role }) => role === 'board') ?? [];
  if (boards.length === 0) return null;
  const ill = boards.filter(({ trouble }) => trouble !== null);
  return (
    <section aria-label="Bảng gọi số">
      <h2>Bảng gọi số</h2>
      {ill.length > 0 ? (
        <div role="status">
          <ul class="house-rooms devices">
            {ill.map((row) => (
              <Ill key={row.device ?? `${row.role} ${row.name}`} row={row} />
            ))}
          </ul>
        </div>
      ) : null}
      <details class="devices-all">
        <summary>{allWords(boards)}</summary>
        <ul class="house-rooms devices">
          {boards.map((row) => (
            <li key={row.device ?? `${row.role} ${row.name}`} class={row.level}>
              <Dot row={row} />
              <span class="about">
                <b>
                  {screenNames[row.role]} {row.name}
                </b>
                <i>{screenFacts(row)}</i>
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Ill({ row }: { row: ScreenRow }): VNode | null {
  if (row.trouble === null) return null;
  const { what, act } = troubleSentence({ ...row, kind: row.trouble, seconds: row.troubleSeconds });
  return (
    <li class={row.level}>
      <Dot row={row} />
      <span class="about">
        <b>{what}</b>
        <i>{act}</i>
      </span>
    </li>
  );
}

/** Never the colour alone: each state has a sign of its own. */
function Dot({ row }: { row: ScreenRow }): VNode {
  if (row.trouble !== null) return <Warning label={null} />;
  return row.connected ? <Check label={null} /> : <Pause label={null} />;
}

/** "3 bảng: 2 đang chạy tốt, 1 chưa lắp". */
function allWords(boards: readonly ScreenRow[]): string {
  const count = (fits: (row: ScreenRow) => boolean): number => boards.filter(fits).length;
  const well = count(({ connected, trouble }) => connected && trouble === null);
  const missing = count(({ device }) => device === null);
  return `${boards.length} bảng: ${well} đang chạy tốt${missing > 0 ? `, ${missing} chưa lắp` : ''}`;
}
