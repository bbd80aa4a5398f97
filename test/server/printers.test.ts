import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskState } from '../../core/queue/desk-view.ts';
import type { HousePrinter, PrinterReport } from '../../core/wire/protocol.ts';
import { type Heard, quietClinic, sampleClinic, TestHouse } from './test-house.ts';

const READY: PrinterReport = {
  kind: 'paper',
  state: 'ready',
  staff: 'Sẵn sàng.',
  left: 120,
  leftWords: 'còn 120',
};
const OUT: PrinterReport = { ...READY, state: 'paperOut', staff: 'Hết giấy: thay cuộn mới.' };
/** Nobody may learn of an empty roll later than this. */
const ALARM_MS = 5_000;

describe('the printers of the house', () => {
  let house: TestHouse;
  let station: string;
  const begin = async (made: TestHouse): Promise<void> => {
    house = await made.start();
    station = house.device('station', 'sanh-b', null).token;
  };
  beforeEach(() => begin(new TestHouse(quietClinic())));
  afterEach(() => house.end());

  const at = async (view: string): Promise<Heard> => {
    const token = house.device('console', `desk-${view}`, view === '*' ? null : view).token;
    const heard = await house.socket('/console', token, {});
    await heard.hear('connect');
    heard.socket.emit('sub', { view, epoch: null, seq: null, v: 1 });
    await heard.hear('snap');
    return heard;
  };
  const elsewhere = async (): Promise<Heard> => {
    const heard = await house.socket('/station', station, {});
    await heard.hear('connect');
    return heard;
  };
  const told = (heard: Heard, fits: (printer: HousePrinter) => boolean): Promise<unknown> =>
    heard.hear('printers', ({ printers }) => (printers as HousePrinter[]).some(fits), ALARM_MS);

  it('are told to the supervisor and to the reception as soon as one runs out of paper, and to no other desk', async () => {
    const [chief, reception, doctor] = [await at('*'), await at('q1'), await at('pk1')];
    // Just after a heartbeat, so that what comes before the next one was told of its own accord.
    await chief.hear('hb', () => true, 10_000);
    const before = chief.messages.length;
    house.station.change({ printer: { ...OUT, patient: '' } });
    for (const heard of [chief, reception])
      await told(heard, ({ station, state }) => station === 'kiosk' && state === 'paperOut');
    const since = chief.messages.slice(before).map(({ event }) => event);
    expect(since.slice(0, since.indexOf('printers'))).not.toContain('hb');
    expect(doctor.messages.filter(({ event }) => event === 'printers')).toEqual([]);
  });

  it('of a station elsewhere are told over its socket, and as away once that is cut', async () => {
    const reception = await at('q1');
    const pc = await elsewhere();
    pc.socket.emit('printer', READY);
    await told(reception, ({ station, left }) => station === 'sanh-b' && left === 120);
    pc.socket.emit('printer', OUT);
    await told(reception, ({ station, staff }) => station === 'sanh-b' && staff === OUT.staff);
    pc.socket.close();
    await told(reception, ({ station, state }) => station === 'sanh-b' && state === 'away');
  });

  it('are told by the heartbeat to a desk that was opened later', async () => {
    house.station.change({ printer: { ...OUT, patient: '' } });
    await told(await at('q1'), ({ state }) => state === 'paperOut');
  }, 20_000);

  it('that are pictures on a screen are nobody’s business', async () => {
    house.station.change({ printer: { ...READY, kind: 'preview', patient: '' } });
    const chief = await at('*');
    const pc = await elsewhere();
    pc.socket.emit('printer', READY);
    const seen = (await chief.hear(
      'printers',
      ({ printers }) => (printers as HousePrinter[]).length > 0,
    )) as {
      printers: HousePrinter[];
    };
    expect(seen.printers.map(({ station }) => station)).toEqual(['sanh-b']);
  });

  it.each([
    { ...READY, state: 'paper out<script>' },
    { ...READY, left: -1 },
    { ...READY, staff: 'x'.repeat(401) },
    { ...READY, more: 1 },
    null,
  ])('are not believed of a report like %j', async (report) => {
    const pc = await elsewhere();
    pc.socket.emit('printer', report);
    expect(await pc.hear('fault')).toEqual({ code: 'bad-message' });
  });

  it('are not told by a kiosk page', async () => {
    const kiosk = await house.socket('/station', house.device('kiosk', 'k', null).token, {});
    await kiosk.hear('connect');
    kiosk.socket.emit('printer', OUT);
    expect(await kiosk.hear('fault')).toEqual({ code: 'bad-message' });
  });

  it('are every desk’s business where there is no reception', async () => {
    await house.end();
    const clinic = sampleClinic((json) => {
      json.speakers = [];
      for (const service of json.services as Record<string, unknown>[]) delete service.reception;
    });
    await begin(new TestHouse(clinic));
    const doctor = await at('pk1');
    house.station.change({ printer: { ...OUT, patient: '' } });
    await told(doctor, ({ state }) => state === 'paperOut');
  });

  it('leave slips of unknown fate to the reception, too, who settles each with one press', async () => {
    house.station.outcome = { state: 'unknown', picture: null, printer: null };
    const kiosk = house.device('kiosk', 'kiosk', null).token;
    const { body } = await house.post(kiosk, '/check-ins', { service: 'noi', scan: null });
    const { id } = body.ticket as { id: string };
    await expect.poll(() => house.open.house.tail.day.tickets.get(id)?.paper?.state).toBe('unknown');
    const papers = async (view: string): Promise<unknown> => {
      const heard = await at(view);
      return ((await heard.hear('snap')) as { state: DeskState }).state.papers;
    };
    expect(await papers('q1')).toMatchObject([{ ticket: id, code: 'A001', state: 'unknown' }]);
    expect(await papers('pk1')).toEqual([]);
    const desk = house.device('console', 'reception', 'q1').token;
    expect((await house.post(desk, `/tickets/${id}/paper-seen`, {})).status).toBe(200);
    expect(await papers('q1')).toEqual([]);
    expect(house.station.slips).toHaveLength(1);
  });
});
