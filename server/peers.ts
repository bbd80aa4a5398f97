import type { ScreenRow } from '../core/wire/screen.ts';
import type { StationRow } from '../core/wire/station.ts';

/** What servers of one site call to each other; nothing of it is kept, and it may be lost. */
export type Word = { kind: string } & Record<string, unknown>;

/** A device that is connected to a living server, under its namespace. */
export type Presence = { space: string; id: string; name: string };

/** A slip that was asked for so long ago, in ms. */
export type AskedSlip = { ticket: string; slip: number; age: number };

/** What a server shows the others of itself. */
export type Shown = {
  present: readonly Presence[];
  screens: readonly ScreenRow[];
  /** Absent from a server of before. */
  stations?: readonly StationRow[];
};

/** The servers that run on one log: what must be done by exactly one of them, and what they tell each other. */
export type Peers = {
  /** Name of this server, new with each start. */
  id: string;
  /** Takes a slip for this server; false when another one prints it. */
  claim(ticket: string, slip: number): Promise<boolean>;
  /** Which of these slips no living server prints: whoever took them is gone, or nobody ever did. */
  orphans(slips: readonly AskedSlip[]): Promise<AskedSlip[]>;
  /** Forgets who took slips of days gone by. */
  forget(): Promise<void>;
  /**
   * Takes a room of air for so many ms, that of others when their time is over: 0, or in how many ms it will be free.
   * Null: there are no others, ever.
   */
  claimAir: ((air: string, ms: number) => Promise<number>) | null;
  /** Gives a room of air back before its time. */
  freeAir(air: string): Promise<void>;
  /** Calls out to the other servers. */
  say(word: Word): void;
  hear(on: (word: Word) => void): () => void;
  /** Shows the others what is connected here, as long as this server lives; returns the stop. */
  show(shown: () => Shown): () => void;
  /** What is connected to the other living servers, as of a second or two ago. */
  elsewhere(): readonly (Presence & { server: string })[];
  /** How their boards and speakers are, those that are connected. */
  screens(): readonly ScreenRow[];
  /** What the stations that are connected to them said last. */
  stations(): readonly StationRow[];
  /** How many others live. */
  count(): number;
};

/** The only server of its log: slips that were under way when it started are nobody's, later ones are its own. */
export function noPeers(): Peers {
  let started = false;
  return {
    id: 'alone',
    claim: async () => true,
    async orphans(slips) {
      if (started) return [];
      started = true;
      return [...slips];
    },
    forget: async () => {},
    claimAir: null,
    freeAir: async () => {},
    say: () => {},
    hear: () => () => {},
    show: () => () => {},
    elsewhere: () => [],
    screens: () => [],
    stations: () => [],
    count: () => 0,
  };
}
