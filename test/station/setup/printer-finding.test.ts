import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPtyPrinter } from '../../printer-drivers/fake/pty-printer.ts';
import { listedPort } from '../scanner/fake-ports.ts';
import { slip } from '../slip.ts';
import { PrinterDesk } from './printer-desk.ts';

const RIGHT = { letters: true, edges: true, code: true, cut: true };

let desk: PrinterDesk;
beforeEach(() => {
  desk = new PrinterDesk();
});
afterEach(() => desk.end());

describe('finding a printer', () => {
  it('shows USB printers and serial ports, and what is in the way of each', async () => {
    const cable = await desk.cable();
    mkdirSync(join(desk.dir, 'dev/usb'), { recursive: true });
    const device = join(desk.dir, 'sys/class/usbmisc/lp0/device');
    mkdirSync(device, { recursive: true });
    for (const name of ['lp0', 'lp1', 'hiddev0']) writeFileSync(join(desk.dir, 'dev/usb', name), '');
    writeFileSync(join(device, 'ieee1284_id'), 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;\n');
    desk.around = {
      ...desk.around,
      mayUse: async (path) => {
        if (path.endsWith('lp1')) throw new Error('EACCES');
      },
    };
    desk.scanner = `serial:${cable.port}`;
    desk.plugged = [listedPort('/dev/ttyS0'), listedPort(cable.port, { vid: '1a86', pid: '7523' })];
    await desk.start();
    const { places } = await desk.state();
    const usb = (name: string): string => `file:${join(desk.dir, 'dev/usb', name)}`;
    expect(places).toMatchObject([
      { place: usb('lp0'), kind: 'usb', name: 'EPSON TM-T20III', obstacle: null },
      { place: usb('lp1'), kind: 'usb', name: null, obstacle: 'permission' },
      { place: `serial:${cable.port}`, obstacle: 'scanner' },
      { place: 'serial:/dev/ttyS0', kind: 'board', obstacle: null },
    ]);
    for (const wrong of [`serial:${cable.port}`, 'file:/etc/passwd', 'serial:/dev/tty', 'preview:'])
      expect(await desk.page.pick(wrong)).toEqual({ ok: false, fault: 'no-such-place' });
    desk.listFails = true;
    await desk.stop();
    await desk.start();
    expect((await desk.state()).blind).toBe(true);
  });

  it('searches the network only when it is asked to, and can be called off', async () => {
    const { port } = await desk.networkPrinter({});
    desk.around = { ...desk.around, port, hosts: () => ['127.0.0.1', '127.0.0.2', '127.0.0.3'] };
    await desk.start();
    expect((await desk.state()).network).toEqual({ state: 'none', done: 0, total: 0, found: [] });
    desk.page.search();
    desk.page.search();
    await expect.poll(async () => (await desk.state()).network.state).toBe('done');
    expect((await desk.state()).network).toEqual({ state: 'done', done: 3, total: 3, found: ['127.0.0.1'] });
    expect((await desk.state()).places.at(-1)).toEqual({
      place: `tcp://127.0.0.1:${port}`,
      kind: 'network',
      name: null,
      obstacle: null,
    });
  });

  it('uses a printer on a serial line at once, and nobody listens for scans on it', async () => {
    const pty = await startPtyPrinter({ processId: false });
    desk.stops.push(() => pty.stop());
    desk.plugged = [listedPort(pty.path, { vid: '1a86', pid: '7523' })];
    await desk.start();
    expect((await desk.setup.state()).ports).toHaveLength(1);
    await desk.choose(`serial:${pty.path}`);
    expect((await desk.setup.state()).ports).toHaveLength(0);
    expect((await desk.station.print(slip)).state).toBe('processed');
    expect(pty.engine.tickets).toHaveLength(1);
  });
});

describe('the file of a station that has chosen', () => {
  const lay = (notes: object): void => {
    mkdirSync(dirname(desk.file), { recursive: true });
    writeFileSync(desk.file, JSON.stringify(notes));
  };
  const trial = { at: '2026-11-22T05:00:00.000Z', address: 'preview:', profile: 'generic-80', ...RIGHT };

  it('of the first version keeps its trial and its roll, and is written anew only for something new', async () => {
    const roll = { rollMm: 50_000, usedMm: 4_000, slips: 40 };
    lay({ version: 1, scanners: [], printer: { trial, roll } });
    await desk.start();
    expect(await desk.state()).toMatchObject({ trial, rollMetres: 50, from: 'none', putAside: null });
    await desk.page.changeRoll(80);
    expect(desk.kept().version).toBe(1);
    await desk.page.keepLook({ facility: 'Trạm y tế Mẫu' });
    expect(desk.kept()).toMatchObject({ version: 2, printer: { trial, roll: { rollMm: 80_000 } } });
  });

  it('of a newer version is put aside, as nobody knows what it means', async () => {
    lay({ version: 3, scanners: [], printer: {}, look: {} });
    await desk.start();
    expect((await desk.state()).putAside).toMatch(/unreadable/);
  });

  it('with an address or a look that is none any more falls back to the settings, and keeps the rest', async () => {
    const gone = {
      address: 'tcp://h:9100?profile=gone',
      trial: null,
      roll: { rollMm: 50_000, usedMm: 0, slips: 0 },
    };
    lay({
      version: 2,
      scanners: [],
      printer: { ...gone, before: null },
      look: { own: { parts: ['place'] }, before: null },
    });
    await desk.start();
    expect(await desk.state()).toMatchObject({
      from: 'none',
      rollMetres: 50,
      look: { own: null },
      putAside: null,
    });
  });
});
