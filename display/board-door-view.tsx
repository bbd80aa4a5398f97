import type { VNode } from 'preact';
import type { BoardRoom } from '../core/queue/views.ts';
import { lengthOf, Notice, Said, Stopped } from './board-big-view.tsx';
import type { BoardModel } from './board-model.ts';
import { waitLines } from './board-wait.ts';
import { t } from './board-words.ts';

/** The board beside a door: the room, who is inside, what the room does, and who comes next. */
export function DoorBody({ model }: { model: BoardModel }): VNode {
  const [room] = model.rooms;
  if (room === undefined) return <section class="big" />;
  return (
    <div class="door">
      <h1 class={`door-label ${model.doorSize}`}>{room.label.vi}</h1>
      <DoorNow model={model} room={room} />
      <DoorNext model={model} room={room} />
    </div>
  );
}

function DoorNow({ model, room }: { model: BoardModel; room: BoardRoom }): VNode {
  const { big, level, notice } = model;
  if (level === 'grey') return <Stopped at={model.stoppedAt} />;
  if (notice !== null) return <Notice notice={notice} />;
  const shown = big !== null && (big.loud || big.undone) ? big : null;
  const code = shown?.code ?? room.now?.code ?? null;
  const kind = `big door-now${shown?.loud ? ' loud' : ''}${shown?.undone ? ' undone' : ''}${shown === null && room.now?.state === 'called' ? ' called' : ''}${code === null ? ' bare' : ''}`;
  // A group and an empty or closed room have no plate: their words are the message.
  const plate = code !== null && shown?.invited !== undefined ? shown.invited === null : code !== null;
  return (
    <section class={kind} aria-live="polite">
      {plate && (
        <p class={`big-code ${lengthOf(code ?? '')}`}>
          <span key={shown?.key ?? code} class="plate">
            {code}
          </span>
        </p>
      )}
      <p class="door-said">
        {shown === null ? null : <Said big={shown} />}
        {shown?.invited ? (
          <span class="door-state">{`${shown.invited.from} – ${shown.invited.to}`}</span>
        ) : null}
        {shown === null ? <span class="door-state">{t(stateOf(room), null)}</span> : null}
      </p>
    </section>
  );
}

type StateWord = BoardRoom['status'] | 'come-in' | 'serving' | 'serving-lab' | 'serving-other';

function stateOf({ status, now, kind }: BoardRoom): StateWord {
  if (now === null || status === 'closed') return status;
  if (now.state === 'called') return 'come-in';
  if (kind === 'exam') return 'serving';
  return kind === 'lab' ? 'serving-lab' : 'serving-other';
}

function DoorNext({ model, room }: { model: BoardModel; room: BoardRoom }): VNode {
  const { past, doorNext } = model;
  const wait = waitLines(room);
  const codes = room.status === 'open' ? room.next.slice(0, doorNext) : [];
  return (
    <div class="door-next">
      <p class="door-row">
        <span class="small">{codes.length > 0 ? t('next', null) : ''}</span>
        {codes.map((code) => (
          <span key={code} class="code">
            {code}
          </span>
        ))}
      </p>
      <p class="door-foot">
        {past.length > 0 && (
          <span class="door-missed">{`${t('called-missed', null)}: ${past.map(({ code }) => code).join('  ')}`}</span>
        )}
        {wait !== null && past.length === 0 && <span>{wait.join(' ')}</span>}
      </p>
    </div>
  );
}
