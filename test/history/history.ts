import { appendFileSync, readFileSync } from 'node:fs';

/** What a client did. `info`: nobody knows whether it happened (no answer, a broken line, a 503). */
export type Phase = 'invoke' | 'ok' | 'fail' | 'info';

/** One line of a history. `op` names the intent of a person once; all its tries share it. */
export type Event =
  | { phase: Phase; client: number; op: string; what: 'check-in'; code: string | null; ticket: string | null }
  | { phase: Phase; client: number; op: string; what: 'next'; desk: string; ticket: string | null };

/** A history of what clients asked and were told, in the order in which they saw it; one JSON line each. */
export class History {
  readonly events: Event[] = [];
  readonly #file: string | null;

  /** `file` null keeps it in memory alone. */
  constructor(file: string | null) {
    this.#file = file;
  }

  note(event: Event): void {
    this.events.push(event);
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(event)}\n`);
  }

  static read(file: string): Event[] {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Event);
  }
}

/** What the log says in the end: tickets with their codes, and each call with its desk, in order. */
export type Outcome = {
  issued: readonly { ticket: string; code: string }[];
  called: readonly { ticket: string; desk: string }[];
};

/**
 * Holds a history against the log. Returns every breach as one line, none when all is well: what was acknowledged
 * is there, as it was said; a code belongs to one ticket and codes of a series have no gap; a ticket was given to
 * one intent and called to one desk once; nobody was told twice and differently.
 */
export function breaches(events: readonly Event[], { issued, called }: Outcome): string[] {
  return [
    ...acknowledged(events, issued, called),
    ...oneAnswer(events),
    ...oneOwner(events),
    ...uniqueAndWithoutGap(issued),
    ...calledOnce(issued, called),
  ];
}

function acknowledged(
  events: readonly Event[],
  issued: Outcome['issued'],
  called: Outcome['called'],
): string[] {
  const codes = new Map(issued.map(({ ticket, code }) => [ticket, code]));
  const desks = new Map(called.map(({ ticket, desk }) => [ticket, desk]));
  return events.flatMap((event) => {
    if (event.phase !== 'ok' || event.ticket === null) return [];
    if (event.what === 'check-in') {
      const code = codes.get(event.ticket);
      if (code === undefined) return [`lost: ${event.code} was given and is not in the log`];
      return code === event.code ? [] : [`changed: ${event.code} was given and is ${code} in the log`];
    }
    const desk = desks.get(event.ticket);
    if (desk === undefined)
      return [`lost: ${event.ticket} was called to ${event.desk} and no call is in the log`];
    return desk === event.desk
      ? []
      : [`changed: ${event.ticket} was called to ${event.desk}, the log says ${desk}`];
  });
}

/** All answers to one intent are the same, however often and wherever it was sent. */
function oneAnswer(events: readonly Event[]): string[] {
  const first = new Map<string, string>();
  return events.flatMap((event) => {
    if (event.phase !== 'ok') return [];
    const said = `${event.ticket} ${event.what === 'check-in' ? event.code : event.desk}`;
    const before = first.get(event.op) ?? said;
    first.set(event.op, before);
    return before === said ? [] : [`two answers to ${event.op}: ${before} and ${said}`];
  });
}

/** A ticket belongs to one intent. */
function oneOwner(events: readonly Event[]): string[] {
  const owners = new Map<string, string>();
  return events.flatMap((event) => {
    if (event.phase !== 'ok' || event.ticket === null) return [];
    const name = `${event.what} ${event.ticket}`;
    const owner = owners.get(name) ?? event.op;
    owners.set(name, owner);
    return owner === event.op ? [] : [`duplicate: ${name} went to ${owner} and to ${event.op}`];
  });
}

function uniqueAndWithoutGap(issued: Outcome['issued']): string[] {
  const series = new Map<string, number[]>();
  for (const { code } of issued) {
    const [, letters = '', number = ''] = /^(\D*)(\d+)$/.exec(code) ?? [];
    series.set(letters, [...(series.get(letters) ?? []), Number(number)]);
  }
  return [...series].flatMap(([letters, numbers]) =>
    numbers
      .toSorted((a, b) => a - b)
      .flatMap((number, index, all) => {
        if (number === all[index - 1]) return [`duplicate: ${letters}${number} stands twice in the log`];
        return number === (all[index - 1] ?? 0) + 1 ? [] : [`gap: before ${letters}${number}`];
      }),
  );
}

function calledOnce(issued: Outcome['issued'], called: Outcome['called']): string[] {
  const known = new Set(issued.map(({ ticket }) => ticket));
  const desks = new Map<string, string>();
  return called.flatMap(({ ticket, desk }) => {
    const before = desks.get(ticket);
    desks.set(ticket, desk);
    if (!known.has(ticket)) return [`unexpected: ${ticket} was called and never given`];
    return before === undefined ? [] : [`twice: ${ticket} was called to ${before} and to ${desk}`];
  });
}
