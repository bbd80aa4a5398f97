import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** The house's time `wall` (ms since 1970) when the machine's count since its start stood at `steady` ms. */
export type ClockMark = { wall: number; steady: number };

/** What the house knows of the time, over a restart of the server but not of the machine. */
export type ClockMemory = {
  /** What was kept last; null: nothing is known of this run of the machine. */
  recall(): ClockMark | null;
  /** Writes it when it says another time than what lies there, or much later; where it cannot, that goes on to hold. */
  keep(mark: ClockMark): void;
};

/** Less than this is the daily work of a time server, or a count in whole seconds: nothing is written for it. */
const SAME_MS = 5_000;
/**
 * What is kept is never older than this. A container has the boot name of its host and a count of its own, which it
 * begins anew: that shows as long as the count of what is kept is higher than that of its next start.
 */
const AGE_MS = 600_000;

type Parts = {
  file: string;
  /** Which run of the machine this is, as `bootId` has it. */
  boot: string;
  note: (event: object) => void;
};

const Kept = z.object({ boot: z.string(), wall: z.number().positive(), steady: z.number().nonnegative() });

/**
 * Linux's name for this run of the machine, another one after each boot; null where there is none. Our unit hands it
 * on, as it shows the server nothing of /proc but processes.
 */
export function bootId(environment: Readonly<Record<string, string | undefined>>): string | null {
  try {
    const name = environment.TIEPDON_BOOT_ID || readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    // The unit's has no hyphens.
    return name.trim().replaceAll('-', '') || null;
  } catch {
    return null;
  }
}

/** The memory in `file`. One that is torn or not to be read is as good as none, and never stops a start. */
export function openClockMemory({ file, boot, note }: Parts): ClockMemory {
  const read = Kept.safeParse(jsonIn(file));
  let kept: ClockMark | null = read.success && read.data.boot === boot ? read.data : null;
  let failed = false;
  return {
    recall: () => kept,
    keep({ wall, steady }) {
      if (kept && isSame(kept, { wall, steady }) && steady - kept.steady < AGE_MS) return;
      try {
        // Not synced: after a power cut the machine is in another run, for which this is worth nothing.
        writeFileSync(`${file}.new`, `${JSON.stringify({ boot, wall, steady })}\n`, { mode: 0o600 });
        renameSync(`${file}.new`, file);
        kept = { wall, steady };
        failed = false;
      } catch (error) {
        if (!failed) note({ event: 'clock-not-kept', error: (error as NodeJS.ErrnoException).code });
        failed = true;
      }
    },
  };
}

const isSame = (one: ClockMark, other: ClockMark): boolean =>
  Math.abs(one.wall - one.steady - (other.wall - other.steady)) < SAME_MS;

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
