import type { Completion } from '../../printer-drivers/capability.ts';
import type { PrintState } from '../../printer-drivers/print-outcome.ts';
import type { Ailments, Manners, PrinterEngine } from './fake/printer-engine.ts';

/** The completion ladder from its highest rung down. */
export const RUNGS: readonly Completion[] = ['processId', 'gsr', 'dleeot', 'none'];

/**
 * A trouble of a printer. `before`: how it ails when the ticket comes; `hushed`: what happens once it was known to be
 * well; `rival`: another program holds it; `midway`: what happens when it has taken half of the ticket. `ends`: how the
 * ticket may end, with a proof that never comes (`unproven`) only as unknown; `alarm`: states of which staff must hear
 * one.
 */
export type FaultCase = {
  readonly what: string;
  readonly manners: Partial<Manners>;
  readonly before: Partial<Ailments> | null;
  readonly hushed: ((engine: PrinterEngine) => void) | null;
  readonly rival: boolean;
  readonly midway: ((engine: PrinterEngine) => void) | null;
  readonly ends: readonly PrintState[];
  readonly unproven: readonly Completion[];
  readonly alarm: readonly string[];
};

const PRINTED: readonly PrintState[] = ['confirmed', 'processed', 'likely'];
const LOST: readonly PrintState[] = ['unknown'];
const UNSENT: readonly PrintState[] = ['failed-before-bytes'];
const NOTHING = {
  manners: {},
  before: null,
  hushed: null,
  rival: false,
  midway: null,
  unproven: [],
  alarm: [],
} as const;
const MUTE = { status: false, fence: false, processId: false, asb: false } as const;
const GONE: readonly string[] = ['unknown', 'unreachable', 'offline'];
/** Slow enough that half a ticket is a moment one can act in. */
const UNHURRIED = { bytesPerMs: 60 } as const;
const OLD_ECHO = Uint8Array.from([0x37, 0x22, 0x7e, 0x7e, 0x7e, 0x7e, 0x00]);
const NOISE = new Uint8Array(2000).map((_, i) => (i * 7 + 0xa5) & 0xff);

export const FAULT_CASES: readonly FaultCase[] = [
  { ...NOTHING, what: 'is well', ends: PRINTED },
  {
    ...NOTHING,
    what: 'takes half a ticket and no more',
    manners: { stallAfter: 9000 },
    ends: LOST,
    alarm: ['unknown', 'unreachable'],
  },
  // The first bytes are questions about its state: how many depends on how often it was asked.
  ...[1, 4, 40, 400, 4000, 9000, 20_000].map(
    (count): FaultCase => ({
      ...NOTHING,
      what: `tears the line after ${count} bytes`,
      manners: { resetAfter: count },
      ends: count < 4000 ? [...LOST, ...UNSENT] : LOST,
      alarm: GONE,
    }),
  ),
  {
    ...NOTHING,
    what: 'never says a word and takes half a ticket',
    manners: { ...MUTE, stallAfter: 9000 },
    // A network takes a whole ticket into its buffers, and nothing tells what became of it.
    ends: ['unknown', 'sent-unconfirmed'],
  },
  {
    ...NOTHING,
    what: 'never says a word and tears the line after half a ticket',
    manners: { ...MUTE, resetAfter: 9000 },
    // A line may take its last byte before it is known to be torn.
    ends: ['unknown', 'sent-unconfirmed'],
  },
  {
    ...NOTHING,
    what: 'was well and falls silent before the ticket',
    hushed: (engine) => {
      engine.manners.stallAfter = engine.received;
    },
    ends: UNSENT,
    alarm: ['unreachable'],
  },
  { ...NOTHING, what: 'is held by another program', rival: true, ends: UNSENT, alarm: ['unreachable'] },
  {
    ...NOTHING,
    what: 'gives its proof when the next ticket begins',
    manners: { holdsBack: true },
    ends: [...PRINTED, ...LOST],
    unproven: ['processId', 'gsr'],
  },
  {
    ...NOTHING,
    what: 'never says a word',
    manners: MUTE,
    ends: ['unknown', 'sent-unconfirmed'],
  },
  { ...NOTHING, what: 'answers late', manners: { answerAfterMs: 150, statusAfterMs: 50 }, ends: PRINTED },
  { ...NOTHING, what: 'answers in a flood of statuses', manners: { flood: 40 }, ends: PRINTED },
  ...[0, 300, 600].map(
    (row): FaultCase => ({
      ...NOTHING,
      what: `runs out of paper at row ${row}`,
      manners: { rowsOfPaper: row },
      ends: LOST,
      alarm: ['paperOut'],
    }),
  ),
  { ...NOTHING, what: 'has no paper', before: { paperEnd: true }, ends: UNSENT, alarm: ['paperOut'] },
  {
    ...NOTHING,
    what: 'is near the end of its roll',
    before: { nearEnd: true },
    ends: PRINTED,
    alarm: ['paperLow'],
  },
  { ...NOTHING, what: 'stands open', before: { cover: true }, ends: UNSENT, alarm: ['coverOpen'] },
  {
    ...NOTHING,
    what: 'is opened in the middle',
    manners: UNHURRIED,
    midway: (engine) => engine.ail({ cover: true }),
    ends: LOST,
    alarm: ['coverOpen'],
  },
  { ...NOTHING, what: 'has a jammed cutter', before: { cutter: true }, ends: UNSENT, alarm: ['cutterError'] },
  {
    ...NOTHING,
    what: 'jams its cutter in the middle',
    manners: UNHURRIED,
    midway: (engine) => engine.ail({ cutter: true }),
    ends: LOST,
    alarm: ['cutterError'],
  },
  { ...NOTHING, what: 'is too hot', before: { hot: true }, ends: UNSENT, alarm: ['overheated'] },
  { ...NOTHING, what: 'drains slowly', manners: { bytesPerMs: 100 }, ends: PRINTED },
  {
    ...NOTHING,
    what: 'loses its power in the middle',
    manners: UNHURRIED,
    midway: (engine) => engine.powerCycle(),
    ends: LOST,
    alarm: ['unknown', 'unreachable'],
  },
  {
    ...NOTHING,
    what: 'falls silent in the middle',
    manners: UNHURRIED,
    midway: (engine) => {
      engine.manners.stallAfter = engine.received;
      engine.manners.bytesPerMs = 0;
    },
    ends: LOST,
    alarm: ['unknown', 'unreachable'],
  },
  {
    ...NOTHING,
    what: 'repeats the echo of an older ticket and gives none of its own',
    manners: { processId: false, greeting: OLD_ECHO, afterCut: OLD_ECHO },
    ends: [...PRINTED, ...LOST],
    unproven: ['processId'],
  },
  {
    ...NOTHING,
    what: 'talks nonsense after every ticket',
    manners: { afterCut: NOISE },
    ends: [...PRINTED, ...LOST],
  },
];
