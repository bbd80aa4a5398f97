import { z } from 'zod';

const Words = z.string().max(200);

/** What a station on a PC of its own says of itself: each minute, and soon after something has changed. */
export const StationSign = z.strictObject({
  /** The PC's own clock when it said this, ms since 1970. */
  clockMs: z.int().min(0),
  /** Which build of the pages it runs. */
  build: z.string().max(64).nullable(),
  /**
   * Whether it could give out numbers if the house went away now: `ready`, or what is wrong: a fault of the permit, or
   * `no-folder`: another station has its data folder, or nothing can be written there.
   */
  ownNumbers: z.string().regex(/^[a-z-]{1,20}$/),
  /** Lines of its journals that the house is still to be given. */
  waiting: z.int().min(0),
  /** Lines that the house would not take, the newest of them, by number: `K1-003` of its day. */
  refused: z
    .array(z.object({ code: z.string().max(20), businessDay: z.iso.date(), fault: Words, why: Words }))
    .max(20),
  /** Journals that were changed by somebody or cannot be read: the file, the first bad line from 1, and why. */
  faults: z.array(z.object({ file: z.string().max(60), line: z.int().min(1), why: Words })).max(20),
});
export type StationSign = z.infer<typeof StationSign>;
/** Most entries of a list in a sign. */
export const MOST_TOLD = 20;

/** The house's own time, ms since 1970: stations judge by it. */
export const StationSignAnswer = z.object({ now: z.int() });

/** A station as the house knows it by its newest sign. */
export const StationRow = z.object({
  device: z.string(),
  name: z.string(),
  connected: z.boolean(),
  /** Since its last sign. */
  seenSeconds: z.int(),
  /** By how much the server's own clock was ahead of the PC's then, ms. */
  clockOffMs: z.number(),
  /** How long lines wait to be handed in, and numbers could not be given out; 0: they do not, they could. */
  waitingSeconds: z.int(),
  unreadySeconds: z.int(),
  sign: StationSign,
});
export type StationRow = z.infer<typeof StationRow>;
