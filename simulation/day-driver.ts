import type { Command } from '../core/queue/command.ts';
import { type Day, linesFor } from '../core/queue/day.ts';
import type { FaultCode } from '../core/queue/fault.ts';
import { timeOfDay } from '../core/queue/local-time.ts';
import { Agenda } from './agenda.ts';
import type { Stop, Visitor } from './people.ts';

/** What people and staff do at a moment (ms). */
export type Timed = { at: number; command: Command };
/** What came of it: the ticket issued or called (null: nobody), or the fault. */
export type Reply = { ok: true; ticket: string | null } | { ok: false; code: FaultCode };

/** How a day is played. Times in minutes; `opensAt` in ms is minute 0 of all visitors. */
export type Script = {
  people: readonly Visitor[];
  opensAt: number;
  /** From the call until the patient is inside, and until staff give up an absent one. */
  walkMinutes: number;
  patienceMinutes: number;
  /** When each room works, in ms from–to; a room that is not named works until everybody is served. */
  roomHours: ReadonlyMap<string, readonly { from: number; to: number }[]>;
};

type Event =
  | { type: 'come'; visitor: Visitor }
  | { type: 'back' | 'give-up' | 'sit' | 'leave' | 'results'; ticket: string; room: string }
  | { type: 'open' | 'close'; room: string };

const MINUTE = 60_000;

/**
 * Plays visitors and staff: people check in when they arrive, a free room calls whoever is next, the doctor orders
 * what the plan of the visitor holds, absent people come back. It yields commands in the order of time and is told
 * what came of each; whoever carries them out (the core alone, or a server by HTTP) keeps the day that `day`
 * returns up to date, with everything that time alone brings about. The same script gives the same commands.
 */
export function* driveDay(script: Script, day: () => Day): Generator<Timed, void, Reply> {
  yield* new DayDriver(script, day).run();
}

/** Minutes since midnight of `07:30`. */
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

class DayDriver {
  readonly #script: Script;
  readonly #day: () => Day;
  readonly #agenda = new Agenda<Event>();
  /** What is left to do for each ticket, and what is being done. */
  readonly #left = new Map<string, Stop[]>();
  readonly #closed = new Set<string>();
  #calls = 0;

  constructor(script: Script, day: () => Day) {
    this.#script = script;
    this.#day = day;
    for (const [room, hours] of script.roomHours) {
      this.#closed.add(room);
      for (const { from, to } of hours) {
        this.#agenda.note(from, { type: 'open', room });
        this.#agenda.note(to, { type: 'close', room });
      }
    }
    for (const visitor of script.people)
      this.#agenda.note(this.#ms(visitor.arrival), { type: 'come', visitor });
  }

  *run(): Generator<Timed, void, Reply> {
    for (const room of this.#closed)
      yield* this.#order(this.#start(), { type: 'room', room, to: 'closed', reason: null });
    yield* this.#book();
    for (let next = this.#agenda.take(); next; next = this.#agenda.take()) {
      yield* this.#happen(next.at, next.item);
      yield* this.#callIdle(next.at);
    }
  }

  *#happen(at: number, event: Event): Generator<Timed, void, Reply> {
    switch (event.type) {
      case 'come':
        return yield* this.#checkIn(at, event.visitor);
      case 'open':
        this.#closed.delete(event.room);
        return yield* this.#order(at, { type: 'room', room: event.room, to: 'open', reason: null });
      case 'close':
        this.#closed.add(event.room);
        return yield* this.#closeEmpty(at, event.room);
      case 'back':
        return yield* this.#order(at, { type: 'move', move: 'return', ticket: event.ticket });
      case 'give-up':
        yield* this.#order(at, { type: 'move', move: 'no-show', ticket: event.ticket });
        return yield* this.#closeEmpty(at, event.room);
      case 'sit':
        return yield* this.#order(at, { type: 'move', move: 'start', ticket: event.ticket });
      case 'leave':
        return yield* this.#leave(at, event);
      case 'results':
        return yield* this.#order(at, { type: 'turn-day' });
    }
  }

  /** Bookings of the day, under the id of the visitor. */
  *#book(): Generator<Timed, void, Reply> {
    const bookings = this.#script.people.flatMap(({ id, slot, stops }) =>
      slot === null ? [] : [{ id, service: stops[0]!.service, slot: this.#ms(slot), visitor: null }],
    );
    if (bookings.length === 0) return;
    const at = this.#start();
    yield* this.#order(at, { type: 'turn-day' });
    const { businessDay } = this.#day();
    if (businessDay !== null) yield* this.#order(at, { type: 'book', businessDay, bookings });
  }

  *#checkIn(at: number, visitor: Visitor): Generator<Timed, void, Reply> {
    const { id, priority, slot, stops } = visitor;
    const reply = yield {
      at,
      command: {
        type: 'check-in',
        service: stops[0]!.service,
        ticket: `t-${id}`,
        token: `k-${id}`,
        visitor: id,
        // The core makes an appointment of him, unless he comes too late for it.
        priority: slot !== null && priority === 'appointment' ? 'normal' : priority,
        grounds: [],
        journey: null,
        appointment: slot === null ? null : id,
        paperFor: null,
      },
    };
    if (reply.ok) {
      if (reply.ticket) this.#left.set(reply.ticket, [...stops]);
      return;
    }
    const opens = reply.code === 'service-closed' ? this.#opensNext(at, stops[0]!.service) : null;
    if (opens !== null) this.#agenda.note(opens, { type: 'come', visitor });
  }

  /** When a service that is closed takes people again today (ms); null when it does not. */
  #opensNext(at: number, service: string): number | null {
    const { clinic, services } = this.#day();
    const time = timeOfDay(at, clinic.timeZone);
    const next = services.get(service)?.hours.find(({ from }) => from > time);
    return next ? at - (at % MINUTE) + (minutesOf(next.from) - minutesOf(time)) * MINUTE : null;
  }

  /** Every free room calls, as long as somebody waits for it. */
  *#callIdle(at: number): Generator<Timed, void, Reply> {
    const day = this.#day();
    for (const room of day.rooms.values()) {
      if (this.#closed.has(room.id) || day.inRoom.has(room.id) || linesFor(day, room).length === 0) continue;
      yield* this.#next(at, room.id, null);
    }
  }

  *#next(at: number, room: string, expected: string | null): Generator<Timed, void, Reply> {
    this.#calls += 1;
    const reply = yield { at, command: { type: 'next', room, expected, call: `c-${this.#calls}` } };
    if (!reply.ok || reply.ticket === null) return;
    const ticket = reply.ticket;
    const { walkMinutes, patienceMinutes } = this.#script;
    const stop = this.#stopOf(ticket);
    if (stop && stop.absentMinutes !== null) {
      this.#agenda.note(at + this.#span(patienceMinutes), { type: 'give-up', ticket, room });
      this.#agenda.note(at + this.#span(patienceMinutes + stop.absentMinutes), {
        type: 'back',
        ticket,
        room,
      });
      this.#swap(ticket, stop, [{ ...stop, absentMinutes: null }]);
      return;
    }
    const inside = at + this.#span(walkMinutes);
    this.#agenda.note(inside, { type: 'sit', ticket, room });
    this.#agenda.note(inside + this.#span(stop?.minutes ?? 0), { type: 'leave', ticket, room });
  }

  /** The end of a stop: what the plan still holds is ordered, then the room calls the next. */
  *#leave(at: number, { ticket, room }: { ticket: string; room: string }): Generator<Timed, void, Reply> {
    const stop = this.#stopOf(ticket);
    if (stop) this.#swap(ticket, stop, []);
    yield* this.#orderMissing(at, ticket, stop?.service ?? null);
    if (this.#closed.has(room)) {
      yield* this.#order(at, { type: 'move', move: 'finish', ticket });
      yield* this.#closeEmpty(at, room);
    } else yield* this.#next(at, room, ticket);
    const now = this.#day().tickets.get(ticket);
    if (now?.state === 'away' && now.until !== null)
      this.#agenda.note(now.until, { type: 'results', ticket, room });
    // Somebody whose plan is at its end goes home, whatever the journey still has.
    const left = this.#left.get(ticket)?.length ?? 0;
    if (left === 0 && (now?.state === 'waiting' || now?.state === 'away'))
      yield* this.#order(at, { type: 'move', move: 'cancel', ticket, reason: null });
  }

  /** What comes next in the plan and is no step of the visit yet. */
  *#orderMissing(at: number, ticket: string, here: string | null): Generator<Timed, void, Reply> {
    const now = this.#day().tickets.get(ticket);
    if (!now || !('step' in now)) return;
    const ahead = now.steps.filter(({ state }, index) => state === 'ahead' && index !== now.step);
    const known = new Set(ahead.map(({ service }) => service));
    const plan = (this.#left.get(ticket) ?? []).map(({ service }) => service);
    const end = plan.findIndex((service) => known.has(service));
    const missing = end < 0 ? plan : plan.slice(0, end);
    const services = [...new Set(missing)].filter((service) => service !== here);
    const back = here !== null && missing.includes(here);
    if (services.length > 0) yield* this.#order(at, { type: 'move', move: 'order', ticket, services, back });
  }

  *#closeEmpty(at: number, room: string): Generator<Timed, void, Reply> {
    if (!this.#closed.has(room) || this.#day().inRoom.has(room)) return;
    yield* this.#order(at, { type: 'room', room, to: 'closed', reason: null });
  }

  *#order(at: number, command: Command): Generator<Timed, void, Reply> {
    yield { at, command };
  }

  /** The stop of the plan that a called ticket is in the room for. */
  #stopOf(ticket: string): Stop | null {
    const service = this.#day().tickets.get(ticket)?.service;
    return this.#left.get(ticket)?.find((each) => each.service === service) ?? null;
  }

  #swap(ticket: string, stop: Stop, by: readonly Stop[]): void {
    const left = this.#left.get(ticket)!;
    left.splice(left.indexOf(stop), 1, ...by);
  }

  #start(): number {
    return Math.min(
      this.#script.opensAt,
      ...this.#script.people.slice(0, 1).map(({ arrival }) => this.#ms(arrival)),
    );
  }

  #ms(minutes: number): number {
    return this.#script.opensAt + this.#span(minutes);
  }

  #span(minutes: number): number {
    return Math.round(minutes * MINUTE);
  }
}
