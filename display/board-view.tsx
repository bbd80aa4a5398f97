import type { VNode } from 'preact';
import type { BoardRoom } from '../core/queue/views.ts';
import { Clock } from '../web/pictograms.tsx';
import { Arrow } from './arrow.tsx';
import type { RowLayout } from './board-layout.ts';
import type { BigCall, BoardModel } from './board-model.ts';
import { waitLines } from './board-wait.ts';
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
  const said = big.invited === null ? CALL_WORDS : INVITATION_WORDS;
  const kind = big.invited === null ? 'big' : 'big invited';
  return (
    <section class={big.loud ? `${kind} loud` : kind} aria-live="polite">
      <p class={`big-code ${lengthOf(big.code)}`}>
        <span key={big.key} class="plate">
          {big.invited === null ? big.code : <Group from={big.invited.from} to={big.invited.to} />}
        </span>
      </p>
      <p class="big-room">
        <Arrow to={big.arrow} label={big.arrow === 'none' ? null : t(`to-${big.arrow}`, null)} />
        <span class="big-place">
          <span class="small">{t(big.loud ? said.loud : said.quiet, null)}</span>
          <span class={`big-label ${big.size}`}>{big.room}</span>
        </span>
      </p>
    </section>
  );
}

const CALL_WORDS = { loud: 'come-in', quiet: 'last-called' } as const;
const INVITATION_WORDS = { loud: 'come-near', quiet: 'last-invited' } as const;

/** The two ends of a group, one above the other, so that neither is taken for a number that is called. */
function Group({ from, to }: { from: string; to: string }): VNode | VNode[] {
  if (from === to) return <span class="end-code">{from}</span>;
  return [
    <span key="from" class="end">
      <span class="small">{t('from', null)}</span>
      <span class="end-code">{from}</span>
    </span>,
    <span key="to" class="end">
      <span class="small">{t('to', null)}</span>
      <span class="end-code">{to}</span>
    </span>,
  ];
}

/** Longer codes are smaller, so that the room beside them keeps its place. */
function lengthOf(code: string): string {
  if (code.length <= 4) return 'four';
  return code.length === 5 ? 'five' : 'long';
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
  const { room, step, wait } = row;
  const called = room.now?.state === 'called';
  // A room that calls nobody has no next: another one may call them.
  const shut = room.status === 'open' ? null : <span class="status">{t(room.status, null)}</span>;
  return (
    <li class="room" data-room={room.id}>
      <span class={wait === 'name' ? 'name side' : 'name'}>
        <span class={`label ${step.name}`}>{room.label.vi}</span>
        {(wait === 'name' || wait === 'under') && <Wait room={room} spot={wait} />}
      </span>
      <span class="codes">
        {(shut === null || room.now !== null) && (
          <span class="now">
            <span class={called ? 'plate' : 'plain'}>{room.now?.code ?? '–'}</span>
          </span>
        )}
        {shut ??
          room.next.slice(0, next).map((code) => (
            <span key={code} class="code">
              {code}
            </span>
          ))}
        {wait === 'codes' && <Wait room={room} spot={wait} />}
      </span>
    </li>
  );
}

/** In two lines, or in one where it has a line of its own. */
function Wait({ room, spot }: { room: BoardRoom; spot: 'codes' | 'name' | 'under' }): VNode | null {
  const lines = waitLines(room);
  if (lines === null) return null;
  const [wait, minutes] = lines;
  if (spot === 'under') return <span class="wait under">{`${wait} ${minutes}`}</span>;
  return (
    <span class="wait">
      <span class="wait-line">{wait}</span>
      <span class="wait-line">{minutes}</span>
    </span>
  );
}
