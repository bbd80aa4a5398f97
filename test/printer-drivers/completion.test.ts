import { afterEach, describe, expect, it } from 'vitest';
import type { Manners } from './fake/printer-engine.ts';
import { startPtyPrinter } from './fake/pty-printer.ts';
import { type Doorway, startTcpPrinter, type TcpPrinter } from './fake/tcp-printer.ts';
import { closeAll, quickPrinter, until } from './quick-printer.ts';
import { StrictDecoder } from './strict-decoder.ts';

const started: TcpPrinter[] = [];

async function fake(manners: Partial<Manners>, doorway: Partial<Doorway> = {}): Promise<TcpPrinter> {
  const printer = await startTcpPrinter(manners, { oneClient: false, deaf: false, ...doorway });
  started.push(printer);
  return printer;
}

afterEach(async () => {
  await closeAll();
  await Promise.all(started.splice(0).map((printer) => printer.stop()));
});

const at = (printer: TcpPrinter, options: string): string => `tcp://127.0.0.1:${printer.port}?${options}`;

describe('what became of a ticket', () => {
  it.each([
    ['profile=epson-tm-t20iii', 'confirmed'],
    ['profile=epson-tm-t82iii', 'processed'],
    ['profile=xprinter-80', 'likely'],
    ['profile=generic-80', 'likely'],
    ['profile=generic-80&completion=processId&connection=perJob', 'confirmed'],
  ])('a healthy printer with %s: %s', async (options, state) => {
    const device = await fake({});
    const { ticket } = quickPrinter(at(device, options), {});
    const outcome = await ticket('A001');
    expect(outcome).toMatchObject({ jobId: 'A001', state, fault: null, attempts: 1, health: 'ready' });
    expect(outcome.millimetres).toBeGreaterThan(40);
    await until(() => device.engine.tickets.length === 1);
    const paper = new StrictDecoder(576, 203).decode(device.engine.tickets[0] ?? new Uint8Array());
    expect(paper.failures).toEqual([]);
    expect(paper.rows.length).toBeGreaterThan(400);
  });

  it('a printer that never says anything: handed over, not more', async () => {
    const device = await fake({ status: false, fence: false, processId: false, asb: false });
    const { ticket, printer } = quickPrinter(at(device, 'profile=generic-80'), {});
    expect(await ticket('A001')).toMatchObject({ state: 'sent-unconfirmed', health: 'unknown' });
    await until(() => device.engine.tickets.length === 1);
    expect(printer.health().state).toBe('unknown');
  });

  it('one that answers GS r alone is known to be well, and low on paper, from that', async () => {
    const device = await fake({ status: false, processId: false, asb: false });
    device.engine.ail({ nearEnd: true });
    const { ticket } = quickPrinter(at(device, 'profile=generic-80&completion=gsr'), {});
    expect(await ticket('A001')).toMatchObject({ state: 'processed', health: 'paperLow' });
  });

  it('an echo between a flood of statuses is found', async () => {
    const device = await fake({ flood: 30 });
    const { ticket } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), {});
    expect((await ticket('A001')).state).toBe('confirmed');
  });

  it('the echo of an older ticket proves nothing for this one', async () => {
    const old = Uint8Array.from([0x37, 0x22, 0x7e, 0x7e, 0x7e, 0x7e, 0x00]);
    const device = await fake({ processId: false, greeting: old, afterCut: old });
    const { ticket } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), { jobMs: 400 });
    expect(await ticket('A001')).toMatchObject({ state: 'unknown', fault: { code: 'silent' } });
    expect(device.engine.tickets).toHaveLength(1);
  });

  it('the answer to GS r of a ticket that was given up proves nothing for the next', async () => {
    const device = await startPtyPrinter({ holdsBack: true });
    const { ticket, printer } = quickPrinter(`file:${device.path}?profile=epson-tm-t82iii`, { jobMs: 400 });
    expect(await ticket('A001')).toMatchObject({ state: 'unknown', fault: { code: 'silent' } });
    expect(device.engine.tickets).toHaveLength(1);
    // It answers the old question when the next ticket comes, and takes no more than the beginning of that.
    Object.assign(device.engine.manners, { holdsBack: false, stallAfter: device.engine.received + 300 });
    expect((await ticket('A002')).state).not.toBe('processed');
    await printer.close();
    await device.stop();
  });

  it('answers that come slowly are waited for', async () => {
    const device = await fake({ answerAfterMs: 100, statusAfterMs: 100 });
    device.engine.ail({ nearEnd: true });
    const { ticket } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), {});
    expect(await ticket('A001')).toMatchObject({ state: 'confirmed', health: 'paperLow' });
  });

  it('an answer that comes after its ticket is not taken for the answer to the next question', async () => {
    const device = await fake({});
    const { ticket, states } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), {
      pollMs: 20,
      statusMs: 2000,
    });
    await until(() => states().includes('ready'));
    device.engine.manners.bytesPerMs = 600;
    const first = ticket('A001');
    await until(() => device.engine.received > 20_000);
    device.engine.manners.statusAfterMs = 140;
    expect((await first).state).toBe('confirmed');
    expect((await ticket('A002')).state).toBe('confirmed');
    expect(states()).toEqual(['ready']);
  });

  it('a slow printer is not cut short', async () => {
    const device = await fake({ bytesPerMs: 200 });
    const { ticket } = quickPrinter(at(device, 'profile=generic-80&completion=gsr&connection=perJob'), {});
    expect((await ticket('A001')).state).toBe('processed');
    expect(device.engine.tickets).toHaveLength(1);
  });
});

describe('trouble after the first byte', () => {
  const noSecondTicket = (device: TcpPrinter): void =>
    expect(device.engine.tickets.length).toBeLessThanOrEqual(1);

  it.each([
    ['swallows the ticket and falls silent', { stallAfter: 9000 }],
    ['tears the connection in the middle', { resetAfter: 9000 }],
    ['never confirms', { processId: false, fence: false }],
    ['confirms too late', { answerAfterMs: 0, bytesPerMs: 20 }],
  ] as [string, Partial<Manners>][])(
    'a printer that %s: unknown, and nothing is printed again by itself',
    async (_, manners) => {
      for (const options of ['profile=epson-tm-t20iii', 'profile=epson-tm-t82iii']) {
        const device = await fake(manners);
        const { ticket } = quickPrinter(at(device, options), { jobMs: 400 });
        const outcome = await ticket('A001');
        expect(outcome).toMatchObject({ state: 'unknown', attempts: 1 });
        expect(outcome.bytes).toBeGreaterThan(9000);
        const asked = await ticket('A001');
        expect(asked).toBe(outcome);
        noSecondTicket(device);
      }
    },
  );

  it('a printer without answers that tears the line: unknown', async () => {
    const device = await fake({ status: false, resetAfter: 9000 });
    const { ticket } = quickPrinter(at(device, 'profile=generic-80'), { gapMs: 100 });
    expect(await ticket('A001')).toMatchObject({ state: 'unknown', attempts: 1 });
  });

  it.each(['epson-tm-t20iii', 'epson-tm-t82iii', 'xprinter-80', 'generic-80'])(
    'the paper of %s ends in the middle: known at once, no number is lost, and the rest is not sent again',
    async (profile) => {
      const device = await fake({ rowsOfPaper: 300 });
      const { ticket, states, reports } = quickPrinter(at(device, `profile=${profile}`), {});
      const outcome = await ticket('A001');
      expect(outcome).toMatchObject({ state: 'unknown', fault: { code: 'paperOut' }, health: 'paperOut' });
      expect(states()).toContain('paperOut');
      expect(reports.at(-1)).toMatchObject({
        staff: expect.stringContaining('Hết giấy'),
        patient: expect.stringContaining('quầy'),
      });
      expect(device.engine.tickets).toHaveLength(0);
    },
  );

  it('the paper ends with the last line and the echo still comes: confirmed', async () => {
    const device = await fake({ answerAfterMs: 30 });
    const { ticket } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), { graceMs: 300 });
    const outcome = ticket('A001');
    await until(() => device.engine.tickets.length === 1);
    device.engine.ail({ paperEnd: true });
    expect((await outcome).state).toBe('confirmed');
  });

  it('the power goes in the middle: unknown, and the next ticket is a whole one', async () => {
    const device = await fake({ bytesPerMs: 50 });
    const { ticket } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), { jobMs: 2000 });
    const first = ticket('A001');
    await until(() => device.engine.received > 20_000);
    device.engine.powerCycle();
    expect((await first).state).toBe('unknown');
    device.engine.manners.bytesPerMs = Number.POSITIVE_INFINITY;
    expect((await ticket('A002')).state).toBe('confirmed');
    expect(device.engine.tickets).toHaveLength(1);
  });

  it('closing in the middle of a ticket ends it: unknown', async () => {
    const device = await fake({ processId: false });
    const { ticket, printer } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), { jobMs: 5000 });
    const outcome = ticket('A001');
    await until(() => device.engine.tickets.length === 1);
    await printer.close();
    expect(await outcome).toMatchObject({ state: 'unknown', fault: { code: 'closed' } });
    expect(await ticket('A002')).toMatchObject({ state: 'failed-before-bytes', fault: { code: 'closed' } });
  });
});
