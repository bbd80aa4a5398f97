import { readClinic } from '../../../core/queue/clinic-check.ts';
import type { Clinic } from '../../../core/queue/clinic-file.ts';
import type { Booking, Command, MoveCommand } from '../../../core/queue/command.ts';
import { type Day, emptyDay, ticketInRoom } from '../../../core/queue/day.ts';
import { decide, dueNow } from '../../../core/queue/decide.ts';
import type { Decision } from '../../../core/queue/decision.ts';
import { evolve } from '../../../core/queue/evolve.ts';
import type { Entry, Happening } from '../../../core/queue/happening.ts';
import type { PriorityClass } from '../../../core/queue/line-class.ts';
import type { Ticket, TicketState } from '../../../core/queue/ticket.ts';
import { type BoardCall, boardCalls } from '../../../core/queue/views.ts';

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
/** Monday, 23 November 2026, 07:00 at the hospital; a machine in UTC says midnight. */
export const MORNING = Date.UTC(2026, 10, 23, 0, 0);

type Parts = Record<string, unknown>;

/** The JSON of a small hospital, one service for each rule; `parts` replaces top-level keys. */
export function clinicJson(parts: Parts): Parts {
  return {
    site: 'minh-hoa',
    name: 'Bệnh viện Đa khoa Minh Họa',
    services: [
      service('noi', 'A', { policy: 'target' }),
      service('nhi', 'H', { policy: 'fifo' }),
      service('mat', 'M', { policy: 'strict' }),
    ],
    rooms: [room('pk1', ['noi']), room('pk2', ['noi', 'mat']), room('pk3', ['nhi'])],
    boards: [{ id: 'hall', rooms: ['pk1', 'pk2', 'pk3'] }],
    speakers: [{ id: 'hall', rooms: ['pk1', 'pk2', 'pk3'] }],
    ...parts,
  };
}

/** A service of a clinic file; `parts` adds or replaces keys. */
export function service(id: string, series: string, parts: Parts): Parts {
  return { id, name: { vi: `Khám ${id}` }, series, ...parts };
}

/** A room of a clinic file. */
export function room(id: string, services: string[]): Parts {
  return { id, label: { vi: `Phòng ${id}` }, services };
}

/** The clinic of `clinicJson(parts)`, checked. */
export function clinicOf(parts: Parts): Clinic {
  const read = readClinic(clinicJson(parts));
  if (!read.ok) throw new Error(`${read.fault.path.join('.')} should be ${read.fault.should}`);
  return read.clinic;
}

type Person = {
  service?: string;
  visitor?: string | null;
  priority?: PriorityClass;
  journey?: string | null;
  appointment?: string | null;
};
export type Extra = {
  service?: string;
  services?: string[];
  back?: boolean;
  minutes?: number | null;
  priority?: PriorityClass;
  reason?: string | null;
};

/** A day at a hospital with a clock that stands still until told; it keeps the log as the house does. */
export class TestDay {
  readonly entries: Entry[] = [];
  day: Day;
  now = MORNING;
  #made = 0;

  constructor(clinic: Clinic) {
    this.day = emptyDay(clinic);
  }

  /** Time goes by. */
  later(ms: number): this {
    this.now += ms;
    return this;
  }

  /** Decides at the day's own time and writes what happens. */
  ask(command: Command): Decision {
    const now = Math.max(this.now, this.day.at);
    this.catchUp();
    const decision = decide(this.day, command, now);
    if (decision.ok) for (const happening of decision.happenings) this.write(happening);
    return decision;
  }

  /** Writes what time alone has brought about, as the door does before anybody is heard. */
  catchUp(): this {
    const now = Math.max(this.now, this.day.at);
    for (let due = dueNow(this.day, now); due; due = dueNow(this.day, now)) this.write(due);
    return this;
  }

  /** Appends one happening to the log and folds it. */
  write(happening: Happening): void {
    const entry: Entry = {
      seq: this.day.seq + 1,
      at: Math.max(this.now, this.day.at),
      actor: 'test',
      happening,
    };
    this.entries.push(entry);
    evolve(this.day, entry);
  }

  askIn({ service = 'noi', visitor = null, priority = 'normal', ...rest }: Person): Decision {
    this.#made += 1;
    const [ticket, token] = [`t${this.#made}`, `token-${this.#made}`];
    const grounds = priority === 'priority' ? ['NCT'] : [];
    const { journey = null, appointment = null } = rest;
    const person = { visitor, priority, grounds, journey, appointment, paperFor: null };
    return this.ask({ type: 'check-in', service, ticket, token, ...person });
  }

  /** Somebody comes; returns the id of the ticket, new or repeated. */
  comes(person: Person): string {
    return idOf(this.askIn(person));
  }

  askNext(room: string, expected: string | null): Decision {
    this.#made += 1;
    return this.ask({ type: 'next', room, expected, call: `call-${this.#made}` });
  }

  /** The desk presses "next", knowing who is inside; returns the id of the called, or null. */
  next(room: string): string | null {
    const decision = this.askNext(room, ticketInRoom(this.day, room)?.id ?? null);
    if (!decision.ok || decision.outcome.kind !== 'called') throw new Error(JSON.stringify(decision));
    return decision.outcome.ticket;
  }

  /** The desk names a ticket, knowing who is inside. */
  askCall(room: string, ticket: string): Decision {
    this.#made += 1;
    const expected = ticketInRoom(this.day, room)?.id ?? null;
    return this.ask({ type: 'call', room, expected, ticket, call: `call-${this.#made}` });
  }

  /** A call by name that must be allowed; returns the ticket after it. */
  call(room: string, ticket: string): Ticket {
    return this.ticket(idOf(this.askCall(room, ticket)));
  }

  /** Asks the next few to come near; returns their codes. */
  invite(room: string, count: number): readonly string[] {
    this.#made += 1;
    const decision = this.ask({ type: 'invite', room, count, call: `call-${this.#made}` });
    if (!decision.ok || decision.outcome.kind !== 'invited') throw new Error(JSON.stringify(decision));
    return decision.outcome.codes;
  }

  room(room: string, to: 'open' | 'paused' | 'closed', reason: string | null = null): Decision {
    return this.ask({ type: 'room', room, to, reason });
  }

  book(businessDay: string, bookings: Booking[]): Decision {
    return this.ask({ type: 'book', businessDay, bookings });
  }

  askMove(move: MoveCommand['move'], ticket: string, extra: Extra): Decision {
    return this.ask(moveCommand(move, ticket, extra));
  }

  /** A move that must be allowed; returns the ticket after it. */
  move(move: MoveCommand['move'], ticket: string, extra: Extra = {}): Ticket {
    return this.ticket(idOf(this.askMove(move, ticket, extra)));
  }

  ticket(id: string): Ticket {
    const ticket = this.day.tickets.get(id);
    if (!ticket) throw new Error(`no ticket ${id}`);
    return ticket;
  }

  state(id: string): TicketState {
    return this.ticket(id).state;
  }

  /** Everybody the room would call, in order. */
  callAll(room: string): string[] {
    const called: string[] = [];
    for (let id = this.next(room); id !== null; id = this.next(room)) called.push(id);
    return called;
  }
}

/** A move as the door gets it; what is not said is said in the plainest way. */
export function moveCommand(move: MoveCommand['move'], ticket: string, extra: Extra): MoveCommand {
  const { reason = null, minutes = null, back = true, service = 'nhi' } = extra;
  switch (move) {
    case 'hold':
    case 'cancel':
      return { type: 'move', move, ticket, reason };
    case 'away':
      return { type: 'move', move, ticket, reason, minutes };
    case 'transfer':
    case 'skip':
      return { type: 'move', move, ticket, service };
    case 'order':
      return { type: 'move', move, ticket, services: extra.services ?? [service], back };
    case 'priority':
      return { type: 'move', move, ticket, priority: extra.priority ?? 'urgent', reason: reason ?? 'x' };
    default:
      return { type: 'move', move, ticket };
  }
}

function idOf(decision: Decision): string {
  if (!decision.ok || !('ticket' in decision.outcome) || decision.outcome.ticket === null)
    throw new Error(`refused: ${JSON.stringify(decision)}`);
  return decision.outcome.ticket;
}

/** The code of the fault, or null when the command was allowed. */
export function faultCode(decision: Decision): string | null {
  return decision.ok ? null : decision.fault.code;
}

/** The calls of these rooms as a board without names lists them. */
export function callsOf(day: Day, rooms: string[]): BoardCall[] {
  return boardCalls(day, { rooms, priorityMark: true }, () => null);
}
