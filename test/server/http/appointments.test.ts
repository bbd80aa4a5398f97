import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { binh, quietClinic, TestHouse, ty } from '../test-house.ts';
import { misfits } from './described.ts';

type Listed = { id: string; service: string; time: string; known: boolean; code: string | null };

const MINUTE = 60_000;

describe("a day's appointments", () => {
  let house: TestHouse;
  let api: string;
  let desk: string;
  let kiosk: string;
  beforeAll(async () => {
    house = await new TestHouse(quietClinic()).start();
    api = house.device('api', 'his', null).token;
    desk = house.device('console', 'q1', 'q1').token;
    kiosk = house.device('kiosk', 'kiosk', null).token;
  });
  afterAll(() => house.end());

  const book = (token: string, businessDay: string, csv: string) =>
    house.post(token, '/appointments', { businessDay, csv });
  const listed = async (day: string): Promise<Listed[]> =>
    (await house.get(api, `/appointments?day=${day}`)).body.appointments as Listed[];

  it('takes a spreadsheet as it is written here, and names the lines it cannot read', async () => {
    const csv = [
      '\uFEFFGiờ;Dịch vụ;CCCD;Họ tên',
      '08:00;Khám Nội;024085001234;Nguyễn Văn Bình',
      '8h30;noi;024148000777;"Hoàng Thị Tý"',
      '25:00;noi;;',
      '09:00;Khám Răng;;',
      '09:00;noi;12345;',
      '08:00;noi;024085001234;',
      '',
      '09:30;mat;;',
    ].join('\r\n');
    const reply = await book(desk, '2026-11-22', csv);
    expect(reply.body).toEqual({
      taken: 3,
      faults: [
        { line: 4, fault: 'wrong-time' },
        { line: 5, fault: 'unknown-service' },
        { line: 6, fault: 'wrong-number' },
        { line: 7, fault: 'twice' },
      ],
    });
    expect((await listed('2026-11-22')).map(({ time, service, known }) => [time, service, known])).toEqual([
      ['2026-11-22T08:00:00+07:00', 'noi', true],
      ['2026-11-22T08:30:00+07:00', 'noi', true],
      ['2026-11-22T09:30:00+07:00', 'mat', false],
    ]);
    expect((await book(desk, '2026-11-22', 'a;b\n1;2')).body).toEqual({
      taken: 0,
      faults: [{ line: 1, fault: 'no-header' }],
    });
    // A file without a header leaves no list; the right one is handed in again and gives the same bookings.
    expect((await book(desk, '2026-11-22', csv)).body).toMatchObject({ taken: 3 });
  });

  it('knows the booked by their card: on time by the slot, too late like anybody else', async () => {
    house.now = Date.parse('2026-11-22T00:40:00Z');
    const first = await house.post(kiosk, '/check-ins', { service: 'noi', scan: null });
    expect(first.body.ticket).toMatchObject({ priority: 'normal' });
    const booked = await house.post(kiosk, '/check-ins', { service: 'noi', scan: binh });
    expect(booked.body.ticket).toMatchObject({ priority: 'appointment', code: 'A002' });
    house.now = Date.parse('2026-11-22T00:55:00Z');
    // At 07:55 the appointment has waited five of its twenty minutes, the other fifteen of sixty: a draw.
    const next = await house.post(api, '/rooms/pk1/next', { expected: null });
    expect(next.body).toMatchObject({ ticket: { code: 'A001' } });
    house.now += MINUTE;
    const second = await house.post(api, '/rooms/pk2/next', { expected: null });
    expect(second.body).toMatchObject({ ticket: { code: 'A002' } });
    expect(second.body.reason).toBe('hẹn trước, chờ 6/20 phút; 0 lượt ưu tiên trước');
    house.now = Date.parse('2026-11-22T01:50:00Z');
    const late = await house.post(kiosk, '/check-ins', { service: 'noi', scan: ty });
    expect(late.body.ticket).toMatchObject({ priority: 'priority' });
    expect((await listed('2026-11-22')).map(({ code }) => code)).toEqual(['A002', 'A003', null]);
  });

  it('lets a desk use an appointment without a number, once, and no kiosk', async () => {
    const [open] = (await listed('2026-11-22')).filter(({ code }) => code === null);
    const body = { service: 'mat', appointment: open!.id };
    expect((await house.post(kiosk, '/check-ins', body)).status).toBe(403);
    house.now = Date.parse('2026-11-22T02:35:00Z');
    expect((await house.post(desk, '/check-ins', body)).body.ticket).toMatchObject({
      priority: 'appointment',
      code: 'M001',
    });
    expect((await house.post(desk, '/check-ins', body)).body).toMatchObject({ code: 'appointment-used' });
    expect((await house.post(desk, '/check-ins', { ...body, service: 'noi' })).body).toMatchObject({
      status: 409,
    });
    expect(
      (await house.post(desk, '/check-ins', { service: 'mat', appointment: 'nowhere' })).body,
    ).toMatchObject({ code: 'unknown-appointment' });
  });

  it('keeps the list of a day to come until that day, over a restart, and none of the past', async () => {
    const tomorrow = 'time,service,number\n08:15,noi,024085001234\n';
    expect((await book(api, '2026-11-23', tomorrow)).body).toMatchObject({ taken: 1, faults: [] });
    expect((await book(api, '2026-11-21', tomorrow)).body).toMatchObject({ code: 'day-out-of-reach' });
    expect((await book(api, '2027-11-21', tomorrow)).body).toMatchObject({ code: 'day-out-of-reach' });
    await house.stop();
    await house.start();
    expect(await listed('2026-11-23')).toMatchObject([{ service: 'noi', known: true, code: null }]);
    house.now = Date.parse('2026-11-23T01:10:00Z');
    const come = await house.post(api, '/check-ins', { service: 'noi', scan: binh });
    expect(come.body.ticket).toMatchObject({ code: 'A001', priority: 'appointment' });
    await house.stop();
    await house.start();
    expect(await listed('2026-11-23')).toMatchObject([{ code: 'A001' }]);
  });

  it('leaves no number and no name in the log or in its own lines', async () => {
    const entries = JSON.stringify(await house.open.house.log.read(0, 10_000));
    expect(entries).not.toMatch(/024085001234|024148000777|Bình|Tý/);
    expect(house.logLines.join('')).not.toMatch(/024085001234|024148000777|Bình|Tý/);
    expect(await misfits(house)).toEqual([]);
  });
});
