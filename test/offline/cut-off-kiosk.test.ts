import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, restore } from '../../server/log/backup.ts';
import { openDatabase } from '../../server/log/database.ts';
import { takeJournal } from '../../server/offline/take-journal.ts';
import { binh, TestHouse, ty } from '../server/test-house.ts';
import { CutLine } from '../visit/cut-line.ts';
import { alwaysOpen, CutKiosk, type Given } from './cut-kiosk.ts';

const MINUTE = 60_000;

describe('a kiosk that is cut off from its house', () => {
  let house: TestHouse;
  let kiosk: CutKiosk;
  let spare: CutLine;
  let device: { id: string; token: string };
  const others: CutKiosk[] = [];
  beforeEach(async () => {
    const line = await CutLine.open();
    spare = await CutLine.open();
    house = new TestHouse(alwaysOpen());
    house.follow = Date.now;
    house.flags = ['--origins', `http://127.0.0.1:${line.port},http://127.0.0.1:${spare.port}`];
    await house.start();
    for (const each of [line, spare]) each.target = Number(new URL(house.base).port);
    device = house.device('station', 'sanh-a', null);
    kiosk = new CutKiosk(device.token, line).start();
    await ready(kiosk);
  });
  afterEach(async () => {
    for (const each of others.splice(0)) await each.end();
    await kiosk.end();
    await spare.close();
    await house.end();
  });

  const ready = (each: CutKiosk): Promise<void> =>
    each.until(() => !each.own.engaged() && each.notes.every(({ event }) => event !== 'permit-refused'));
  const healed = async (): Promise<void> => {
    kiosk.line.mend();
    await kiosk.until(() => kiosk.own.left() === 0 && !kiosk.own.engaged());
  };
  const tickets = () => [...house.open.house.tail.day.tickets.values()];
  const offline = (given: Given | string): string => {
    if (typeof given === 'string') throw new Error(given);
    expect(given.offline).toBe(true);
    return given.code;
  };
  const restart = async (): Promise<void> => {
    kiosk.stop();
    kiosk.start();
    await kiosk.own.look();
  };
  /** The file of the station's folder that ends so. */
  const file = (end: string): string => {
    const folder = join(kiosk.dir, 'offline');
    const name = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((each) =>
      each.endsWith(end),
    )!;
    return join(folder, name);
  };
  const change = (end: string, from: string | RegExp, to: string): void => {
    const text = readFileSync(file(end), 'utf8');
    expect(text.replace(from, to)).not.toBe(text);
    writeFileSync(file(end), text.replace(from, to));
  };

  it('gives the same card the same number, goes first by age, and hands in what the card said', async () => {
    kiosk.line.cut();
    const code = offline(await kiosk.press('noi', ty));
    expect(await kiosk.press('noi', ty)).toMatchObject({ code, repeat: true });
    offline(await kiosk.press('noi', binh));
    expect(readFileSync(file('.journal'), 'utf8')).not.toMatch(/Bình|024085001234|Tý/);
    await healed();
    expect(tickets().map(({ code, priority, grounds }) => ({ code, priority, grounds }))).toEqual([
      { code: 'K1-001', priority: 'priority', grounds: ['NCT?'] },
      { code: 'K1-002', priority: 'normal', grounds: [] },
    ]);
    // The house knows them: the same card at another desk is the same ticket.
    const again = await kiosk.press('noi', binh);
    expect(again).toMatchObject({ code: 'K1-002', repeat: true, offline: false });
  });

  it('is believed by how much its clock differs, and within the time of the outage', async () => {
    kiosk.clock = () => Date.now() + 42 * MINUTE;
    await restart();
    await ready(kiosk);
    kiosk.line.cut();
    const before = Date.now();
    offline(await kiosk.press('noi', null));
    await healed();
    const [ticket] = tickets();
    expect(ticket!.arrivedAt).toBeGreaterThan(before - 3_000);
    expect(ticket!.arrivedAt).toBeLessThanOrEqual(Date.now());
  });

  it('makes one ticket of a press whose answer was lost, whichever came first', async () => {
    const api = house.device('api', 'x', null).token;
    const first = await kiosk.press('noi', null);
    const requestId = (first as Given).requestId;
    // The house answered, and the answer never came: the press is given a number of the kiosk's own.
    kiosk.given.length = 0;
    kiosk.line.cut();
    const code = offline(await kiosk.press('noi', null, requestId));
    expect(await kiosk.press('noi', null, requestId)).toMatchObject({ code, offline: true });
    await healed();
    expect(tickets().map((ticket) => [ticket.code, ticket.also])).toEqual([['K1-001', ['A001']]]);
    const called = await house.post(api, '/rooms/pk1/call', { expected: null, code: 'A001' });
    expect(called.body.ticket).toMatchObject({ code: 'K1-001', also: ['A001'] });
    // What still travelled of a press that was handed in finds it used.
    kiosk.line.cut();
    const late = (await kiosk.press('noi', null)) as Given;
    await healed();
    const body = { requestId: late.requestId, service: 'noi', scan: null };
    expect((await house.post(device.token, '/check-ins', body)).body).toMatchObject({
      code: 'request-reused',
    });
    expect(tickets()).toHaveLength(2);
  });

  it('gives one number to a press that is sent again while the first is still on its way', async () => {
    kiosk.line.cut();
    const requestId = randomUUID();
    const answers = await Promise.all([0, 1, 2].map(() => kiosk.press('noi', null, requestId)));
    expect(answers.map(offline)).toEqual(['K1-001', 'K1-001', 'K1-001']);
    expect(kiosk.printed).toHaveLength(1);
    await healed();
    expect(tickets()).toHaveLength(1);
  });

  it('sends people to the desk without a permit, with one that was changed, another kiosk’s, or of another day', async () => {
    kiosk.line.cut();
    await kiosk.own.look();
    expect(kiosk.own.givesNumbers()).toBe(true);
    const good = readFileSync(file('permit.json'), 'utf8');
    const sendsAway = async (): Promise<void> => {
      await restart();
      expect(kiosk.own.givesNumbers()).toBe(false);
      expect(await kiosk.press('noi', null)).toBe('house-away');
    };
    change('permit.json', /notAfter\\":\d/, 'notAfter\\":9');
    await sendsAway();
    writeFileSync(file('permit.json'), 'null');
    await sendsAway();
    writeFileSync(file('permit.json'), good);
    const self = readFileSync(file('self.json'), 'utf8');
    change('self.json', /K1/, 'K2');
    await sendsAway();
    writeFileSync(file('self.json'), self);
    kiosk.clock = () => Date.now() + 25 * 60 * MINUTE;
    await sendsAway();
    kiosk.clock = Date.now;
    writeFileSync(file('permit.json'), good);
    writeFileSync(file('self.json'), self);
    await restart();
    offline(await kiosk.press('noi', null));
  });

  it('hands in the good part of a journal that somebody changed, names the bad line, and takes other letters', async () => {
    kiosk.line.cut();
    for (let each = 0; each < 3; each += 1) offline(await kiosk.press('noi', null));
    kiosk.stop();
    // The second number was for somebody else: its line holds no more, and nothing after it.
    const lines = readFileSync(file('.journal'), 'utf8').split('\n');
    const second = lines.findIndex((line) => line.includes('"n":2,'));
    lines[second] = lines[second]!.replace('"service":"noi"', '"service":"mat"');
    writeFileSync(file('.journal'), lines.join('\n'));
    kiosk.start();
    expect(kiosk.notes.find(({ event }) => event === 'journal-changed')).toMatchObject({ line: second + 1 });
    kiosk.line.mend();
    await ready(kiosk);
    await kiosk.until(() => kiosk.own.left() === 0);
    expect(tickets().map(({ code }) => code)).toEqual(['K1-001']);
    kiosk.line.cut();
    expect(offline(await kiosk.press('noi', null))).toBe('K2-001');
  });

  it('never has the letters of another: a folder that was emptied, put back from an old copy, or a second PC', async () => {
    kiosk.line.cut();
    expect(offline(await kiosk.press('noi', null))).toBe('K1-001');
    const old = readFileSync(file('.journal'), 'utf8');
    const where = file('.journal');
    expect(offline(await kiosk.press('noi', null))).toBe('K1-002');
    await healed();
    kiosk.stop();
    writeFileSync(where, old);
    kiosk.start();
    await ready(kiosk);
    await kiosk.until(() => kiosk.notes.some(({ event }) => event === 'journal-behind'));
    await kiosk.own.look();
    kiosk.line.cut();
    expect(offline(await kiosk.press('noi', null))).toBe('K2-001');
    kiosk.line.mend();
    const second = new CutKiosk(device.token, kiosk.line).start();
    await second.until(() => !second.own.engaged());
    kiosk.line.cut();
    expect(offline(await second.press('noi', null))).toBe('K3-001');
    second.stop();
  });

  it('keeps its letters and numbers over a restore of the house, and hands everything in again', async () => {
    const [data, backup] = [join(house.dir, 'data'), join(house.dir, 'backup')];
    const db = openDatabase(join(data, 'tiepdon.sqlite'));
    await backUp(db, backup);
    kiosk.line.cut();
    for (let each = 0; each < 2; each += 1) offline(await kiosk.press('noi', ty));
    offline(await kiosk.press('noi', null));
    await healed();
    expect(tickets()).toHaveLength(2);
    expect((await restore(db, house.clinic, backup, Date.now())).ok).toBe(true);
    db.close();
    await house.open.house.tail.catchUp();
    kiosk.own.houseSpoke();
    await kiosk.until(() => {
      kiosk.own.houseSpoke();
      return tickets().length === 2;
    });
    expect(new Set(tickets().map(({ code }) => code))).toEqual(new Set(['K1-001', 'K1-002']));
    kiosk.line.cut();
    expect(offline(await kiosk.press('noi', null))).toBe('K1-003');
    const grants = readFileSync(join(data, 'series-grants.log'), 'utf8').trim().split('\n');
    expect(grants).toHaveLength(1);
  });

  it('that is still away while the house is restored hands in after it; others get other letters', async () => {
    const [db, backup] = [openDatabase(join(house.dir, 'data', 'tiepdon.sqlite')), join(house.dir, 'backup')];
    await backUp(db, backup);
    kiosk.line.cut();
    const codes = [offline(await kiosk.press('noi', ty)), offline(await kiosk.press('noi', null))];
    expect((await restore(db, house.clinic, backup, Date.now())).ok).toBe(true);
    db.close();
    await house.open.house.tail.catchUp();
    const other = new CutKiosk(house.device('station', 'sanh-b', null).token, spare).start();
    await ready(other);
    spare.cut();
    codes.push(offline(await other.press('noi', binh)));
    spare.mend();
    await healed();
    await other.until(() => other.own.left() === 0);
    await other.end();
    expect(codes).toEqual(['K1-001', 'K1-002', 'K2-001']);
    expect(new Set(tickets().map(({ code }) => code))).toEqual(new Set(codes));
  });

  it('whose disk cannot be written sends people to the desk, and works with its house as before', async () => {
    rmSync(join(kiosk.dir, 'offline'), { recursive: true });
    writeFileSync(join(kiosk.dir, 'offline'), 'no folder');
    kiosk.line.cut();
    expect(await kiosk.press('noi', null)).toBe('house-away');
    kiosk.line.mend();
    await kiosk.until(() => !kiosk.own.engaged());
    expect(await kiosk.press('noi', null)).toMatchObject({ code: 'A001', offline: false });
    rmSync(join(kiosk.dir, 'offline'));
  });

  it('whose token was revoked gives no numbers any more after the next contact', async () => {
    kiosk.line.cut();
    kiosk.time.hear(Date.now() - 20, 0); // A busy machine's was ahead of the revoking.
    offline(await kiosk.press('noi', null));
    house.open.house.devices.revoke(device.id);
    kiosk.line.mend();
    await kiosk.until(() => {
      kiosk.own.houseSpoke();
      return kiosk.notes.some(({ event }) => event === 'permit-dropped');
    });
    expect(kiosk.own.left()).toBe(1);
    kiosk.line.cut();
    await restart();
    expect(await kiosk.press('noi', null)).toBe('house-away');
    expect(tickets()).toHaveLength(0);
    // What it gave out before is brought by hand: nobody who holds a paper is forgotten.
    kiosk.line.mend();
    const journal = readFileSync(file('.journal'), 'utf8');
    const bring = (text: string, now: () => number) => takeJournal(stores, house.clinic, text, now);
    const { log, people, devices, peers, digest, grants, permits } = house.open.house;
    const stores = { log, people, devices, peers, digest, grants, permits, source: '' };
    expect((await bring(journal.replace('"declared":[]', '"declared":["NCT"]'), Date.now)).ok).toBe(false);
    expect(await bring(journal, Date.now)).toEqual({ ok: true, lines: ['K1-001: issued'] });
    expect(await bring(journal, Date.now)).toMatchObject({ ok: true });
    await house.open.house.tail.catchUp();
    expect(tickets().map(({ code }) => code)).toEqual(['K1-001']);
  });

  it('that gives a number after it was revoked is not believed, whatever its clock is set to', async () => {
    kiosk.line.cut();
    kiosk.time.hear(Date.now(), 0);
    house.open.house.devices.revoke(device.id);
    kiosk.clock = () => Date.now() - 60 * MINUTE;
    await new Promise((done) => setTimeout(done, 100));
    offline(await kiosk.press('noi', null));
    const { log, people, devices, peers, digest, grants, permits } = house.open.house;
    const stores = { log, people, devices, peers, digest, grants, permits, source: '' };
    const taken = await takeJournal(stores, house.clinic, readFileSync(file('.journal'), 'utf8'), Date.now);
    expect(taken.ok).toBe(false);
    expect(taken.lines.join()).toMatch(/K1-001: refused.*revoked/);
    expect(tickets()).toHaveLength(0);
  });
});
