import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Buckets } from '../../../server/http/bucket.ts';
import { openDatabase } from '../../../server/log/database.ts';
import { quietClinic, TestHouse } from '../test-house.ts';
import { misfits } from './described.ts';

describe('how much the house takes', () => {
  let house: TestHouse;
  beforeEach(() => {
    house = new TestHouse(quietClinic());
  });
  afterEach(async () => {
    expect(await misfits(house)).toEqual([]);
    await house.end();
  });

  it('slows one kiosk that asks without end, and no other', async () => {
    house.flags = ['--limits', 'kiosk=1'];
    await house.start();
    const [wild, calm, api] = [
      house.device('kiosk', 'wild', null).token,
      house.device('kiosk', 'calm', null).token,
      house.device('api', 'his', null).token,
    ];
    const issue = (token: string) => house.post(token, '/check-ins', { service: 'noi', scan: null });
    const replies = await Promise.all(Array.from({ length: 60 }, () => issue(wild)));
    const slowed = replies.filter(({ status }) => status === 429);
    // Two at once, then one a second, however slow the machine is.
    expect(replies.length - slowed.length).toBeGreaterThanOrEqual(2);
    expect(slowed.length).toBeGreaterThan(20);
    for (const { headers, body } of slowed) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(body).toMatchObject({ status: 429, code: 'too-many-requests' });
    }
    expect((await issue(calm)).status).toBe(201);
    const his = await Promise.all(Array.from({ length: 60 }, () => issue(api)));
    expect(his.every(({ status }) => status === 201)).toBe(true);
    await expect.poll(async () => (await issue(wild)).status, { timeout: 3_000, interval: 250 }).toBe(201);
  });

  it('does not let a limit of the hospital system lock out the patients', async () => {
    house.flags = ['--limits', 'api=1'];
    await house.start();
    const api = house.device('api', 'his', null).token;
    const made = await house.post(api, '/check-ins', { service: 'noi', scan: null });
    const { url } = made.body.ticket as { url: string };
    const looks = await Promise.all(Array.from({ length: 8 }, () => house.get('', url)));
    expect(looks.map(({ status }) => status)).toEqual(Array(8).fill(200));
  });

  it('enrols a browser once with a code, and with none that is used, old or wrong', async () => {
    await house.start();
    const { devices } = house.open.house;
    const enrol = (code: string) => house.post('', '/enrol', { requestId: undefined, code });
    const code = await devices.invite({ role: 'board', name: 'hall', room: null });
    const spoken = `${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`;
    const first = await enrol(spoken);
    expect(first).toMatchObject({ status: 201, body: { role: 'board', name: 'hall', room: null } });
    expect((await house.get(first.body.token as string, '/boards/hall')).status).toBe(200);
    expect((await enrol(code)).body).toMatchObject({ status: 422, code: 'code-refused' });
    const old = await devices.invite({ role: 'board', name: 'hall', room: null });
    house.now += 10 * 60_000 + 1;
    expect((await enrol(old)).body).toMatchObject({ status: 422, code: 'code-refused' });
  });

  it('lets nobody guess codes: five wrong ones, then a wait of ten minutes', async () => {
    await house.start();
    const code = await house.open.house.devices.invite({ role: 'api', name: 'his', room: null });
    const guesses = [];
    for (let guess = 0; guess < 40; guess += 1)
      guesses.push(await house.post('', '/enrol', { requestId: undefined, code: `AAAA-${1000 + guess}` }));
    expect(guesses.map(({ status }) => status)).toEqual([...Array(5).fill(422), ...Array(35).fill(429)]);
    expect(Number(guesses[39]!.headers.get('retry-after'))).toBeGreaterThan(590);
    const right = await house.post('', '/enrol', { requestId: undefined, code });
    expect(right.status).toBe(429);
  });

  it('keeps no token and no code in a readable form', async () => {
    await house.start();
    const { token } = house.device('kiosk', 'kiosk', null);
    const code = await house.open.house.devices.invite({ role: 'board', name: 'hall', room: null });
    const db = openDatabase(`${house.dir}/data/tiepdon.sqlite`);
    const rows = JSON.stringify([
      db.prepare('SELECT * FROM device').all(),
      db.prepare('SELECT * FROM enrolment').all(),
    ]);
    db.close();
    expect(rows).toContain('kiosk');
    expect([rows.includes(token), rows.includes(code)]).toEqual([false, false]);
  });
});

describe('a bucket of tokens', () => {
  it('holds two seconds of them, fills by the clock, and says how long to wait', () => {
    let now = 0;
    const buckets = new Buckets(5, () => now);
    expect(Array.from({ length: 12 }, () => buckets.take('a'))).toEqual([...Array(10).fill(0), 1, 1]);
    expect(buckets.take('b')).toBe(0);
    now += 400;
    expect([buckets.take('a'), buckets.take('a'), buckets.take('a')]).toEqual([0, 0, 1]);
    now += 60_000;
    expect(Array.from({ length: 11 }, () => buckets.take('a'))).toEqual([...Array(10).fill(0), 1]);
  });
});
