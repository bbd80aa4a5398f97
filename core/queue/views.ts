import type { BoardFace } from './board-face.ts';
import type { ClinicBoard, ClinicRoom, ClinicService } from './clinic-file.ts';
import { type Day, linesFor, servicesOf, ticketInRoom } from './day.ts';
import { lineClasses, type PriorityClass } from './line-class.ts';
import { aheadOf, upcoming } from './line-up.ts';
import { isoLocal } from './local-time.ts';
import { noticesOn } from './notice.ts';
import type { Ticket, TicketState } from './ticket.ts';
import { newcomerWait, ticketWait, type WaitWords } from './wait-of.ts';

const SHOWN_CALLS = 10;
/** Somebody who was called and did not come stands on the boards so long. */
const MISSED_MS = 15 * 60_000;
const SHOWN_MISSED = 6;

/** A ticket as the HTTP interface shows it; times are ISO 8601 with the hospital's offset. */
export type TicketView = {
  id: string;
  code: string;
  /** Other codes on papers of the same visit. */
  also?: string[];
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
  /** Minutes until the call; null when it does not wait or nothing honest can be said. */
  wait: WaitWords | null;
};

/** The public face of a ticket. `room` and `calledAt` are null until the call. */
export function ticketView(day: Day, ticket: Ticket, now: number): TicketView {
  const zone = day.clinic.timeZone;
  return {
    id: ticket.id,
    code: ticket.code,
    ...(ticket.also ? { also: [...ticket.also] } : {}),
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
    wait: ticketWait(day, ticket, now),
  };
}

export type BoardRoom = {
  id: string;
  label: { vi: string; en?: string | undefined };
  arrow: ClinicRoom['arrow'];
  now: { code: string; state: TicketState; calledAt: string } | null;
  next: string[];
  waiting: number;
  /** A room on a break or closed calls nobody. */
  status: 'open' | 'paused' | 'closed';
  /** For somebody who comes now without priority. */
  wait: WaitWords | null;
  /** What is done there, by its first service. */
  kind: ClinicService['kind'];
  /** Called within the last 15 minutes and absent, the latest first. */
  missed: string[];
};

/**
 * `priority`: goes first by right, as long as the call stands and the board says such things. `name` is null unless
 * the clinic file wants one, and then a mask; never for somebody whose visit touches a sensitive service.
 */
export type BoardCall = {
  callId: string;
  rev: number;
  code: string;
  room: string;
  at: string;
  priority: boolean;
  name: string | null;
};
export type BoardNotice = { id: string; text: string };
export type BoardState = {
  board: string;
  rooms: BoardRoom[];
  calls: BoardCall[];
  /** How the board looks. */
  face: BoardFace;
  notices: BoardNotice[];
  /** Addresses of pictures for idle times, on this server. */
  slides: string[];
};

/** What may be said beside a call of the person who was called; null: nothing. */
export type NameOf = (ticket: Ticket) => string | null;

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
    waiting: waitingAt(day, room),
    wait: newcomerWait(day, room, now),
    status: day.roomStates.get(room.id)?.to ?? 'open',
    kind: day.services.get(servicesOf(day, room)[0] ?? '')?.kind ?? 'exam',
    missed: missedAt(day, room.id, now),
  };
}

function missedAt(day: Day, room: string, now: number): string[] {
  const missed: { code: string; calledAt: number }[] = [];
  for (const id of day.aside) {
    const ticket = day.tickets.get(id);
    if (ticket?.state === 'no-show' && ticket.room === room && now - ticket.calledAt < MISSED_MS)
      missed.push(ticket);
  }
  return missed
    .sort((a, b) => b.calledAt - a.calledAt)
    .slice(0, SHOWN_MISSED)
    .map(({ code }) => code);
}

/** The last ten calls of a board's rooms, the newest first. */
export function boardCalls(
  day: Day,
  board: Pick<ClinicBoard, 'rooms' | 'priorityMark'>,
  nameOf: NameOf,
): BoardCall[] {
  return board.rooms
    .flatMap((room) => day.calls.get(room) ?? [])
    .sort((a, b) => b.seq - a.seq)
    .slice(0, SHOWN_CALLS)
    .map(({ seq: _seq, ...row }) => {
      const ticket = ticketInRoom(day, row.room);
      const called = ticket && 'call' in ticket && ticket.call === row.callId ? ticket : null;
      return {
        ...row,
        at: isoLocal(row.at, day.clinic.timeZone),
        priority: board.priorityMark && called?.priority === 'priority',
        name: called && nameOf(called),
      };
    });
}

/** The texts of a board at `now`; when they begin and end is the server's business. */
export function boardNotices(day: Day, board: string, now: number): BoardNotice[] {
  return noticesOn(day.notices.values(), board, now).map(({ id, text }) => ({ id, text }));
}

/** People who wait for a room: those it would call one after another if it were alone. */
export function waitingAt(day: Day, room: ClinicRoom): number {
  const lines = linesFor(day, room);
  if (lines.length === 1) return lines[0]!.line.size;
  const ids = new Set<string>();
  for (const { line } of lines)
    for (const each of lineClasses) for (const { id } of line.line(each)) ids.add(id);
  return ids.size;
}
