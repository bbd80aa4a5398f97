import { type Day, lineOf, type Move } from './day.ts';
import type { Entry, Happening } from './happening.ts';
import { streakAfter } from './policy.ts';
import { isOpen, type Ticket, type TicketFacts } from './ticket.ts';

const KEPT_CALLS = 10;
const KEPT_MOVES = 64;

type Of<T extends Happening['type']> = Extract<Happening, { type: T }>;

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
      change(day, ticketOf(day, happening.ticket), (t) => ({ ...t, slips: t.slips + 1 }), entry.seq);
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
  day.calls = [];
  day.moves = [];
}

function raiseNumbers(day: Day, { businessDay, above }: Of<'numbers-raised'>): void {
  if (businessDay !== day.businessDay) return;
  for (const [series, number] of Object.entries(above)) {
    day.counters.set(series, Math.max(day.counters.get(series) ?? 0, number));
  }
}

function issue(day: Day, happening: Of<'ticket-issued'>, { at, seq }: Entry): void {
  const { type: _type, ticket: id, paperFor, ...facts } = happening;
  const ticket: Ticket = {
    ...facts,
    id,
    issuedAt: at,
    arrivedAt: at,
    missed: 0,
    slips: paperFor === null ? 0 : 1,
    seq,
    state: 'waiting',
  };
  day.counters.set(ticket.series, ticket.number);
  day.tokens.set(ticket.token, id);
  put(day, ticket);
}

/** Every move of one ticket (and of the one it pushes out of the room), remembered for ten seconds. */
function move(
  day: Day,
  entry: Entry,
  happening: Exclude<
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
  >,
): void {
  const ticket = ticketOf(day, happening.ticket);
  const room = 'room' in happening ? happening.room : null;
  const last = day.moves[0];
  // `next` is written as "finished" and "called" of the same moment: one press, one move to undo.
  const joined =
    happening.type === 'ticket-called' &&
    last?.room === room &&
    last.at === entry.at &&
    last.seq === entry.seq - 1;
  const kept: Move = {
    seq: entry.seq,
    at: entry.at,
    room,
    before: joined ? [...last.before, ticket] : [ticket],
    calls: joined ? last.calls : day.calls,
    streaks: joined ? last.streaks : day.streaks,
  };
  change(day, ticket, (t) => after(t, happening, entry), entry.seq);
  if (joined) for (const { id } of last.before) change(day, ticketOf(day, id), (t) => t, entry.seq);
  if (happening.type === 'ticket-called') noteStreak(day, ticket);
  noteCall(day, ticket, happening, entry.at);
  day.moves = [kept, ...(joined ? day.moves.slice(1) : day.moves)].slice(0, KEPT_MOVES);
}

function after(ticket: Ticket, happening: Exclude<Happening, { type: 'day-opened' }>, { at }: Entry): Ticket {
  const facts = factsOf(ticket);
  const called = 'calledAt' in ticket ? ticket.calledAt : at;
  switch (happening.type) {
    case 'ticket-called':
      return {
        ...facts,
        state: 'called',
        room: happening.room,
        calledAt: at,
        call: happening.call,
        rev: 1,
        repeatedAt: null,
      };
    case 'call-repeated':
      return {
        ...facts,
        state: 'called',
        room: happening.room,
        calledAt: called,
        call: happening.call,
        rev: happening.rev,
        repeatedAt: at,
      };
    case 'service-started':
      if (ticket.state !== 'called') throw new Error(`ticket ${ticket.id} was started without a call`);
      return {
        ...facts,
        state: 'serving',
        room: happening.room,
        calledAt: called,
        call: ticket.call,
        rev: ticket.rev,
        startedAt: at,
      };
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
    default:
      return ticket;
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
    seq,
  };
}

function noteStreak(day: Day, called: Ticket): void {
  const normalWaits = called.priority === 'normal' || lineOf(day, called.service).line('normal').length > 0;
  const streak = streakAfter(day.streaks.get(called.service) ?? 0, called.priority, normalWaits);
  day.streaks = new Map(day.streaks).set(called.service, streak);
}

function noteCall(day: Day, ticket: Ticket, happening: Happening, at: number): void {
  if (happening.type !== 'ticket-called' && happening.type !== 'call-repeated') return;
  const rev = happening.type === 'call-repeated' ? happening.rev : 1;
  const row = { callId: happening.call, rev, code: ticket.code, room: happening.room, at };
  day.calls = [row, ...day.calls.filter(({ callId }) => callId !== row.callId)].slice(0, KEPT_CALLS);
}

function undo(day: Day, happening: Of<'move-undone'>): void {
  const at = day.moves.findIndex(({ before }) => before.some(({ id }) => happening.tickets.includes(id)));
  const undone = day.moves[at];
  if (!undone) throw new Error(`nothing to undo for ${happening.tickets.join(' ')}`);
  // Out of the rooms first, back into them second: the two tickets of a `next` change places.
  for (const { id } of undone.before) take(day, ticketOf(day, id));
  for (const ticket of undone.before) put(day, { ...ticket, seq: day.seq });
  const withdrawn = new Set(
    day.calls.filter((row) => undone.before.some(({ code }) => code === row.code)).map((r) => r.callId),
  );
  const restored = undone.calls.filter(({ callId }) => withdrawn.has(callId));
  day.calls = [...day.calls.filter(({ callId }) => !withdrawn.has(callId)), ...restored]
    .sort((a, b) => b.at - a.at)
    .slice(0, KEPT_CALLS);
  for (const { service } of undone.before) {
    day.streaks = new Map(day.streaks).set(service, undone.streaks.get(service) ?? 0);
  }
  day.moves = day.moves.filter((_, index) => index !== at);
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
  if (ticket.visitor && isOpen(ticket)) day.openByVisitor.delete(`${ticket.visitor} ${ticket.service}`);
}

function put(day: Day, ticket: Ticket): void {
  day.tickets.set(ticket.id, ticket);
  if (ticket.state === 'waiting') lineOf(day, ticket.service).add(ticket, ticket.priority);
  if (ticket.state === 'called' || ticket.state === 'serving') day.inRoom.set(ticket.room, ticket.id);
  if (ticket.visitor && isOpen(ticket))
    day.openByVisitor.set(`${ticket.visitor} ${ticket.service}`, ticket.id);
}
