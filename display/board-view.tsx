import type { VNode } from 'preact';
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Clock } from '../web/pictograms.tsx';
import type { RowLayout } from './board-layout.ts';
import type { BigCall, BoardModel } from './board-model.ts';
import { t } from './board-words.ts';

/** A board: the big call, a bar with the clock, the list of rooms, the last calls. */
export function BoardView({ model }: { model: BoardModel }): VNode {
  const { portrait, layout, level, shift, history, rows } = model;
  const shape = `${portrait ? 'portrait' : 'landscape'} ${layout.stacked ? 'stacked' : 'beside'}`;
  // Set through the DOM, which the page's CSP allows, as its width comes from the codes themselves.
  const columns = { '--code': `${layout.codeRem.toFixed(1)}rem`, '--next': layout.next };
  return (
    <div class={`board ${shape} ${level} shift-${shift}`} style={columns}>
      {level === 'grey' ? <Stopped model={model} /> : <BigArea big={model.big} />}
      <Bar model={model} />
      <ol class="rooms">
        {rows.map((row) => (
          <RoomRow key={row.room.id} row={row} next={layout.next} />
        ))}
      </ol>
      {layout.history > 0 && (
        <p class="history">
          <span class="small">{history.length > 0 ? t('called', null) : ''}</span>
          {history.map((code) => (
            <span key={code} class="code">
              {code}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function BigArea({ big }: { big: BigCall | null }): VNode {
  if (big === null) {
    return (
      <section class="big">
        <p class="big-words">{t('watch', null)}</p>
      </section>
    );
  }
  return (
    <section class={big.loud ? 'big loud' : 'big'} aria-live="polite">
      <p class={`big-code ${lengthOf(big.code)}`}>
        <span key={big.key} class="plate">
          {big.code}
        </span>
      </p>
      <p class="big-room">
        <Arrow to={big.arrow} />
        <span class="big-place">
          <span class="small">{t(big.loud ? 'come-in' : 'last-called', null)}</span>
          <span class={`big-label ${big.size}`}>{big.room}</span>
        </span>
      </p>
    </section>
  );
}

/** Longer codes are smaller, so that the room beside them keeps its place. */
function lengthOf(code: string): string {
  if (code.length <= 4) return 'four';
  return code.length === 5 ? 'five' : 'long';
}

function Arrow({ to }: { to: BigCall['arrow'] }): VNode | null {
  if (to === 'left') return <ArrowLeft label={t('to-left', null)} />;
  if (to === 'right') return <ArrowRight label={t('to-right', null)} />;
  if (to === 'up') return <ArrowUp label={t('to-up', null)} />;
  return to === 'down' ? <ArrowDown label={t('to-down', null)} /> : null;
}

function Stopped({ model }: { model: BoardModel }): VNode {
  return (
    <section class="big stopped">
      <p class="big-words">
        {t('ask-staff', null)}
        <span class="small">{t('out-of-date', { time: model.stoppedAt })}</span>
      </p>
    </section>
  );
}

function Bar({ model }: { model: BoardModel }): VNode {
  const { level, clock, layout, page } = model;
  if (level !== 'fresh') {
    return (
      <header class="bar trouble">
        <Clock label={null} />
        <span class="notice">{t('reconnecting', null)}</span>
        <time class="clock">{clock}</time>
      </header>
    );
  }
  const pages = layout.pages.length;
  const turning = pages > 1 ? <span>{t('page', { page: page + 1, pages })}</span> : null;
  return (
    <header class="bar">
      {!layout.stacked && <time class="clock">{clock}</time>}
      {!layout.stacked && <span class="left">{turning}</span>}
      <span class="head-now">{t('now', null)}</span>
      <span class="head-next">{t('next', null)}</span>
      {layout.stacked && turning}
      {layout.stacked && <time class="clock">{clock}</time>}
    </header>
  );
}

function RoomRow({ row, next }: { row: RowLayout; next: number }): VNode {
  const { room, step } = row;
  const called = room.now?.state === 'called';
  return (
    <li class="room" data-room={room.id}>
      <span class={`label ${step.name}`}>{room.label.vi}</span>
      <span class="codes">
        <span class="now">
          <span class={called ? 'plate' : 'plain'}>{room.now?.code ?? '–'}</span>
        </span>
        {room.next.slice(0, next).map((code) => (
          <span key={code} class="code">
            {code}
          </span>
        ))}
      </span>
    </li>
  );
}
