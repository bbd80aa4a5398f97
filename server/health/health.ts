import { type Log, StorageFault } from '../log/log.ts';
import { openLoopLag } from './loop-lag.ts';

/** What readiness hangs on: a durable write beside the log's entries, room on the disk, a loop that comes in time. */
export const readyChecks = ['log', 'disk', 'loop'] as const;
export type ReadyCheck = (typeof readyChecks)[number];
export type Checked = Record<ReadyCheck, boolean>;

/** Whether the house can do its work. */
export type Health = {
  /** The newest verdict; probes on the way when it is time to, however often somebody asks. */
  check(): Promise<Checked>;
  /** What does not hold, nothing when the house is ready. */
  missing(): Promise<ReadyCheck[]>;
  /** Whether the last write went through; true before the first. */
  canWrite(): boolean;
  /** The door has stored something: as good as a probe. */
  stored(): void;
  /** The door could not store something: so it is until a probe goes through. */
  failed(): void;
  /** Whether this process is of use: the log answers and the loop comes in time. The watchdog is told by it. */
  isAlive(): Promise<boolean>;
  worstLagMs(): number;
  /** Begins to watch the event loop; returns the stop. */
  start(): () => void;
};

type Parts = {
  log: Pick<Log, 'probe' | 'head'>;
  /** Whether the disk has room to go on with. */
  hasRoom: () => boolean;
  /** A clock that never jumps, ms. */
  clock: () => number;
};

/** In a quiet house; where people check in, their own entries are the probe. */
const EVERY_MS = 5_000;
/** After a write that failed: staff want to know when it is over. */
const WORRIED_MS = 2_000;
const PATIENCE_MS = 2_000;
/** Longer than the driver of a database that has fallen silent takes to say so. */
const ANSWER_MS = 10_000;
const HUNG_MS = 1_000;

/** Migrations need no check: a house is opened, and heard of, only after them. */
export function openHealth({ log, hasRoom, clock }: Parts): Health {
  const lag = openLoopLag(clock);
  let probedAt = Number.NEGATIVE_INFINITY;
  let storedAt = Number.NEGATIVE_INFINITY;
  let writes = true;
  let running = false;
  let verdict: Promise<void> = Promise.resolve();
  const probe = async (): Promise<void> => {
    probedAt = clock();
    running = true;
    const work = log.probe().finally(() => {
      // One that hangs is not joined by others.
      running = false;
    });
    writes = (await within(work, PATIENCE_MS)) === 'done';
  };
  const isDue = (): boolean => {
    if (!writes) return clock() - probedAt >= WORRIED_MS;
    return clock() - Math.max(probedAt, storedAt) >= EVERY_MS;
  };
  const check = async (): Promise<Checked> => {
    if (!running && isDue()) verdict = probe();
    await verdict;
    return { log: writes, disk: holds(hasRoom), loop: lag.nowMs() < HUNG_MS };
  };
  return {
    check,
    async missing() {
      const checked = await check();
      return readyChecks.filter((each) => !checked[each]);
    },
    canWrite: () => writes,
    stored() {
      storedAt = clock();
      writes = true;
    },
    failed() {
      writes = false;
    },
    isAlive: async () => (await answers(log)) && lag.nowMs() < HUNG_MS,
    worstLagMs: lag.worstMs,
    start: lag.start,
  };
}

/** A database that is away cannot be brought back by starting this process again. */
async function answers(log: Pick<Log, 'head'>): Promise<boolean> {
  const asked = log.head().catch((error: unknown) => {
    if (!(error instanceof StorageFault)) throw error;
  });
  return (await within(asked, ANSWER_MS)) === 'done';
}

function holds(look: () => boolean): boolean {
  try {
    return look();
  } catch {
    return false;
  }
}

/** How some work ended, waited for no longer than `ms`. */
function within(work: Promise<unknown>, ms: number): Promise<'done' | 'failed' | 'late'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('late'), ms);
    const end = (how: 'done' | 'failed') => (): void => {
      clearTimeout(timer);
      resolve(how);
    };
    work.then(end('done'), end('failed'));
  });
}
