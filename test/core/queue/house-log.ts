import type { Clinic } from '../../../core/queue/clinic-file.ts';
import { type Day, emptyDay } from '../../../core/queue/day.ts';
import type { Entry, Happening } from '../../../core/queue/happening.ts';
import type { Rules } from './house-rules.ts';
import { portrait } from './portrait.ts';
import { checkDay, type Issued, issuedOf, must } from './promises.ts';
import { checkTurn } from './turn-promises.ts';
import { CallBook } from './visit-book.ts';

/** The day of a house, its log, and beside them the test's own book of who was given what. */
export class House {
  readonly rules: Rules;
  readonly day: Day;
  readonly calls = new CallBook();
  readonly #clinic: Clinic;
  readonly #entries: Entry[] = [];
  #issued = new Map<string, Issued>();
  #kept = new Set<string>();
  #invitations = new Set<string>();
  /** Changes of priority by the entry that made them, so that an undo takes them back here too. */
  #reprioritised = new Map<number, Issued & { id: string }>();

  constructor(clinic: Clinic, rules: Rules) {
    this.#clinic = clinic;
    this.rules = rules;
    this.day = emptyDay(clinic);
  }

  /** As the door does: the day is current before anybody is heard. Stored time never runs back with a clock. */
  catchUp(clock: number): void {
    const now = Math.max(clock, this.day.at);
    for (let due = this.rules.dueNow(this.day, clock); due; due = this.rules.dueNow(this.day, clock)) {
      const before = portrait(this.day);
      this.append(due, now);
      if (due.type === 'day-opened') checkTurn(before, this.day);
      this.check();
    }
    const out = [...this.day.tickets.values()].filter((ticket) => ticket.state === 'away');
    must(
      out.every(({ until }) => until === null || until > clock),
      'results that are in bring people back',
    );
  }

  append(happening: Happening, at: number): void {
    const entry: Entry = { seq: this.day.seq + 1, at, actor: 'test', happening };
    this.calls.note(this.day, entry);
    this.#note(entry);
    this.#entries.push(entry);
    this.rules.evolve(this.day, entry);
  }

  check(): void {
    checkDay(this.day, { issued: this.#issued, kept: this.#kept, invitations: this.#invitations });
  }

  /** The same log folded by somebody else. */
  replayed(rules: Rules): Day {
    const day = emptyDay(this.#clinic);
    for (const entry of this.#entries) rules.evolve(day, entry);
    return day;
  }

  /** Whether the move before the last entry was of this ticket, or pushed it out, in the last ten seconds. */
  movedLately(ticket: string): boolean {
    const others = ['ticket-issued', 'slip-asked', 'slip-ended', 'move-undone'];
    const before = this.#entries.slice(0, -1).findLast(({ happening: h }) => {
      if (others.includes(h.type)) return false;
      return ('ticket' in h && h.ticket === ticket) || ('finished' in h && h.finished === ticket);
    });
    return before !== undefined && this.day.at - before.at <= 10_000;
  }

  #note({ happening, at, seq }: Entry): void {
    switch (happening.type) {
      case 'day-opened':
        this.#turn();
        break;
      case 'ticket-issued': {
        const { ticket, slot = null, ...facts } = happening;
        const numbers = [...this.#issued.values()].filter(({ series }) => series === facts.series);
        const above = Math.max(0, ...numbers.map(({ number }) => number));
        must(facts.number === 1 + above, 'numbers go up by one');
        this.#issued.set(ticket, issuedOf({ ...facts, slot, arrivedAt: at, issuedAt: at }));
        break;
      }
      case 'numbers-invited':
        this.#invitations.add(happening.call);
        break;
      case 'priority-changed': {
        const { ticket: id, to } = happening;
        const issued = this.#issued.get(id)!;
        this.#reprioritised.set(seq, { ...issued, id });
        this.#issued.set(id, { ...issued, priority: to });
        break;
      }
      case 'move-undone':
        for (const ticket of happening.tickets) this.#takeBack(ticket);
    }
  }

  #turn(): void {
    const night = [...this.day.tickets.values()].filter(
      ({ state, service }) =>
        state !== 'done' && state !== 'cancelled' && this.day.services.get(service)?.overnight,
    );
    this.#kept = new Set(night.map(({ id }) => id));
    this.#issued = new Map([...this.#issued].filter(([id]) => this.#kept.has(id)));
    this.#reprioritised = new Map();
  }

  #takeBack(ticket: string): void {
    const changed = this.#reprioritised.get(this.day.tickets.get(ticket)?.seq ?? 0);
    if (!changed) return;
    const { id, ...issued } = changed;
    this.#issued.set(id, issued);
  }
}
