import type { StationRow, StationSign } from '../../core/wire/station.ts';
import type { Device, Devices } from '../devices/devices.ts';

type Parts = {
  devices: Pick<Devices, 'list' | 'saw'>;
  /** Whether a socket of that device is open, at any server and at this one. */
  connected: (device: string) => boolean;
  here: (device: string) => boolean;
  /** What other servers know of the stations that are connected to them. */
  elsewhere: () => readonly StationRow[];
  /** A clock that never jumps, and the machine's own time; ms. */
  clock: () => number;
  wall: () => number;
};

/** Times are of the clock that never jumps; null: nothing waits, all is ready. */
type Entry = {
  sign: StationSign;
  at: number;
  clockOffMs: number;
  waitingSince: number | null;
  unreadySince: number | null;
};

/** The newest word of each station that runs on a PC of its own, remembered as long as the house is open. */
export class StationRoll {
  readonly #parts: Parts;
  readonly #entries = new Map<string, Entry>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  sign({ id }: Device, sign: StationSign): void {
    const { clock, wall, devices } = this.#parts;
    const before = this.#entries.get(id);
    const at = clock();
    const clockOffMs = wall() - sign.clockMs;
    this.#entries.set(id, {
      ...{ sign, at, clockOffMs },
      waitingSince: sign.waiting > 0 ? (before?.waitingSince ?? at) : null,
      unreadySince: sign.ownNumbers === 'ready' ? null : (before?.unreadySince ?? at),
    });
    devices.saw(id, { at: wall(), clockOffMs, build: sign.build });
  }

  /** Those that are connected here, to be shown to the other servers. */
  own(): StationRow[] {
    return this.#known().filter(({ device }) => this.#parts.here(device));
  }

  /** Every enrolled station that has said something, by what it said last to whichever server. */
  rows(): StationRow[] {
    const newest = new Map(this.#known().map((row) => [row.device, row]));
    for (const row of this.#parts.elsewhere())
      if (row.seenSeconds < (newest.get(row.device)?.seenSeconds ?? Number.POSITIVE_INFINITY))
        newest.set(row.device, row);
    return [...newest.values()];
  }

  #known(): StationRow[] {
    const { devices, connected, clock } = this.#parts;
    const now = clock();
    const since = (at: number | null): number => (at === null ? 0 : Math.floor((now - at) / 1_000));
    return devices.list().flatMap(({ id, name, revokedAt }) => {
      const entry = this.#entries.get(id);
      if (!entry || revokedAt !== null) return [];
      const { sign, at, clockOffMs, waitingSince, unreadySince } = entry;
      return {
        ...{ device: id, name, connected: connected(id), seenSeconds: since(at), clockOffMs, sign },
        ...{ waitingSeconds: since(waitingSince), unreadySeconds: since(unreadySince) },
      };
    });
  }
}
