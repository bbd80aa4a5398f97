import { maskName } from '../../core/identity/mask.ts';
import type { Entry } from '../../core/queue/happening.ts';
import { aheadOf } from '../../core/queue/line-up.ts';
import { timeOfDay } from '../../core/queue/local-time.ts';
import { placeOf } from '../../core/queue/place.ts';
import type { PaperState, Ticket } from '../../core/queue/ticket.ts';
import { ticketWait } from '../../core/queue/wait-of.ts';
import type { House } from '../house.ts';
import type { SlipFacts, SlipOutcome } from '../station-link.ts';

/** `paperFor`: the device that asked for it, and may show it; null when a desk did. */
type OnSlip = (ticket: Ticket, outcome: SlipOutcome, paperFor: string | null) => void;

/**
 * Prints the slips that the log asks for, as they happen. Only live entries come here, so a restart prints
 * nothing by itself; a number never depends on its paper.
 */
export function followPaper(house: House, onSlip: OnSlip) {
  return {
    onEntries(entries: readonly Entry[]): void {
      for (const { happening } of entries) {
        if (happening.type !== 'slip-asked' && happening.type !== 'ticket-issued') continue;
        if (happening.type === 'ticket-issued' && happening.paperFor === null) continue;
        const ticket = house.tail.day.tickets.get(happening.ticket);
        if (!ticket) continue;
        const reprint = happening.type === 'slip-asked' ? Math.max(1, happening.slip - 1) : 0;
        void printSlip(house, { ticket, reprint, paperFor: happening.paperFor }, onSlip);
      }
    },
  };
}

async function printSlip(
  house: House,
  { ticket, reprint, paperFor }: { ticket: Ticket; reprint: number; paperFor: string | null },
  onSlip: OnSlip,
): Promise<void> {
  const print = async (): Promise<SlipOutcome> =>
    house.printAt(paperFor, await slipFacts(house, ticket, reprint));
  const broken: SlipOutcome = { state: 'failed', picture: null, printer: null };
  const outcome = await print().catch(() => broken);
  house.metrics.printJobs.inc({ state: outcome.state });
  onSlip(ticket, outcome, paperFor);
  await noteSlip(house, ticket.id, Math.max(1, ticket.slips), paperStateOf(outcome.state), outcome.printer);
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
 * Slips that were on their way when the house was stopped: nobody knows whether they came out, and nothing is
 * printed again by itself. Staff see them and decide.
 */
export async function settleSlips(house: House): Promise<void> {
  for (const { id, paper } of house.tail.day.tickets.values())
    if (paper?.state === 'asked') await noteSlip(house, id, paper.slip, 'unknown', null);
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
