import { createHmac } from 'node:crypto';
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  type Stats,
  statSync,
} from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MOST_LINES, thinned } from './anchor-thinning.ts';
import { syncFolder } from './file-system.ts';
import { makingName } from './live-process.ts';
import type { Given, Witness } from './log.ts';
import { handToOwner, makeForOwner } from './owner.ts';
import { aloneAmongProcesses } from './process-turn.ts';
import { highestOf } from './raised-numbers.ts';

/**
 * What is remembered of the log outside the database: its last entry, and the highest number of each series of the
 * day. `from` null; after a restore or a renewal it is the last entry that was left as it was: what older anchors
 * saw above it is gone for good reason.
 */
export type Anchor = {
  site: string;
  at: number;
  epoch: string;
  seq: number;
  hash: string;
  businessDay: string | null;
  above: Record<string, number>;
  from: number | null;
};

type Line = { anchor: Anchor; mac: string };

export type AnchorsRead = {
  /** Anchors that the log of today must bear out, oldest first. */
  standing: Anchor[];
  /** The highest numbers that any anchor has seen. */
  given: Given | null;
  /** What is wrong with the file itself, or null. */
  fault: string | null;
  /** The highest entry of which a line speaks that cannot be proven; null: there is none, or it speaks of nothing. */
  unproven: number | null;
};

const NOTHING_BEFORE = '';

/** What is being added to each file in this process: a line is signed with the one before it, so they take turns. */
const turns = new Map<string, Promise<unknown>>();

/**
 * A file of anchors, to which lines are added; when it has grown long, those that no longer say anything are left out.
 * Each is signed under the master key together with the one before it, so that none can be made, changed, moved or
 * taken out of the middle by somebody who has only the disk.
 */
export class Anchors {
  readonly file: string;
  readonly #key: Buffer;
  readonly #site: string;
  readonly #lock: string;
  #known: { state: string; fault: string | null } | null = null;
  /** Of the file in that state: in a quarter of an hour it is asked for several times. */
  #seen: { state: string; file: AnchorFile } | null = null;

  /** `lock`: what server and admin commands take turns by. */
  constructor(file: string, key: Buffer, site: string, lock: string) {
    this.file = file;
    this.#key = key;
    this.#site = site;
    this.#lock = lock;
  }

  read(): AnchorsRead {
    const { lines, fault } = this.#looked();
    return { ...foldOf(lines), fault };
  }

  /** What is wrong with the file; read again only when it has changed, so that it may be asked for often. */
  async fault(): Promise<string | null> {
    const state = stateOf(await stat(this.file).catch(() => undefined));
    if (this.#known?.state !== state) this.#known = { state, fault: this.#looked().fault };
    return this.#known.fault;
  }

  /** Why no anchor can be added now, in words; null: one can. What is wrong in the file itself is no reason. */
  async away(): Promise<string | null> {
    try {
      mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
      if (existsSync(this.file)) await (await open(this.file, 'r+')).close();
      else accessSync(dirname(this.file), constants.W_OK);
      return null;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EISDIR') return null;
      return `the anchors ${this.file} cannot be written (${code}): mount the disk of BACKUP_DIR, do it as the user of the server, or give server and command another BACKUP_DIR`;
    }
  }

  /** Adds an anchor; it is on the disk when this resolves. A last line that a power cut has torn makes room for it. */
  add(anchor: Omit<Anchor, 'site'>): Promise<void> {
    return this.#inTurn(() => this.#append(anchor));
  }

  /**
   * Puts a file with a fault aside and begins it anew with the lines that are proven, signed afresh. `now` in ms.
   * Returns where the old one lies, or null when there is no fault.
   */
  mend(now: number): Promise<string | null> {
    return this.#inTurn(async () => {
      const { lines, fault } = this.#looked();
      if (fault === null) return null;
      const making = await this.#make(lines.flatMap(({ line, isProven }) => (isProven ? line.anchor : [])));
      const aside = `${this.file}.damaged-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
      putAside(this.file, aside);
      renameSync(making, this.file);
      return aside;
    });
  }

  /** Signs anchors afresh from the first, into a file that is on the disk under another name; returns that. */
  async #make(anchors: readonly Anchor[]): Promise<string> {
    let mac = NOTHING_BEFORE;
    const texts = anchors.map((anchor) => {
      mac = this.#sign(mac, anchor);
      return textOf({ anchor, mac });
    });
    const making = makingName(this.file);
    const handle = await open(making, 'wx', 0o600);
    try {
      await handle.writeFile(texts.join(''));
      await handle.sync();
    } finally {
      await handle.close();
    }
    handToOwner(making);
    return making;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const alone = (): Promise<T> => aloneAmongProcesses(this.#lock, work);
    const turn = (turns.get(this.file) ?? Promise.resolve()).catch(() => {}).then(alone);
    turns.set(this.file, turn);
    return turn;
  }

  async #append(anchor: Omit<Anchor, 'site'>): Promise<void> {
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    const { lines, before, whole, fault } = this.#lines();
    const whose: Anchor = { site: this.#site, ...anchor };
    if (lines.length >= MOST_LINES && fault === null) {
      const all = lines.flatMap(({ line }) => line?.anchor ?? []);
      renameSync(await this.#make([...thinned(all, new Set(foldOf(lines).standing)), whose]), this.file);
      return syncFolder(dirname(this.file));
    }
    const mac = this.#sign(before, whose);
    makeForOwner(this.file);
    const handle = await open(this.file, existsSync(this.file) ? 'r+' : 'w+', 0o600);
    try {
      await handle.truncate(whole);
      await handle.write(textOf({ anchor: whose, mac }), whole);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  #sign(before: string, anchor: Anchor): string {
    return createHmac('sha256', this.#key).update(before).update(JSON.stringify(anchor)).digest('hex');
  }

  /**
   * Every line and whether it is proven; how many bytes of whole lines there are, the signature that the next one
   * goes on from, and the first line that does not hold. A line after that one is proven by the signature that the
   * line before it bears: one bit must not take the worth of all that comes later.
   */
  #lines(): AnchorFile {
    const state = stateOf(statSync(this.file, { throwIfNoEntry: false }));
    if (this.#seen?.state !== state) this.#seen = { state, file: this.#parse() };
    return this.#seen.file;
  }

  #parse(): AnchorFile {
    const bytes = existsSync(this.file) ? readFileSync(this.file) : Buffer.alloc(0);
    const whole = bytes.lastIndexOf('\n') + 1;
    const texts = bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1);
    let before = NOTHING_BEFORE;
    let fault: string | null = null;
    const lines = texts.map((text, index): ReadLine => {
      const line = parsed(text);
      const holds =
        line !== null && line.mac === this.#sign(before, line.anchor) && line.anchor.site === this.#site;
      before = line?.mac ?? /"mac":"([0-9a-f]{64})"/.exec(text)?.[1] ?? NOTHING_BEFORE;
      if (holds) return { line, isProven: true };
      fault ??= `line ${index + 1} of ${this.file} was changed, or one before it taken out, or another key signed it`;
      return { line, isProven: false };
    });
    return { lines, whole, before, fault };
  }

  /** The same for whoever only looks: a file that cannot be read is a fault like others. */
  #looked(): Pick<AnchorFile, 'lines' | 'fault'> {
    try {
      return this.#lines();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return { lines: [], fault: `${this.file} cannot be read (${code})` };
    }
  }
}

type AnchorFile = { lines: ReadLine[]; whole: number; before: string; fault: string | null };
type ReadLine = { line: Line; isProven: true } | { line: Line | null; isProven: false };

/** Another one whenever the file was written, or has another owner: one that could not be read may be readable since. */
const stateOf = ({ ino, size, mtimeMs, ctimeMs }: Partial<Stats> = {}): string =>
  `${ino} ${size} ${mtimeMs} ${ctimeMs}`;

/** What proven lines say together, and the highest entry of which one speaks that is not proven. */
function foldOf(lines: readonly ReadLine[]): Omit<AnchorsRead, 'fault'> {
  let standing: Anchor[] = [];
  let unproven: number[] = [];
  let given: Given | null = null;
  for (const { line, isProven } of lines) {
    if (!isProven) {
      const claimed: unknown = line?.anchor.seq;
      if (Number.isSafeInteger(claimed)) unproven.push(claimed as number);
      continue;
    }
    const { anchor } = line;
    const { from, businessDay, at, above } = anchor;
    if (from !== null) {
      standing = standing.filter(({ seq }) => seq <= from);
      unproven = unproven.filter((seq) => seq <= from);
    }
    standing.push(anchor);
    if (businessDay !== null) given = highestOf(given, { businessDay, at, above });
  }
  const highest = unproven.length === 0 ? null : Math.max(...unproven);
  return { standing: standing.filter(({ seq }) => seq > 0), given, unproven: highest };
}

/** A copy, so that there is no moment without the file; what cannot be read cannot be copied either. */
function putAside(file: string, aside: string): void {
  try {
    copyFileSync(file, aside);
  } catch {
    renameSync(file, aside);
  }
}

const textOf = (line: Line): string => `${JSON.stringify(line)}\n`;

function parsed(text: string): Line | null {
  try {
    const line = JSON.parse(text) as Line | null;
    return typeof line?.mac === 'string' && typeof line.anchor === 'object' && line.anchor !== null
      ? line
      : null;
  } catch {
    return null;
  }
}

export const witnessesOf = (anchors: readonly Anchor[]): Witness[] =>
  anchors.map(({ seq, hash }) => ({ seq, hash }));
