import type { VNode } from 'preact';
import { Arrow } from './arrow.tsx';
import type { HallRow } from './board-hall.ts';
import { t } from './board-words.ts';

/** The last calls of a hall with many rooms, the newest first; who was absent stands before them. */
export function HallList({ rows }: { rows: readonly HallRow[] }): VNode {
  return (
    <ol class="rooms">
      {rows.map(({ past, label, arrow, step }) => (
        <li key={past.code} class="room call">
          <span class="codes">
            <span class="now">{past.code}</span>
          </span>
          <span class="way">
            {past.missed ? (
              <span class="absent-word">{t('missed', null)}</span>
            ) : (
              <Arrow to={arrow} label={arrow === 'none' ? null : t(`to-${arrow}`, null)} />
            )}
          </span>
          <span class="name">
            <span class={`label ${step.name}`}>{label}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
