import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { HOUSE_VIEW, type StorageTrouble } from '../core/wire/protocol.ts';
import { type Anchors, witnessesOf } from './log/anchor.ts';
import { runBackup } from './log/backup-run.ts';
import { openShelf, type Shelf } from './log/backup-shelf.ts';
import { type Ballast, openBallast, roomOf } from './log/ballast.ts';
import { makingName } from './log/live-process.ts';
import type { Log } from './log/log.ts';
import { anchorsOf } from './log/start-check.ts';
import type { Metrics } from './metrics.ts';
import { keyFor } from './people/keys.ts';
import type { Settings } from './settings.ts';
import type { Hub } from './sockets/hub.ts';
import type { BackupSource } from './stores.ts';
import type { Tail } from './tail.ts';

const MINUTE = 60_000;
/** Backups and anchors; a shorter rhythm would lose less, but each reads the whole log. */
export const EVERY_MS = 15 * MINUTE;
/** A backup that takes longer than this part of the rhythm stretches it: the disk belongs to the patients. */
const SHARE = 1 / 20;
const OLD_MS = 3 * EVERY_MS;
const LOOK_MS = 5_000;
const LOW_RATIO = 0.1;
/** With less than this part of the disk, or this many bytes of a large one, the house counts as not ready. */
const LEAST_RATIO = 0.05;
const LEAST_BYTES = 1 << 30;
/** Free bytes after which a full disk without a reserve is believed to have room again. */
const ROOM_AGAIN = 16 << 20;

/** Looks after the data of a running house: backups, anchors, room on the disk; and tells who must know. */
export type Safekeeping = {
  /** What endangers the data at this moment. */
  troubles(): StorageTrouble[];
  /** Beside `log-damaged`: what it is about, in a few words of staff; empty when it is the log itself. */
  damage(): string;
  /** Whether the disk has room to go on with, apart from the reserve. */
  hasRoom(): boolean;
  /** Anchors the log, then makes a backup now; false when that failed. */
  backUp(): Promise<boolean>;
  /** Something could not be stored. A full disk gets its reserve back, so that work goes on while staff are told. */
  failed(error: unknown): void;
  /** Brings the gauges up to date. */
  count(): void;
  start(hub: Pick<Hub, 'of'>): () => void;
  /** Writes down where the log stands. */
  anchor(): Promise<void>;
};

/** What it must know of the house. */
export type KeptHouse = {
  clinic: Clinic;
  log: Log;
  tail: Tail;
  metrics: Metrics;
  now: () => number;
  elapsed: () => number;
};
/** `everyMs`: the rhythm of backups and anchors. */
type Parts = { house: KeptHouse; settings: Settings; source: BackupSource; lines: Logger; everyMs: number };

/** Opens it on the folders that the settings name; nothing happens before `start`. */
export function openSafekeeping(parts: Parts): Safekeeping {
  const { settings, house } = parts;
  const kept = {
    ...parts,
    shelf: openShelf(settings.backupDir),
    anchors: anchorsOf(settings, house.clinic.site),
    ballast: openBallast(settings.dataDir, settings.ballastMb),
  };
  return new Keeper(kept);
}

class Keeper implements Safekeeping {
  readonly #house: KeptHouse;
  readonly #settings: Settings;
  readonly #source: BackupSource;
  readonly #lines: Logger;
  readonly #everyMs: number;
  readonly #shelf: Shelf;
  readonly #anchors: Anchors | null;
  readonly #ballast: Ballast;
  #since: number;
  #lastGood: number | null;
  #damaged = false;
  #struck = false;
  #told = '[]';
  #anchored = '';
  #anchoring = Promise.resolve();
  #anchorsFault: string | null = null;
  #looking = false;

  constructor(parts: Parts & { shelf: Shelf; anchors: Anchors | null; ballast: Ballast }) {
    this.#house = parts.house;
    this.#settings = parts.settings;
    this.#source = parts.source;
    this.#lines = parts.lines;
    this.#everyMs = parts.everyMs;
    this.#shelf = parts.shelf;
    this.#anchors = parts.anchors;
    this.#ballast = parts.ballast;
    this.#since = parts.house.elapsed();
    this.#lastGood = parts.shelf.moments()[0] ?? null;
  }

  troubles(): StorageTrouble[] {
    const { free, total } = roomOf(this.#settings.dataDir);
    const isOld = this.#house.elapsed() - this.#since > OLD_MS;
    const said: [StorageTrouble, boolean][] = [
      ['disk-full', this.#struck],
      ['disk-low', !this.#struck && free < LOW_RATIO * total],
      ['log-damaged', this.#damaged || this.#anchorsFault !== null],
      ['backup-old', isOld],
    ];
    return said.flatMap(([trouble, is]) => (is ? [trouble] : []));
  }

  damage(): string {
    return this.#damaged ? '' : 'tệp mốc; nhật ký chưa thấy sai';
  }

  /** Without waiting in the loop: the disk of the backups may be one that does not answer. */
  async #lookAtAnchors(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    this.#anchorsFault = (await this.#anchors?.fault()) ?? null;
    this.#looking = false;
  }

  // Handed on by itself.
  hasRoom = (): boolean => {
    const { free, total } = roomOf(this.#settings.dataDir);
    return !this.#struck && free > Math.min(LEAST_RATIO * total, LEAST_BYTES);
  };

  async backUp(): Promise<boolean> {
    // First, as it lets go of what a failover took away: the check of the copy would call that damage.
    await this.#safely(() => this.anchor());
    const { clinic, now, elapsed } = this.#house;
    const key = keyFor('backup', this.#settings.keyFile);
    if (key === null) return false;
    const at = now();
    const begun = elapsed();
    const plain = makingName(join(this.#settings.dataDir, 'backup'));
    // Before the copy: an anchor that is added meanwhile may have seen more than it.
    const witnesses = witnessesOf(this.#anchors?.read().standing ?? []);
    if (typeof this.#source !== 'string') await this.#source(plain);
    // The copy and its check are in a process of their own; of PostgreSQL the copy comes over its connection.
    const done = await runBackup({
      ...{ plain, key, clinic, at, sealed: this.#shelf.fileAt(at) },
      source: typeof this.#source === 'string' ? this.#source : null,
      witnesses,
    });
    const ms = Math.round(elapsed() - begun);
    if (!done.ok) {
      this.#damaged = done.damaged;
      this.#lines.error({ event: 'backup-failed', why: done.why, damaged: done.damaged, ms });
      return false;
    }
    this.#damaged = false;
    this.#lastGood = at;
    this.#since = elapsed();
    const gone = this.#shelf.tidy(at);
    this.#lines.info({ event: 'backup-made', entries: done.entries, ms, thrownAway: gone });
    return true;
  }

  failed(error: unknown): void {
    const { code = '' } = (error ?? {}) as { code?: string };
    if (!/^(SQLITE_FULL|ENOSPC)/.test(code)) return;
    const freed = this.#ballast.free();
    if (!this.#struck || freed) this.#lines.error({ event: 'disk-full', reserveFreed: freed });
    this.#struck = true;
  }

  count(): void {
    const { backupAge, chainOk, diskFree } = this.#house.metrics;
    const { free, total } = roomOf(this.#settings.dataDir);
    backupAge.set(this.#lastGood === null ? -1 : Math.max(0, (this.#house.now() - this.#lastGood) / 1_000));
    chainOk.set(this.#damaged ? 0 : 1);
    diskFree.set(free / total);
  }

  start(hub: Pick<Hub, 'of'>): () => void {
    const everyMs = this.#everyMs;
    let timer: NodeJS.Timeout;
    const plan = (after: number): void => {
      timer = setTimeout(() => void round(), after);
    };
    const round = async (): Promise<void> => {
      const begun = this.#house.elapsed();
      await this.#safely(() => this.backUp());
      plan(Math.max(everyMs, (this.#house.elapsed() - begun) / SHARE));
    };
    const age = this.#lastGood === null ? everyMs : this.#house.now() - this.#lastGood;
    // Not at once: the first minute of a machine belongs to its screens.
    plan(Math.min(everyMs, Math.max(MINUTE, everyMs - age)));
    // An anchor costs nothing: its rhythm is not stretched by backups that take long.
    const anchors = setInterval(() => void this.#safely(() => this.anchor()), everyMs);
    void this.#lookAtAnchors();
    const look = setInterval(() => this.#look(hub), LOOK_MS);
    return () => {
      clearTimeout(timer);
      clearInterval(anchors);
      clearInterval(look);
    };
  }

  anchor(): Promise<void> {
    // One after the other: at a quarter of an hour the backup asks for the same as the timer.
    this.#anchoring = this.#anchoring.catch(() => {}).then(() => this.#anchorNow());
    return this.#anchoring;
  }

  async #anchorNow(): Promise<void> {
    const { log, tail, now } = this.#house;
    const { day, epoch } = tail;
    const { seq, businessDay } = day;
    const above = Object.fromEntries(day.counters);
    const hash = seq === 0 ? null : await log.hashAt(seq);
    if (hash === null || this.#anchors === null || this.#anchored === `${epoch} ${seq}`) return;
    const from = await this.#left(epoch);
    await this.#anchors.add({ at: now(), epoch, seq, hash, businessDay, above, from });
    this.#anchored = `${epoch} ${seq}`;
  }

  /**
   * Of several servers one takes a log over after a failover, or restores it, and the others learn of it by the new
   * epoch alone: what older anchors of theirs saw and is no longer there is let go. Null: nothing of the kind.
   */
  async #left(epoch: string): Promise<number | null> {
    const standing = this.#anchors?.read().standing ?? [];
    if (typeof this.#source === 'string' || (standing.at(-1)?.epoch ?? epoch) === epoch) return null;
    let from = 0;
    for (const { seq, hash } of standing) if ((await this.#house.log.hashAt(seq)) === hash) from = seq;
    return from;
  }

  async #safely(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.failed(error);
      const { code, name } = error as Error & { code?: string };
      this.#lines.error({ event: 'safekeeping-failed', error: code ?? name });
    }
  }

  /** Room has come back: the reserve is laid again. Then everybody is told how it stands. */
  #look(hub: Pick<Hub, 'of'>): void {
    void this.#lookAtAnchors();
    try {
      if (!this.#ballast.lies()) this.#ballast.lay();
      const { dataDir, ballastMb } = this.#settings;
      if (ballastMb === 0 ? roomOf(dataDir).free > ROOM_AGAIN : this.#ballast.lies()) this.#struck = false;
    } catch (error) {
      this.failed(error);
    }
    const troubles = this.troubles();
    const told = JSON.stringify(troubles);
    if (told !== this.#told)
      this.#lines.warn({
        event: 'storage',
        troubles: troubles.join(' ') || 'none',
        anchors: this.#anchorsFault ?? 'hold',
      });
    if (troubles.length > 0 || told !== this.#told) this.#tell(hub, troubles);
    this.#told = told;
  }

  #tell(hub: Pick<Hub, 'of'>, troubles: readonly StorageTrouble[]): void {
    const urgent = troubles.filter((trouble) => trouble === 'disk-full');
    for (const socket of hub.of('/console', () => true))
      socket.emit('storage', { troubles: socket.data.view?.name === HOUSE_VIEW ? troubles : urgent });
  }
}
