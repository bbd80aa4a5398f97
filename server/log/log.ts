import type { Clinic } from '../../core/queue/clinic-file.ts';
import type { Entry, Happening } from '../../core/queue/happening.ts';

/** The log cannot be written or read: disk full, or the database lost. Whether it was stored shows a repetition. */
export class StorageFault extends Error {
  override readonly name = 'StorageFault';
}

/** An answer kept so that the same command sent again is answered alike; `hash` is that of its canonical body. */
export type StoredAnswer = {
  actor: string;
  requestId: string;
  hash: string;
  status: number;
  body: string;
  at: number;
};

/** What is to be appended; the log gives it its `seq`. */
export type Draft = { at: number; actor: string; happening: Happening };

export type Appended = { ok: true; seq: number } | { ok: false; conflict: true };

/** The newest business day of a log, the time of its last entry, and the highest number given in each series. */
export type Given = { businessDay: string; at: number; above: Record<string, number> };

/** What somebody outside the database remembers of an entry. */
export type Witness = { seq: number; hash: string };

/** What the chain is held against; `from` is an entry that is known to be good, so that all before it is left out. */
export type Against = { from: Witness | null; witnesses: readonly Witness[] };

/** First entry that does not hold, or the count of good ones. */
export type Verdict = { ok: true; entries: number; head: string } | { ok: false; seq: number; why: string };

/**
 * The hospital's one log. `(site, seq)` is unique and without gaps: whoever writes n + 1 has read n.
 * Two stores implement it and one contract suite runs on both.
 */
export type Log = {
  /** Whether an append is waited for from elsewhere, so that this process has its time meanwhile. */
  readonly remote: boolean;
  /** Random id of this generation of the log: new when created and after every restore. */
  epoch(): Promise<string>;
  /** Seq of the last entry; 0 when there is none. */
  head(): Promise<number>;
  /**
   * Stores all drafts as expected + 1 … in one durable step, with their answers; all or nothing.
   * A conflict (the head is not `expected`, the epoch is another, or one of the requests has its answer already)
   * stores nothing: read on, look for kept answers and decide again.
   */
  append(
    expected: number,
    epoch: string,
    drafts: readonly Draft[],
    answers: readonly StoredAnswer[],
  ): Promise<Appended>;
  /** Entries after a seq in order, at most `limit`. */
  read(after: number, limit: number): Promise<Entry[]>;
  /** Seq before the entry that opened a business day (for `read`), or null when that day was never opened. */
  beforeDay(businessDay: string): Promise<number | null>;
  /** Seq before the newest business day's opening; 0 for an empty log. */
  beforeNewestDay(): Promise<number>;
  /** The kept answers of these requests, those that exist. */
  answers(requests: readonly { actor: string; requestId: string }[]): Promise<StoredAnswer[]>;
  /** Drops answers from before a moment (ms); the promise is 48 hours. */
  forgetAnswers(before: number): Promise<void>;
  /**
   * Does some work while every other server that asks the same waits: two that meet again and again take turns.
   * A courtesy and no lock on `append`, which is safe without it; who waits too long goes on all the same.
   */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Calls `on` when another server has begun to take turns: whoever hears it takes turns too. Returns the stop. */
  whenTurns(on: () => void): () => void;
  /**
   * The log is shorter than what was read of it: a failover to a database that had not received everything. Gives
   * it a new epoch, in which no number of `given` is given again. `now` in ms since 1970.
   */
  renew(given: Given, clinic: Clinic, now: number): Promise<void>;
  /** Checks the hash chain from the first entry to the last, and that it holds what witnesses remember of it. */
  verify(against?: Against): Promise<Verdict>;
  /** Hash of an entry; null when there is none. */
  hashAt(seq: number): Promise<string | null>;
  /** A write that reaches the disk and leaves nothing behind; rejects when an append could not be kept either. */
  probe(): Promise<void>;
  /** Calls `on` when another process may have appended or restored; returns the stop. */
  watch(on: () => void): () => void;
  close(): Promise<void>;
};
