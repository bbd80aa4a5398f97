import type { VNode } from 'preact';
import type { ScreenRow } from '../core/wire/screen.ts';
import { Check, Pause, Warning } from '../web/pictograms.tsx';
import { screenFacts, screenNames, troubleSentence } from './screen-words.ts';

/** Boards and speakers of the house: one quiet line while all is well, each trouble with what to do about it. */
export function Devices({ screens }: { screens: readonly ScreenRow[] | null }): VNode | null {
  if (screens === null || screens.length === 0) return null;
  const ill = screens.filter(({ trouble }) => trouble !== null);
  return (
    <section aria-label="Màn hình và loa">
      <h2>Màn hình và loa</h2>
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
        <summary>{allWords(screens)}</summary>
        <ul class="house-rooms devices">
          {screens.map((row) => (
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

/** "3 bảng, 2 loa: 4 đang chạy tốt, 1 chưa lắp". */
function allWords(screens: readonly ScreenRow[]): string {
  const count = (fits: (row: ScreenRow) => boolean): number => screens.filter(fits).length;
  const well = count(({ connected, trouble }) => connected && trouble === null);
  const missing = count(({ device }) => device === null);
  const all = `${count(({ role }) => role === 'board')} bảng, ${count(({ role }) => role === 'speaker')} loa`;
  return `${all}: ${well} đang chạy tốt${missing > 0 ? `, ${missing} chưa lắp` : ''}`;
}
