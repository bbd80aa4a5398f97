import { offlineCode } from '../../../core/queue/ticket.ts';
import { isToHandIn, type JournalLine } from '../../../core/wire/offline.ts';
import type { Journal } from './journal.ts';

/** Why the house would not take a line: its code of the fault, and its words for it. */
export type Refusal = { fault: string; why: string };
/** A line that the house would not take: `K1-003` of its day. */
export type RefusedLine = Refusal & { code: string; businessDay: string };

/**
 * Which lines of the journals the house has taken, which it would not take, and which it is still to be given. One
 * that was refused holds up no other. It is kept and tried again, and what became of its number waits with it: a mark
 * of a number that the house does not know would be taken without effect.
 */
export class ToHandIn {
  readonly #journals: readonly Journal[];
  #taken = new WeakSet<JournalLine>();
  /** Until the house takes them; resting ones are not tried just now. */
  readonly #refused = new Map<JournalLine, Refusal>();
  readonly #resting = new Set<JournalLine>();

  /** `journals` are the station's, the oldest first; more may come and be put away. */
  constructor(journals: readonly Journal[]) {
    this.#journals = journals;
  }

  isTaken(line: JournalLine): boolean {
    return this.#taken.has(line);
  }

  /** The next lines to be handed in, in order, of one journal; none when the house has all that it would take. */
  next(most: number): JournalLine[] {
    for (const journal of this.#journals) {
      const heldUp = new Set(journal.lines.filter((line) => this.#resting.has(line)).map(({ n }) => n));
      const lines = this.#missing(journal).filter(({ n }) => !heldUp.has(n));
      if (lines.length > 0) return lines.slice(0, most);
    }
    return [];
  }

  #missing({ lines }: Journal): JournalLine[] {
    return lines.filter((line) => isToHandIn(line) && !this.#taken.has(line));
  }

  /** How many lines the house has not, refused ones too. */
  left(): number {
    return this.#journals.flatMap((journal) => this.#missing(journal)).length;
  }

  /** How many of them are no fault of theirs: nothing is refused of their numbers. */
  waiting(): number {
    return this.#journals.flatMap((journal) => {
      const refused = new Set(journal.lines.filter((line) => this.#refused.has(line)).map(({ n }) => n));
      return this.#missing(journal).filter(({ n }) => !refused.has(n));
    }).length;
  }

  /** Whether the house has every line of a journal. */
  isThrough(journal: Journal): boolean {
    return this.#missing(journal).length === 0;
  }

  took(lines: readonly JournalLine[]): void {
    for (const line of lines) {
      this.#taken.add(line);
      this.#refused.delete(line);
      this.#resting.delete(line);
    }
  }

  refuse(line: JournalLine, refusal: Refusal): void {
    this.#refused.set(line, refusal);
    this.#resting.add(line);
  }

  refused(): RefusedLine[] {
    return [...this.#refused].map(([{ series, n, businessDay }, refusal]) => ({
      code: offlineCode(series, n),
      businessDay,
      ...refusal,
    }));
  }

  /** Refused lines are the next ones again. */
  tryAgain(): void {
    this.#resting.clear();
  }

  /** The house is another one than it was (a restore): it gets everything once more, which does no harm. */
  forget(): void {
    this.#taken = new WeakSet();
    this.#refused.clear();
    this.#resting.clear();
  }
}
