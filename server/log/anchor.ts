import { createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Given, Witness } from './log.ts';
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
};

const NOTHING_BEFORE = '';

/** What is being added to each file in this process: a line is signed with the one before it, so they take turns. */
const turns = new Map<string, Promise<void>>();

/**
 * A file of anchors, to which lines are only added. Each is signed under the master key together with the one before
 * it, so that none can be made, changed, moved or taken out of the middle by somebody who has only the disk.
 */
export class Anchors {
  readonly file: string;
  readonly #key: Buffer;
  readonly #site: string;

  constructor(file: string, key: Buffer, site: string) {
    this.file = file;
    this.#key = key;
    this.#site = site;
  }

  read(): AnchorsRead {
    const { lines, fault } = this.#lines();
    let standing: Anchor[] = [];
    let given: Given | null = null;
    for (const { anchor } of lines) {
      const { from, businessDay, at, above } = anchor;
      if (from !== null) standing = standing.filter(({ seq }) => seq <= from);
      standing.push(anchor);
      if (businessDay !== null) given = highestOf(given, { businessDay, at, above });
    }
    return { standing: standing.filter(({ seq }) => seq > 0), given, fault };
  }

  /** Adds an anchor; it is on the disk when this resolves. A last line that a power cut has torn makes room for it. */
  add(anchor: Omit<Anchor, 'site'>): Promise<void> {
    const turn = (turns.get(this.file) ?? Promise.resolve()).catch(() => {}).then(() => this.#append(anchor));
    turns.set(this.file, turn);
    return turn;
  }

  async #append(anchor: Omit<Anchor, 'site'>): Promise<void> {
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    const { lines, whole } = this.#lines();
    const whose: Anchor = { site: this.#site, ...anchor };
    const mac = this.#sign(lines.at(-1)?.mac ?? NOTHING_BEFORE, whose);
    const handle = await open(this.file, existsSync(this.file) ? 'r+' : 'w+', 0o600);
    try {
      await handle.truncate(whole);
      await handle.write(`${JSON.stringify({ anchor: whose, mac })}\n`, whole);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  #sign(before: string, anchor: Anchor): string {
    return createHmac('sha256', this.#key).update(before).update(JSON.stringify(anchor)).digest('hex');
  }

  /** The lines that hold, how many bytes of whole lines there are, and the first that does not hold. */
  #lines(): { lines: Line[]; whole: number; fault: string | null } {
    const bytes = existsSync(this.file) ? readFileSync(this.file) : Buffer.alloc(0);
    const whole = bytes.lastIndexOf('\n') + 1;
    const lines: Line[] = [];
    const texts = bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1);
    for (const [index, text] of texts.entries()) {
      const line = parsed(text);
      const mac = line && this.#sign(lines.at(-1)?.mac ?? NOTHING_BEFORE, line.anchor);
      if (line === null || mac !== line.mac || line.anchor.site !== this.#site)
        return {
          lines,
          whole,
          fault: `line ${index + 1} of ${this.file} was changed, or signed by another key`,
        };
      lines.push(line);
    }
    return { lines, whole, fault: null };
  }
}

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
