import { setTimeout } from 'node:timers/promises';
import type { ScreenRow } from '../core/wire/screen.ts';
import type { Devices } from './devices/devices.ts';
import type { Desk } from './sockets/hub.ts';

/** All that are there are written down so often; a crash makes what is known of them no older than this. */
const WRITE_MS = 180_000;
/**
 * A device that was never there before is written down so soon, and with it all that are there beside it: after a
 * crash they would look as if they had gone before it came, as sets do that were exchanged for it.
 */
const LOOK_MS = 5_000;
/** A database that does not answer is waited for no longer when the house is left. */
const LAST_MS = 500;

type Parts = {
  devices: Pick<Devices, 'saw' | 'storeSightings' | 'list'>;
  /** Whatever has a socket open here, and at the other servers. */
  here: () => readonly { id: string }[];
  elsewhere: () => readonly { id: string }[];
  /** What is known of the boards and speakers among them. */
  screens: () => readonly ScreenRow[];
  /** A clock that never jumps, ms. */
  clock: () => number;
  /** The machine's own time, ms since 1970. */
  wall: () => number;
  note: (event: { event: string; error: string }) => void;
};

/**
 * Sees to it that it is known after a restart when each device was there last. The signs of life are many and go into
 * memory; writes are few, beside the log, and may fail: the disk is full, the database away.
 */
export class LastSeen {
  readonly #parts: Parts;
  #writtenAt: number;
  #newcomer = false;
  #writing = false;
  #failing = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#writtenAt = parts.clock();
  }

  /** The same desk; a device is noted whenever one of its sockets opens or closes. */
  with(desk: Desk): Desk {
    return {
      ...desk,
      came: (device, socket) => {
        this.note(device.id);
        desk.came(device, socket);
      },
      gone: (device, key) => {
        this.note(device.id);
        desk.gone(device, key);
      },
    };
  }

  /** A sign of life of a device. */
  note(device: string, clockOffMs: number | null = null, build: string | null = null): void {
    const { devices, wall } = this.#parts;
    if (devices.saw(device, { at: wall(), clockOffMs, build })) this.#newcomer = true;
  }

  /** Looks around and writes down when it is time to. */
  look(): void {
    if (!this.#newcomer && this.#parts.clock() - this.#writtenAt < WRITE_MS) return;
    this.#lookAround();
    void this.#store();
  }

  /** Does so again and again, until the stop that is returned, which looks around a last time. */
  start(): () => void {
    const timer = setInterval(() => this.look(), LOOK_MS);
    return () => {
      clearInterval(timer);
      this.#lookAround();
    };
  }

  /** Writes down what has been noted, when the house is left. */
  async leave(): Promise<void> {
    await Promise.race([this.#store(), setTimeout(LAST_MS, undefined, { ref: false })]);
  }

  #lookAround(): void {
    const { here, elsewhere, screens } = this.#parts;
    const known = this.#known();
    // When a device came for the first time is said by the server to which it came: here it would be later.
    const there = new Set([...here(), ...elsewhere().filter(({ id }) => known.has(id))].map(({ id }) => id));
    for (const id of there) this.note(id);
    for (const { device, clockOffMs, sign } of screens())
      if (device !== null && there.has(device)) this.note(device, clockOffMs, sign?.build ?? null);
  }

  /** Devices that were ever seen; none when the file cannot be read, or is closed already. */
  #known(): ReadonlySet<string> {
    try {
      const rows = this.#parts.devices.list();
      return new Set(rows.flatMap(({ id, firstSeenAt }) => (firstSeenAt === null ? [] : id)));
    } catch {
      return new Set();
    }
  }

  /** What fails has a line in the technical log and is done the next time. */
  async #store(): Promise<void> {
    const { devices, clock, note } = this.#parts;
    if (this.#writing) return;
    this.#writing = true;
    this.#newcomer = false;
    this.#writtenAt = clock();
    try {
      await devices.storeSightings();
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) note({ event: 'last-seen-unwritten', error: (error as Error).name });
      this.#failing = true;
    }
    this.#writing = false;
  }
}
