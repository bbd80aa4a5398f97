import { afterEach, describe, expect, it } from 'vitest';
import type { Manners } from './fake/printer-engine.ts';
import { type Doorway, startTcpPrinter, type TcpPrinter } from './fake/tcp-printer.ts';
import { closeAll, quickPrinter, until } from './quick-printer.ts';

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

describe('a ticket of which nothing was sent', () => {
  it('is tried again until nothing is left to try, and then no paper will come', async () => {
    const device = await fake({});
    await device.stop();
    const { ticket, states } = quickPrinter(at(device, 'profile=generic-80'), {});
    const outcome = await ticket('A001');
    expect(outcome).toMatchObject({
      state: 'failed-before-bytes',
      attempts: 4,
      bytes: 0,
      health: 'unreachable',
    });
    expect(outcome.fault).toEqual({ code: 'refused', detail: 'ECONNREFUSED' });
    expect(states()).toEqual(['unreachable']);
  });

  it('waits out an open cover and is printed once, when somebody closes it', async () => {
    const device = await fake({});
    device.engine.ail({ cover: true });
    const { ticket, states } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), {
      retryMs: [50, 50, 200, 200],
    });
    const outcome = ticket('A001');
    await until(() => states().includes('coverOpen'));
    device.engine.ail({ cover: false });
    expect(await outcome).toMatchObject({ state: 'confirmed', health: 'ready' });
    expect(device.engine.tickets).toHaveLength(1);
    expect(states()).toEqual(['coverOpen', 'ready']);
  });

  it.each([
    [{ paperEnd: true }, 'paperOut'],
    [{ cover: true, paperEnd: true }, 'coverOpen'],
    [{ cutter: true }, 'cutterError'],
    [{ hot: true }, 'overheated'],
  ] as const)('is not sent to a printer with %j', async (ailment, state) => {
    const device = await fake({});
    device.engine.ail(ailment);
    const { ticket, printer } = quickPrinter(at(device, 'profile=generic-80'), {});
    expect(await ticket('A001')).toMatchObject({ state: 'failed-before-bytes', fault: { code: state } });
    expect(printer.health().state).toBe(state);
    expect(device.engine.received).toBeLessThan(200);
  });

  it('expires: a stranger does not get it when the paper is changed', async () => {
    const device = await fake({});
    device.engine.ail({ paperEnd: true });
    const { ticket } = quickPrinter(at(device, 'profile=generic-80'), { retryMs: [50, 5000] });
    const start = performance.now();
    const outcome = await ticket('A001', 120);
    expect(outcome).toMatchObject({ state: 'failed-before-bytes', fault: { code: 'expired' } });
    expect(performance.now() - start).toBeLessThan(1000);
    device.engine.loadPaper();
    expect(await ticket('A002')).toMatchObject({ state: 'likely' });
    expect(device.engine.tickets).toHaveLength(1);
  });

  it('also expires while the printer thinks about its answer', async () => {
    const device = await fake({ statusAfterMs: 60 });
    const { ticket, states } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), {});
    await until(() => states().includes('ready'));
    expect(await ticket('A001', 50)).toMatchObject({
      state: 'failed-before-bytes',
      fault: { code: 'expired' },
    });
    expect(device.engine.tickets).toHaveLength(0);
  });

  it('also expires while it waits for the one before it', async () => {
    const device = await fake({ processId: false });
    const { ticket } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), { jobMs: 400 });
    const [first, second] = await Promise.all([ticket('A001'), ticket('A002', 100)]);
    expect(first.state).toBe('unknown');
    expect(second).toMatchObject({ state: 'failed-before-bytes', fault: { code: 'expired' }, attempts: 0 });
    expect(device.engine.tickets).toHaveLength(1);
  });

  it('goes to a host that takes calls and says nothing, where answers are due: no paper, soon', async () => {
    const device = await fake({}, { deaf: true });
    const { ticket } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), { retryMs: [] });
    const outcome = await ticket('A001');
    expect(outcome).toMatchObject({ state: 'failed-before-bytes', fault: { code: 'unreachable' } });
  });

  it('a printer with another owner refuses, and is free again later', async () => {
    const device = await fake({}, { oneClient: true });
    const first = quickPrinter(at(device, 'profile=epson-tm-t20iii'), {});
    expect((await first.ticket('A001')).state).toBe('confirmed');
    const second = quickPrinter(at(device, 'profile=epson-tm-t20iii'), { retryMs: [] });
    expect(await second.ticket('B001')).toMatchObject({ state: 'failed-before-bytes' });
    await first.printer.close();
    await until(() => device.openNow() === 0);
    expect((await second.ticket('B001')).state).toBe('confirmed');
  });

  it('a ticket that cannot be laid out is refused by name, without touching the printer', async () => {
    const device = await fake({});
    const { printer } = quickPrinter(at(device, 'profile=generic-80'), {});
    const outcome = await printer.print(
      { dotsPerLine: 576, parts: [{ kind: 'big', text: 'Ω7', height: 100 }] },
      { jobId: 'x', deadlineMs: null },
    );
    expect(outcome).toMatchObject({
      state: 'failed-before-bytes',
      fault: { code: 'missing_glyph', detail: 'Ω' },
    });
  });
});

describe('one printer, one owner, one ticket at a time', () => {
  it('two presses of one order give one ticket', async () => {
    const device = await fake({});
    const { ticket } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), {});
    const [a, b] = await Promise.all([ticket('A001'), ticket('A001')]);
    expect(a).toBe(b);
    expect(device.engine.tickets).toHaveLength(1);
  });

  it('an order that failed before the first byte may be given again', async () => {
    const device = await fake({});
    device.engine.ail({ cutter: true });
    const { ticket } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), { retryMs: [] });
    expect((await ticket('A001')).state).toBe('failed-before-bytes');
    device.engine.ail({ cutter: false });
    expect((await ticket('A001')).state).toBe('confirmed');
  });

  it('many tickets come out in the order of the patients, over one connection', async () => {
    const device = await fake({});
    const { ticket } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), {});
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, i) => ticket(`A${100 + i}`)));
    expect(outcomes.map(({ state }) => state)).toEqual(Array(12).fill('confirmed'));
    expect(device.engine.tickets).toHaveLength(12);
    expect(device.clients()).toBe(1);
  });

  it('a printer that wants a connection for each ticket gets one and keeps none', async () => {
    const device = await fake({});
    const { ticket } = quickPrinter(at(device, 'profile=generic-80&connection=perJob'), {});
    for (const code of ['A001', 'A002', 'A003']) expect((await ticket(code)).state).toBe('likely');
    await until(() => device.openNow() === 0);
    expect(device.engine.tickets).toHaveLength(3);
    expect(device.clients()).toBeGreaterThanOrEqual(3);
  });

  it('after a jam only a person makes it forget the half ticket', async () => {
    const device = await fake({});
    const { printer, ticket } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), {});
    await ticket('A001');
    expect(device.engine.recoveries).toBe(0);
    expect(await printer.recover()).toBe(true);
    await until(() => device.engine.recoveries === 1);
    const generic = quickPrinter(at(device, 'profile=generic-80'), {});
    expect(await generic.printer.recover()).toBe(false);
  });
});

describe('health between tickets', () => {
  it('is asked for at the start and told when it changes', async () => {
    const device = await fake({});
    const { states } = quickPrinter(at(device, 'profile=generic-80'), { heartbeatMs: 30 });
    await until(() => states().includes('ready'));
    device.engine.ail({ paperEnd: true });
    await until(() => states().at(-1) === 'paperOut');
    device.engine.ail({ paperEnd: false, nearEnd: true });
    await until(() => states().at(-1) === 'paperLow');
    await device.stop();
    await until(() => states().at(-1) === 'unreachable');
    expect(states()).toEqual(['ready', 'paperOut', 'paperLow', 'unreachable']);
  });

  it('a printer that says so by itself is heard without asking', async () => {
    const device = await fake({});
    const { states, ticket } = quickPrinter(at(device, 'profile=epson-tm-t20iii'), {});
    expect((await ticket('A001')).state).toBe('confirmed');
    device.engine.ail({ cover: true });
    await until(() => states().at(-1) === 'coverOpen');
  });

  it('a host that sends ten megabytes of noise is survived', async () => {
    const device = await fake({ status: false, greeting: new Uint8Array(10_000_000).fill(0xa5) });
    const { ticket } = quickPrinter(at(device, 'profile=generic-80'), {});
    expect((await ticket('A001')).state).toBe('sent-unconfirmed');
  });
});
