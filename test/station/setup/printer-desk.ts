import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Draft, PrinterState } from '../../../core/wire/printer-setup.ts';
import type { PrinterSetup } from '../../../kiosk/station/setup/printer-setup.ts';
import type { Manners } from '../../printer-drivers/fake/printer-engine.ts';
import { startTcpPrinter, type TcpPrinter } from '../../printer-drivers/fake/tcp-printer.ts';
import { SetupDesk } from './setup-desk.ts';

/** A kiosk PC whose printer nobody has named, with printers that somebody may choose. */
export class PrinterDesk extends SetupDesk {
  override printerIsSet = false;
  readonly stops: (() => Promise<void>)[] = [];

  get page(): PrinterSetup {
    return this.setup.printer;
  }

  state(): Promise<PrinterState> {
    return this.page.state();
  }

  async draft(): Promise<Draft | null> {
    return (await this.state()).draft;
  }

  kept() {
    return JSON.parse(readFileSync(this.file, 'utf8'));
  }

  async networkPrinter(manners: Partial<Manners>): Promise<TcpPrinter & { place: string }> {
    const made = await startTcpPrinter(manners, { oneClient: true, deaf: false });
    this.stops.push(() => made.stop());
    return { ...made, place: `tcp://127.0.0.1:${made.port}` };
  }

  async probed(): Promise<void> {
    await expect.poll(async () => (await this.draft())?.probe.state, { timeout: 15_000 }).toBe('done');
  }

  /** Somebody looks at a printer and takes it. */
  async choose(place: string): Promise<void> {
    expect(await this.page.pick(place)).toEqual({ ok: true });
    await this.probed();
    expect(await this.page.use()).toEqual({ ok: true });
  }

  override async end(): Promise<void> {
    await super.end();
    for (const stop of this.stops.splice(0)) await stop();
  }
}
