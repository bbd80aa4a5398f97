import { readClinic } from '../../../core/queue/clinic-check.ts';
import type { Clinic } from '../../../core/queue/clinic-file.ts';
import type { Command, MoveCommand } from '../../../core/queue/command.ts';
import { type Day, emptyDay, ticketInRoom } from '../../../core/queue/day.ts';
import { decide, turnOfDay } from '../../../core/queue/decide.ts';
import type { Decision } from '../../../core/queue/decision.ts';
import { evolve } from '../../../core/queue/evolve.ts';
import type { Entry, Happening } from '../../../core/queue/happening.ts';
import type { PriorityClass, Ticket, TicketState } from '../../../core/queue/ticket.ts';

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

type Person = { service?: string; visitor?: string | null; priority?: PriorityClass };
type Extra = { service?: string; reason?: string | null };

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
    const opening = turnOfDay(this.day, now);
    if (opening) this.write(opening);
    const decision = decide(this.day, command, now);
    if (decision.ok) for (const happening of decision.happenings) this.write(happening);
    return decision;
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

  askIn({ service = 'noi', visitor = null, priority = 'normal' }: Person): Decision {
    this.#made += 1;
    const [ticket, token] = [`t${this.#made}`, `token-${this.#made}`];
    const grounds = priority === 'priority' ? ['NCT'] : [];
    const paperFor = null;
    return this.ask({ type: 'check-in', service, ticket, token, visitor, priority, grounds, paperFor });
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

  askMove(move: MoveCommand['move'], ticket: string, extra: Extra): Decision {
    const reason = extra.reason ?? null;
    if (move === 'hold' || move === 'cancel') return this.ask({ type: 'move', move, ticket, reason });
    if (move === 'transfer') return this.ask({ type: 'move', move, ticket, service: extra.service ?? 'nhi' });
    return this.ask({ type: 'move', move, ticket });
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

function idOf(decision: Decision): string {
  if (!decision.ok || !('ticket' in decision.outcome) || decision.outcome.ticket === null)
    throw new Error(`refused: ${JSON.stringify(decision)}`);
  return decision.outcome.ticket;
}

/** The code of the fault, or null when the command was allowed. */
export function faultCode(decision: Decision): string | null {
  return decision.ok ? null : decision.fault.code;
}
