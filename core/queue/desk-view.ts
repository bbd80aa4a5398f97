import { reasonWords } from './call-reason.ts';
import type { ClinicRoom } from './clinic-file.ts';
import { type Day, linesFor, servicesOf, ticketInRoom } from './day.ts';
import { lineClasses } from './line-class.ts';
import { upcoming } from './line-up.ts';
import { type PaperToSee, papersToSee } from './papers-to-see.ts';
import type { PaperState, Step, Ticket } from './ticket.ts';
import { UNDO_MS, undoFault } from './undo.ts';
import { type TicketView, ticketView, waitingAt } from './views.ts';
import { openSteps, standsSince } from './visit.ts';
import { visitClock } from './visit-clock.ts';

const MINUTE = 60_000;
const SHOWN_NEXT = 8;

/** One step of a visit as staff see it. `minutes`: how long it took, or has been open. */
export type DeskStep = {
  service: string;
  name: string;
  /** Steps of one stage are side by side. */
  stage: number;
  state: 'done' | 'skipped' | 'here' | 'open' | 'ahead';
  room: string | null;
  minutes: number | null;
};

export type DeskTicket = TicketView & {
  serviceName: string;
  /** Minutes in the line at hand; the whole visit has a clock of its own. */
  waitedMinutes: number;
  grounds: string[];
  reason: string;
  steps: DeskStep[];
  /** Minutes since the first arrival, and those that the ministry allows for such a visit. */
  visitMinutes: number;
  visitTarget: number;
  /** The spoken call, for the desk that asks how far it got; null when nobody is called. */
  callId: string | null;
  /** Times this ticket was called again. */
  recalls: number;
  /** What became of its paper; null when none was asked for. */
  paper: PaperState | null;
};

/** What a room's desk shows: who is inside, who comes next and why, who is held, absent or away. */
export type DeskState = {
  room: {
    id: string;
    label: string;
    state: 'open' | 'paused' | 'closed';
    reason: string | null;
    services: string[];
  };
  businessDay: string;
  now: DeskTicket | null;
  next: DeskTicket[];
  waiting: number;
  oldestMinutes: number;
  held: DeskTicket[];
  missed: DeskTicket[];
  away: DeskTicket[];
  services: { id: string; name: string; kind: string }[];
  /** Slips to look at, for a desk of the reception, where people come without one; none for others. */
  papers: PaperToSee[];
  /** The room's last move can be undone until then (ms), by an undo of this ticket; both null when it cannot. */
  undoUntil: number | null;
  undoTicket: string | null;
};

/** The state of one room's desk at `now` (ms). */
export function deskState(day: Day, room: ClinicRoom, now: number): DeskState {
  const inside = ticketInRoom(day, room.id);
  const serves = servicesOf(day, room);
  const aside = [...day.aside].map((id) => day.tickets.get(id)!);
  const mine = aside.filter(({ steps }) => openSteps(steps).some(({ service }) => serves.includes(service)));
  const of = (state: Ticket['state']): DeskTicket[] =>
    mine
      .filter((ticket) => ticket.state === state)
      .map((ticket) => deskTicket(day, ticket, now, whyAside(ticket)));
  const last = day.moves.find((move) => move.room === room.id);
  const undoable = last && undoFault(day, last, now) === null ? last : null;
  const state = day.roomStates.get(room.id);
  return {
    room: {
      id: room.id,
      label: room.label.vi,
      state: state?.to ?? 'open',
      reason: state?.reason ?? null,
      services: [...serves],
    },
    businessDay: day.businessDay ?? '',
    now: inside && deskTicket(day, inside, now, whyCalled(inside)),
    next: upcoming(day, room, now, SHOWN_NEXT).map(({ ticket, reason }) =>
      deskTicket(day, ticket, now, reasonWords(reason)),
    ),
    waiting: waitingAt(day, room),
    oldestMinutes: oldestMinutes(day, room, now),
    held: of('held'),
    missed: of('no-show'),
    away: of('away'),
    services: [...day.services.values()].map(({ id, name, kind }) => ({ id, name: name.vi, kind })),
    papers: serves.some((id) => day.services.get(id)?.reception) ? papersToSee(day, now) : [],
    undoUntil: undoable && undoable.at + UNDO_MS,
    undoTicket: undoable && undoable.before.at(-1)!.id,
  };
}

const whyCalled = (ticket: Ticket): string =>
  ticket.state === 'called' || ticket.state === 'serving' ? reasonWords(ticket.reason) : '';

const whyAside = (ticket: Ticket): string =>
  ticket.state === 'held' || ticket.state === 'away' ? (ticket.reason ?? '') : '';

/** A ticket with all that staff may know of it; `reason` says why it is where it is, in the line or beside it. */
export function deskTicket(day: Day, ticket: Ticket, now: number, reason: string): DeskTicket {
  const { minutes, target } = visitClock(day, ticket, now);
  return {
    ...ticketView(day, ticket, now),
    serviceName: day.services.get(ticket.service)?.name.vi ?? ticket.service,
    waitedMinutes: Math.max(0, Math.floor((now - standsSince(ticket, null)) / MINUTE)),
    grounds: [...ticket.grounds],
    reason,
    steps: deskSteps(day, ticket, now),
    visitMinutes: minutes,
    visitTarget: target,
    callId: 'call' in ticket ? ticket.call : null,
    recalls: 'rev' in ticket ? ticket.rev - 1 : 0,
    paper: ticket.paper?.state ?? null,
  };
}

/** The way of a visit, step by step. */
export function deskSteps(day: Day, ticket: Ticket, now: number): DeskStep[] {
  const open = new Set(openSteps(ticket.steps));
  const inHand = 'step' in ticket ? ticket.steps[ticket.step] : null;
  return ticket.steps.map((step) => ({
    service: step.service,
    stage: step.stage,
    name: day.services.get(step.service)?.name.vi ?? step.service,
    state: step === inHand ? 'here' : step.state === 'ahead' && open.has(step) ? 'open' : step.state,
    room: step.room && (day.rooms.get(step.room)?.label.vi ?? step.room),
    minutes: stepMinutes(step, now),
  }));
}

function stepMinutes({ openAt, doneAt, state }: Step, now: number): number | null {
  if (openAt === null || state === 'skipped') return null;
  return Math.max(0, Math.floor(((doneAt ?? now) - openAt) / MINUTE));
}

function oldestMinutes(day: Day, room: ClinicRoom, now: number): number {
  let oldest = now;
  for (const { service, line } of linesFor(day, room)) {
    for (const each of lineClasses) {
      for (const { id } of line.line(each))
        oldest = Math.min(oldest, standsSince(day.tickets.get(id)!, service));
    }
  }
  return Math.floor((now - oldest) / MINUTE);
}
