import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FilePort } from '../../printer-drivers/ports/file-port.ts';
import { MemoryPort } from '../../printer-drivers/ports/memory-port.ts';
import type { Port } from '../../printer-drivers/ports/port.ts';
import { portAt } from '../../printer-drivers/ports/port-at.ts';
import { SerialPrinterPort } from '../../printer-drivers/ports/serial-port.ts';
import { TcpPort } from '../../printer-drivers/ports/tcp-port.ts';
import { ticketSlip } from '../../printer-drivers/ticket-slip.ts';
import { dotsOf, printed, profileNamed } from './decoding.ts';
import type { Manners } from './fake/printer-engine.ts';
import { type PtyPrinter, startPtyPrinter } from './fake/pty-printer.ts';
import { startTcpPrinter } from './fake/tcp-printer.ts';
import { closeAll, quickPrinter, until } from './quick-printer.ts';
import { StrictDecoder } from './strict-decoder.ts';
import { TICKET } from './tickets.ts';

let folder = '';
const ptys: PtyPrinter[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'printer-ports-'));
});
afterEach(async () => {
  await closeAll();
  await Promise.all(ptys.splice(0).map((pty) => pty.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function pty(manners: Partial<Manners>): Promise<PtyPrinter> {
  const printer = await startPtyPrinter(manners);
  ptys.push(printer);
  return printer;
}

describe('a serial printer', () => {
  it('prints and confirms over a pseudo-terminal', async () => {
    const device = await pty({});
    const { ticket } = quickPrinter(`serial:${device.path}?profile=epson-tm-t20iii`, {});
    expect(await ticket('A001')).toMatchObject({ state: 'confirmed', health: 'ready' });
    const paper = new StrictDecoder(576, 203).decode(device.engine.tickets[0] ?? new Uint8Array());
    expect(paper.failures).toEqual([]);
  });

  it('that talks in the middle of a ticket does not bring the line to a stand', async () => {
    const device = await pty({});
    const { ticket } = quickPrinter(`serial:${device.path}?profile=epson-tm-t20iii`, { pollMs: 60_000 });
    await ticket('A001');
    for (let n = 1; n <= 12; n++) {
      const before = device.engine.received;
      const printing = ticket(`A${100 + n}`);
      await until(() => device.engine.received > before + 3000);
      device.engine.ail({});
      expect(await printing).toMatchObject({ state: 'confirmed' });
    }
  });

  it('whose paper ends in the middle leaves the ticket unknown', async () => {
    const device = await pty({ rowsOfPaper: 300 });
    const { ticket } = quickPrinter(`serial:${device.path}?profile=epson-tm-t82iii`, {});
    expect(await ticket('A001')).toMatchObject({ state: 'unknown', fault: { code: 'paperOut' } });
  });

  it('that is pulled out is unreachable, and no ticket is thrown at it', async () => {
    const device = await pty({});
    const { ticket, states } = quickPrinter(`serial:${device.path}?profile=epson-tm-t20iii`, { retryMs: [] });
    await until(() => states().includes('ready'));
    await device.stop();
    expect(await ticket('A001')).toMatchObject({ state: 'failed-before-bytes', health: 'unreachable' });
  });

  it('that goes without a word is noticed, though its line says nothing', async () => {
    const device = await pty({});
    const port = portAt({ kind: 'serial', path: device.path, baud: 115_200, rtscts: true });
    expect(await port.open(1000)).toEqual({ ok: true, twoWay: true });
    const ends: boolean[] = [];
    port.onClosed((broken) => ends.push(broken));
    // The device at the path is another one now; the old line stays open and silent.
    renameSync(device.path, `${device.path}-old`);
    await until(() => ends.length === 1);
    expect(ends).toEqual([true]);
    expect(await port.write(Uint8Array.of(1), 100)).toMatchObject({ ok: false, touched: false });
  });

  it('that is not there is named so, and its line is as slow as its speed', async () => {
    const port = new SerialPrinterPort({ path: join(folder, 'ttyX'), baud: 9600, rtscts: true });
    expect(await port.open(500)).toMatchObject({ ok: false, fault: { code: 'not_there' } });
    expect(port.wireMs(960)).toBe(1000);
    expect(await port.write(Uint8Array.of(1), 100)).toMatchObject({ ok: false, touched: false });
  });
});

describe('a device file', () => {
  it('that talks back is asked and believed', async () => {
    const device = await pty({});
    const { ticket } = quickPrinter(`file:${device.path}?profile=epson-tm-t20iii`, {});
    expect((await ticket('A001')).state).toBe('confirmed');
    expect(device.engine.tickets).toHaveLength(1);
  });

  it('that is not plugged in is not made into an ordinary file', async () => {
    const port = new FilePort('/dev/usb/lp-not-there');
    expect(await port.open()).toEqual({ ok: false, fault: { code: 'not_there', detail: 'ENOENT' } });
  });

  it('that was pulled out from behind a link is not made into one either', async () => {
    const device = await pty({});
    const port = new FilePort(device.path);
    expect(await port.open()).toEqual({ ok: true, twoWay: true });
    await port.close();
    await device.stop();
    mkdirSync(join(device.path, '..'), { recursive: true });
    expect(await port.open()).toMatchObject({ ok: false, fault: { code: 'not_there' } });
    rmSync(join(device.path, '..'), { recursive: true });
  });

  it('without room is tried again and does not stop the clock of the house', async () => {
    const path = join(folder, 'full');
    execFileSync('mkfifo', [path]);
    const drain = spawn('sh', ['-c', `exec 3<'${path}'; sleep 0.4; cat <&3 | wc -c`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const port = new FilePort(path);
    while (!(await port.open()).ok) await pause(10);
    let ticks = 0;
    const clock = setInterval(() => {
      ticks += 1;
    }, 10);
    // A pipe holds 64 kB; the reader wakes up only after 0.4 s.
    expect(await port.write(new Uint8Array(200_000), 3000)).toEqual({ ok: true });
    clearInterval(clock);
    expect(ticks).toBeGreaterThan(15);
    await port.close();
    const count = await new Promise<string>((resolve) =>
      drain.stdout.once('data', (text) => resolve(String(text))),
    );
    expect(Number(count)).toBe(200_000);
  });

  it('that never has room again gives up in time and says that bytes are gone', async () => {
    const path = join(folder, 'stuck');
    execFileSync('mkfifo', [path]);
    const holder = spawn('sh', ['-c', `exec 3<'${path}'; sleep 5`], { stdio: 'ignore' });
    const port = new FilePort(path);
    while (!(await port.open()).ok) await pause(10);
    const writing = await port.write(new Uint8Array(200_000), 200);
    expect(writing).toEqual({ ok: false, fault: { code: 'timeout', detail: 'write' }, touched: true });
    await port.close();
    holder.kill();
  });

  it('that takes nothing at all leaves the ticket unsent, with the reason of the system', async () => {
    const { ticket } = quickPrinter('file:/dev/full?profile=file', { retryMs: [] });
    expect(await ticket('A001')).toMatchObject({
      state: 'failed-before-bytes',
      fault: { code: 'io', detail: 'ENOSPC' },
      bytes: 0,
    });
  });

  it('an ordinary file gets one ticket after the other', async () => {
    const path = join(folder, 'tickets.bin');
    const { ticket } = quickPrinter(`file:${path}?profile=file`, {});
    expect((await ticket('A001')).state).toBe('sent-unconfirmed');
    const one = readFileSync(path).length;
    expect(one).toBeGreaterThan(10_000);
    await ticket('A002');
    expect(readFileSync(path).length).toBeGreaterThan(one * 1.5);
  });
});

describe('the preview', () => {
  it('shows the ticket dot by dot, and only the last one', async () => {
    const { printer } = quickPrinter('preview:?profile=generic-58', {});
    expect(printer.lastPicture()).toBeNull();
    const outcome = await printer.print(TICKET, { jobId: '1', deadlineMs: null });
    expect(outcome).toMatchObject({ state: 'confirmed', health: 'ready' });
    const png = PNG.sync.read(Buffer.from(printer.lastPicture() ?? []));
    const profile = profileNamed('generic-58');
    const rows = dotsOf(printed(ticketSlip(TICKET, profile), profile, 'raster').job.picture);
    const margin = (png.width - 384) / 2;
    expect(png.height).toBe(rows.length + 2 * margin);
    const wrong = rows.filter((row, y) =>
      row.some((dot, x) => (png.data[((y + margin) * png.width + x + margin) * 4] === 0) !== (dot === 1)),
    );
    expect(wrong).toHaveLength(0);
  });

  it.each(['hybrid', 'ascii'])('shows all of the ticket in mode %s too', async (mode) => {
    const size = async (text: string): Promise<number> => {
      const { printer } = quickPrinter(text, {});
      await printer.print(TICKET, { jobId: '1', deadlineMs: null });
      return PNG.sync.read(Buffer.from(printer.lastPicture() ?? [])).height;
    };
    const profile = 'preview:?profile=epson-tm-t20iii';
    expect(await size(`${profile}&mode=${mode}`)).toBe(await size(profile));
  });

  it('a real printer keeps no picture of a ticket', async () => {
    const { printer, ticket } = quickPrinter(`file:${join(folder, 't.bin')}?profile=file`, {});
    await ticket('A001');
    expect(printer.lastPicture()).toBeNull();
  });
});

describe('one printer, one owner', () => {
  const at = (port: number): Port => portAt({ kind: 'tcp', host: '127.0.0.1', port });

  it('a second one on this machine is refused with the name of the first, until that lets go', async () => {
    const device = await startTcpPrinter({}, { oneClient: false, deaf: false });
    const [first, second] = [at(device.port), at(device.port)];
    expect(await first.open(1000)).toMatchObject({ ok: true });
    expect(await second.open(1000)).toEqual({
      ok: false,
      fault: { code: 'busy', detail: `process ${process.pid}` },
    });
    expect(device.clients()).toBe(1);
    await first.close('finish');
    expect(await second.open(1000)).toMatchObject({ ok: true });
    await second.close('finish');
    await device.stop();
  });

  it('a printer whose opening failed is free for the next who tries', async () => {
    const device = await startTcpPrinter({}, { oneClient: false, deaf: false });
    await device.stop();
    const [first, second] = [at(device.port), at(device.port)];
    expect(await first.open(1000)).toMatchObject({ ok: false, fault: { code: 'refused' } });
    expect(await second.open(1000)).toMatchObject({ ok: false, fault: { code: 'refused' } });
  });
});

describe('ports', () => {
  it('the memory port keeps what is written and says what it is told', async () => {
    const port = new MemoryPort();
    expect(await port.write(Uint8Array.of(1))).toMatchObject({ ok: false, touched: false });
    await port.open();
    const heard: Uint8Array[] = [];
    const stop = port.onBytes((bytes) => heard.push(bytes));
    await port.write(Uint8Array.of(1, 2));
    port.say(Uint8Array.of(9));
    stop();
    port.say(Uint8Array.of(8));
    expect([...port.take(), ...port.take()]).toEqual([1, 2]);
    expect(heard).toEqual([Uint8Array.of(9)]);
  });

  it('a host that does not exist is given up in time', async () => {
    // 192.0.2.1 would leave the machine; a full listen queue does not answer either, but here the name is wrong.
    const port = new TcpPort('no-such-printer.invalid', 9100);
    const opening = await port.open(400);
    expect(opening.ok).toBe(false);
    await port.close('finish');
  });
});
