import type { DeskTicket } from '../core/queue/desk-view.ts';
import type { Desk } from './desk.ts';
import type { Action } from './desk-key-table.ts';

/** What is done to one ticket, with a key when it is the one in hand. */
export type TicketAction = Extract<
  Action,
  'recall' | 'start' | 'no-show' | 'finish' | 'transfer' | 'order' | 'hold' | 'away' | 'priority' | 'cancel'
>;

/** From which states of the ticket in hand an action makes sense; the server has the last word. */
export const fromStates: { readonly [action in TicketAction]: readonly DeskTicket['state'][] } = {
  recall: ['called'],
  start: ['called'],
  'no-show': ['called'],
  finish: ['called', 'serving'],
  transfer: ['waiting', 'called', 'serving'],
  order: ['waiting', 'called', 'serving', 'held', 'away', 'done'],
  hold: ['waiting', 'called', 'serving'],
  away: ['waiting', 'called', 'serving'],
  priority: ['waiting', 'called', 'serving', 'held', 'away', 'no-show'],
  cancel: ['waiting', 'called', 'serving', 'held', 'away', 'no-show'],
};

/** Does what a key or a button asks of the desk; `at` is the time of the press in ms of the page. */
export function act(desk: Desk, action: Action, at: number): void {
  const { panel } = desk;
  switch (action) {
    case 'next':
      void desk.next(at);
      return;
    case 'undo':
      void desk.undo(at);
      return;
    case 'search':
      panel.value = { at: 'search', text: '', found: null };
      return;
    case 'pause': {
      const shut = desk.state.value && desk.state.value.room.state !== 'open';
      if (shut) void desk.setRoom('open', null, at);
      else panel.value = { at: 'pause' };
      return;
    }
    case 'call':
    case 'invite':
    case 'reception':
    case 'appointments':
    case 'help':
      panel.value = { at: action };
      return;
    default: {
      const inside = desk.state.value?.now;
      if (inside) actOn(desk, action, inside, at);
    }
  }
}

/** Does something to one ticket, or asks what exactly shall be done to it. */
export function actOn(desk: Desk, action: TicketAction, ticket: DeskTicket, at: number): void {
  if (!desk.works || !fromStates[action].includes(ticket.state)) return;
  const { panel } = desk;
  switch (action) {
    case 'transfer':
      panel.value = { at: 'transfer', ticket, page: 0 };
      return;
    case 'order':
      panel.value = { at: 'order', ticket, page: 0, chosen: [], back: true };
      return;
    case 'priority':
      panel.value = { at: 'priority', ticket, to: null };
      return;
    case 'away':
    case 'cancel':
      panel.value = { at: action, ticket };
      return;
    default:
      void desk.move(action, ticket, {}, at);
  }
}
