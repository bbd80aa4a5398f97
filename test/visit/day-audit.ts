import type { Clinic } from '../../core/queue/clinic-file.ts';
import { type Day, emptyDay, ruleOf } from '../../core/queue/day.ts';
import { evolve } from '../../core/queue/evolve.ts';
import type { Entry, Happening } from '../../core/queue/happening.ts';
import { checkDay, type Issued, issuedOf, must } from '../core/queue/promises.ts';
import { classOf, openNow } from '../core/queue/visit-book.ts';

type Of<T extends Happening['type']> = Extract<Happening, { type: T }>;

/** So many entries between two looks at everybody: a look costs as much as there are tickets. */
const LOOK_EVERY = 2_500;

/**
 * Reads the log of one day as a suspicious stranger: keeps a book of numbers, rooms and calls from the entries
 * alone, holds the promises of the house to it, and throws `Broken` at the first that was not kept.
 */
export class DayAudit {
  readonly day: Day;
  readonly issued = new Map<string, Issued>();
  /** Who was called where, in the order of the log. */
  readonly called: { room: string; ticket: string }[] = [];
  /** Calls that the guard of the streak had to look at: with none the promise would be empty. */
  guarded = 0;
  readonly #rooms = new Map<string, string>();
  readonly #calls = new Set<string>();
  readonly #streaks = new Map<string, number>();
  readonly #counters = new Map<string, number>();
  #before: Happening | null = null;

  constructor(clinic: Clinic) {
    this.day = emptyDay(clinic);
  }

  read(entries: readonly Entry[]): void {
    for (const entry of entries) {
      must(entry.seq === this.day.seq + 1, 'the log has no gap');
      must(entry.at >= this.day.at, 'stored time never runs backwards');
      this.#note(entry);
      evolve(this.day, entry);
      this.#before = entry.happening;
      if (entry.seq % LOOK_EVERY === 0) this.look();
    }
    this.look();
  }

  /** Looks at everybody: each ticket is in one place, each place knows its ticket. */
  look(): void {
    checkDay(this.day, { issued: this.issued, kept: new Set(), invitations: new Set() });
    for (const [room, ticket] of this.#rooms)
      must(this.day.inRoom.get(room) === ticket, 'one patient a room');
    must(this.day.inRoom.size === this.#rooms.size, 'nobody is in a room without a call');
  }

  #note({ at, happening }: Entry): void {
    switch (happening.type) {
      case 'ticket-issued':
        this.#issue(happening, at);
        return;
      case 'ticket-called':
        this.#call(happening);
        return;
      case 'service-started':
        must(this.#rooms.get(happening.room) === happening.ticket, 'only who was called goes in');
        return;
      case 'service-finished':
      case 'ticket-missed':
        must(this.#rooms.get(happening.room) === happening.ticket, 'only who is in the room leaves it');
        this.#rooms.delete(happening.room);
        return;
      default:
    }
  }

  #issue(happening: Of<'ticket-issued'>, at: number): void {
    const { ticket, series, number } = happening;
    must(!this.issued.has(ticket), 'a ticket is issued once');
    must(number === (this.#counters.get(series) ?? 0) + 1, 'numbers of a series follow each other');
    this.#counters.set(series, number);
    const times = { arrivedAt: at, issuedAt: at, slot: happening.slot ?? null };
    this.issued.set(ticket, issuedOf({ ...happening, ...times }));
  }

  #call(happening: Of<'ticket-called'>): void {
    const { ticket, room, call, finished } = happening;
    must(this.issued.has(ticket), 'only who has a number is called');
    must(!this.#rooms.has(room), 'a room calls when it is empty');
    must(![...this.#rooms.values()].includes(ticket), 'nobody is called to two rooms');
    must(!this.#calls.has(call), 'a call is made once');
    const left = this.#before?.type === 'service-finished' ? this.#before.ticket : null;
    must(finished === null || finished === left, 'one press finishes one and calls one');
    this.#guard(happening);
    this.#rooms.set(room, ticket);
    this.#calls.add(call);
    this.called.push({ room, ticket });
  }

  /** Calls of others in a row while somebody without priority waits, counted here and not in the core. */
  #guard({ ticket: id, service = '', room }: Of<'ticket-called'>): void {
    const ticket = this.day.tickets.get(id)!;
    const open = openNow(ticket).filter((step) => step.service === service);
    const line = classOf(ticket, open.find((step) => step.room === room) ?? open[0]!);
    if (line === 'urgent') return;
    const lines = [...(this.day.waiting.get(service)?.values() ?? [])];
    const normalWaits = lines.some((each) => each.line('normal').some((place) => place.id !== id));
    const streak = this.#streaks.get(service) ?? 0;
    const { policy, streak: most } = ruleOf(this.day, service);
    if (policy === 'target' && line !== 'normal' && normalWaits) {
      must(streak < most, 'the streak guard holds');
      this.guarded += 1;
    }
    this.#streaks.set(service, line === 'normal' || !normalWaits ? 0 : streak + 1);
  }
}
