import { z } from 'zod';
import type { CardReading } from '../../core/identity/card.ts';
import { readCard } from '../../core/identity/read-card.ts';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import type { Command } from '../../core/queue/command.ts';
import { localDate, localMoment } from '../../core/queue/local-time.ts';
import { offlineCode } from '../../core/queue/ticket.ts';
import type { HandInResult, JournalLine, NumberLine } from '../../core/wire/offline.ts';
import type { Answer, ClinicDoor, Request } from '../clinic.ts';
import { freshName } from '../fresh-name.ts';
import { problemOfFault } from '../http/problem.ts';
import { groundsOf, personOf } from '../http/routes/check-in.ts';
import type { Log, StoredAnswer } from '../log/log.ts';
import type { People } from '../people/people.ts';
import { openSealed } from './house-keys.ts';

/** Where handed-in numbers go. `now` in ms. */
export type HandInDesk = { door: ClinicDoor; log: Log; people: People; clinic: Clinic; now: () => number };

export type Taken = { ok: true; result: HandInResult } | { ok: false; code: string; why: string };

/** So much of a line's proof tells it from every other one: 96 bits. */
const PROOF_LENGTH = 16;

/** `2026-11-29 K3-001`: what a number of a kiosk is known by. */
export const handedInName = ({ businessDay, series, n }: JournalLine): string =>
  `${businessDay} ${offlineCode(series, n)}`;

/**
 * Takes one line of a station's journal, already proven; again and again it has the same effect once. `offset` is
 * the house's clock less the station's, in ms.
 */
export async function takeLine(
  desk: HandInDesk,
  device: string,
  line: JournalLine,
  offset: number,
): Promise<Taken> {
  if (line.kind === 'given') return noted(line);
  if (line.kind !== 'number') {
    const name = handedInName(line);
    const doubt = line.kind === 'void';
    const request = { actor: device, requestId: `${line.mac} ${line.kind}`, body: { name, doubt } };
    const answer = await ask(desk, request, { type: 'doubt', handedIn: name, doubt }, null, line);
    return answer.status === 200 ? noted(line) : refused(answer);
  }
  return takeNumber(desk, device, line, offset);
}

const proofOf = ({ mac }: JournalLine): string => mac.slice(0, PROOF_LENGTH);

const noted = ({ series, n }: JournalLine): Taken => ({
  ok: true,
  result: { code: offlineCode(series, n), outcome: 'noted', ticket: null },
});

/**
 * The key of a number is the request of the person's press, if nothing was answered to it: whatever still travels of
 * that press then finds it used. Was it answered with a ticket before the line broke, the number belongs to that one.
 */
async function takeNumber(
  desk: HandInDesk,
  device: string,
  line: NumberLine,
  offset: number,
): Promise<Taken> {
  const reading = await openScan(desk, line);
  for (let tries = 0; tries < 3; tries += 1) {
    const pressed = { actor: device, requestId: line.requestId };
    const [kept] = await desk.log.answers([pressed]);
    const before = kept ? answered(kept) : null;
    const own = before === null || before.own;
    const requestId = own ? line.requestId : `${handedInName(line)} ${proofOf(line)}`;
    const request = { actor: device, requestId, body: { handIn: line } };
    const command = commandOf(desk, line, reading, offset, own ? null : before.ticket);
    const answer = await ask(desk, request, command, reading && personOf(reading), line);
    if (answer.status === 200) return { ok: true, result: JSON.parse(answer.body) as HandInResult };
    // The press itself came in between the look and the door: look again.
    if (codeOf(answer) !== 'request-reused') return refused(answer);
  }
  return { ok: false, code: 'request-reused', why: 'Số này đã được nộp với nội dung khác.' };
}

const Before = z.object({ outcome: z.string().optional(), ticket: z.unknown() });

/** What was answered to a press: this very handing in (`own`), a ticket, or a refusal. */
function answered({ status, body }: StoredAnswer): { own: boolean; ticket: string | null } {
  const read = Before.safeParse(JSON.parse(body)).data;
  if (status >= 300 || !read) return { own: false, ticket: null };
  if (read.outcome !== undefined) return { own: true, ticket: null };
  const ticket = z.object({ id: z.string() }).safeParse(read.ticket).data;
  return { own: false, ticket: ticket?.id ?? null };
}

function ask(
  { door }: HandInDesk,
  request: Request,
  command: Command,
  person: ReturnType<typeof personOf>,
  line: JournalLine,
): Promise<Answer> {
  const code = offlineCode(line.series, line.n);
  return door.handle({
    ...{ request, command, person },
    answer(_day, outcome) {
      const ticket = 'ticket' in outcome ? outcome.ticket : null;
      const words = { issued: 'issued', nothing: 'over' } as const;
      const kind = outcome.kind === 'issued' || outcome.kind === 'nothing' ? words[outcome.kind] : 'same';
      const body: HandInResult = { code, outcome: kind, ticket };
      return { status: 200, body };
    },
    refuse: problemOfFault,
  });
}

const codeOf = ({ body }: Answer): string => String((JSON.parse(body) as { code?: unknown }).code ?? '');
const refused = (answer: Answer): Taken => ({
  ok: false,
  code: codeOf(answer),
  why: String((JSON.parse(answer.body) as { detail?: unknown }).detail ?? ''),
});

/** What the card said, as the kiosk sealed it; null without a card, or when the key of that day is gone. */
async function openScan({ people, clinic }: HandInDesk, line: NumberLine): Promise<CardReading | null> {
  const key = line.sealed === null ? null : await people.dayKey(line.businessDay, false);
  const scan = key && openSealed(key, Buffer.from(line.sealed!, 'base64'), handedInName(line));
  const reading = scan && readCard(scan, localDate(line.at, clinic.timeZone));
  return reading && reading.status !== 'reject' ? reading : null;
}

function commandOf(
  { clinic, now }: HandInDesk,
  line: NumberLine,
  reading: CardReading | null,
  offset: number,
  same: string | null,
): Command {
  const { businessDay, series, n, service, language } = line;
  const grounds = groundsOf(reading, line.declared, localDate(line.at + offset, clinic.timeZone));
  return {
    type: 'hand-in',
    handedIn: handedInName(line),
    proof: proofOf(line),
    ...{ businessDay, series, service, language, same },
    number: n,
    code: offlineCode(series, n),
    arrivedAt: arrivalOf(line, offset, now(), localMoment(businessDay, clinic.dayStartsAt, clinic)),
    ticket: freshName(),
    token: freshName(),
    visitor: null,
    priority: grounds.length > 0 ? 'priority' : 'normal',
    grounds,
  };
}

/**
 * When somebody came, by the house's clock: the station's time corrected by how much its clock differs now, and
 * bounded to the time in which the house was away, whatever that clock did meanwhile. All in ms.
 */
export function arrivalOf(
  { at, heard }: Pick<NumberLine, 'at' | 'heard'>,
  offset: number,
  now: number,
  dayBegan: number,
): number {
  const earliest = Math.min(now, Math.max(heard + offset, dayBegan));
  return Math.min(now, Math.max(at + offset, earliest));
}
