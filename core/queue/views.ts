import type { ClinicBoard, ClinicRoom } from './clinic-file.ts';
import { aheadOf, type Day, ticketInRoom, upcoming } from './day.ts';
import { UNDO_MS, undoFault } from './decide-move.ts';
import { isoLocal } from './local-time.ts';
import { reasonWords } from './policy.ts';
import type { PriorityClass, Ticket, TicketState } from './ticket.ts';

const SHOWN_CALLS = 10;

/** A ticket as the HTTP interface shows it; times are ISO 8601 with the hospital's offset. */
export type TicketView = {
  id: string;
  code: string;
  number: number;
  service: string;
  room: string | null;
  state: TicketState;
  priority: PriorityClass;
  ahead: number;
  businessDay: string;
  issuedAt: string;
  calledAt: string | null;
  url: string;
};

/** The public face of a ticket. `room` and `calledAt` are null until the call. */
export function ticketView(day: Day, ticket: Ticket): TicketView {
  const zone = day.clinic.timeZone;
  return {
    id: ticket.id,
    code: ticket.code,
    number: ticket.number,
    service: ticket.service,
    room: 'room' in ticket ? ticket.room : null,
    state: ticket.state,
    priority: ticket.priority,
    ahead: aheadOf(day, ticket),
    businessDay: day.businessDay ?? '',
    issuedAt: isoLocal(ticket.issuedAt, zone),
    calledAt: 'calledAt' in ticket ? isoLocal(ticket.calledAt, zone) : null,
    url: `/t/${ticket.token}`,
  };
}

export type BoardRoom = {
  id: string;
  label: { vi: string; en?: string | undefined };
  arrow: ClinicRoom['arrow'];
  now: { code: string; state: TicketState; calledAt: string } | null;
  next: string[];
  waiting: number;
};

export type BoardCall = { callId: string; rev: number; code: string; room: string; at: string };
export type BoardState = { board: string; rooms: BoardRoom[]; calls: BoardCall[] };

/** One room as boards show it; `now` in ms decides the order of those who come next. */
export function boardRoom(day: Day, room: ClinicRoom, now: number): BoardRoom {
  const inside = ticketInRoom(day, room.id);
  const called = inside && 'calledAt' in inside ? inside : null;
  return {
    id: room.id,
    label: room.label,
    arrow: room.arrow,
    now: called && {
      code: called.code,
      state: called.state,
      calledAt: isoLocal(called.calledAt, day.clinic.timeZone),
    },
    next: upcoming(day, room, now, 5).map(({ ticket }) => ticket.code),
    waiting: waitingFor(day, room),
  };
}

/** The last ten calls of a board's rooms, the newest first. */
export function boardCalls(day: Day, board: Pick<ClinicBoard, 'rooms'>): BoardCall[] {
  return board.rooms
    .flatMap((room) => day.calls.get(room) ?? [])
    .sort((a, b) => b.seq - a.seq)
    .slice(0, SHOWN_CALLS)
    .map(({ seq: _seq, ...row }) => ({ ...row, at: isoLocal(row.at, day.clinic.timeZone) }));
}

/** People who wait for a service of the room. */
export function waitingFor(day: Day, room: ClinicRoom): number {
  return room.services.reduce((sum, service) => sum + (day.waiting.get(service)?.size ?? 0), 0);
}

export type DeskTicket = TicketView & {
  serviceName: string;
  waitedMinutes: number;
  grounds: string[];
  reason: string;
};

/** What a room's desk shows: who is inside, who comes next and why, who is held or was absent. */
export type DeskState = {
  room: { id: string; label: string };
  businessDay: string;
  now: DeskTicket | null;
  next: DeskTicket[];
  waiting: number;
  oldestMinutes: number;
  held: DeskTicket[];
  missed: DeskTicket[];
  services: { id: string; name: string }[];
  /** The room's last move can be undone until then (ms), by an undo of this ticket; both null when it cannot. */
  undoUntil: number | null;
  undoTicket: string | null;
};

/** The state of one room's desk at `now` (ms). */
export function deskState(day: Day, room: ClinicRoom, now: number): DeskState {
  const show = (ticket: Ticket, reason = ''): DeskTicket => ({
    ...ticketView(day, ticket),
    serviceName: day.services.get(ticket.service)?.name.vi ?? ticket.service,
    waitedMinutes: Math.max(0, Math.floor((now - ticket.arrivedAt) / 60_000)),
    grounds: [...ticket.grounds],
    reason,
  });
  const inside = ticketInRoom(day, room.id);
  const mine = [...day.tickets.values()].filter(({ service, state }) => {
    return (state === 'held' || state === 'no-show') && room.services.includes(service);
  });
  const next = upcoming(day, room, now, 8);
  const last = day.moves.find((move) => move.room === room.id);
  const undoable = last && undoFault(day, last, now) === null ? last : null;
  return {
    room: { id: room.id, label: room.label.vi },
    businessDay: day.businessDay ?? '',
    now: inside && show(inside),
    next: next.map(({ ticket, reason }) => show(ticket, reasonWords(reason))),
    waiting: waitingFor(day, room),
    oldestMinutes: oldestMinutes(day, room, now),
    held: mine.filter(({ state }) => state === 'held').map((ticket) => show(ticket)),
    missed: mine.filter(({ state }) => state === 'no-show').map((ticket) => show(ticket)),
    services: [...day.services.values()].map(({ id, name }) => ({ id, name: name.vi })),
    undoUntil: undoable && undoable.at + UNDO_MS,
    undoTicket: undoable && undoable.before.at(-1)!.id,
  };
}

function oldestMinutes(day: Day, room: ClinicRoom, now: number): number {
  const firsts = room.services.flatMap((service) => {
    const line = day.waiting.get(service);
    if (!line) return [];
    return (['urgent', 'priority', 'appointment', 'normal'] as const).flatMap(
      (each) => line.line(each)[0] ?? [],
    );
  });
  const oldest = firsts.reduce((at, ticket) => Math.min(at, ticket.arrivedAt), now);
  return Math.floor((now - oldest) / 60_000);
}
