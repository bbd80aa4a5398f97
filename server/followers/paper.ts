import { maskName } from '../../core/identity/mask.ts';
import type { Entry } from '../../core/queue/happening.ts';
import { aheadOf } from '../../core/queue/line-up.ts';
import { timeOfDay } from '../../core/queue/local-time.ts';
import { placeOf } from '../../core/queue/place.ts';
import type { PaperState, Ticket } from '../../core/queue/ticket.ts';
import { ticketWait } from '../../core/queue/wait-of.ts';
import type { House } from '../house.ts';
import type { SlipFacts, SlipOutcome } from '../station-link.ts';
import { type Slip, slipOf } from '../turn.ts';

/** `paperFor`: the device that asked for it, and may show it; null when a desk did. */
type OnSlip = (ticket: Ticket, outcome: SlipOutcome, paperFor: string | null) => void;

export type Paper = {
  onEntries(entries: readonly Entry[]): void;
  /** Resolves when of every slip it is known, and noted, what became of it. */
  settled(): Promise<void>;
};

/**
 * Prints the slips that the log asks for, as they happen. Only live entries come here, so a restart prints
 * nothing by itself; a number never depends on its paper.
 */
export function followPaper(house: House, onSlip: OnSlip): Paper {
  const underWay = new Set<Promise<void>>();
  // Slips come out in the order of the log, however long a database takes to say whose they are.
  let line: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = line.then(work);
    line = done.catch(() => {});
    return done;
  };
  return {
    onEntries(entries: readonly Entry[]): void {
      for (const { happening } of entries) {
        const asked = slipOf(happening);
        const ticket = asked && house.tail.day.tickets.get(asked.ticket);
        if (!ticket) continue;
        const printing = printOnce(house, ticket, asked, inTurn, onSlip);
        underWay.add(printing);
        void printing.finally(() => underWay.delete(printing));
      }
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** The holder of the station goes first; so long the server that took the request waits for it. */
const HOLDER_FIRST_MS = 2_000;
/** A station may have come to another server a moment ago, of which nobody here knows yet. */
const PERHAPS_MS = 500;

/**
 * Of the servers that see the same entry one prints: the one to which the station is connected, else the one that
 * took the request. Each says how soon it would, in ms, or null; whoever claims the slip first has it.
 */
function turnOf(house: House, { ticket, slip, paperFor }: Slip): number | null {
  const here = paperFor !== null && house.here(paperFor);
  if (here) return 0;
  if (!house.door.tookIn(ticket, slip)) return null;
  if (house.peers.count() === 0 || paperFor === null) return 0;
  if (house.peers.elsewhere().some(({ id }) => id === paperFor)) return HOLDER_FIRST_MS;
  return house.devices.roleOf(paperFor) === 'station' ? PERHAPS_MS : 0;
}

async function printOnce(
  house: House,
  ticket: Ticket,
  asked: Slip,
  inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  onSlip: OnSlip,
): Promise<void> {
  const turn = turnOf(house, asked);
  if (turn === null) return;
  if (turn > 0) await new Promise((resolve) => setTimeout(resolve, turn));
  const { slip, paperFor, reprint } = asked;
  // While the database is away nobody can claim: who took the request prints it, as nobody else would.
  const lost = (): boolean => house.door.tookIn(asked.ticket, slip);
  const broken: SlipOutcome = { state: 'failed', picture: null, printer: null };
  const begun = await inTurn(async () => {
    if (!(await house.peers.claim(asked.ticket, slip).catch(lost))) return null;
    const facts = await slipFacts(house, ticket, reprint).catch(() => null);
    const ended = house.metrics.printJob.startTimer();
    return {
      ended,
      outcome: facts ? house.printAt(paperFor, facts).catch(() => broken) : Promise.resolve(broken),
    };
  });
  if (begun === null) return;
  const outcome = await begun.outcome;
  house.metrics.printJobs.inc({ state: outcome.state });
  begun.ended({ state: outcome.state });
  onSlip(ticket, outcome, paperFor);
  await noteSlip(house, ticket.id, slip, paperStateOf(outcome.state), outcome.printer);
}

/** What a driver says of a slip, in the words of the log. What it does not know is `unknown`. */
function paperStateOf(state: string): PaperState {
  const words: Record<string, PaperState> = {
    confirmed: 'confirmed',
    processed: 'confirmed',
    likely: 'likely',
    'sent-unconfirmed': 'sent',
    'failed-before-bytes': 'failed',
    failed: 'failed',
  };
  return words[state] ?? 'unknown';
}

/** Writes what became of a slip. A number never depends on its paper: a log that is full costs only the note. */
async function noteSlip(
  house: House,
  ticket: string,
  slip: number,
  state: PaperState,
  printer: string | null,
): Promise<void> {
  const quiet = () => ({ status: 200, body: {} });
  const command = { type: 'slip', ticket, slip, state, printer } as const;
  await house.door
    .handle({ request: null, command, person: null, answer: quiet, refuse: quiet })
    .catch(() => house.note({ event: 'slip-not-noted', slip, state }));
}

/**
 * Slips that were on their way when their server was stopped: nobody knows whether they came out, and nothing is
 * printed again by itself. Staff see them and decide. Those that another living server prints are left to it.
 */
export async function settleSlips(house: House): Promise<void> {
  const asked = [...house.tail.day.tickets.values()].flatMap(({ id, paper }) =>
    paper?.state === 'asked' ? [{ ticket: id, slip: paper.slip, age: house.now() - paper.at }] : [],
  );
  for (const { ticket, slip } of await house.peers.orphans(asked))
    await noteSlip(house, ticket, slip, 'unknown', null);
}

async function slipFacts(house: House, ticket: Ticket, reprint: number): Promise<SlipFacts> {
  const { clinic, tail, people } = house;
  const service = clinic.services.find(({ id }) => id === ticket.service);
  // What the day says now, before anything is waited for.
  const facts = {
    ticket: ticket.id,
    facility: clinic.name,
    code: ticket.code,
    serviceName: { vi: service?.name.vi ?? ticket.service, en: service?.name.en ?? null },
    place: placeOf(clinic, ticket.service),
    priority: ticket.priority !== 'normal',
    ahead: aheadOf(tail.day, ticket),
    window: windowOf(house, ticket),
    url: `${house.publicUrl()}/t/${ticket.token}`,
    issuedAt: `${timeOfDay(ticket.issuedAt, clinic.timeZone)} ${dayWords(tail.day.businessDay ?? '')}`,
    kiosk: house.station.state().station,
    reprint,
    instructions: clinic.kiosk.instructions,
  };
  // A name beside a sensitive service tells an illness.
  const shown = ticket.visitor && !service?.sensitive;
  const person = shown ? await people.look(tail.day.businessDay ?? '', ticket.visitor!) : null;
  return { ...facts, maskedName: person?.name ? maskName(person.name) : null };
}

const STEP_MS = 300_000;

/** When the call is expected, as times of the clock in steps of five minutes: 09:30 to 10:00. */
function windowOf({ tail, clinic, now }: House, ticket: Ticket): SlipFacts['window'] {
  const wait = ticketWait(tail.day, ticket, now());
  if (!wait) return null;
  const at = (minutes: number): string =>
    timeOfDay(Math.floor((now() + minutes * 60_000) / STEP_MS) * STEP_MS, clinic.timeZone);
  return { from: at(wait.from), to: at(wait.to) };
}

const dayWords = (businessDay: string): string => businessDay.split('-').reverse().join('/');
