import { type CallRow, type Day, lineOf, type Move } from './day.ts';
import type { Entry, Happening } from './happening.ts';
import { streakAfter } from './policy.ts';
import { isOpen, type Ticket, type TicketFacts } from './ticket.ts';

const KEPT_CALLS = 10;
/** Far more than forty rooms make in the ten seconds of an undo. */
const KEPT_MOVES = 256;

type Of<T extends Happening['type']> = Extract<Happening, { type: T }>;
type MoveHappening = Exclude<
  Happening,
  {
    type:
      | 'day-opened'
      | 'numbers-raised'
      | 'ticket-issued'
      | 'slip-asked'
      | 'move-undone'
      | 'nothing-changed';
  }
>;

/**
 * Folds one entry of the log into the day. It never refuses: what stands in the log has happened.
 * Throws only when the log contradicts itself (a bug or a damaged file), naming ids and never persons.
 */
export function evolve(day: Day, entry: Entry): void {
  day.seq = entry.seq;
  day.at = entry.at;
  const { happening } = entry;
  switch (happening.type) {
    case 'day-opened':
      openDay(day, happening);
      return;
    case 'numbers-raised':
      raiseNumbers(day, happening);
      return;
    case 'ticket-issued':
      issue(day, happening, entry);
      return;
    case 'slip-asked':
      askSlip(day, happening);
      return;
    case 'move-undone':
      undo(day, happening);
      return;
    case 'nothing-changed':
      return;
    default:
      move(day, entry, happening);
  }
}

function openDay(day: Day, { businessDay }: Of<'day-opened'>): void {
  day.businessDay = businessDay;
  day.tickets = new Map();
  day.tokens = new Map();
  day.counters = new Map();
  day.waiting = new Map();
  day.inRoom = new Map();
  day.openByVisitor = new Map();
  day.streaks = new Map();
  day.calls = new Map();
  day.moves = [];
}

function raiseNumbers(day: Day, { businessDay, above }: Of<'numbers-raised'>): void {
  if (businessDay !== day.businessDay) return;
  for (const [series, number] of Object.entries(above)) {
    day.counters.set(series, Math.max(day.counters.get(series) ?? 0, number));
  }
}

function issue(day: Day, happening: Of<'ticket-issued'>, { at, seq }: Entry): void {
  const { type: _type, ticket: id, ...facts } = happening;
  const ticket: Ticket = {
    ...facts,
    id,
    issuedAt: at,
    arrivedAt: at,
    missed: 0,
    slips: happening.paperFor === null ? 0 : 1,
    seq,
    state: 'waiting',
  };
  day.counters.set(ticket.series, ticket.number);
  day.tokens.set(ticket.token, id);
  put(day, ticket);
}

function askSlip(day: Day, happening: Of<'slip-asked'>): void {
  const ticket = ticketOf(day, happening.ticket);
  day.tickets.set(ticket.id, { ...ticket, slips: happening.slip });
}

/** Every move of one ticket (and of the one it pushes out of the room), remembered so that it can be undone. */
function move(day: Day, entry: Entry, happening: MoveHappening): void {
  const ticket = ticketOf(day, happening.ticket);
  const room = 'room' in happening ? happening.room : null;
  const finished = happening.type === 'ticket-called' ? happening.finished : null;
  const joined = finished && day.moves[0]?.before[0]?.id === finished ? day.moves.shift() : undefined;
  const calls = (room && day.calls.get(room)) || [];
  const before = joined ? [...joined.before, ticket] : [ticket];
  change(day, ticket, (t) => after(t, happening, entry), entry.seq);
  if (joined) change(day, ticketOf(day, joined.before[0]!.id), (t) => t, entry.seq);
  const streak = happening.type === 'ticket-called' ? noteStreak(day, ticket) : null;
  noteCall(day, ticket, happening, entry);
  day.moves.unshift({ seq: entry.seq, at: entry.at, room, before, calls, streak });
  if (day.moves.length > KEPT_MOVES) day.moves.pop();
}

function after(ticket: Ticket, happening: MoveHappening, { at }: Entry): Ticket {
  const facts = factsOf(ticket);
  const called = 'calledAt' in ticket ? ticket.calledAt : at;
  switch (happening.type) {
    case 'ticket-called': {
      const { room, call } = happening;
      return { ...facts, state: 'called', room, calledAt: at, call, rev: 1, repeatedAt: null };
    }
    case 'call-repeated': {
      const { room, call, rev } = happening;
      return { ...facts, state: 'called', room, calledAt: called, call, rev, repeatedAt: at };
    }
    case 'service-started': {
      if (ticket.state !== 'called') throw new Error(`ticket ${ticket.id} was started without a call`);
      const { repeatedAt: _repeatedAt, ...call } = ticket;
      return { ...call, state: 'serving', startedAt: at };
    }
    case 'service-finished':
      return { ...facts, state: 'done', room: happening.room, calledAt: called, doneAt: at };
    case 'ticket-missed':
      return {
        ...facts,
        state: 'no-show',
        room: happening.room,
        calledAt: called,
        missed: ticket.missed + 1,
      };
    case 'ticket-held':
      return { ...facts, state: 'held', reason: happening.reason };
    case 'ticket-returned':
      return { ...facts, state: 'waiting' };
    case 'ticket-transferred':
      return { ...facts, service: happening.to, state: 'waiting' };
    case 'ticket-cancelled':
      return { ...facts, state: 'cancelled', reason: happening.reason };
  }
}

function factsOf(t: Ticket): TicketFacts {
  const {
    id,
    code,
    number,
    series,
    service,
    priority,
    grounds,
    visitor,
    token,
    issuedAt,
    arrivedAt,
    missed,
    slips,
    paperFor,
    seq,
  } = t;
  return {
    id,
    code,
    number,
    series,
    service,
    priority,
    grounds,
    visitor,
    token,
    issuedAt,
    arrivedAt,
    missed,
    slips,
    paperFor,
    seq,
  };
}

function noteStreak(day: Day, { service, priority }: Ticket): Move['streak'] {
  const normalWaits = priority === 'normal' || lineOf(day, service).line('normal').length > 0;
  const before = day.streaks.get(service) ?? 0;
  const streak = streakAfter(before, priority, normalWaits);
  day.streaks.set(service, streak);
  return { service, change: streak - before };
}

function noteCall(day: Day, ticket: Ticket, happening: MoveHappening, { at, seq }: Entry): void {
  if (happening.type !== 'ticket-called' && happening.type !== 'call-repeated') return;
  const { room, call: callId } = happening;
  const rev = happening.type === 'call-repeated' ? happening.rev : 1;
  const row: CallRow = { callId, rev, code: ticket.code, room, at, seq };
  const others = (day.calls.get(room) ?? []).filter((each) => each.callId !== callId);
  day.calls.set(room, [row, ...others].slice(0, KEPT_CALLS));
}

function undo(day: Day, happening: Of<'move-undone'>): void {
  const at = day.moves.findIndex(({ before }) => before.some(({ id }) => happening.tickets.includes(id)));
  const [undone] = day.moves.splice(at, at < 0 ? 0 : 1);
  if (!undone) throw new Error(`nothing to undo for ${happening.tickets.join(' ')}`);
  const now = undone.before.map(({ id }) => ticketOf(day, id));
  // Out of the rooms first, back into them second: the two tickets of a `next` change places.
  for (const ticket of now) take(day, ticket);
  for (const [index, ticket] of undone.before.entries()) put(day, backTo(ticket, now[index]!, day.seq));
  if (undone.room) day.calls.set(undone.room, undone.calls);
  if (!undone.streak) return;
  // Other rooms may have called of the same service since; their share of the streak stays.
  const { service, change } = undone.streak;
  day.streaks.set(service, Math.max(0, (day.streaks.get(service) ?? 0) - change));
}

/** A ticket as it was, except for what cannot be taken back: printed slips, and revs that were spoken. */
function backTo(before: Ticket, now: Ticket, seq: number): Ticket {
  const ticket = { ...before, slips: now.slips, seq };
  // Speakers drop a rev they have heard: a recall after an undone one must not carry the same.
  return ticket.state === 'called' && now.state === 'called' ? { ...ticket, rev: now.rev } : ticket;
}

function ticketOf(day: Day, id: string): Ticket {
  const ticket = day.tickets.get(id);
  if (!ticket) throw new Error(`the log names ticket ${id}, which the day does not have`);
  return ticket;
}

function change(day: Day, ticket: Ticket, next: (ticket: Ticket) => Ticket, seq: number): void {
  take(day, ticket);
  put(day, { ...next(ticket), seq });
}

/** Takes a ticket out of every list that is kept beside the tickets; `put` is its mirror. */
function take(day: Day, ticket: Ticket): void {
  if (ticket.state === 'waiting') lineOf(day, ticket.service).remove(ticket, ticket.priority);
  if ('room' in ticket && day.inRoom.get(ticket.room) === ticket.id) day.inRoom.delete(ticket.room);
  const key = `${ticket.visitor} ${ticket.service}`;
  if (day.openByVisitor.get(key) === ticket.id) day.openByVisitor.delete(key);
}

function put(day: Day, ticket: Ticket): void {
  day.tickets.set(ticket.id, ticket);
  if (ticket.state === 'waiting') lineOf(day, ticket.service).add(ticket, ticket.priority);
  if (ticket.state === 'called' || ticket.state === 'serving') day.inRoom.set(ticket.room, ticket.id);
  if (ticket.visitor && isOpen(ticket))
    day.openByVisitor.set(`${ticket.visitor} ${ticket.service}`, ticket.id);
}
