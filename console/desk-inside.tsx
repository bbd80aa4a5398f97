import type { VNode } from 'preact';
import type { DeskTicket } from '../core/queue/desk-view.ts';
import { ClassMark } from './class-mark.tsx';
import type { Desk } from './desk.ts';
import { act, fromStates, type TicketAction } from './desk-act.ts';
import { DeskButton } from './desk-button.tsx';
import { shortcutOf } from './desk-keyboard.ts';
import { actionWords, stateWords } from './desk-words.ts';
import { Journey, VisitClock } from './journey.tsx';

const MOST_RECALLS = 3;
/** In the order of a consultation: is he here, what comes of it, what else. */
const moves: readonly TicketAction[] = [
  'recall',
  'start',
  'no-show',
  'finish',
  'transfer',
  'order',
  'hold',
  'away',
  'priority',
  'cancel',
];

/** The patient in hand: number, class, waiting, the whole visit, and everything that can be done. */
export function Inside({ desk, ticket }: { desk: Desk; ticket: DeskTicket | null }): VNode {
  return (
    <section class="inside" aria-label="Trong phòng">
      <div class={ticket ? 'now' : 'now empty'}>
        <h2>Trong phòng</h2>
        <p class="code">{ticket ? ticket.code : '–'}</p>
        <div class="facts">{ticket ? <Facts ticket={ticket} /> : <p>Phòng trống</p>}</div>
        {ticket ? <Journey steps={ticket.steps} skip={null} /> : null}
      </div>
      <div class="moves">
        {moves.map((action) => (
          <Move key={action} desk={desk} ticket={ticket} action={action} />
        ))}
      </div>
    </section>
  );
}

function Facts({ ticket }: { ticket: DeskTicket }): VNode {
  const { state, serviceName, waitedMinutes, grounds, priority, reason } = ticket;
  return (
    <>
      <p>
        <b>{stateWords[state]}</b> · {serviceName}
      </p>
      <p>{reason === '' ? `đã chờ ${waitedMinutes} phút` : `gọi vì: ${reason}`}</p>
      <ClassMark priority={priority} grounds={grounds} />
      <VisitClock ticket={ticket} />
    </>
  );
}

function Move({
  desk,
  ticket,
  action,
}: {
  desk: Desk;
  ticket: DeskTicket | null;
  action: TicketAction;
}): VNode {
  const count = action === 'recall' && ticket ? ` ${ticket.recalls}/${MOST_RECALLS}` : '';
  const spent = action === 'recall' && ticket !== null && ticket.recalls >= MOST_RECALLS;
  return (
    <span class={`move ${action}`}>
      <DeskButton
        look="plain"
        press={(at) => act(desk, action, at)}
        disabled={!desk.works || !ticket || spent || !fromStates[action].includes(ticket.state)}
        shortcut={shortcutOf(action)}
      >
        {actionWords[action]}
        {count}
      </DeskButton>
    </span>
  );
}
