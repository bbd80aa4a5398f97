import { z } from 'zod';
import type { DeskState } from '../queue/desk-view.ts';
import type { HouseState } from '../queue/house-view.ts';
import type { BoardState } from '../queue/views.ts';
import type { AlarmRow } from './alarm.ts';
import type { ScanAnswer } from './api.ts';
import { PROTOCOL } from './rhythm.ts';
import type { ScreenRow, ScreenSign, ScreenTrouble } from './screen.ts';

/** The largest message that a client may send, in bytes. */
export const LARGEST_MESSAGE = 16_384;
export const Sub = z.strictObject({
  view: z.string().min(1).max(40),
  epoch: z.string().max(64).nullable(),
  seq: z.int().min(0).nullable(),
  v: z.literal(PROTOCOL),
});
export type Sub = z.infer<typeof Sub>;

/** The name under which a supervisor's screen asks for the whole house. */
export const HOUSE_VIEW = '*';

export const ackPhases = ['received', 'started', 'audible', 'done', 'dropped', 'failed'] as const;
export const Ack = z.strictObject({
  id: z.string().min(1).max(64),
  phase: z.enum(ackPhases),
  reason: z.string().max(120).nullable().default(null),
  /** Which of its plays, from 1; absent: the announcement as a whole. */
  play: z.int().min(1).max(9).optional(),
  /** Highest level of the play as the speaker itself measured it, dBFS, and how long it took by the wall. */
  peakDb: z.number().min(-200).max(20).optional(),
  playedMs: z.number().min(0).max(600_000).optional(),
  /** Said by pages of an older build; clocks are compared by the signs of life. */
  clockSkewMs: z.number().optional(),
});
export type Ack = z.infer<typeof Ack>;

/**
 * What a speaker page says of itself: whether the browser lets it make a sound. `page` names the opened page: a new
 * socket of the same page takes the place of its old one, which may be dead without the server knowing.
 */
export const Sound = z.strictObject({
  state: z.enum(['running', 'blocked']),
  page: z.string().min(1).max(40).optional(),
});
export type Sound = z.infer<typeof Sound>;

/** A part of a view that replaces its like as a whole: applying it twice does no harm. */
export type Op<State> =
  | { room: BoardState['rooms'][number] }
  | { calls: BoardState['calls'] }
  | { state: State };

export type Snap<State> = {
  view: string;
  epoch: string;
  seq: number;
  now: number;
  state: State;
  build: string;
};
export type Delta<State> = {
  view: string;
  epoch: string;
  prev: number;
  seq: number;
  now: number;
  ops: Op<State>[];
};
export type Beat = { view: string; epoch: string; seq: number; now: number };

/** 0 emergency, 1 priority patient, 2 everybody else, 3 information. */
export type CallPriority = 0 | 1 | 2 | 3;

/** A finished sound to be played once per `callId` and `rev`, not after `expiresAt` (server ms). */
export type Announce = {
  id: string;
  callId: string;
  rev: number;
  seq: number;
  createdAt: number;
  expiresAt: number;
  zone: string;
  lang: string;
  text: string;
  audio: { url: string; sha256: string; ms: number };
  repeat: number;
  priority?: CallPriority;
  /** The same for the eye, for staff who hear badly: "A105" and "Phòng khám 12". */
  shown?: { code: string; room: string };
  /** The clips of what is said, for those who listen by machine. */
  tokens?: readonly string[];
  /** Silence between two plays, and the level at which it is played. */
  gapMs?: number;
  gainDb?: number;
  /** It waits for `turn`, each of its plays for one: the server knows who else speaks into the same air. */
  held?: true;
};

/**
 * The air is free for one play of a held announcement. `gainDb` is that of the hour; a shorter `audio`, with its
 * `text`, takes the place of the announced one when many wait.
 */
export type YourTurn = {
  id: string;
  play: number;
  gainDb: number;
  audio?: Announce['audio'];
  text?: string;
};

/** Falls silent within 10 ms: an emergency is to be called, or the turn has passed on. */
export type Cut = { id: string };

/**
 * Whether this page speaks for its speaker; another one that is open beside it stands by and is silent. `muted`: staff
 * have switched the speaker off until then (server ms).
 */
export type Lease = { owner: boolean; muted: { until: number; reason: string } | null };

/** A call that is over before it was heard out: taken back, or the patient is there. */
export type Withdraw = { callId: string };

/** What a speaker holds: nothing but its name; announcements are never state. */
export type SpeakerState = { speaker: string };

/** A card that the station's own scanner read: verdict and mask only, the text stays in the station. */
export type StationScan = { scanId: string; at: number; answer: ScanAnswer };
/** Tickets left on the roll, null when nobody told of a roll, and the words for it. */
export type PaperLeft = { left: number | null; leftWords: string };
export type DeviceHealth = { state: string; staff: string; patient: string };
/** What the kiosk screen must know of its station. */
export type StationState = {
  station: string;
  /** `attached` is false when a scanner that should be there is away; without any, cards come by keyboard mode. */
  scanner: { attached: boolean; state: string; advice: string };
  printer: DeviceHealth & { kind: 'preview' | 'paper' } & PaperLeft;
  /** The station cannot reach its house: no numbers can be given out here. */
  houseAway: boolean;
  /** The house is away and the station gives out numbers of its own series. */
  ownNumbers?: boolean;
};
/**
 * What became of a slip: with its picture where the printer is a preview; `printer` is `fallback` when the paper
 * came out of the second one.
 */
export type Slip = {
  ticket: string;
  code: string;
  outcome: string;
  picture: string | null;
  printer: 'fallback' | null;
};

/** What a station elsewhere says of its printer, at each change. */
export const PrinterReport = z.strictObject({
  kind: z.enum(['preview', 'paper']),
  state: z.string().regex(/^[A-Za-z]{1,20}$/),
  staff: z.string().max(400),
  left: z.int().min(0).max(100_000).nullable(),
  leftWords: z.string().max(80),
});
export type PrinterReport = z.infer<typeof PrinterReport>;

/** A printer of the house, for those who look after its paper. `away`: its station is not connected. */
export type HousePrinter = Omit<PrinterReport, 'kind'> & { station: string };

/** Whether the boards and speakers of the room are connected, for its desk: how many of how many. */
export type DeskScreens = {
  boards: [connected: number, all: number];
  speakers: [connected: number, all: number];
  /** Those that no browser or device was ever enrolled for. */
  uninstalled: { boards: number; speakers: number };
  /** Those of them that somebody should look after. */
  troubles: ScreenTrouble[];
  /** Speakers that are silent because staff want it so. */
  muted: SpeakerMute[];
};
/** Every board and speaker of the house, those in trouble first, for the supervisor. */
export type ScreenList = { screens: ScreenRow[] };

/**
 * How far the last call got on the room's speakers, for the desk: of several speakers the one that is worst off.
 * `silent`: no sound within 3 s of its turn. `backup`: that speaker spoke in the place of the room's own.
 */
export type DeskSound = {
  callId: string;
  phase: (typeof ackPhases)[number] | 'silent';
  at: number;
  speaker?: string;
  reason?: string | null;
  backup?: true;
};

/** A speaker that staff have switched off: until when (server ms) and why. */
export type SpeakerMute = { speaker: string; until: number; reason: string };

/** One speaker as the supervisor sees it; times in server ms, null: never. */
export type SpeakerHealth = {
  id: string;
  rooms: string[];
  /** `silent`: its last announcement was not heard, by `reason`. */
  state: 'ready' | 'away' | 'blocked' | 'muted' | 'silent';
  reason: string | null;
  /** Open pages or clients; one speaks, the others stand by. */
  pages: number;
  /** When something was last heard on it, and when it last said anything at all. */
  heardAt: number | null;
  newsAt: number | null;
  waiting: number;
  /** Which engine made the last announcement; "chime": no words. */
  engine: string | null;
  muted: SpeakerMute | null;
  /** What became of the last trial of the speaker. */
  test: {
    at: number;
    phase: DeskSound['phase'] | 'asked';
    reason: string | null;
    peakDb: number | null;
  } | null;
  backup: string | null;
};

/**
 * What endangers the data: the disk is nearly full, or was full and lives on its last reserve; no backup succeeds; a
 * copy of the log was found not to hold.
 */
export type StorageTrouble = 'disk-low' | 'disk-full' | 'backup-old' | 'log-damaged';

type Live<State> = {
  snap: (message: Snap<State>) => void;
  delta: (message: Delta<State>) => void;
  hb: (message: Beat) => void;
  fault: (message: { code: string }) => void;
  /** The server goes down in order: nobody need knock before so many ms. */
  bye: (message: { retryMs: number }) => void;
};
export type ToBoard = Live<BoardState> & {
  /** The first speaker has begun to say this call. */
  voice: (message: { callId: string }) => void;
};
export type ToConsole = Live<DeskState | HouseState> & {
  sound: (message: DeskSound) => void;
  screens: (message: DeskScreens) => void;
  roll: (message: ScreenList) => void;
  /** To the supervisor: how every speaker speaks. */
  speakers: (message: { speakers: SpeakerHealth[] }) => void;
  help: (message: { kiosk: string }) => void;
  printers: (message: { printers: readonly HousePrinter[] }) => void;
  /** What endangers the data. A desk of a room hears only of what stops its work. */
  storage: (message: { troubles: readonly StorageTrouble[] }) => void;
  /** To the supervisor: all that is wrong in the house, red first. */
  alarms: (message: { alarms: readonly AlarmRow[] }) => void;
  /** The machine's clock and the house's disagree (ms since 1970); null when they agree again. */
  clock: (message: { trouble: { kind: 'ahead' | 'behind'; wall: number; now: number } | null }) => void;
};
export type ToSpeaker = Live<SpeakerState> & {
  announce: (message: Announce) => void;
  withdraw: (message: Withdraw) => void;
  turn: (message: YourTurn) => void;
  cut: (message: Cut) => void;
  lease: (message: Lease) => void;
};
export type ToStation = Live<StationState> & {
  scan: (message: StationScan) => void;
  slip: (message: Slip) => void;
};
export type FromClient = {
  sub: (message: Sub) => void;
  ack: (message: Ack) => void;
  sound: (message: Sound) => void;
  /** Boards and speakers, every few seconds; whoever sends none is only not watched as closely. */
  sign: (message: ScreenSign) => void;
};

export const namespaces = ['/board', '/speaker', '/console', '/station'] as const;
export type Namespace = (typeof namespaces)[number];

export const roles = ['kiosk', 'board', 'speaker', 'console', 'station', 'api'] as const;
export type Role = (typeof roles)[number];
