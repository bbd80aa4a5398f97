import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slip } from '../slip.ts';
import { PrinterDesk } from './printer-desk.ts';

const RIGHT = { letters: true, edges: true, code: true, cut: true };

let desk: PrinterDesk;
beforeEach(() => {
  desk = new PrinterDesk();
});
afterEach(() => desk.end());

const out = () => expect.poll(async () => (await desk.state()).sheet.state, { timeout: 20_000 }).toBe('done');
let sheets = 0;
async function tried(ticks: typeof RIGHT): Promise<void> {
  sheets += 1;
  expect(desk.page.printSheet(`sheet ${sheets}`)).toEqual({ ok: true });
  await out();
  expect(await desk.page.judge(ticks)).toEqual({ ok: true });
}

describe('a printer that is chosen', () => {
  it('is asked first, then used from the next ticket on, and after a restart', async () => {
    const { place, engine } = await desk.networkPrinter({ processId: false });
    await desk.start();
    expect(await desk.state()).toMatchObject({ from: 'none', kind: 'preview', before: null });
    await desk.page.pick(place);
    await desk.probed();
    expect(await desk.draft()).toMatchObject({
      address: `${place}?completion=gsr`,
      probe: { voice: 'yes', completion: 'gsr', whole: true },
      known: expect.arrayContaining([
        { what: 'completion', value: 'gsr', how: 'probed' },
        { what: 'backChannel', value: 'yes', how: 'probed' },
        { what: 'cut', value: 'gsv66', how: 'unverified' },
      ]),
    });
    await tried(RIGHT);
    expect(engine.tickets).toHaveLength(1);
    await desk.page.use();
    expect(await desk.station.print(slip)).toMatchObject({ state: 'processed', picture: null });
    expect(engine.tickets).toHaveLength(2);
    await desk.stop();
    expect(desk.kept()).toMatchObject({ version: 2, printer: { address: `${place}?completion=gsr` } });
    await desk.start();
    expect(await desk.state()).toMatchObject({
      from: 'kept',
      kind: 'paper',
      trial: { ...RIGHT, address: `${place}?completion=gsr` },
      known: expect.arrayContaining([{ what: 'cut', value: 'gsv66', how: 'probed' }]),
    });
    expect(await desk.station.print({ ...slip, ticket: 't2' })).toMatchObject({ state: 'processed' });
  });

  it('can be given up again for the one before, with its trial and its roll, and back', async () => {
    const [one, two] = [await desk.networkPrinter({}), await desk.networkPrinter({})];
    await desk.start();
    await desk.choose(one.place);
    await desk.page.changeRoll(80);
    await desk.choose(two.place);
    const second = await desk.state();
    expect(second).toMatchObject({ before: `${one.place}?completion=processId`, rollMetres: null });
    expect(await desk.page.goBack(second.before ?? '')).toEqual({ ok: true });
    // Heard twice by a slow page, it leads nowhere else.
    expect(await desk.page.goBack(second.before ?? '')).toEqual({ ok: true });
    expect(await desk.state()).toMatchObject({ address: second.before, rollMetres: 80 });
    await desk.station.print(slip);
    expect([one.engine.tickets.length, two.engine.tickets.length]).toEqual([1, 0]);
    expect(await desk.page.goBack('tcp://127.0.0.1:9')).toEqual({ ok: false, fault: 'nothing-before' });
    await desk.page.goBack((await desk.state()).before ?? '');
    expect((await desk.state()).address).toBe(second.address);
  });

  it('leads back to the picture on the screen from the very first choice', async () => {
    const { place } = await desk.networkPrinter({});
    await desk.start();
    await desk.choose(place);
    await desk.page.goBack('preview:');
    expect(await desk.station.print(slip)).toMatchObject({ picture: expect.any(Uint8Array) });
    expect(await desk.state()).toMatchObject({ from: 'none', kind: 'preview' });
  });

  it('does not stand against a flag, which is said; it can be tried all the same', async () => {
    const { place, engine } = await desk.networkPrinter({});
    desk.printerIsSet = true;
    await desk.start();
    await desk.page.pick(place);
    await desk.probed();
    await tried(RIGHT);
    expect(engine.tickets).toHaveLength(1);
    expect(await desk.page.use()).toEqual({ ok: false, fault: 'setting-wins' });
    expect(await desk.state()).toMatchObject({ from: 'setting', kind: 'preview' });
  });

  it('takes no ticket from another that is under way, and loses none that comes meanwhile', async () => {
    const [one, two] = [await desk.networkPrinter({ bytesPerMs: 8 }), await desk.networkPrinter({})];
    await desk.start();
    await desk.choose(one.place);
    const under = desk.station.print(slip);
    await expect.poll(() => one.engine.rows).toBeGreaterThan(0);
    await desk.choose(two.place);
    const after = desk.station.print({ ...slip, ticket: 't2' });
    expect((await under).state).toBe('confirmed');
    expect((await after).state).toBe('confirmed');
    expect([one.engine.tickets.length, two.engine.tickets.length]).toEqual([1, 1]);
  });

  it('that is in use already is asked and tried over its only connection, tickets waiting for it', async () => {
    const { place, engine } = await desk.networkPrinter({ answerAfterMs: 30 });
    await desk.start();
    await desk.choose(place);
    await desk.page.pick(place);
    const ticket = desk.station.print(slip);
    await desk.probed();
    expect((await desk.draft())?.probe).toMatchObject({
      state: 'done',
      voice: 'yes',
      completion: 'processId',
    });
    expect((await ticket).state).toBe('confirmed');
    desk.page.set({ cut: 'none' });
    await tried(RIGHT);
    expect((await desk.station.print({ ...slip, ticket: 't2' })).state).toBe('confirmed');
    expect(engine.tickets.length).toBeGreaterThanOrEqual(2);
  });
});

describe('the ticks on the sheet', () => {
  it.each([
    ['no cut', { ...RIGHT, cut: false }, 'cut=none'],
    ['its edges cut off', { ...RIGHT, edges: false }, 'profile=generic-58'],
    ['both wrong', { ...RIGHT, edges: false, cut: false }, 'cut=none&profile=generic-58'],
  ])('of a sheet with %s change the address', async (_what, ticks, options) => {
    const { place } = await desk.networkPrinter({ status: false, fence: false, processId: false });
    await desk.start();
    await desk.page.pick(place);
    await desk.probed();
    await tried(ticks);
    expect((await desk.draft())?.refined).toBe(`${place}?completion=none&${options}`);
    expect(await desk.page.refine()).toEqual({ ok: true });
    expect(await desk.draft()).toMatchObject({ address: `${place}?completion=none&${options}`, trial: null });
    await tried(RIGHT);
    expect((await desk.draft())?.refined).toBeNull();
  });

  it('ask for less proof of a printer whose sheet came out unproven', async () => {
    const { place, engine } = await desk.networkPrinter({});
    await desk.start();
    await desk.page.pick(place);
    await desk.probed();
    engine.manners.processId = false;
    await tried(RIGHT);
    expect(await desk.draft()).toMatchObject({ refined: `${place}?completion=gsr` });
  }, 40_000);

  it('let the printer write itself only after its own letters were seen right', async () => {
    const { place, engine } = await desk.networkPrinter({});
    await desk.start();
    await desk.page.pick(place);
    await desk.probed();
    expect((await desk.draft())?.letters).toBe('none');
    desk.page.set({ profile: 'epson-tm-t20iii' });
    expect(desk.page.set({ mode: 'text' })).toEqual({ ok: false, fault: 'letters-unproven' });
    expect(desk.page.judgeLetters(true)).toEqual({ ok: false, fault: 'no-draft' });
    expect(desk.page.printLetters('one')).toEqual({ ok: true });
    await expect.poll(async () => (await desk.draft())?.letters, { timeout: 10_000 }).toBe('printed');
    const sheet = Buffer.from(engine.tickets[0] ?? []).toString('hex');
    // Ễ stands on the page of capitals, ễ on that of small letters.
    expect(sheet).toMatch(/1b741f.*1b741e/);
    desk.page.judgeLetters(true);
    expect(desk.page.set({ mode: 'text' })).toEqual({ ok: true });
    expect((await desk.draft())?.address).toMatch(/mode=text&pages=30\/31/);
    desk.page.judgeLetters(false);
    expect((await desk.draft())?.address).not.toMatch(/mode|pages/);
  });

  it.each([
    ['mode=ink', { mode: 'ink' as 'raster' }],
    ['a profile that is none', { profile: 'no-such-printer' }],
  ])('are not mixed up with %s', async (_what, wish) => {
    await desk.start();
    expect(desk.page.set(wish)).toEqual({ ok: false, fault: 'no-draft' });
    const { place } = await desk.networkPrinter({});
    await desk.page.pick(place);
    expect(desk.page.set(wish)).toEqual({ ok: false, fault: 'bad-address' });
  });
});
