import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  type JournalLine,
  type MarkLine,
  type NumberLine,
  provenText,
  readJournal,
} from '../../../core/wire/offline.ts';
import { syncFolder } from './durable-file.ts';
import type { StationMac } from './station-keys.ts';

type Unlinked<Line> = Omit<Line, 'previous' | 'mac'>;
/** A journal that does not hold any further: the line, from 1, and what is wrong with it. */
export type JournalFault = { file: string; line: number; why: string };

/**
 * The numbers of one journal on one business day, in a file of lines that only grows. Each line is proven and linked
 * to the one before; a number is on the disk before anybody is told of it.
 */
export class Journal {
  readonly file: string;
  readonly #mac: StationMac;
  readonly #folder: string;
  readonly #lines: JournalLine[];
  /**
   * Not null: the file was changed by somebody or cannot be read; what is good can be handed in, nothing is written
   * any more.
   */
  readonly fault: JournalFault | null;
  #handle: number | null = null;
  /** Bytes of whole lines, and of the file as it was last read or written. */
  #length: number;
  #size: number;

  constructor(folder: string, name: string, mac: StationMac) {
    this.file = join(folder, name);
    this.#folder = folder;
    this.#mac = mac;
    const { bytes, unread } = bytesOf(this.file);
    const { lines, bad } = readJournal(bytes.toString('utf8'), mac.line);
    this.#lines = lines;
    const wrong = unread === null ? bad : { line: 1, why: unread };
    this.fault = wrong && { file: name, ...wrong };
    // Counted in bytes: what a power cut leaves in a torn last line need not be text.
    this.#size = bytes.length;
    // A torn last line was never told to anybody: it is written over.
    this.#length = bytes.lastIndexOf('\n') + 1;
  }

  get lines(): readonly JournalLine[] {
    return this.#lines;
  }

  get numbers(): NumberLine[] {
    return this.#lines.filter((line) => line.kind === 'number');
  }

  /** The last number given out; 0 before the first. */
  get last(): number {
    return this.numbers.at(-1)?.n ?? 0;
  }

  /** What was last said of a number; null: nobody knows what became of it. */
  markOf(n: number): MarkLine['kind'] | null {
    const marks = this.#lines.filter((line): line is MarkLine => line.kind !== 'number' && line.n === n);
    return marks.at(-1)?.kind ?? null;
  }

  /** Appends a line; it is on the disk when this returns. Throws when the disk cannot take it: nothing is given out. */
  append(line: Unlinked<NumberLine> | Unlinked<MarkLine>): JournalLine {
    if (this.fault) throw new Error('the journal was changed by somebody');
    const linked = { ...line, previous: this.#lines.at(-1)?.mac ?? '' };
    const proven = { ...linked, mac: this.#mac.line(provenText(linked)) } as JournalLine;
    const bytes = Buffer.from(`${JSON.stringify(proven)}\n`);
    const handle = this.#open();
    // What a failed append left behind is cut off first: a line stands whole or not at all.
    ftruncateSync(handle, this.#length);
    for (let done = 0; done < bytes.length; )
      done += writeSync(handle, bytes, done, bytes.length - done, this.#length + done);
    fsyncSync(handle);
    this.#length += bytes.length;
    this.#size = this.#length;
    this.#lines.push(proven);
    return proven;
  }

  #open(): number {
    if (this.#handle !== null) return this.#handle;
    // Never emptied by the opening, whatever was there to be read before.
    const handle = openSync(this.file, constants.O_RDWR | constants.O_CREAT, 0o600);
    if (fstatSync(handle).size !== this.#size) {
      closeSync(handle);
      throw new Error('the journal is another than the one that was read');
    }
    this.#handle = handle;
    syncFolder(this.#folder);
    return handle;
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  /** Everything is handed in and the day is over: the file stays under another name, for whoever wants to look. */
  putAway(): void {
    this.close();
    renameSync(this.file, `${this.file}.done`);
    syncFolder(this.#folder);
  }
}

/** Only a journal that is not there is an empty one: numbers stand in one that cannot be read. */
function bytesOf(file: string): { bytes: Buffer; unread: string | null } {
  try {
    return { bytes: readFileSync(file), unread: null };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return { bytes: Buffer.alloc(0), unread: code === 'ENOENT' ? null : `cannot be read (${code})` };
  }
}

/** Name of the journal of a day. A station that had to begin another one has several of a day. */
export const journalName = (businessDay: string, journal: string): string =>
  `${businessDay}-${journal.slice(0, 8)}.journal`;

/** Names of the journals in a folder that were not put away, the oldest first. */
export const journalsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}-\d{2}-\d{2}-[0-9a-f]{8}\.journal$/.test(name))
    .sort();
