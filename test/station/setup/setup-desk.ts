import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ListedPort } from '../../../kiosk/station/scanner/port-list.ts';
import { MACHINE_PORTS, type SerialPorts } from '../../../kiosk/station/scanner/serial-scanner.ts';
import { type Around, MACHINE_AROUND } from '../../../kiosk/station/setup/printer-finder.ts';
import { openSetup, type Setup, type SetupTiming } from '../../../kiosk/station/setup/setup.ts';
import { openStation, type Station } from '../../../kiosk/station/station.ts';
import { Cable } from '../scanner/cable.ts';

/** Noon of a working day in Hanoi. */
export const NOON = Date.parse('2026-11-22T05:00:00Z');

const QUICK: SetupTiming = { roundMs: 4_000, settleMs: 100, awayMs: 60_000 };

/**
 * A kiosk PC at its set-up: a station on a data folder of its own. What is plugged in is told by `plugged`, as
 * pseudo-terminals have no USB numbers; the ports themselves are opened for real. `start` is also a restart.
 */
export class SetupDesk {
  readonly dir = mkdtempSync(join(tmpdir(), 'tiepdon-setup-'));
  readonly file = join(this.dir, 'data', 'station.json');
  plugged: readonly ListedPort[] = [];
  listFails = false;
  scanner: string | null = null;
  printer = 'preview:';
  /** Whether the printer is named by a flag. */
  printerIsSet = true;
  /** What answers beside this machine, and on which port; loopback addresses only. */
  around: Around = { mayUse: MACHINE_AROUND.mayUse, hosts: () => [], port: 9100 };
  timing = QUICK;
  /** What is opened at a path, where that is not the path itself. */
  open: SerialPorts['open'] = MACHINE_PORTS.open;
  readonly notes: object[] = [];
  station!: Station;
  setup!: Setup;
  #cables: Cable[] = [];

  readonly #list = async (): Promise<readonly ListedPort[]> => {
    if (this.listFails) throw new Error('the list is not to be had');
    return this.plugged;
  };

  async cable(): Promise<Cable> {
    const cable = new Cable();
    this.#cables.push(cable);
    await cable.plugIn();
    return cable;
  }

  async start(): Promise<this> {
    const note = (event: object): void => void this.notes.push(event);
    const clock = { timeZone: 'Asia/Ho_Chi_Minh', now: () => NOON };
    const { scanner, printer, file, timing } = this;
    const opened = openStation({ name: 'kiosk', scanner, printer, fallback: null, clock, note });
    if (!opened.ok) throw new Error(opened.fault);
    this.station = opened.station;
    const ports: SerialPorts = { list: this.#list, open: (place, events) => this.open(place, events) };
    const { station } = this;
    const { around } = this;
    const machine = { ports, usbRoot: this.dir, timing, around };
    this.setup = await openSetup({
      station,
      file,
      printer: this.printerIsSet ? printer : null,
      note,
      ...machine,
    });
    return this;
  }

  async stop(): Promise<void> {
    await this.setup.close();
    await this.station.close();
  }

  async end(): Promise<void> {
    await this.stop();
    for (const cable of this.#cables) await cable.throwAway();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
