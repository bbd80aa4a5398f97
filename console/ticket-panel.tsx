import type { VNode } from 'preact';
import type { DeskState, DeskTicket } from '../core/queue/desk-view.ts';
import { ClassMark } from './class-mark.tsx';
import type { Desk } from './desk.ts';
import { actOn, fromStates, type TicketAction } from './desk-act.ts';
import { DeskButton } from './desk-button.tsx';
import { actionWords, stateWords } from './desk-words.ts';
import { Journey, VisitClock } from './journey.tsx';

/** What can be done to a ticket that is not in the room. */
const actions: readonly TicketAction[] = ['hold', 'away', 'transfer', 'order', 'priority', 'cancel'];
const callable: readonly DeskTicket['state'][] = ['waiting', 'held', 'away', 'no-show'];
const returnable: readonly DeskTicket['state'][] = ['held', 'away', 'no-show'];

/** Any ticket of today: where it is, its whole way, and what this desk can do with it. */
export function TicketPanel({
  desk,
  state,
  ticket,
}: {
  desk: Desk;
  state: DeskState;
  ticket: DeskTicket;
}): VNode {
  const { code, serviceName, ahead, waitedMinutes } = ticket;
  const inRoom = ticket.room === null ? '' : ` · ${ticket.room === desk.room ? 'phòng này' : ticket.room}`;
  return (
    <section class="panel" aria-label={`Phiếu ${code}`}>
      <h2 class="found-code">{code}</h2>
      <p>
        {serviceName} · <b>{stateWords[ticket.state]}</b>
        {inRoom}
        {ticket.state === 'waiting' ? ` · còn ${ahead} trước · đã chờ ${waitedMinutes} phút` : ''}
        {ticket.wait ? ` · dự kiến ${ticket.wait.from}–${ticket.wait.to} phút` : ''}
      </p>
      <ClassMark priority={ticket.priority} grounds={ticket.grounds} />
      <VisitClock ticket={ticket} />
      <Journey
        steps={ticket.steps}
        skip={desk.works ? (service, at) => void desk.move('skip', ticket, { service }, at) : null}
      />
      <div class="row">
        <Actions desk={desk} state={state} ticket={ticket} />
        <DeskButton
          look="small"
          press={() => {
            desk.panel.value = { at: 'none' };
          }}
          disabled={false}
          shortcut="Esc"
        >
          Thôi
        </DeskButton>
      </div>
    </section>
  );
}

function Actions({ desk, state, ticket }: { desk: Desk; state: DeskState; ticket: DeskTicket }): VNode {
  const here = ticket.steps.some(
    (step) => (step.state === 'open' || step.state === 'here') && state.room.services.includes(step.service),
  );
  const button = (words: string, press: (at: number) => void) => (
    <DeskButton key={words} look="small" press={press} disabled={!desk.works} shortcut={null}>
      {words}
    </DeskButton>
  );
  return (
    <>
      {here && callable.includes(ticket.state)
        ? button('Gọi vào đây', (at) => void desk.call({ ticket: ticket.id }, at))
        : null}
      {returnable.includes(ticket.state)
        ? button('Mời lại', (at) => void desk.move('return', ticket, {}, at))
        : null}
      {actions
        .filter((action) => fromStates[action].includes(ticket.state))
        .map((action) => button(actionWords[action], (at) => actOn(desk, action, ticket, at)))}
      {button('In lại', (at) => void desk.print(ticket, at))}
    </>
  );
}
