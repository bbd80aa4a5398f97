import { z } from 'zod';

/** What a board or speaker page says of itself every few seconds; what it cannot know is null. */
export const ScreenSign = z.object({
  /** The revision that it shows. */
  epoch: z.string().max(64).nullable(),
  seq: z.int().min(0).nullable(),
  /** Grows with each picture that really came to the glass: a page may be connected and frozen. */
  paints: z.int().min(0),
  /** Another window or tab is in front of the page. */
  hidden: z.boolean(),
  /** Seconds since the page was loaded. */
  openSeconds: z.int().min(0),
  /** Major version of Chromium. */
  engine: z.int().min(0).max(9_999).nullable(),
  width: z.int().min(0).max(20_000),
  height: z.int().min(0).max(20_000),
  /** Which build of the pages it runs. */
  build: z.string().max(64).nullable(),
  /** The house's time minus the device's own, ms. */
  offsetMs: z.number().nullable(),
  /** The device's own clock when it said this, ms since 1970. */
  clockMs: z.number().nullable().default(null),
  heapBytes: z.int().min(0).nullable(),
});
export type ScreenSign = z.infer<typeof ScreenSign>;

export const screenRoles = ['board', 'speaker'] as const;
export type ScreenRole = (typeof screenRoles)[number];

/**
 * What is wrong with a screen, the worst first: not connected; connected but without a word; no picture any more;
 * shows an older state than the house's; speaker without leave to sound; behind another window; an engine too old;
 * pages of an older build.
 */
export const screenTroubles = [
  'away',
  'silent',
  'frozen',
  'behind',
  'no-sound',
  'hidden',
  'old-engine',
  'old-page',
] as const;
export type ScreenTroubleKind = (typeof screenTroubles)[number];
export type ScreenLevel = 'calm' | 'amber' | 'red';

/** A screen in trouble; `seconds` since when, as far as that is known. */
export type ScreenTrouble = {
  role: ScreenRole;
  name: string;
  kind: ScreenTroubleKind;
  level: Exclude<ScreenLevel, 'calm'>;
  seconds: number;
};

/** One board or speaker as the house sees it. */
export const ScreenRow = z.object({
  role: z.enum(screenRoles),
  name: z.string(),
  /** Null for one of the clinic file that no device was ever enrolled for. */
  device: z.string().nullable(),
  connected: z.boolean(),
  level: z.enum(['calm', 'amber', 'red']),
  trouble: z.enum(screenTroubles).nullable(),
  /** How long the trouble lasts; 0 without one. */
  troubleSeconds: z.int(),
  /** Since the last sign of life, also one before the house's last start; null when there was never any. */
  seenSeconds: z.int().nullable(),
  /** Speakers alone: whether the browser lets them sound; null as long as nobody said. */
  sound: z.enum(['running', 'blocked']).nullable(),
  /** By how much the server's own clock was ahead of the device's at the last sign; null: unknown. */
  clockOffMs: z.number().nullable(),
  sign: ScreenSign.nullable(),
});
export type ScreenRow = z.infer<typeof ScreenRow>;

/** A device whose clock is off by more tells wrong times; as long as a step a time server makes in its daily work. */
export const CLOCK_OFF_MS = 120_000;

/** The engine that television pages are made for. */
export const OLDEST_ENGINE = 53;
