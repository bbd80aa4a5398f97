import { isDeepStrictEqual } from 'node:util';
import type { Clinic } from '../../../core/queue/clinic-file.ts';
import type { Command, MoveCommand } from '../../../core/queue/command.ts';
import { type Day, emptyDay } from '../../../core/queue/day.ts';
import { turnOfDay } from '../../../core/queue/decide.ts';
import type { Decision } from '../../../core/queue/decision.ts';
import type { Entry, Happening } from '../../../core/queue/happening.ts';
import type { PriorityClass, Ticket, TicketState } from '../../../core/queue/ticket.ts';
import type { Rules } from './broken-houses.ts';
import { type Portrait, portrait, recoverable } from './portrait.ts';
import { checkDay, checkPress, type Issued, must } from './promises.ts';
import { HOUR, MORNING } from './test-day.ts';

/** One thing that somebody does. `who` counts tickets of the day from the one that was moved last. */
export type Step =
  | { do: 'come'; visitor: string | null; service: string; priority: PriorityClass }
  | { do: 'next'; room: string; expecting: 'who is inside' | 'nobody' | 'somebody else' }
  | { do: 'move'; move: MoveCommand['move']; who: number; service: string }
  | { do: 'print'; who: number }
  | { do: 'wait'; ms: number };

type Allowed = Extract<Decision, { ok: true }>;

/** From where each move leads where; `undo` has a promise of its own. */
const table: Record<Exclude<MoveCommand['move'], 'undo'>, [from: TicketState[], to: TicketState]> = {
  recall: [['called'], 'called'],
  start: [['called'], 'serving'],
  finish: [['called', 'serving'], 'done'],
  'no-show': [['called'], 'no-show'],
  hold: [['waiting', 'called', 'serving'], 'held'],
  return: [['no-show', 'held', 'away'], 'waiting'],
  transfer: [['waiting', 'called', 'serving'], 'waiting'],
  cancel: [['waiting', 'called', 'serving', 'held', 'away', 'no-show'], 'cancelled'],
};

/** A house under test: plays steps, keeps its own book of what was promised, and throws at a broken promise. */
export class Morning {
  readonly #clinic: Clinic;
  readonly #make: () => Rules;
  readonly #rules: Rules;
  readonly #day: Day;
  readonly #entries: Entry[] = [];
  #issued = new Map<string, Issued>();
  #now = MORNING;
  #made = 0;

  constructor(clinic: Clinic, make: () => Rules) {
    this.#clinic = clinic;
    this.#make = make;
    this.#rules = make();
    this.#day = emptyDay(clinic);
  }

  play(steps: readonly Step[]): void {
    for (const step of steps) this.#take(step);
    const again = this.#replay(this.#make());
    must(isDeepStrictEqual(portrait(again), portrait(this.#day)), 'the same log gives the same day');
  }

  #take(step: Step): void {
    this.#made += 1;
    if (step.do === 'wait') this.#now += step.ms;
    this.#turnDay();
    const ticket = 'who' in step ? this.#who(step.who)?.id : '';
    if (ticket === undefined) return;
    switch (step.do) {
      case 'wait':
        break;
      case 'come':
        this.#come(step);
        break;
      case 'next':
        this.#next(step.room, this.#expected(step));
        break;
      case 'print':
        this.#ask({ type: 'print', ticket, paperFor: 'desk' });
        break;
      case 'move':
        this.#move(step.move, ticket, step.service);
    }
  }

  /** As the door does: the day is current before anybody is heard. */
  #turnDay(): void {
    const opening = turnOfDay(this.#day, this.#now);
    if (!opening) return;
    this.#append(opening, this.#now);
    this.#issued = new Map();
  }

  #who(index: number): Ticket | undefined {
    const tickets = [...this.#day.tickets.values()].sort((a, b) => b.seq - a.seq);
    return tickets[index % Math.max(1, tickets.length)];
  }

  #inside(room: string): string | null {
    const inside = (t: Ticket) => (t.state === 'called' || t.state === 'serving') && t.room === room;
    return [...this.#day.tickets.values()].find(inside)?.id ?? null;
  }

  #expected({ room, expecting }: Extract<Step, { do: 'next' }>): string | null {
    if (expecting === 'who is inside') return this.#inside(room);
    return expecting === 'nobody' ? null : (this.#who(3)?.id ?? 'nobody known');
  }

  #come({ visitor, service, priority }: Extract<Step, { do: 'come' }>): void {
    const [ticket, token, grounds, paperFor] = [`t${this.#made}`, `token-${this.#made}`, [], null];
    const { decision, before } = this.#ask({
      type: 'check-in',
      service,
      ticket,
      token,
      visitor,
      priority,
      grounds,
      paperFor,
    });
    must(decision.ok, 'an open service takes people');
    const open = Object.values(before.tickets).find(
      (t) =>
        visitor && t.visitor === visitor && t.service === service && !['done', 'cancelled'].includes(t.state),
    );
    const expected = open ? { kind: 'repeat', ticket: open.id } : { kind: 'issued', ticket };
    must(isDeepStrictEqual(decision.outcome, expected), 'a person has one open ticket of a service');
    must(!open || decision.happenings.length === 0, 'a repeat writes nothing');
  }

  #next(room: string, expected: string | null): void {
    const inside = this.#inside(room);
    const { decision, before } = this.#ask({ type: 'next', room, expected, call: `call-${this.#made}` });
    must(decision.ok === (expected === inside), 'a press is for who is expected in the room');
    if (!decision.ok) return;
    const called = decision.outcome.kind === 'called' ? decision.outcome.ticket : null;
    checkPress(before, this.#day, { room, inside, called });
    if (called ?? inside) this.#checkUndo(before, (called ?? inside)!);
  }

  #move(move: MoveCommand['move'], ticket: string, service: string): void {
    const reason = null;
    const { decision, before } = this.#ask(
      move === 'transfer'
        ? { type: 'move', move, ticket, service }
        : move === 'hold' || move === 'cancel'
          ? { type: 'move', move, ticket, reason }
          : { type: 'move', move, ticket },
    );
    if (move === 'undo') {
      must(!decision.ok || this.#movedLately(ticket), 'an undo is of the last ten seconds');
      return;
    }
    const [from, to] = table[move];
    const old = before.tickets[ticket]!;
    const free = move !== 'transfer' && move !== 'recall';
    must(!decision.ok || from.includes(old.state), 'a move is made only from the states of the table');
    must(decision.ok || !free || !from.includes(old.state), 'a move of the table is allowed');
    if (!decision.ok) return;
    must(this.#day.tickets.get(ticket)?.state === to, 'a move leads to the state of the table');
    must(onlyChanged(before, this.#day, [ticket]), 'a move moves one ticket');
    this.#checkUndo(before, ticket);
  }

  #movedLately(ticket: string): boolean {
    const before = this.#entries.slice(0, -1).findLast(({ happening: h }) => {
      if (h.type === 'ticket-issued' || h.type === 'slip-asked' || h.type === 'move-undone') return false;
      return ('ticket' in h && h.ticket === ticket) || ('finished' in h && h.finished === ticket);
    });
    return before !== undefined && this.#day.at - before.at <= 10_000;
  }

  /** Asks, and holds the core to what it promises of every command. */
  #ask(command: Command): { decision: Decision; before: Portrait } {
    const now = this.#now;
    const before = portrait(this.#day);
    const decision = this.#rules.decide(this.#day, command, now);
    must(isDeepStrictEqual(portrait(this.#day), before), 'to decide, and to refuse, changes nothing');
    if (decision.ok) this.#write(decision, now);
    checkDay(this.#day, this.#issued);
    return { decision, before };
  }

  #write({ happenings }: Allowed, now: number): void {
    for (const happening of happenings) {
      this.#append(happening, now);
      if (happening.type !== 'ticket-issued') continue;
      const { ticket, series, number, code, visitor, priority, token } = happening;
      const numbers = [...this.#issued.values()].filter((each) => each.series === series);
      must(number === 1 + Math.max(0, ...numbers.map((each) => each.number)), 'numbers go up by one');
      this.#issued.set(ticket, {
        series,
        number,
        code,
        visitor,
        priority,
        token,
        arrivedAt: now,
        issuedAt: now,
      });
    }
  }

  #append(happening: Happening, at: number): void {
    const entry: Entry = { seq: this.#day.seq + 1, at, actor: 'test', happening };
    this.#entries.push(entry);
    this.#rules.evolve(this.#day, entry);
  }

  #replay(rules: Rules): Day {
    const day = emptyDay(this.#clinic);
    for (const entry of this.#entries) rules.evolve(day, entry);
    return day;
  }

  /** Tries on a second house with the same log: an undo at once gives back the day before. */
  #checkUndo(before: Portrait, ticket: string): void {
    const rules = this.#make();
    const day = this.#replay(rules);
    const decision = rules.decide(day, { type: 'move', move: 'undo', ticket }, day.at);
    must(decision.ok, 'a move can be undone at once');
    for (const happening of decision.happenings)
      rules.evolve(day, { seq: day.seq + 1, at: day.at, actor: 'test', happening });
    must(
      isDeepStrictEqual(recoverable(portrait(day)), recoverable(before)),
      'an undo gives back the day before',
    );
  }
}

/** Whether everybody else is as before. */
export function onlyChanged(before: Portrait, day: Day, ids: readonly string[]): boolean {
  return Object.values(before.tickets).every(
    (old) => ids.includes(old.id) || isDeepStrictEqual(old, day.tickets.get(old.id)),
  );
}

/** Time steps: within an undo, within a recall, a consultation, half a day, a day. */
export const pauses = [0, 1, 999, 4_000, 8_000, 10_001, 7 * 60_000, 12 * HOUR];
