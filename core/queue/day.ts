import type { Clinic, ClinicRoom, ClinicService } from './clinic-file.ts';
import { type CallReason, type Candidate, chooseNext, streakAfter } from './policy.ts';
import { priorityClasses, type Ticket } from './ticket.ts';
import { cameBefore, WaitingLine } from './waiting-line.ts';

/** One line of the boards' list of calls; `rev` grows with each recall, `seq` is the entry that put it there. */
export type CallRow = { callId: string; rev: number; code: string; room: string; at: number; seq: number };

/** What a move of a room (or of a ticket outside any room) found before it, so that it can be undone. */
export type Move = {
  seq: number;
  at: number;
  room: string | null;
  before: readonly Ticket[];
  /** Calls of the room, newest first. */
  calls: readonly CallRow[];
  /** By how much a call moved the streak of its service. */
  streak: { service: string; change: number } | null;
};

/**
 * Everything that is true of one business day. It changes only through `evolve`; the same entries in the same
 * order always give the same day, whoever folds them.
 */
export type Day = {
  readonly clinic: Clinic;
  readonly services: ReadonlyMap<string, ClinicService>;
  readonly rooms: ReadonlyMap<string, ClinicRoom>;
  /** Seq of the last entry folded in; 0 before the first. */
  seq: number;
  /** Time of that entry in ms. Stored time never runs backwards. */
  at: number;
  businessDay: string | null;
  tickets: Map<string, Ticket>;
  tokens: Map<string, string>;
  counters: Map<string, number>;
  waiting: Map<string, WaitingLine>;
  inRoom: Map<string, string>;
  /** Open ticket of a person for a service, by `visitor service`. */
  openByVisitor: Map<string, string>;
  streaks: Map<string, number>;
  /** The last calls of each room, newest first: a board shows those of its rooms alone. */
  calls: Map<string, readonly CallRow[]>;
  /** The last moves of the house, newest first. */
  moves: Move[];
};

/** The day of a clinic before anything happened. */
export function emptyDay(clinic: Clinic): Day {
  return {
    clinic,
    services: new Map(clinic.services.map((service) => [service.id, service])),
    rooms: new Map(clinic.rooms.map((room) => [room.id, room])),
    seq: 0,
    at: 0,
    businessDay: null,
    tickets: new Map(),
    tokens: new Map(),
    counters: new Map(),
    waiting: new Map(),
    inRoom: new Map(),
    openByVisitor: new Map(),
    streaks: new Map(),
    calls: new Map(),
    moves: [],
  };
}

/** The line of a service, made when the first patient comes. */
export function lineOf(day: Day, service: string): WaitingLine {
  let line = day.waiting.get(service);
  if (!line) {
    line = new WaitingLine();
    day.waiting.set(service, line);
  }
  return line;
}

/** Who is in the room: called or being served; null when the room is empty. */
export function ticketInRoom(day: Day, room: string): Ticket | null {
  const id = day.inRoom.get(room);
  return (id && day.tickets.get(id)) || null;
}

/** People waiting before this ticket in its service; 0 when it does not wait. */
export function aheadOf(day: Day, ticket: Ticket): number {
  if (ticket.state !== 'waiting') return 0;
  const line = day.waiting.get(ticket.service);
  if (!line) return 0;
  const rule = day.services.get(ticket.service);
  const target = (priority: Ticket['priority']): number =>
    priority === 'urgent' ? Number.NEGATIVE_INFINITY : headStart(rule, priority);
  const due = ticket.arrivedAt + target(ticket.priority);
  let ahead = 0;
  for (const priority of priorityClasses) {
    const arrivedAt = priority === ticket.priority ? ticket.arrivedAt : due - target(priority);
    ahead += countBefore(line.line(priority), { ...ticket, arrivedAt });
  }
  return ahead;
}

/** How long after arrival a class is expected to be called, in ms: the order in which lines merge over time. */
function headStart(rule: ClinicService | undefined, priority: 'priority' | 'appointment' | 'normal'): number {
  if (!rule || rule.policy === 'fifo') return 0;
  if (rule.policy === 'strict') return { priority: 0, appointment: 1e9, normal: 2e9 }[priority];
  return rule.targets[priority] * 60_000;
}

function countBefore(line: ReturnType<WaitingLine['line']>, ticket: Ticket): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cameBefore(line[middle]!, ticket)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One ticket that a room would call, with the reason. */
export type Upcoming = { ticket: Ticket; reason: CallReason };

/**
 * The next `count` tickets in the order in which the room would call them if it pressed now and nobody else did.
 * The first one is the answer to `next`. `now` in ms.
 */
export function upcoming(day: Day, room: ClinicRoom, now: number, count: number): Upcoming[] {
  const lines = room.services.flatMap((service) => {
    const line = day.waiting.get(service);
    if (!line || line.size === 0) return [];
    return priorityClasses.map((priority) => ({ service, priority, line: line.line(priority), taken: 0 }));
  });
  const streaks = new Map(day.streaks);
  const ruleOf = (service: string) => day.services.get(service)!;
  const found: Upcoming[] = [];
  while (found.length < count) {
    const heads = lines.flatMap((line) => {
      const head = line.line[line.taken];
      return head ? [{ ...head, service: line.service, priority: line.priority } satisfies Candidate] : [];
    });
    const choice = chooseNext(heads, ruleOf, streaks, now);
    if (!choice) break;
    const { service, priority, id } = choice.candidate;
    const normalWaits = heads.some((head) => head.service === service && head.priority === 'normal');
    streaks.set(service, streakAfter(streaks.get(service) ?? 0, priority, normalWaits));
    for (const line of lines) if (line.service === service && line.priority === priority) line.taken += 1;
    found.push({ ticket: day.tickets.get(id)!, reason: choice.reason });
  }
  return found;
}
