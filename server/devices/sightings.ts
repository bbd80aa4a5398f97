/** A sign of life of a device: when, and what it said of itself with it; null where it said nothing of that. */
export type Sight = {
  /** The server's own time, ms since 1970. */
  at: number;
  /** By how much that time was ahead of the device's own clock, ms. */
  clockOffMs: number | null;
  /** Which build of the program or the pages it runs. */
  build: string | null;
};

/** What is known of a device's life: all null for one that was never there. Times are ms since 1970. */
export type Seen = {
  firstSeenAt: number | null;
  /** Of the last sign of life; up to three minutes older after a crash of the server. */
  seenAt: number | null;
  /** What it said last of its clock and its build. */
  clockOffMs: number | null;
  build: string | null;
};

/** As the tables keep it. */
export type Sighting = Seen & { id: string; firstSeenAt: number; seenAt: number };

export const neverSeen: Seen = { firstSeenAt: null, seenAt: null, clockOffMs: null, build: null };
/** Devices speak freely, and one that says nonsense must not keep the others from being written down. */
const MOST_MS = 8.64e15;
const MOST_BUILD = 64;

/** When each device was seen last, in memory; what has not been written into the tables yet is known as such. */
export class Sightings {
  readonly #known = new Map<string, Sighting>();
  readonly #unwritten = new Set<string>();

  of(id: string): Seen {
    const known = this.#known.get(id);
    if (!known) return neverSeen;
    const { id: _, ...seen } = known;
    return seen;
  }

  /** Notes a sign of life; true when it is the very first of that device. */
  saw(id: string, { at, clockOffMs, build }: Sight): boolean {
    const before = this.#known.get(id);
    const seenAt = Math.round(at);
    this.#known.set(id, {
      id,
      firstSeenAt: before?.firstSeenAt ?? seenAt,
      // Not the later of the two: a clock that was ahead for an hour would hide all that comes after.
      seenAt,
      clockOffMs: clockOffMs === null ? (before?.clockOffMs ?? null) : milliseconds(clockOffMs),
      build: build === null ? (before?.build ?? null) : printable(build),
    });
    this.#unwritten.add(id);
    return before === undefined;
  }

  /** What has to be written; given back when that fails. */
  take(): Sighting[] {
    const taken = [...this.#unwritten].flatMap((id) => this.#known.get(id) ?? []);
    this.#unwritten.clear();
    return taken;
  }

  giveBack(taken: readonly Sighting[]): void {
    for (const { id } of taken) this.#unwritten.add(id);
  }

  /** What stands in the tables, also what other servers have written; what was seen here since stays. */
  read(rows: readonly Sighting[]): void {
    for (const row of rows) {
      const own = this.#known.get(row.id);
      if (!own || (own.seenAt <= row.seenAt && !this.#unwritten.has(row.id))) this.#known.set(row.id, row);
      else own.firstSeenAt = Math.min(own.firstSeenAt, row.firstSeenAt);
    }
  }
}

const milliseconds = (ms: number): number => Math.max(-MOST_MS, Math.min(MOST_MS, Math.round(ms)));
/** PostgreSQL takes no NUL and no half of a surrogate pair. */
const printable = (build: string): string => build.replaceAll(/[^\x20-\x7e]/g, '').slice(0, MOST_BUILD);
