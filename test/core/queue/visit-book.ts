import type { Day } from '../../../core/queue/day.ts';
import type { Entry, Happening } from '../../../core/queue/happening.ts';
import type { LineClass } from '../../../core/queue/line-class.ts';
import type { Step, Ticket } from '../../../core/queue/ticket.ts';

type Called = Extract<Happening, { type: 'ticket-called' }>;
/** A call as the test saw it with its own eyes. */
type BookedCall = { seq: number; line: LineClass; since: number; normalWaits: boolean };

const MINUTE = 60_000;

/** The steps of a ticket that can be done now, by the test's own reading of the visit. */
export function openNow(ticket: Ticket): Step[] {
  const ahead = ticket.steps.filter(({ state }) => state === 'ahead');
  return ahead.filter(({ stage }) => ahead.every((each) => each.stage >= stage));
}

/** The class by which a ticket waits for a step. */
export function classOf({ priority, steps }: Ticket, step: Step): LineClass {
  if (priority === 'urgent') return 'urgent';
  const wasThere = steps.some(
    (each) => each.state === 'done' && each.service === step.service && each.stage < step.stage,
  );
  return step.room !== null || wasThere ? 'return' : priority;
}

/** From when waiting for a step counts, in ms. */
export function sinceOf(day: Day, ticket: Ticket, step: Step): number {
  const line = classOf(ticket, step);
  if (line === 'return') return step.openAt ?? ticket.arrivedAt;
  if (line !== 'appointment' || ticket.slot === null) return ticket.arrivedAt;
  const early = day.services.get(step.service)?.appointments.earlyMinutes ?? 0;
  return Math.max(ticket.arrivedAt, ticket.slot - early * MINUTE);
}

/** Who waits for a service, with the step for which. */
export function waitersOf(day: Day, service: string): { ticket: Ticket; step: Step }[] {
  return [...day.tickets.values()]
    .filter(({ state }) => state === 'waiting')
    .flatMap((ticket) =>
      openNow(ticket)
        .filter((step) => step.service === service)
        .map((step) => ({ ticket, step })),
    );
}

/** The calls of a day as the test counts them, undone ones taken out again: what the guards promise is held to it. */
export class CallBook {
  #calls = new Map<string, BookedCall[]>();

  /** The book as it is now. */
  copy(): CallBook {
    const copy = new CallBook();
    copy.#calls = new Map(this.#calls);
    return copy;
  }

  /** Notes an entry before it is folded into the day. */
  note(day: Day, { seq, happening }: Entry): void {
    if (happening.type === 'day-opened') this.#calls = new Map();
    if (happening.type === 'ticket-called') this.#noteCall(day, seq, happening);
    if (happening.type === 'move-undone') this.#takeOut(day, happening.tickets);
  }

  /** Calls in a row that were neither normal nor urgent, while somebody normal waited. */
  streak(service: string): number {
    let streak = 0;
    for (const { line, normalWaits } of [...(this.#calls.get(service) ?? [])].reverse()) {
      if (line === 'normal' || (line !== 'urgent' && !normalWaits)) break;
      if (line !== 'urgent') streak += 1;
    }
    return streak;
  }

  /** Calls of people whose waiting counts from later than that. */
  passedBy(service: string, since: number): number {
    const calls = this.#calls.get(service) ?? [];
    return calls.filter((call) => call.line !== 'urgent' && call.since > since).length;
  }

  #noteCall(day: Day, seq: number, { ticket: id, service, room }: Called): void {
    const ticket = day.tickets.get(id);
    const open = ticket ? openNow(ticket).filter((step) => step.service === service) : [];
    const step = open.find((each) => each.room === room) ?? open[0];
    if (!ticket || !step || !service) return;
    const normalWaits = waitersOf(day, service).some(
      (other) => other.ticket.id !== id && classOf(other.ticket, other.step) === 'normal',
    );
    const call = { seq, line: classOf(ticket, step), since: sinceOf(day, ticket, step), normalWaits };
    this.#calls.set(service, [...(this.#calls.get(service) ?? []), call]);
  }

  /** The undone move is the one that moved these tickets last. */
  #takeOut(day: Day, tickets: readonly string[]): void {
    const seqs = new Set(tickets.map((id) => day.tickets.get(id)?.seq));
    for (const [service, calls] of this.#calls)
      this.#calls.set(
        service,
        calls.filter(({ seq }) => !seqs.has(seq)),
      );
  }
}
