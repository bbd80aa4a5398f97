import { setTimeout as sleep } from 'node:timers/promises';
import type { Clinic } from '../core/queue/clinic-file.ts';
import type { Command } from '../core/queue/command.ts';
import { waitingFor } from '../core/queue/day.ts';
import { businessDayOf, localMoment } from '../core/queue/local-time.ts';
import type { OpenHouse } from '../server/open-house.ts';
import type { Reply, Timed } from '../simulation/day-driver.ts';
import type { Stop, Visitor } from '../simulation/people.ts';
import { type DemoClock, openDemoClock } from './demo-clock.ts';
import { deedOf, type Floor, nextDeed } from './demo-floor.ts';
import { type Hands, watchHands } from './demo-hands.ts';
import { peopleOfDay } from './demo-people.ts';
import { DoorFault, type HttpPlay, playByHttp } from './play-by-http.ts';
import { type VisitorCard, visitorCards } from './visitor-cards.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const OPENS = '07:00';
const EARLY_MS = 10 * MINUTE;
/** Played at once at the start, so that every screen is alive. */
const HURRY_MS = 90 * MINUTE;
/** Then the next day begins, whoever is still about. */
const LONGEST_MS = 14 * 60 * MINUTE;
const LOOK_MS = 200;
const TROUBLE_MS = 1_000;
/** A service that is closed when somebody comes: they try again. */
const COME_AGAIN_MS = 15 * MINUTE;

type Parts = { open: OpenHouse; clinic: Clinic; clock: DemoClock; base: string };

/** The clock of a demo that begins at 06:50 of the hospital's business day; it stands until the demo runs. */
export function demoClock(clinic: Clinic, speed: number): DemoClock {
  const elapsed = (): number => performance.now();
  return openDemoClock(dayBegins(businessDayOf(Date.now(), clinic), clinic) - EARLY_MS, speed, elapsed);
}

const dayBegins = (businessDay: string, clinic: Clinic): number => localMoment(businessDay, OPENS, clinic);

/**
 * Lets fictional patients come to a house that listens, and plays its staff, day after day; returns the stop.
 * Everything goes over the HTTP interface. Speakers are silent while the first part of a day is hurried through.
 */
export async function startDemo({ open, clinic, clock, base }: Parts): Promise<() => Promise<void>> {
  const { house } = open;
  const { token } = await house.devices.add({ role: 'api', name: 'tap-luyen', room: null });
  const { announcements } = house;
  house.announcements = {
    ...announcements,
    onEntries: (entries, day) => clock.isRunning() && announcements.onEntries(entries, day),
  };
  const end = new AbortController();
  const hands = watchHands(house, () => performance.now());
  const play = new DemoPlay({ house, clinic, clock, hands, base, token, signal: end.signal });
  const done = play.play().catch((error: Error) => {
    // A mistake of the demo's ends the demo; the house that people look at goes on.
    if (!end.signal.aborted) house.note({ event: 'demo-ended', error: `${error.name}: ${error.message}` });
  });
  return async () => {
    end.abort();
    await done;
  };
}

type PlayParts = {
  house: OpenHouse['house'];
  clinic: Clinic;
  clock: DemoClock;
  hands: Hands;
  base: string;
  token: string;
  signal: AbortSignal;
};

/** One demo: who is still to come, what is planned for whom, what was refused. */
class DemoPlay {
  readonly #parts: PlayParts;
  readonly #http: HttpPlay;
  #cards: ReadonlyMap<string, VisitorCard> = new Map();
  #coming: { at: number; visitor: Visitor }[] = [];
  #plans = new Map<string, readonly Stop[]>();
  #refused = new Map<string, number>();

  constructor(parts: PlayParts) {
    this.#parts = parts;
    const { base, token, clinic } = parts;
    this.#http = playByHttp({ base, token, clinic, cardOf: (visitor) => this.#cards.get(visitor)! });
  }

  /** Plays one day after another until the signal; rejects when it comes. */
  async play(): Promise<never> {
    const { clinic, signal } = this.#parts;
    try {
      const today = Date.parse(businessDayOf(this.#parts.clock.now(), clinic));
      for (let number = 0; ; number += 1) {
        const businessDay = new Date(today + number * DAY).toISOString().slice(0, 10);
        await this.#playDay(businessDay, number);
        signal.throwIfAborted();
      }
    } finally {
      this.#http.close();
    }
  }

  async #playDay(businessDay: string, number: number): Promise<void> {
    const { clinic, clock, hands } = this.#parts;
    const opensAt = dayBegins(businessDay, clinic);
    clock.hold(opensAt - EARLY_MS);
    await this.#prepare(businessDay, opensAt, number);
    hands.look();
    // Whoever sits at a desk would find an hour's patients before the door at once.
    const isAlone = clinic.rooms.every(({ id }) => !hands.at(id));
    if (isAlone) await this.#until(() => this.#hurry(opensAt - EARLY_MS + HURRY_MS));
    clock.run();
    this.#parts.house.note({ event: 'demo-running', businessDay, seed: number + 1 });
    await this.#until(() => this.#live(opensAt + LONGEST_MS));
  }

  /** Steps until one says that it was the last. */
  async #until(step: () => Promise<boolean>): Promise<void> {
    while (await step()) {
      this.#parts.signal.throwIfAborted();
      this.#parts.hands.look();
    }
  }

  async #prepare(businessDay: string, opensAt: number, number: number): Promise<void> {
    const people = peopleOfDay(this.#parts.clinic, number + 1);
    const at = (minutes: number): number => opensAt + Math.round(minutes * MINUTE);
    this.#cards = visitorCards(people, Number(businessDay.slice(0, 4)), number + 1);
    this.#coming = people
      .map((visitor) => ({ at: at(visitor.arrival), visitor }))
      .sort((a, b) => a.at - b.at);
    this.#plans = new Map();
    this.#refused = new Map();
    const bookings = people.flatMap(({ id, slot, stops }) =>
      slot === null ? [] : [{ id, service: stops[0]!.service, slot: at(slot), visitor: null }],
    );
    await this.#send({ type: 'turn-day' });
    if (bookings.length > 0) await this.#send({ type: 'book', businessDay, bookings });
  }

  /** One thing after another without waiting, up to `end`; false when it is reached. */
  async #hurry(end: number): Promise<boolean> {
    const { clock } = this.#parts;
    const next = this.#next();
    clock.hold(Math.min(end, next?.at ?? end));
    if (!next || next.at > end) return false;
    await next.act();
    return true;
  }

  /** What is due now, or a short wait; false when the day is over. */
  async #live(latest: number): Promise<boolean> {
    const { clock, signal } = this.#parts;
    const next = this.#next();
    if ((!next && this.#isOver()) || clock.now() > latest) return false;
    const left = next ? Math.min(LOOK_MS, clock.until(next.at)) : LOOK_MS;
    if (next && left === 0) await next.act();
    else await sleep(left, undefined, { signal });
    return true;
  }

  #next(): { at: number; act: () => Promise<void> } | null {
    const { house, hands } = this.#parts;
    const floor: Floor = {
      day: house.tail.day,
      plans: this.#plans,
      handled: (room) => hands.at(room),
      refused: this.#refused,
    };
    const deed = nextDeed(floor);
    const [first] = this.#coming;
    if (first && (!deed || first.at <= deed.at)) return { at: first.at, act: () => this.#arrive() };
    return deed && { at: deed.at, act: () => this.#do(deed) };
  }

  async #do({ command }: Timed): Promise<void> {
    const reply = await this.#send(command);
    // A line from which the room may call nobody now is looked at again later.
    const vain = reply?.ok && command.type === 'next' && command.expected === null && reply.ticket === null;
    if (vain) this.#refused.set(deedOf(command), this.#parts.clock.now());
  }

  async #arrive(): Promise<void> {
    const { at, visitor } = this.#coming.shift()!;
    const { id, priority, slot, stops } = visitor;
    const reply = await this.#send({
      ...{ type: 'check-in', service: stops[0]!.service, visitor: id, ticket: '', token: '', grounds: [] },
      priority: slot === null ? priority : 'normal',
      ...{ journey: null, appointment: null, paperFor: null },
    });
    if (reply?.ok && reply.ticket) this.#plans.set(reply.ticket, stops);
    if (reply && !reply.ok && reply.code === 'service-closed') this.#comeAgain(at + COME_AGAIN_MS, visitor);
  }

  #comeAgain(at: number, visitor: Visitor): void {
    this.#coming = [...this.#coming, { at, visitor }].sort((a, b) => a.at - b.at);
  }

  /** Carries a command out and remembers a refusal: what people did in between is an ordinary answer. */
  async #send(command: Command): Promise<Reply | null> {
    const { clock, house, signal } = this.#parts;
    try {
      const reply = await this.#http.carryOut(command);
      if (!reply.ok) this.#refused.set(deedOf(command), clock.now());
      return reply;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof DoorFault)) throw error;
      house.note({ event: 'demo-trouble', command: command.type, code: error.code });
      this.#refused.set(deedOf(command), clock.now());
      await sleep(TROUBLE_MS, undefined, { signal });
      return null;
    }
  }

  /** Nobody is left whom the demo or somebody at a desk has still to see. */
  #isOver(): boolean {
    const { house, clinic } = this.#parts;
    const { day } = house.tail;
    const waiting = clinic.services.some(({ id }) => waitingFor(day, id) > 0);
    return this.#coming.length === 0 && day.inRoom.size === 0 && !waiting;
  }
}
