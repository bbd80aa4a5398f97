import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { binh, sampleClinic, TestHouse, ty } from '../test-house.ts';

type Ticket = {
  id: string;
  code: string;
  state: string;
  room: string | null;
  ahead: number;
  priority: string;
  url: string;
  issuedAt: string;
  service: string;
  number: number;
};

describe('a visit over HTTP', () => {
  let house: TestHouse;
  let api: string;
  let kiosk: { id: string; token: string };
  beforeAll(async () => {
    house = await new TestHouse(sampleClinic(() => {})).start();
    api = house.device('api', 'his', null).token;
    kiosk = house.device('kiosk', 'kiosk', null);
  });
  afterAll(() => house.end());

  it('judges a card and keeps nothing of it', async () => {
    const { status, body } = await house.post(api, '/scans', { requestId: undefined, scan: binh });
    expect(status).toBe(200);
    expect(body).toEqual({
      verdict: 'ok',
      code: null,
      codes: [],
      kind: 'cccd',
      person: { maskedName: 'N.V. Bình', birthYear: 1985, sex: 'M', maskedId: '024••••••234' },
    });
    expect(house.open.house.tail.day.seq).toBe(0);
  });

  it('gives a number, prints it at the kiosk, and gives the same person the same number', async () => {
    const first = await house.post(kiosk.token, '/check-ins', {
      service: 'noi',
      scan: binh,
      confirmed: false,
      declared: [],
    });
    expect(first.status).toBe(201);
    const ticket = first.body.ticket as Ticket;
    expect(ticket).toMatchObject({
      code: 'A001',
      number: 1,
      service: 'noi',
      room: null,
      state: 'waiting',
      priority: 'normal',
      ahead: 0,
    });
    expect(ticket.issuedAt).toBe('2026-11-22T07:30:00+07:00');
    expect(first.body.repeat).toBe(false);
    const again = await house.post(kiosk.token, '/check-ins', {
      service: 'noi',
      scan: binh,
      confirmed: false,
      declared: [],
    });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ repeat: true, ticket: { id: ticket.id, code: 'A001' } });
    expect(house.station.slips).toHaveLength(1);
    expect(house.station.slips[0]).toMatchObject({
      code: 'A001',
      maskedName: 'N.V. Bình',
      reprint: 0,
      facility: 'Bệnh viện Đa khoa Minh Họa',
    });
  });

  it('lets an old woman go first by her birth year, and says why', async () => {
    const elder = await house.post(api, '/check-ins', { service: 'noi', scan: ty });
    expect(elder.body.ticket).toMatchObject({ code: 'A002', priority: 'priority' });
    house.now += 30 * 60_000;
    const next = await house.post(api, '/rooms/pk1/next', { expected: null });
    expect(next.body.ticket).toMatchObject({ code: 'A002', state: 'called', room: 'pk1' });
    expect(next.body.reason).toBe('ưu tiên, chờ 30/20 phút; 0 lượt ưu tiên trước');
    expect(house.station.slips).toHaveLength(1);
  });

  it('finishes who is inside when the next is called, and refuses a desk that looks at yesterday', async () => {
    const list = await house.get(api, '/tickets?state=called');
    const [inside] = list.body.tickets as Ticket[];
    expect((await house.post(api, '/rooms/pk1/next', { expected: null })).body).toMatchObject({
      status: 409,
      code: 'expected-mismatch',
    });
    const next = await house.post(api, '/rooms/pk1/next', { expected: inside!.id });
    expect(next.body.ticket).toMatchObject({ code: 'A001' });
    const empty = await house.post(api, '/rooms/pk1/next', { expected: (next.body.ticket as Ticket).id });
    expect(empty).toMatchObject({ status: 200, body: { ticket: null, reason: 'không còn ai chờ' } });
    const done = await house.get(api, '/tickets?state=done');
    expect((done.body.tickets as Ticket[]).map(({ code }) => code).sort()).toEqual(['A001', 'A002']);
  });

  it('shows the patient their own ticket and nothing personal', async () => {
    const made = await house.post(api, '/check-ins', { service: 'mat', scan: null });
    const reply = await fetch(`${house.base}/api/v1${(made.body.ticket as Ticket).url}`);
    expect(await reply.json()).toMatchObject({
      code: 'M001',
      state: 'waiting',
      ahead: 0,
      service: { vi: 'Khám Mắt', en: 'Eyes' },
      room: null,
      facility: 'Bệnh viện Đa khoa Minh Họa',
      updatedAt: house.now,
    });
  });

  it('prints again only when asked, and says that it is a reprint', async () => {
    const made = await house.post(kiosk.token, '/check-ins', { service: 'nhi', scan: null });
    const { id } = made.body.ticket as Ticket;
    expect((await house.post(kiosk.token, `/tickets/${id}/print`, {})).status).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(house.station.slips.map(({ code, reprint }) => [code, reprint])).toEqual([
      ['A001', 0],
      ['H001', 0],
      ['H001', 1],
    ]);
  });

  it('leaves a line with the reason of every refusal, and nothing of the card', async () => {
    house.logLines.length = 0;
    await house.post(kiosk.token, '/scans', {
      requestId: undefined,
      scan: binh.slice(0, 40),
      source: 'keyboard',
    });
    await house.post(kiosk.token, '/check-ins', { service: 'noi', scan: binh.slice(0, 40) });
    await house.post(kiosk.token, '/check-ins', { service: 'nowhere', scan: null });
    await house.get('', '/place');
    const lines = house.logLines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(
      lines.map(({ event, code, status = null, device = null }) => [event, code, status, device]),
    ).toEqual([
      ['scan', 'too_few_fields', null, null],
      ['refused', 'too_few_fields', 422, kiosk.id],
      ['refused', 'unknown-service', 404, kiosk.id],
      ['refused', 'not-enrolled', 401, null],
    ]);
    expect(house.logLines.join('')).not.toMatch(/Bình|024085/);
  });
});
