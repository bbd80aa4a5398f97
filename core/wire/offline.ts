import { z } from 'zod';
import { ticketLanguages } from '../queue/ticket.ts';
import { declaredClasses, PlaceAnswer, RequestId } from './api.ts';

/**
 * What a station and its house say to each other about the numbers that a kiosk gives out while its house is away:
 * the permit, the lines of the station's journal, and the handing in.
 */

const Words = z.object({ vi: z.string(), en: z.string().nullable() });
/** Letter and number, granted to one journal and never to another. */
export const OfflineSeries = z.string().regex(/^[A-Z][1-9]\d{0,4}$/);
/** Made by a station for its data folder; a folder that was emptied has another one. */
export const JournalId = z.string().regex(/^[a-f0-9]{24}$/);
export const HIGHEST_NUMBER = 999_999;
const Base64 = z.base64().max(8_000);
const At = z.int().min(0);

/** The right to give out numbers of one series on one business day. Times in ms by the house's clock. */
export const Permit = z.strictObject({
  site: z.string(),
  device: z.string(),
  journal: JournalId,
  series: OfflineSeries,
  businessDay: z.iso.date(),
  issuedAt: At,
  /** The end of the business day. */
  notAfter: At,
  timeZone: z.string(),
  dayStartsAt: z.string(),
  /** X25519, 32 bytes: what is on a card leaves the kiosk's memory only sealed to it. */
  sealKey: z.base64(),
  /** The hospital as the kiosk's page shows it. */
  place: PlaceAnswer,
  services: z.array(
    z.strictObject({
      id: z.string(),
      hours: z.array(z.object({ from: z.string(), to: z.string() })),
      sensitive: z.boolean(),
      place: Words,
    }),
  ),
  instructions: z.array(z.string()),
});
export type Permit = z.infer<typeof Permit>;

export const PermitBody = z.strictObject({
  journal: JournalId,
  /** Of this journal, as its station remembers it: a house that lost its own note believes it. */
  series: OfflineSeries.nullable(),
});
export type PermitBody = z.infer<typeof PermitBody>;
/**
 * The name of the station's process, random at each start: two of them in turn are two PCs with one identity. It
 * stands in the address, where a server of before passes by what it does not know.
 */
export const PermitQuery = z.object({
  run: z
    .string()
    .regex(/^[a-f0-9]{24}$/)
    .optional(),
});
export type PermitQuery = z.infer<typeof PermitQuery>;
export const PermitAnswer = z.object({
  /** The permit as JSON, byte for byte what is signed. */
  permit: z.string(),
  /** Ed25519 over the permit, and the key that proves it. */
  signature: z.base64(),
  key: z.base64(),
  now: At,
  /** Another one than before: the house went back to a backup, everything is handed in again. */
  epoch: z.string(),
  /**
   * The highest number of this series that the house has seen on this day; one that was never given out when two PCs
   * share the journal. A station that has not given out so many begins another journal.
   */
  highest: z.int().min(0),
});
export type PermitAnswer = z.infer<typeof PermitAnswer>;

const Link = {
  journal: JournalId,
  series: OfflineSeries,
  businessDay: z.iso.date(),
  n: z.int().min(1).max(HIGHEST_NUMBER),
  /**
   * By the house's time as the station knows it (an older station: what its PC's clock says); so is `heard`: when the
   * house was last heard before.
   */
  at: At,
  previous: z.string().max(64),
  mac: z.string().max(64),
};

/** A number given out. `who` is a keyed hash of card and service, by which the same card gets the same number. */
export const NumberLine = z.strictObject({
  kind: z.literal('number'),
  ...Link,
  heard: At,
  service: z.string().min(1).max(40),
  declared: z.array(z.enum(declaredClasses)).max(6),
  priority: z.boolean(),
  language: z.enum(ticketLanguages),
  requestId: RequestId,
  who: z.string().max(64).nullable(),
  sealed: Base64.nullable(),
});
export type NumberLine = z.infer<typeof NumberLine>;

/**
 * What became of a number: `given`: on paper or on the screen; `void`: the station stopped before it could know;
 * `revived`: its card was shown again, so there is somebody.
 */
export const MarkLine = z.strictObject({ kind: z.enum(['given', 'void', 'revived']), ...Link });
export type MarkLine = z.infer<typeof MarkLine>;

export const JournalLine = z.discriminatedUnion('kind', [NumberLine, MarkLine]);
export type JournalLine = z.infer<typeof JournalLine>;
type WithoutMac<Line> = Line extends unknown ? Omit<Line, 'mac'> : never;

/** The text of a line that its `mac` proves: every field in one order, whatever the order in the file. */
export function provenText(line: WithoutMac<JournalLine>): string {
  const { kind, journal, series, businessDay, n, at, previous } = line;
  const own =
    line.kind === 'number'
      ? [
          ...[line.heard, line.service, line.declared, line.priority, line.language],
          ...[line.requestId, line.who, line.sealed],
        ]
      : [];
  return JSON.stringify([kind, journal, series, businessDay, n, at, previous, ...own]);
}

/** Whatever a journal holds up to the first line that does not hold; `bad` names that one, from 1. */
export type JournalReading = {
  lines: JournalLine[];
  bad: { line: number; why: string } | null;
  /** A last line cut off in the middle: the power went while it was written, so nothing was given out for it. */
  torn: boolean;
};

/**
 * Reads a journal: every line proven by `mac`, each linked to the one before, numbers one after another. `mac` is
 * the keyed hash of a text; it is another one for each device.
 */
export function readJournal(text: string, mac: (text: string) => string): JournalReading {
  const rows = text.split('\n');
  const torn = rows.pop() !== '';
  const lines: JournalLine[] = [];
  let last = 0;
  for (const [index, row] of rows.entries()) {
    const line = lineOf(row);
    const why = line ? faultOf(line, lines.at(-1) ?? null, last, mac) : 'is no line of a journal';
    if (!line || why !== null) return { lines, bad: { line: index + 1, why: why ?? '' }, torn: false };
    if (line.kind === 'number') last = line.n;
    lines.push(line);
  }
  return { lines, bad: null, torn };
}

function lineOf(row: string): JournalLine | null {
  try {
    return JournalLine.safeParse(JSON.parse(row)).data ?? null;
  } catch {
    return null;
  }
}

function faultOf(
  line: JournalLine,
  before: JournalLine | null,
  last: number,
  mac: (text: string) => string,
): string | null {
  if (mac(provenText(line)) !== line.mac) return 'was changed, or is of another device';
  if (line.previous !== (before?.mac ?? '')) return 'does not follow the line before it';
  if (line.kind === 'number' ? line.n <= last : line.n > last) return 'has a number out of its order';
  return null;
}

/** Lines that the house must know of, in order: `given` is the station's own affair. */
export const isToHandIn = (line: JournalLine): boolean => line.kind !== 'given';

export const HandInBody = z.strictObject({
  /** What the clock of the lines said when this was sent: their times are corrected by what it differs. */
  now: At,
  lines: z.array(JournalLine).min(1).max(50),
});
export type HandInBody = z.infer<typeof HandInBody>;

/** `issued`: a new ticket; `same`: the visit of somebody who had one; `over`: of a day that is over; `noted`: a mark. */
export const handInOutcomes = ['issued', 'same', 'over', 'noted'] as const;
export const HandInResult = z.object({
  code: z.string(),
  outcome: z.enum(handInOutcomes),
  ticket: z.string().nullable(),
});
export type HandInResult = z.infer<typeof HandInResult>;
export const HandInAnswer = z.object({
  /** One for each line taken, in order; shorter than the lines when one was refused. */
  taken: z.array(HandInResult),
  refused: z.object({ code: z.string(), why: z.string() }).nullable(),
  epoch: z.string(),
});
export type HandInAnswer = z.infer<typeof HandInAnswer>;
