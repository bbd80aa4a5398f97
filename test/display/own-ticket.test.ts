import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TicketAnswer } from '../../core/wire/api.ts';
import type { TicketFace } from '../../display/ticket-face.ts';
import { binh, sampleClinic, TestHouse } from '../server/test-house.ts';

let house: TestHouse;
let desk: string;
beforeAll(async () => {
  const clinic = sampleClinic((json) => {
    json.speakers = [];
  });
  house = await new TestHouse(clinic).start();
  desk = house.device('api', 'desk', null).token;
});
afterAll(() => house.end());

async function checkIn(body: object): Promise<TicketAnswer> {
  const made = await house.post(desk, '/check-ins', { scan: null, ...body });
  return made.body.ticket as unknown as TicketAnswer;
}
/** What a phone is told, that of the patient or of anybody who has the address. */
async function faceOf({ url }: TicketAnswer): Promise<TicketFace> {
  return (await (await fetch(`${house.base}/api/v1${url}`)).json()) as TicketFace;
}
const next = (room: string, expected: string | null): Promise<unknown> =>
  house.post(desk, `/rooms/${room}/next`, { expected });

describe("what a patient's own page is told", () => {
  it('is the number, how many are ahead, where to wait, and when to ask again', async () => {
    for (let before = 0; before < 4; before += 1) await checkIn({ service: 'noi' });
    const ticket = await checkIn({ service: 'noi' });
    expect(await faceOf(ticket)).toEqual({
      code: 'A005',
      state: 'waiting',
      ahead: 4,
      wait: ticket.wait,
      service: { vi: 'Khám Nội', en: 'Internal medicine' },
      room: null,
      place: {
        vi: 'Phòng khám 1, Phòng khám 2 – Tầng 1, nhà A',
        en: 'Room 1, Room 2 – Floor 1, block A',
      },
      arrow: 'none',
      calls: 0,
      backAt: null,
      steps: [{ name: { vi: 'Khám Nội', en: 'Internal medicine' }, state: 'open' }],
      facility: 'Bệnh viện Đa khoa Minh Họa',
      updatedAt: house.now,
      nextPollMs: 15_000,
    });
  });

  it('is the room with its way and arrow when it is called, and that it was called again', async () => {
    const ticket = await checkIn({ service: 'mat' });
    expect(await faceOf(ticket)).toMatchObject({ ahead: 0, nextPollMs: 5_000 });
    await next('pk5', null);
    expect(await faceOf(ticket)).toMatchObject({
      state: 'called',
      room: { vi: 'Phòng khám 5', en: 'Room 5' },
      place: { vi: 'Tầng 1, nhà B', en: 'Floor 1, block B' },
      arrow: 'right',
      calls: 1,
      nextPollMs: 5_000,
    });
    house.now += 9_000;
    await house.post(desk, `/tickets/${ticket.id}/recall`, {});
    expect(await faceOf(ticket)).toMatchObject({ state: 'called', calls: 2 });
    await house.post(desk, `/tickets/${ticket.id}/finish`, {});
    expect(await faceOf(ticket)).toMatchObject({ state: 'done', room: null, place: null, nextPollMs: null });
  });

  it('is the whole way of the visit, and when the results are in', async () => {
    const ticket = await checkIn({ service: 'nhi' });
    await next('pk3', null);
    await house.post(desk, `/tickets/${ticket.id}/order`, { services: ['xet-nghiem'], back: true });
    await house.post(desk, `/tickets/${ticket.id}/finish`, {});
    await next('xn1', null);
    const steps = (face: TicketFace): string[] => face.steps.map(({ name, state }) => `${name.vi} ${state}`);
    const inLab = await faceOf(ticket);
    expect(steps(inLab).slice(0, 3)).toEqual(['Khám Nhi done', 'Xét nghiệm here', 'Khám Nhi ahead']);
    await house.post(desk, `/tickets/${ticket.id}/finish`, {});
    const away = await faceOf(ticket);
    expect([away.state, away.backAt, away.nextPollMs]).toEqual(['away', house.now + 20 * 60_000, 30_000]);
    await house.post(desk, `/tickets/${ticket.id}/return`, {});
    expect(await faceOf(ticket)).toMatchObject({ state: 'waiting', place: { vi: 'Phòng khám 3' } });
  });

  it('names no sensitive service, neither as the one at hand nor among the steps, and no person', async () => {
    const ticket = await checkIn({ service: 'san', scan: binh, confirmed: true });
    await next('pk4', null);
    await house.post(desk, `/tickets/${ticket.id}/order`, { services: ['sieu-am'], back: true });
    await house.post(desk, `/tickets/${ticket.id}/finish`, {});
    const face = await faceOf(ticket);
    expect(face.service.vi).toBe('Siêu âm');
    expect(face.steps.map(({ name }) => name.vi)).toEqual(['Phòng khám', 'Siêu âm', 'Phòng khám']);
    expect(JSON.stringify(face)).not.toMatch(/Sản|Women|Bình|B\.|1985|024085|visitor|NCT/);
  });
});

describe('a ward full of phones behind one address', () => {
  it('is never turned away, but one ticket that is asked for like mad is, and so is guessing', async () => {
    const wards = await Promise.all(Array.from({ length: 60 }, () => checkIn({ service: 'tiep-don' })));
    const ask = async (url: string): Promise<number> => (await fetch(`${house.base}/api/v1${url}`)).status;
    const asked = await Promise.all([...wards, ...wards, ...wards].map(({ url }) => ask(url)));
    expect(asked.filter((status) => status !== 200)).toEqual([]);
    const mad = await Promise.all(Array.from({ length: 40 }, () => ask(wards[0]!.url)));
    expect(mad).toContain(429);
    const guesses = await Promise.all(Array.from({ length: 250 }, (_, i) => ask(`/t/guess${i}`)));
    expect(new Set(guesses)).toEqual(new Set([404, 429]));
    expect(await ask(wards[1]!.url)).toBe(200);
  });
});
