import type { CallRow, Day, Move, RoomCall, StreakCall } from './day.ts';
import { KEPT_CALLS } from './evolve-day.ts';
import { notePaper } from './handed-in.ts';
import type { Entry, Happening, MoveHappening } from './happening.ts';
import { firstAfter } from './line-up.ts';
import { put, take } from './places.ts';
import { streakAfter } from './policy.ts';
import { teachArrivals, teachCycle, unteach } from './teach.ts';
import type { Step, Ticket } from './ticket.ts';
import { after } from './ticket-after.ts';
import { lineOfStep, opened, placeOfStep, stepFor } from './visit.ts';

/** Far more than forty rooms make in the ten seconds of an undo. */
const KEPT_MOVES = 256;

type Of<T extends Happening['type']> = Extract<Happening, { type: T }>;
/** A ticket that somebody was given. */
export function issue(day: Day, happening: Of<'ticket-issued'>, { at, seq, actor }: Entry): void {
  const { type: _type, ticket: id, stages, slot, appointment, ...rest } = happening;
  const { arrivedAt, handedIn, proof = null, ...facts } = rest;
  const since = arrivedAt ?? at;
  const services = stages ?? [[facts.service]];
  const steps = services.flatMap((stage, index) => stage.map((service) => freshStep(service, index)));
  const ticket: Ticket = {
    ...facts,
    id,
    issuedAt: since,
    arrivedAt: since,
    slot: slot ?? null,
    language: facts.language ?? 'vi',
    steps: opened(steps, since),
    missed: 0,
    slips: happening.paperFor === null ? 0 : 1,
    paper: happening.paperFor === null ? null : { slip: 1, state: 'asked', printer: null, at },
    seq,
    state: 'waiting',
  };
  noteNumber(day, ticket.series, ticket.number);
  if (handedIn) notePaper(day, handedIn, { ticket: id, proof, station: actor });
  day.tokens.set(ticket.token, id);
  const booking = appointment ? day.bookings.get(appointment) : undefined;
  if (booking) day.bookings.set(booking.id, { ...booking, ticket: id });
  put(day, ticket);
  teachArrivals(day, ticket, since);
}

/** One more code for a ticket: on its boards and papers, or only to find it by. */
export function join(day: Day, happening: Of<'number-joined'>, { seq, actor }: Entry): void {
  const { handedIn, proof = null, code, series, number, calledBy } = happening;
  const ticket = ticketOf(day, happening.ticket);
  notePaper(day, handedIn, { ticket: ticket.id, proof, station: actor });
  noteNumber(day, series, number);
  const own = calledBy ? code : ticket.code;
  const also = [...new Set([...(ticket.also ?? []), ticket.code, code])].filter((each) => each !== own);
  take(day, ticket);
  // A move made before this one knows the ticket by its old code: it can be undone no longer.
  put(day, { ...ticket, ...(calledBy ? { code, series, number } : {}), also, seq });
}

/** What is handed in once more after a restore may come in below numbers that are known already. */
function noteNumber(day: Day, series: string, number: number): void {
  day.counters.set(series, Math.max(number, day.counters.get(series) ?? 0));
}

const freshStep = (service: string, stage: number): Step => ({
  service,
  stage,
  room: null,
  state: 'ahead',
  openAt: null,
  calledAt: null,
  doneAt: null,
});

/** Every move of one ticket (and of the one it pushes out of the room), remembered so that it can be undone. */
export function move(day: Day, entry: Entry, happening: MoveHappening): void {
  const ticket = ticketOf(day, happening.ticket);
  const room = 'room' in happening ? happening.room : null;
  const finished = happening.type === 'ticket-called' ? happening.finished : null;
  const joined = finished && day.moves[0]?.before[0]?.id === finished ? day.moves.shift() : undefined;
  const calls = (room && day.calls.get(room)) || [];
  const before = joined ? [...joined.before, ticket] : [ticket];
  const called = happening.type === 'ticket-called' ? noteCalled(day, ticket, happening, entry.seq) : null;
  const lastCall = (room && day.lastCalls.get(room)) || null;
  const taught = room && called ? teachCycle(day, room, called, entry.at) : [];
  change(day, ticket, (t) => after(t, happening, entry), entry.seq);
  if (joined) change(day, ticketOf(day, joined.before[0]!.id), (t) => t, entry.seq);
  const came = teachArrivals(day, ticketOf(day, ticket.id), entry.at);
  const believed = [...(joined?.believed ?? []), ...taught, ...came];
  noteCall(day, ticket, happening, entry);
  day.moves.unshift({ seq: entry.seq, at: entry.at, room, before, calls, called, lastCall, believed });
  if (day.moves.length > KEPT_MOVES) day.moves.pop();
}

/** The streak of the service, and from when the called waited: the guards look at both. */
function noteCalled(day: Day, ticket: Ticket, happening: Of<'ticket-called'>, seq: number): Move['called'] {
  const service = happening.service ?? ticket.service;
  const step = ticket.steps[stepFor(ticket.steps, service, happening.room)];
  if (!step) throw new Error(`ticket ${ticket.id} was called for ${service}, which it does not wait for`);
  const line = lineOfStep(ticket, step);
  const standing = ticket.state === 'waiting' && line === 'normal' ? 1 : 0;
  const others = [...(day.waiting.get(service)?.values() ?? [])].reduce(
    (sum, each) => sum + each.line('normal').length,
    -standing,
  );
  const call = { seq, line, normalWaits: line === 'normal' || others > 0 };
  countStreak(day, service, [...(day.streakCalls.get(service) ?? []), call].slice(-KEPT_MOVES));
  const since = line === 'urgent' ? null : placeOfStep(ticket, step, day.services.get(service)).since;
  if (since !== null) {
    const list = day.calledSince.get(service) ?? [];
    list.splice(firstAfter(list, since), 0, since);
    day.calledSince.set(service, list);
  }
  return { service, since, stood: step.openAt ?? ticket.arrivedAt };
}

function countStreak(day: Day, service: string, calls: readonly StreakCall[]): void {
  day.streakCalls.set(service, calls);
  const streak = calls.reduce((sum, { line, normalWaits }) => streakAfter(sum, line, normalWaits), 0);
  day.streaks.set(service, streak);
}

function noteCall(day: Day, ticket: Ticket, happening: MoveHappening, { at, seq }: Entry): void {
  if (happening.type !== 'ticket-called' && happening.type !== 'call-repeated') return;
  const { room, call: callId } = happening;
  const rev = happening.type === 'call-repeated' ? happening.rev : 1;
  const row: CallRow = { callId, rev, code: ticket.code, room, at, seq };
  const others = (day.calls.get(room) ?? []).filter((each) => each.callId !== callId);
  day.calls.set(room, [row, ...others].slice(0, KEPT_CALLS));
}

/** Gives back what a move changed. */
export function undoMove(day: Day, happening: Of<'move-undone'>): void {
  const at = day.moves.findIndex(({ before }) => before.some(({ id }) => happening.tickets.includes(id)));
  const [undone] = day.moves.splice(at, at < 0 ? 0 : 1);
  if (!undone) throw new Error(`nothing to undo for ${happening.tickets.join(' ')}`);
  const now = undone.before.map(({ id }) => ticketOf(day, id));
  // Out of the rooms first, back into them second: the two tickets of a `next` change places.
  for (const ticket of now) take(day, ticket);
  for (const [index, ticket] of undone.before.entries()) put(day, backTo(ticket, now[index]!, day.seq));
  if (undone.room) {
    const invitedSince = (day.calls.get(undone.room) ?? []).filter((row) => row.seq > undone.seq);
    day.calls.set(undone.room, [...invitedSince, ...undone.calls].slice(0, KEPT_CALLS));
  }
  unteach(day, undone.believed);
  if (!undone.called) return;
  if (undone.room) restoreLastCall(day, undone.room, undone.lastCall);
  // Other rooms may have called of the same service since; the streak is counted anew from the calls that stand.
  const { service, since } = undone.called;
  const calls = day.streakCalls.get(service) ?? [];
  countStreak(
    day,
    service,
    calls.filter(({ seq }) => seq !== undone.seq),
  );
  const list = day.calledSince.get(service);
  if (list && since !== null) list.splice(firstAfter(list, since) - 1, 1);
}

function restoreLastCall(day: Day, room: string, call: RoomCall | null): void {
  if (call) day.lastCalls.set(room, call);
  else day.lastCalls.delete(room);
}

/** A ticket as it was, except for what cannot be taken back: printed slips, and revs that were spoken. */
function backTo(before: Ticket, now: Ticket, seq: number): Ticket {
  const ticket = { ...before, slips: now.slips, paper: now.paper, seq };
  // Speakers drop a rev they have heard: a recall after an undone one must not carry the same.
  return ticket.state === 'called' && now.state === 'called' ? { ...ticket, rev: now.rev } : ticket;
}

/** The ticket of that id. Throws when the log names one that was never issued. */
export function ticketOf(day: Day, id: string): Ticket {
  const ticket = day.tickets.get(id);
  if (!ticket) throw new Error(`the log names ticket ${id}, which the day does not have`);
  return ticket;
}

function change(day: Day, ticket: Ticket, next: (ticket: Ticket) => Ticket, seq: number): void {
  take(day, ticket);
  put(day, { ...next(ticket), seq });
}
