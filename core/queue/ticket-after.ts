import type { Entry, MoveHappening } from './happening.ts';
import type { Step, Ticket, TicketFacts } from './ticket.ts';
import { finishStep, opened, openSteps, stepFor, withOrders, withStep } from './visit.ts';

/** A ticket after one thing that happened to it. */
export function after(ticket: Ticket, happening: MoveHappening, entry: Entry): Ticket {
  switch (happening.type) {
    case 'ticket-called':
    case 'call-repeated':
    case 'service-started':
      return inRoom(ticket, happening, entry.at);
    case 'service-finished':
      return finished(ticket, happening, entry.at);
    case 'ticket-missed': {
      const calledAt = 'calledAt' in ticket ? ticket.calledAt : entry.at;
      return {
        ...facts(ticket),
        state: 'no-show',
        room: happening.room,
        calledAt,
        missed: ticket.missed + 1,
      };
    }
    case 'ticket-held':
      return { ...facts(ticket), state: 'held', reason: happening.reason };
    case 'ticket-away':
      return { ...facts(ticket), state: 'away', reason: happening.reason, until: happening.until };
    case 'ticket-returned':
      return { ...waitingOn(ticket, ticket.steps, entry.at), state: 'waiting' };
    case 'ticket-transferred':
      return { ...waitingOn(ticket, transferred(ticket, happening.to), entry.at), state: 'waiting' };
    case 'priority-changed':
      return { ...ticket, priority: happening.to };
    case 'ticket-cancelled':
      return { ...facts(ticket), state: 'cancelled', reason: happening.reason };
    case 'steps-ordered':
    case 'step-skipped':
      return replanned(ticket, happening, entry.at);
  }
}

type Of<T extends MoveHappening['type']> = Extract<MoveHappening, { type: T }>;

function inRoom(
  ticket: Ticket,
  happening: Of<'ticket-called' | 'call-repeated' | 'service-started'>,
  at: number,
): Ticket {
  if (happening.type === 'ticket-called') {
    const { room, call } = happening;
    const service = happening.service ?? ticket.service;
    const step = stepFor(ticket.steps, service, room);
    const steps = withStep(ticket.steps, step, { calledAt: at });
    const called = { room, calledAt: at, call, rev: 1, step, reason: happening.reason, repeatedAt: null };
    return { ...facts(ticket), steps, service, state: 'called', ...called };
  }
  if (ticket.state !== 'called') throw new Error(`ticket ${ticket.id} was not called`);
  if (happening.type === 'call-repeated') return { ...ticket, rev: happening.rev, repeatedAt: at };
  const { repeatedAt: _repeatedAt, ...call } = ticket;
  return { ...call, state: 'serving', startedAt: at };
}

function finished(ticket: Ticket, { room, until }: Of<'service-finished'>, at: number): Ticket {
  if (!('step' in ticket)) throw new Error(`ticket ${ticket.id} was finished outside a room`);
  const { calledAt } = ticket;
  const steps = finishStep(ticket.steps, ticket.step, room, at);
  if (openSteps(steps).length === 0)
    return { ...facts(ticket), steps, state: 'done', room, calledAt, doneAt: at };
  return until ? outUntil(ticket, steps, until) : { ...waitingOn(ticket, steps, at), state: 'waiting' };
}

/** Outside the queues until the results are in; the next stage opens only then. */
function outUntil(ticket: Ticket, steps: readonly Step[], until: number): Ticket {
  return { ...facts(ticket), steps, service: atHand(ticket, steps), state: 'away', reason: null, until };
}

/** In place of what is at hand, another service; it is open at once, and no room is promised. */
function transferred(ticket: Ticket, to: string): Step[] {
  const inHand = 'step' in ticket ? ticket.step : ticket.steps.indexOf(openSteps(ticket.steps)[0]!);
  const { service: from } = ticket.steps[inHand]!;
  const change = { service: to, room: null, state: 'ahead', openAt: null, calledAt: null } as const;
  // The way back after the lab leads to whoever takes the patient over.
  const steps = withStep(ticket.steps, inHand, change).map((step) =>
    step.state === 'ahead' && step.service === from ? { ...step, service: to, room: null } : step,
  );
  // Sent to the next station of the way before its turn: it is not to be done twice in a row.
  const { stage } = steps[inHand]!;
  const following = Math.min(...steps.filter((step) => step.stage > stage).map((step) => step.stage));
  return steps.map((step) =>
    step.state === 'ahead' && step.stage === following && step.service === to && step.room === null
      ? { ...step, state: 'skipped' }
      : step,
  );
}

function replanned(ticket: Ticket, happening: Of<'steps-ordered' | 'step-skipped'>, at: number): Ticket {
  const steps =
    happening.type === 'steps-ordered'
      ? withOrders(ticket.steps, happening.services, sender(ticket, happening.back), happening.back)
      : withStep(ticket.steps, happening.index, { state: 'skipped' });
  if (ticket.state === 'called' || ticket.state === 'serving') {
    return { ...ticket, steps, step: steps.indexOf(ticket.steps[ticket.step]!) };
  }
  if (ticket.state !== 'done' && ticket.state !== 'waiting')
    return { ...ticket, steps, service: atHand(ticket, steps) };
  const until = happening.type === 'step-skipped' ? happening.until : null;
  return until ? outUntil(ticket, steps, until) : { ...waitingOn(ticket, steps, at), state: 'waiting' };
}

/** The room that orders, and its step: the one in which the patient is, or which he has just left. */
function sender(ticket: Ticket, back: boolean): { step: number; room: string } | null {
  if (ticket.state === 'called' || ticket.state === 'serving')
    return { step: ticket.step, room: ticket.room };
  if (ticket.state !== 'done' || !back) return null;
  const last = Math.max(...ticket.steps.map(({ doneAt }) => doneAt ?? 0));
  return { step: ticket.steps.findIndex(({ doneAt }) => doneAt === last), room: ticket.room };
}

/** A ticket that waits for what is open now. */
function waitingOn(ticket: Ticket, steps: readonly Step[], at: number): TicketFacts {
  const open = opened(steps, at);
  return { ...facts(ticket), steps: open, service: openSteps(open)[0]?.service ?? ticket.service };
}

/** The service of somebody outside the rooms: the one it was as long as that is open, else the first that is. */
function atHand({ service }: Ticket, steps: readonly Step[]): string {
  const open = openSteps(steps);
  return open.some((step) => step.service === service) ? service : (open[0]?.service ?? service);
}

/** What a ticket is whatever its state. */
function facts(t: Ticket): TicketFacts {
  const { id, code, number, series, service, priority, grounds, visitor, token } = t;
  const { issuedAt, arrivedAt, slot, steps, missed, slips, paperFor, paper, language, seq } = t;
  return {
    ...{ id, code, number, series, service, priority, grounds, visitor, token },
    ...{ issuedAt, arrivedAt, slot, steps, missed, slips, paperFor, paper, language, seq },
    ...(t.also ? { also: t.also } : {}),
  };
}
