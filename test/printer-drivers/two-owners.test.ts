import { type ChildProcess, spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { portAt } from '../../printer-drivers/ports/port-at.ts';
import { startPtyPrinter } from './fake/pty-printer.ts';
import { startTcpPrinter } from './fake/tcp-printer.ts';
import { closeAll, quickPrinter, until } from './quick-printer.ts';

const others: ChildProcess[] = [];
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await closeAll();
  for (const child of others.splice(0)) child.kill('SIGKILL');
  for (const stop of stops.splice(0)) await stop();
});

/** Starts another program that wants the printer; resolves with how its opening went. */
async function otherProgram(address: string): Promise<{ child: ChildProcess; opening: unknown }> {
  const script = join(import.meta.dirname, 'fake/owner-process.ts');
  const child = spawn(process.execPath, [script, address], { stdio: ['ignore', 'pipe', 'inherit'] });
  others.push(child);
  const line = await new Promise<string>((resolve) => {
    child.stdout?.once('data', (words: Buffer) => resolve(String(words)));
  });
  return { child, opening: JSON.parse(line) };
}

async function printers(): Promise<Record<string, string>> {
  const tcp = await startTcpPrinter({}, { oneClient: false, deaf: false });
  const [line, file] = [await startPtyPrinter({}), await startPtyPrinter({})];
  stops.push(tcp.stop, line.stop, file.stop);
  return { tcp: `tcp://127.0.0.1:${tcp.port}`, serial: `serial:${line.path}`, file: `file:${file.path}` };
}

describe('two programs of one machine at one printer', () => {
  it.each(['tcp', 'serial', 'file'])(
    'over %s the second is refused with the number of the first',
    async (kind) => {
      const address = (await printers())[kind] ?? '';
      const { ticket } = quickPrinter(`${address}?profile=epson-tm-t20iii`, {});
      expect((await ticket('A001')).state).toBe('confirmed');
      const { opening } = await otherProgram(address);
      expect(opening).toMatchObject({
        ok: false,
        fault: { code: 'busy', detail: `process ${process.pid}` },
      });
      expect((await ticket('A002')).state).toBe('confirmed');
    },
  );

  it('a printer whose owner was killed is free at once', async () => {
    const { tcp = '' } = await printers();
    const { child, opening } = await otherProgram(tcp);
    expect(opening).toMatchObject({ ok: true });
    const { ticket } = quickPrinter(`${tcp}?profile=epson-tm-t20iii`, { retryMs: [] });
    expect(await ticket('A001')).toMatchObject({
      state: 'failed-before-bytes',
      fault: { code: 'busy', detail: `process ${child.pid}` },
    });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    expect((await ticket('A001')).state).toBe('confirmed');
  });

  it('two names of one device are one printer', async () => {
    const device = await startPtyPrinter({});
    stops.push(device.stop);
    const alias = `${device.path}-by-id`;
    symlinkSync(device.path, alias);
    const serial = (path: string) => portAt({ kind: 'serial', path, baud: 115_200, rtscts: true });
    const [first, second] = [serial(device.path), portAt({ kind: 'file', path: alias })];
    expect(await first.open(1000)).toMatchObject({ ok: true });
    expect(await second.open(1000)).toMatchObject({ ok: false, fault: { code: 'busy' } });
    await first.close('finish');
    expect(await second.open(1000)).toMatchObject({ ok: true });
    await second.close('finish');
  });
});

describe('two machines at one network printer', () => {
  it('the printer takes one of them; the other sends nothing and says so, until it is free', async () => {
    const device = await startTcpPrinter({}, { oneClient: true, deaf: false });
    stops.push(device.stop);
    // Another machine has no mark here: only the printer itself can tell.
    const elsewhere = quickPrinter(`tcp://127.0.0.1:${device.port}?profile=epson-tm-t20iii`, {});
    expect((await elsewhere.ticket('A001')).state).toBe('confirmed');
    const here = quickPrinter(`tcp://localhost:${device.port}?profile=epson-tm-t20iii`, { retryMs: [] });
    expect(await here.ticket('B001')).toMatchObject({ state: 'failed-before-bytes', health: 'unreachable' });
    expect(device.engine.tickets).toHaveLength(1);
    await elsewhere.printer.close();
    await until(() => device.openNow() === 0);
    expect((await here.ticket('B001')).state).toBe('confirmed');
    expect(device.engine.tickets).toHaveLength(2);
  });
});
