import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HouseState } from '../../core/queue/house-view.ts';
import { quietClinic, TestHouse } from './test-house.ts';

type Ticket = { id: string; paper: string | null };

describe('what became of a slip', () => {
  let house: TestHouse;
  let kiosk: string;
  let desk: string;
  beforeEach(async () => {
    house = await new TestHouse(quietClinic()).start();
    kiosk = house.device('kiosk', 'kiosk', null).token;
    desk = house.device('console', 'chief', null).token;
  });
  afterEach(() => house.end());
  const come = async (): Promise<string> =>
    ((await house.post(kiosk, '/check-ins', { service: 'noi', scan: null })).body.ticket as Ticket).id;
  const paperOf = async (id: string): Promise<string | null> =>
    ((await house.get(desk, `/tickets/${id}`)).body.ticket as Ticket).paper;
  const slipsInLog = async () =>
    (await house.open.house.log.read(0, 10_000)).filter(({ happening }) => happening.type === 'slip-ended');

  it('stands in the log once it is known, and a reprint begins anew', async () => {
    const id = await come();
    await expect.poll(() => paperOf(id)).toBe('confirmed');
    house.station.outcome = { state: 'unknown', picture: null, printer: null };
    await house.post(desk, `/tickets/${id}/print`, {});
    await expect.poll(() => paperOf(id)).toBe('unknown');
    const entries = await slipsInLog();
    expect(entries.map(({ happening }) => happening)).toMatchObject([
      { ticket: id, slip: 1, state: 'confirmed', printer: null },
      { ticket: id, slip: 2, state: 'unknown', printer: null },
    ]);
    expect(house.station.slips.map(({ reprint }) => reprint)).toEqual([0, 1]);
  });

  it('names the second printer when the paper came out there', async () => {
    house.station.outcome = { state: 'likely', picture: null, printer: 'fallback' };
    const id = await come();
    await expect.poll(() => paperOf(id)).toBe('likely');
    expect((await slipsInLog())[0]!.happening).toMatchObject({ printer: 'fallback' });
  });

  it('is shown to the supervisor when nobody knows it or none will come, until a reprint comes out', async () => {
    house.station.outcome = { state: 'failed-before-bytes', picture: null, printer: null };
    const id = await come();
    await expect.poll(() => paperOf(id)).toBe('failed');
    const seen = await house.socket('/console', desk, {});
    await seen.hear('connect');
    seen.socket.emit('sub', { view: '*', epoch: null, seq: null, v: 1 });
    const { state } = (await seen.hear('snap')) as { state: HouseState };
    expect(state.papers).toMatchObject([{ ticket: id, code: 'A001', state: 'failed' }]);
    house.station.outcome = { state: 'confirmed', picture: null, printer: null };
    await house.post(desk, `/tickets/${id}/print`, {});
    const calm = (message: Record<string, unknown>) =>
      (message.ops as { state: HouseState }[]).some((op) => op.state.papers.length === 0);
    await seen.hear('delta', calm, 5_000);
  });

  it('is settled by a person who has seen the paper', async () => {
    house.station.outcome = { state: 'unknown', picture: null, printer: null };
    const id = await come();
    await expect.poll(() => paperOf(id)).toBe('unknown');
    expect((await house.post(desk, `/tickets/${id}/paper-seen`, {})).status).toBe(200);
    expect(await paperOf(id)).toBe('confirmed');
    expect(house.station.slips).toHaveLength(1);
    const entries = await slipsInLog();
    expect(entries.at(-1)!.actor).not.toBe('house');
    expect((await house.post(kiosk, `/tickets/${id}/paper-seen`, {})).status).toBe(403);
  });

  it('is unknown after a restart that came between, and nothing prints by itself', async () => {
    // A station that never answers: the house is stopped while the slip is under way.
    house.station.print = () => new Promise(() => {});
    const id = await come();
    expect(await paperOf(id)).toBe('asked');
    await house.stop();
    house.station.slips.length = 0;
    await house.start();
    await expect.poll(() => paperOf(id)).toBe('unknown');
    expect(house.station.slips).toHaveLength(0);
  });
});
