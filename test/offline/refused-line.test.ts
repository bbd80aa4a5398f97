import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckInBody } from '../../core/wire/api.ts';
import { HandInAnswer, HandInBody } from '../../core/wire/offline.ts';
import type { HouseAnswer } from '../../kiosk/station/house-link.ts';
import { binh, TestHouse } from '../server/test-house.ts';
import { CutLine } from '../visit/cut-line.ts';
import { alwaysOpen, CutKiosk } from './cut-kiosk.ts';

const DAY = 86_400_000;
const HAND_INS = '/api/v1/hand-ins';

describe('a line that the house would not take', () => {
  let house: TestHouse;
  let kiosk: CutKiosk;
  let later = 0;
  const now = (): number => Date.now() + later;
  beforeEach(async () => {
    later = 0;
    const line = await CutLine.open();
    house = new TestHouse(alwaysOpen());
    house.follow = now;
    house.flags = ['--origins', `http://127.0.0.1:${line.port}`];
    await house.start();
    line.target = Number(new URL(house.base).port);
    kiosk = new CutKiosk(house.device('station', 'sanh-a', null).token, line);
    kiosk.clock = now;
    kiosk.start();
    await kiosk.until(() => !kiosk.own.engaged());
  });
  afterEach(async () => {
    await kiosk.end();
    await house.end();
  });

  const tickets = () =>
    Object.fromEntries(
      [...house.open.house.tail.day.tickets.values()].map(({ code, state }) => [code, state]),
    );
  const healed = async (left: number): Promise<void> => {
    kiosk.line.mend();
    await kiosk.until(() => kiosk.own.left() === left && !kiosk.own.engaged());
  };
  /** The house refuses number `n` by itself, and takes what is before it. */
  const refuse = (n: number): void => {
    kiosk.meddle = async (path, body, pass) => {
      if (path !== HAND_INS) return pass(body);
      const { lines, now } = HandInBody.parse(JSON.parse(body!));
      const bad = lines.findIndex((line) => line.kind === 'number' && line.n === n);
      if (bad < 0) return pass(body);
      const before = bad > 0 ? await pass(JSON.stringify({ now, lines: lines.slice(0, bad) })) : null;
      const taken = before ? HandInAnswer.parse(JSON.parse(before.body)).taken : [];
      const refused = { code: 'line-changed', why: 'Dòng này của nhật ký đã bị sửa.' };
      const { epoch } = house.open.house.tail;
      return { status: 200, body: JSON.stringify({ taken, refused, epoch }) };
    };
  };
  /** The house answers so to every request in which number `n` stands. */
  const answer = (n: number, reply: HouseAnswer): void => {
    kiosk.meddle = async (path, body, pass) =>
      path === HAND_INS && HandInBody.parse(JSON.parse(body!)).lines.some((line) => line.n === n)
        ? reply
        : pass(body);
  };

  it('is not what a line that falls silent says: that is waited for once, and not by each request', async () => {
    kiosk.line.cut();
    await kiosk.press('noi', null);
    let silences = 0;
    let since = Number.NEGATIVE_INFINITY;
    let askedOn = 0;
    kiosk.meddle = async (path, body, pass) => {
      // In one look the next request would follow at once; looks are a second apart.
      if (path === HAND_INS && performance.now() - since < 12) askedOn += 1;
      if (!path.startsWith('/api/v1/permits')) return pass(body);
      silences += 1;
      since = performance.now();
      return null;
    };
    kiosk.line.mend();
    for (let round = 1; round <= 4; round += 1) {
      const before = silences;
      await kiosk.until(() => {
        kiosk.own.houseSpoke();
        return silences > before;
      });
      await kiosk.press('noi', null);
    }
    // A look may begin in that very moment.
    expect(askedOn).toBeLessThan(2);
    kiosk.meddle = null;
    await healed(0);
  });

  it('holds up no other, is told by its name, and is taken when the house has learned better', async () => {
    refuse(2);
    kiosk.line.cut();
    for (let each = 0; each < 3; each += 1) await kiosk.press('noi', null);
    await healed(1);
    expect(tickets()).toEqual({ 'K1-001': 'waiting', 'K1-003': 'waiting' });
    const [refused] = kiosk.own.facts().refused;
    expect(refused).toMatchObject({ code: 'K1-002', fault: 'line-changed' });
    expect(refused!.why).toMatch(/bị sửa/);
    // It is not asked for again each second.
    const asked = kiosk.notes.filter(({ event }) => event === 'line-refused').length;
    for (let each = 0; each < 3; each += 1) await kiosk.own.look();
    expect(kiosk.notes.filter(({ event }) => event === 'line-refused')).toHaveLength(asked);
    // Check-ins go to the house again meanwhile.
    expect(await kiosk.press('noi', null)).toMatchObject({ code: 'A001', offline: false });
    kiosk.meddle = null;
    kiosk.own.houseSpoke();
    await kiosk.until(() => kiosk.own.left() === 0);
    expect(kiosk.own.facts().refused).toEqual([]);
    expect(tickets()).toMatchObject({ 'K1-002': 'waiting' });
  });

  it('keeps what became of its number with it: one in doubt is not called into an empty hall later', async () => {
    kiosk.line.cut();
    await kiosk.own.look();
    // Neither on paper nor on the screen when the power goes.
    kiosk.prints = false;
    const wish = CheckInBody.parse({ requestId: randomUUID(), service: 'noi', scan: null });
    await kiosk.own.checkIn(wish, null, JSON.stringify(wish));
    kiosk.stop();
    kiosk.start();
    expect(kiosk.notes.some(({ event }) => event === 'number-void')).toBe(true);
    refuse(1);
    await healed(2);
    expect(tickets()).toEqual({});
    kiosk.meddle = null;
    kiosk.own.houseSpoke();
    await kiosk.until(() => kiosk.own.left() === 0);
    expect(tickets()).toEqual({ 'K1-001': 'held' });
  });

  it.each([
    [400, 'bad-request'],
    [500, 'internal-error'],
  ])(
    'is found among others when the house answers %i to all that they are sent with',
    async (status, code) => {
      answer(2, { status, body: JSON.stringify({ code, detail: '' }) });
      kiosk.line.cut();
      for (let each = 0; each < 3; each += 1) await kiosk.press('noi', each === 1 ? binh : null);
      await healed(1);
      expect(tickets()).toEqual({ 'K1-001': 'waiting', 'K1-003': 'waiting' });
      expect(kiosk.own.facts().refused).toMatchObject([{ code: 'K1-002', fault: code }]);
    },
  );

  it('is not offered each second for ever to a house that takes nothing from this kiosk, as of one that was revoked', async () => {
    let asked = 0;
    kiosk.meddle = async (path, body, pass) => {
      if (path === HAND_INS) asked += 1;
      const isOwn = path === HAND_INS || path.startsWith('/api/v1/permits');
      return isOwn ? { status: 401, body: '{}' } : pass(body);
    };
    kiosk.line.cut();
    await kiosk.press('noi', null);
    kiosk.line.mend();
    // Goes on being used meanwhile.
    await kiosk.until(() => asked > 0 && !kiosk.own.engaged());
    await kiosk.until(() => kiosk.house.connected());
    await kiosk.own.look();
    const before = asked;
    for (let each = 0; each < 20; each += 1) await kiosk.own.look();
    expect(asked - before).toBeLessThanOrEqual(1);
    kiosk.meddle = null;
    kiosk.own.houseSpoke();
    await kiosk.until(() => kiosk.own.left() === 0);
    expect(tickets()).toEqual({ 'K1-001': 'waiting' });
  });

  it.each([408, 429])('is offered again at once when the house was only busy (%i)', async (status) => {
    let answers: HouseAnswer[] | null = null;
    kiosk.meddle = async (path, body, pass) =>
      path === HAND_INS && answers?.length !== 0 ? (answers?.shift() ?? null) : pass(body);
    kiosk.line.cut();
    await kiosk.press('noi', null);
    kiosk.line.mend();
    await kiosk.until(() => kiosk.house.connected());
    answers = [{ status, body: '{}' }];
    await kiosk.until(() => answers?.length === 0);
    const since = performance.now();
    await kiosk.until(() => kiosk.own.left() === 0);
    expect(performance.now() - since).toBeLessThan(4_500);
  });

  it('keeps its journal from being put away when the day is over', async () => {
    refuse(1);
    kiosk.line.cut();
    await kiosk.press('noi', null);
    await healed(1);
    const journals = (): string[] =>
      readdirSync(`${kiosk.dir}/offline`, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /\.journal/.test(name),
      );
    const permits = (): string[] =>
      readdirSync(`${kiosk.dir}/offline`, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('permit.json'))
        .map((name) => readFileSync(`${kiosk.dir}/offline/${name}`, 'utf8'));
    const [yesterday] = permits();
    later = DAY;
    kiosk.own.houseSpoke();
    await kiosk.until(() => permits()[0] !== yesterday);
    await kiosk.own.look();
    expect(journals()).toEqual([expect.stringMatching(/\.journal$/)]);
    kiosk.meddle = null;
    kiosk.own.houseSpoke();
    await kiosk.until(() => kiosk.own.left() === 0);
    kiosk.own.houseSpoke();
    await kiosk.until(() => journals().every((name) => name.endsWith('.done')));
  });
});
