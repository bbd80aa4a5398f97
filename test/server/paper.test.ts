import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlipFacts } from '../../server/station-link.ts';
import { binh, type Heard, quietClinic, TestHouse, ty } from './test-house.ts';

type Ticket = { id: string; code: string };

describe('the paper', () => {
  let house: TestHouse;
  let api: string;
  let kiosk: string;
  let desk: string;
  let station: string;
  beforeEach(async () => {
    house = await new TestHouse(quietClinic()).start();
    api = house.device('api', 'his', null).token;
    kiosk = house.device('kiosk', 'kiosk', null).token;
    desk = house.device('console', 'admin', null).token;
    station = house.device('station', 'gate-2', null).token;
  });
  afterEach(() => house.end());
  const checkIn = async (token: string, service: string, scan: string | null): Promise<Ticket> => {
    const reply = await house.post(token, '/check-ins', { service, scan });
    return reply.body.ticket as Ticket;
  };
  const jobs = async (state: string): Promise<number> => {
    const text = await (await fetch(`${house.base}/metrics`)).text();
    return Number(new RegExp(`^print_jobs_total\\{state="${state}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  };
  /** A station elsewhere, which answers every slip with `outcome`; the slips are kept. */
  const elsewhere = async (outcome: unknown): Promise<{ heard: Heard; slips: SlipFacts[] }> => {
    const heard = await house.socket('/station', station, {});
    const slips: SlipFacts[] = [];
    heard.socket.on('print', (slip: SlipFacts, answer: (outcome: unknown) => void) => {
      slips.push(slip);
      answer(outcome);
    });
    await heard.hear('connect');
    return { heard, slips };
  };

  it('of a kiosk says number, place and masked name, and comes out here', async () => {
    const { id } = await checkIn(kiosk, 'noi', binh);
    await expect.poll(() => house.station.slips.length).toBe(1);
    const { token } = house.open.house.tail.day.tickets.get(id)!;
    expect(house.station.slips[0]).toMatchObject({
      ticket: id,
      facility: 'Bệnh viện Đa khoa Minh Họa',
      code: 'A001',
      serviceName: { vi: 'Khám Nội', en: 'Internal medicine' },
      place: { vi: 'Phòng khám 1, Phòng khám 2 – Tầng 1, nhà A', en: 'Room 1, Room 2 – Floor 1, block A' },
      priority: false,
      maskedName: 'N.V. Bình',
      ahead: 0,
      url: `${house.base}/t/${token}`,
      issuedAt: '07:30 22/11/2026',
      reprint: 0,
    });
    await expect.poll(() => jobs('confirmed')).toBe(1);
  });

  it('tells when the call is expected: a window in steps of five minutes, later for who comes later', async () => {
    for (let i = 0; i < 12; i += 1) await checkIn(kiosk, 'noi', null);
    await expect.poll(() => house.station.slips.length).toBe(12);
    const windows = house.station.slips.map(({ window }) => window!);
    for (const { from, to } of windows) {
      expect(`${from} ${to}`).toMatch(/^\d\d:\d[05] \d\d:\d[05]$/);
      expect(from < to).toBe(true);
    }
    expect(windows[0]!.from).toBe('07:30');
    // Two rooms of seven minutes: the twelfth waits for five or six calls of each.
    expect(windows[11]!.from >= '07:45' && windows[11]!.to <= '08:45').toBe(true);
    await house.post(desk, '/rooms/pk1/state', { to: 'closed' });
    await checkIn(kiosk, 'noi', null);
    await expect.poll(() => house.station.slips.length).toBe(13);
    expect(house.station.slips[12]!.window!.to > windows[11]!.to).toBe(true);
    await house.post(desk, '/rooms/pk2/state', { to: 'closed' });
    await checkIn(kiosk, 'noi', null);
    await expect.poll(() => house.station.slips.length).toBe(14);
    expect(house.station.slips[13]!.window).toBeNull();
  });

  it('names nobody beside a service that tells an illness, and nobody who showed no card', async () => {
    await checkIn(kiosk, 'san', ty);
    await checkIn(kiosk, 'noi', null);
    await checkIn(kiosk, 'noi', ty);
    await expect
      .poll(() => house.station.slips.map(({ maskedName }) => maskedName))
      .toEqual([null, null, 'H.T. Tý']);
    expect(house.station.slips.map(({ priority }) => priority)).toEqual([true, false, true]);
  });

  it('of a station elsewhere comes out there and nowhere else', async () => {
    const { slips } = await elsewhere({ state: 'confirmed' });
    const { code } = await checkIn(station, 'noi', null);
    await expect.poll(() => slips.map((slip) => slip.code)).toEqual([code]);
    await expect.poll(() => jobs('confirmed')).toBe(1);
    expect(house.station.slips).toEqual([]);
  });

  it('is asked for again by a desk where it came out first', async () => {
    const { slips } = await elsewhere({ state: 'confirmed' });
    const [there, here] = [await checkIn(station, 'noi', null), await checkIn(kiosk, 'noi', null)];
    for (const { id } of [there, here])
      expect((await house.post(desk, `/tickets/${id}/print`, {})).status).toBe(202);
    const said = (list: readonly SlipFacts[]) => list.map(({ code, reprint }) => [code, reprint]);
    await expect
      .poll(() => said(slips))
      .toEqual([
        [there.code, 0],
        [there.code, 1],
      ]);
    await expect
      .poll(() => said(house.station.slips))
      .toEqual([
        [here.code, 0],
        [here.code, 1],
      ]);
  });

  it('of a station that is away is not printed late, and the number stands', async () => {
    const { id } = await checkIn(station, 'noi', null);
    await expect.poll(() => jobs('failed-before-bytes')).toBe(1);
    const { slips } = await elsewhere({ state: 'confirmed' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([slips, house.station.slips]).toEqual([[], []]);
    expect((await house.get(api, '/tickets?state=waiting')).body.tickets).toMatchObject([{ id }]);
  });

  it.each([null, 'confirmed', { state: 7 }, { state: 'printed\nand more' }])(
    'of a station that answers %j counts as unknown',
    async (outcome) => {
      await elsewhere(outcome);
      await checkIn(station, 'noi', null);
      await expect.poll(() => jobs('unknown')).toBe(1);
    },
  );

  it('is not asked for by the hospital system, until somebody at a desk does', async () => {
    const { id } = await checkIn(api, 'noi', null);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(house.station.slips).toEqual([]);
    await house.post(desk, `/tickets/${id}/print`, {});
    await expect.poll(() => house.station.slips).toHaveLength(1);
  });

  it('that fails costs nobody their number', async () => {
    house.station.breaks = true;
    expect((await checkIn(kiosk, 'noi', null)).code).toBe('A001');
    await expect.poll(() => jobs('failed')).toBe(1);
    house.station.breaks = false;
    expect((await checkIn(kiosk, 'noi', null)).code).toBe('A002');
    await expect.poll(() => jobs('confirmed')).toBe(1);
  });
});
