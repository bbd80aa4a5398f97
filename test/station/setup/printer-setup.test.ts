import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sampleSheet } from '../../../kiosk/station/setup/sample-sheet.ts';
import { paperTaken } from '../../../printer-drivers/paper-roll.ts';
import { printed, profileNamed } from '../../printer-drivers/decoding.ts';
import { startTcpPrinter, type TcpPrinter } from '../../printer-drivers/fake/tcp-printer.ts';
import { decodedPng, StrictDecoder } from '../../printer-drivers/strict-decoder.ts';
import { slip } from '../slip.ts';
import { SetupDesk } from './setup-desk.ts';

const RIGHT = { letters: true, edges: true, code: true, cut: true };

let desk: SetupDesk;
let printer: TcpPrinter | null = null;
afterEach(async () => {
  await desk.end();
  await printer?.stop();
  printer = null;
});

/** A kiosk PC with a network printer that takes one computer and no second. */
async function deskWithPrinter(profile: string, isEmpty: boolean): Promise<TcpPrinter> {
  desk = new SetupDesk();
  printer = await startTcpPrinter({}, { oneClient: true, deaf: false });
  printer.engine.ailments.paperEnd = isEmpty;
  desk.printer = `tcp://127.0.0.1:${printer.port}?profile=${profile}`;
  await desk.start();
  return printer;
}
const page = () => desk.setup.printer;
const kept = () => JSON.parse(readFileSync(desk.file, 'utf8'));
const sheetIsOut = () =>
  vi.waitFor(async () => expect((await page().state()).sheet.state).toBe('done'), 10_000);

describe('the sample sheet at the station', () => {
  it('comes out of the printer that is in use, over its own connection, as the page shows it', async () => {
    const { engine, clients } = await deskWithPrinter('generic-80', false);
    expect(page().printSheet('one')).toEqual({ ok: true });
    expect((await page().state()).sheet).toEqual({ state: 'printing', id: 'one', address: desk.printer });
    await sheetIsOut();
    expect((await page().state()).sheet).toEqual({
      state: 'done',
      id: 'one',
      address: desk.printer,
      outcome: 'likely',
    });
    expect([engine.tickets.length, clients()]).toEqual([1, 1]);
    const profile = profileNamed('generic-80');
    const wanted = printed(sampleSheet(profile), profile, 'raster').paper;
    const paper = new StrictDecoder(576, 203).decode(engine.tickets[0] ?? new Uint8Array());
    expect(Buffer.from(decodedPng(paper)).equals(Buffer.from(decodedPng(wanted)))).toBe(true);
    expect(page().sheetPicture()).not.toBeNull();
  });

  it('comes out once for one press, however often the page asks, and again for the next press', async () => {
    const { engine } = await deskWithPrinter('generic-80', false);
    engine.manners.answerAfterMs = 50;
    expect(page().printSheet('one')).toEqual({ ok: true });
    expect(page().printSheet('one')).toEqual({ ok: true });
    expect(page().printSheet('two')).toEqual({ ok: false, fault: 'printing' });
    await sheetIsOut();
    expect(page().printSheet('one')).toEqual({ ok: true });
    expect((await page().state()).sheet.state).toBe('done');
    page().printSheet('two');
    await sheetIsOut();
    expect(engine.tickets).toHaveLength(2);
  });

  it('is judged by staff, and what they saw is known after a restart beside the scanners', async () => {
    await deskWithPrinter('generic-80', false);
    expect(await page().judge(RIGHT)).toEqual({ ok: false, fault: 'no-sheet' });
    page().printSheet('one');
    await sheetIsOut();
    const ticks = { ...RIGHT, cut: false };
    expect(await page().judge(ticks)).toEqual({ ok: true });
    await desk.stop();
    expect(kept()).toMatchObject({ version: 1, scanners: [], printer: { trial: ticks, roll: null } });
    await desk.start();
    const { trial, saved } = await page().state();
    expect(saved).toBe(true);
    expect(trial).toMatchObject({ ...ticks, profile: 'generic-80', address: desk.printer });
    expect(Math.abs(Date.parse(trial?.at ?? '') - Date.now())).toBeLessThan(60_000);
  });

  it('is not printed, and no paper counted, where tickets are pictures on the screen', async () => {
    desk = await new SetupDesk().start();
    await page().changeRoll(50);
    expect(page().printSheet('one')).toEqual({ ok: false, fault: 'no-paper' });
    for (const ticket of ['t1', 't2', 't3', 't4']) await desk.station.print({ ...slip, ticket });
    await new Promise(setImmediate);
    expect((await page().state()).left).toBe(Math.floor(50_000 / paperTaken(80, profileNamed('generic-80'))));
    expect(await page().judge(RIGHT)).toEqual({ ok: false, fault: 'no-sheet' });
    expect(await page().recover()).toEqual({ ok: false, fault: 'not-recoverable' });
  });

  it('stands beside what the printer says of itself, with advice', async () => {
    await deskWithPrinter('generic-80', true);
    await vi.waitFor(async () => expect((await page().state()).health.staff).toMatch(/Hết giấy/), 10_000);
  });
});

describe('the paper of the printer', () => {
  it('is told by the tickets that came out since the roll was put in, also after a restart', async () => {
    await deskWithPrinter('epson-tm-t20iii', false);
    expect(await page().state()).toMatchObject({ left: null, leftWords: 'chưa rõ còn bao nhiêu phiếu' });
    await desk.station.print(slip);
    await page().changeRoll(30);
    for (let n = 1; n <= 6; n++) await desk.station.print({ ...slip, ticket: `t${n + 1}` });
    // The same ticket asked for again gives no second paper.
    await desk.station.print({ ...slip, ticket: 't2' });
    await desk.stop();
    const { roll } = kept().printer;
    expect(roll).toMatchObject({ rollMm: 30_000, slips: 6 });
    const each = roll.usedMm / 6;
    expect(each).toBeGreaterThan(40);
    expect(each).toBeLessThan(95);
    await desk.start();
    const left = Math.floor((30_000 - roll.usedMm) / each);
    expect(await page().state()).toMatchObject({ left, rollMetres: 30 });
    expect((await page().state()).leftWords).toBe(`còn khoảng ${Math.floor(left / 10) * 10} phiếu`);
  });
});

describe('a station file', () => {
  const lay = (text: string): void => {
    mkdirSync(dirname(desk.file), { recursive: true });
    writeFileSync(desk.file, text);
  };

  it('from before the printer was remembered keeps its scanners', async () => {
    desk = new SetupDesk();
    const scanner = { place: { by: 'path', path: '/dev/ttyS7' }, baud: 9600 };
    lay(JSON.stringify({ version: 1, scanners: [scanner] }));
    await desk.start();
    await page().changeRoll(80);
    expect(kept()).toMatchObject({ scanners: [scanner], printer: { roll: { rollMm: 80_000 } } });
    expect((await page().state()).putAside).toBeNull();
  });

  it.each([
    ['a roll that is none', '{"version":1,"scanners":[],"printer":{"trial":null,"roll":{"rollMm":-1}}}'],
    ['a trial cut short', '{"version":1,"scanners":[],"printer":{"trial":{"at":"2026-11'],
    ['a trial of no date', '{"version":1,"scanners":[],"printer":{"trial":{"at":"x"},"roll":null}}'],
  ])('with %s is put aside as it was, and told on the page', async (_what, text) => {
    desk = new SetupDesk();
    lay(text);
    await desk.start();
    const { putAside, trial, left } = await page().state();
    expect([trial, left]).toEqual([null, null]);
    expect(readFileSync(putAside ?? '', 'utf8')).toBe(text);
  });

  it('that cannot be written is told, and what staff said holds for this run', async () => {
    desk = new SetupDesk();
    writeFileSync(dirname(desk.file), 'a file where the folder should be');
    await desk.start();
    await page().changeRoll(50);
    expect(await page().state()).toMatchObject({ saved: false, rollMetres: 50 });
  });
});
