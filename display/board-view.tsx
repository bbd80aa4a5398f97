import type { VNode } from 'preact';
import { Clock } from '../web/pictograms.tsx';
import { BigArea } from './board-big-view.tsx';
import { DoorBody } from './board-door-view.tsx';
import { HallList } from './board-hall-view.tsx';
import type { RowLayout } from './board-layout.ts';
import type { BoardModel } from './board-model.ts';
import type { Past } from './board-past.ts';
import { waitLines } from './board-wait.ts';
import { t } from './board-words.ts';

/** A board: the big call, a bar with the clock, and a row a room, the last calls or one door. */
export function BoardView({ model }: { model: BoardModel }): VNode {
  const { shape, level, shift, light, slide } = model;
  if (light === 'black') return <div class="black" />;
  if (slide !== null) return <Slide key={slide} address={slide} />;
  const list = shape.kind === 'rooms' ? shape.list : null;
  const stacked = list === null || list.stacked ? 'stacked' : 'in-line';
  const look = `board ${shape.kind}-board ${shape.frame.name} ${stacked} ${level} ${light} shift-${shift}`;
  // Set through the DOM, which the page's CSP allows, as its width comes from the codes themselves.
  const sizes = {
    '--letter': `${(list ?? model).letter.toFixed(2)}rem`,
    '--code': `${(list ?? model).codeRem.toFixed(1)}rem`,
    '--next': list?.next ?? 0,
  };
  return (
    <div class={look} style={sizes}>
      {shape.kind === 'door' ? <DoorBody model={model} /> : <BigArea model={model} />}
      <div class="side">
        <Bar model={model} />
        {shape.kind === 'hall' && <HallList rows={model.hall} />}
        {list !== null && <RoomList rows={list.pages[model.page] ?? []} next={list.next} />}
        {list !== null && list.history > 0 && <History past={model.past} />}
      </div>
    </div>
  );
}

/** A picture for idle times. One that cannot be read leaves the ground, and is gone with the turn. */
function Slide({ address }: { address: string }): VNode {
  return (
    <div class="slide">
      <img src={address} alt="" />
    </div>
  );
}

function RoomList({ rows, next }: { rows: readonly RowLayout[]; next: number }): VNode {
  return (
    <ol class="rooms">
      {rows.map((row) => (
        <RoomRow key={row.room.id} row={row} next={next} />
      ))}
    </ol>
  );
}

function History({ past }: { past: readonly Past[] }): VNode {
  return (
    <p class="history">
      <span class="small">{past.length > 0 ? t('called', null) : ''}</span>
      {past.map(({ code, missed }) => (
        <span key={code} class={missed ? 'code absent-code' : 'code'}>
          {code}
          {missed && <span class="absent-word">{t('missed', null)}</span>}
        </span>
      ))}
    </p>
  );
}

function Bar({ model }: { model: BoardModel }): VNode {
  const { level, clock, page, pages, shape } = model;
  if (level !== 'fresh') {
    return (
      <header class="bar trouble">
        <Clock label={null} />
        <span class="notice">{t('reconnecting', null)}</span>
        <time class="clock">{clock}</time>
      </header>
    );
  }
  const turning = pages > 1 ? <span>{t('page', { page: page + 1, pages })}</span> : null;
  if (shape.kind !== 'rooms' || shape.list.stacked) {
    return (
      <header class="bar">
        {shape.kind === 'rooms' && <span class="head-now">{t('now', null)}</span>}
        <span class="left">{headOf(shape.kind)}</span>
        {turning}
        <time class="clock last">{clock}</time>
      </header>
    );
  }
  return (
    <header class="bar">
      <time class="clock">{clock}</time>
      <span class="left">{turning}</span>
      <span class="head-now">{t('now', null)}</span>
      <span class="head-next">{shape.list.next > 0 ? t('next', null) : ''}</span>
    </header>
  );
}

function headOf(kind: BoardModel['shape']['kind']): string {
  if (kind === 'door') return '';
  return t(kind === 'hall' ? 'last-calls' : 'next', null);
}

function RoomRow({ row, next }: { row: RowLayout; next: number }): VNode {
  const { room, step, wait } = row;
  const called = room.now?.state === 'called';
  // A room that calls nobody has no next: another one may call them.
  const shut = room.status === 'open' ? null : <span class="status">{t(room.status, null)}</span>;
  return (
    <li class="room" data-room={room.id}>
      <span class={wait === 'name' ? 'name side-by-side' : 'name'}>
        <span class={`label ${step.name}`}>{room.label.vi}</span>
        {(wait === 'name' || wait === 'under') && <Wait row={row} />}
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
        {wait === 'codes' && <Wait row={row} />}
      </span>
    </li>
  );
}

/** In two lines, or in one where it has a line of its own. */
function Wait({ row }: { row: RowLayout }): VNode | null {
  const lines = waitLines(row.room);
  if (lines === null) return null;
  const [wait, minutes] = lines;
  if (row.wait === 'under') return <span class="wait under">{`${wait} ${minutes}`}</span>;
  return (
    <span class="wait">
      <span class="wait-line">{wait}</span>
      <span class="wait-line">{minutes}</span>
    </span>
  );
}
