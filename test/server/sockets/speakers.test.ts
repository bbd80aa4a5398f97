import { createHash } from 'node:crypto';
import { describe, it } from 'vitest';
import type { Announce } from '../../../core/wire/protocol.ts';
import { type Heard, sampleClinic, TestHouse } from '../test-house.ts';
import { openBoard, openDesk } from './screen.ts';

const opened = async (): Promise<TestHouse> => new TestHouse(sampleClinic(() => {})).start();

async function entered(house: TestHouse, space: string, token: string, view: string): Promise<Heard> {
  const heard = await house.socket(space, token, {});
  await heard.hear('connect');
  heard.socket.emit('sub', { view, epoch: null, seq: null, v: 1 });
  await heard.hear('snap');
  return heard;
}
const openSpeaker = (house: TestHouse): Promise<Heard> =>
  entered(house, '/speaker', house.device('speaker', 'hall', null).token, 'hall');

/** Somebody has a number and is called into room 1. */
async function callSomebody(house: TestHouse): Promise<{ api: string; id: string }> {
  const api = house.device('api', 'his', null).token;
  await house.post(api, '/check-ins', { service: 'noi', scan: null });
  const { body } = await house.post(api, '/rooms/pk1/next', { expected: null });
  return { api, id: (body.ticket as { id: string }).id };
}

describe.concurrent('a speaker', () => {
  it('is told what to say, once, with the sound that goes with it', async ({ expect }) => {
    const house = await opened();
    const speaker = await openSpeaker(house);
    const board = await openBoard(house, 'hall');
    await callSomebody(house);
    const call = (await speaker.hear('announce', () => true, 10_000)) as unknown as Announce;
    await expect.poll(() => board.held?.state.calls.length).toBe(1);
    const [row] = board.held!.state.calls;
    expect(call).toMatchObject({
      callId: row!.callId,
      rev: 1,
      seq: house.open.house.tail.day.seq,
      createdAt: house.now,
      expiresAt: house.now + 60_000,
      zone: 'hall',
      lang: 'vi',
      repeat: 2,
    });
    expect(call.text).toMatch(/phòng khám/i);
    expect(call.text).not.toMatch(/\d/);
    const sound = await fetch(house.base + call.audio.url);
    const bytes = Buffer.from(await sound.arrayBuffer());
    expect(sound.headers.get('content-type')).toBe('audio/wav');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(call.audio.sha256);
    expect(call.audio.ms).toBeGreaterThan(500);
    expect(speaker.messages.filter(({ event }) => event === 'announce')).toHaveLength(1);
    for (const name of ['0'.repeat(64), 'x', `${call.audio.sha256}0`])
      expect((await fetch(`${house.base}/audio/${name}.wav`)).status).toBe(404);
    await house.end();
  });

  it('calls somebody in English too who took the number in English, and nobody else', async ({ expect }) => {
    const clinic = sampleClinic((json) => {
      json.speakers = [{ id: 'hall', rooms: ['pk1'], english: 'asked' }];
    });
    const house = await new TestHouse(clinic).start();
    const speaker = await openSpeaker(house);
    const api = house.device('api', 'his', null).token;
    await house.post(api, '/check-ins', { service: 'noi', scan: null, language: 'en' });
    await house.post(api, '/check-ins', { service: 'noi', scan: null, language: 'vi' });
    expect((await house.post(api, '/check-ins', { service: 'noi', language: 'fr' })).status).toBe(400);
    const { body } = await house.post(api, '/rooms/pk1/next', { expected: null });
    const { id } = body.ticket as { id: string };
    const first = await speaker.hear('announce', () => true, 20_000);
    expect(first.text).toMatch(/^Xin mời.* Ticket A zero zero one, please go/);
    // As it is after a restart: the language is in the log.
    await house.stop();
    await house.start();
    const { language } = [...house.open.house.tail.day.tickets.values()][0]!;
    expect(language).toBe('en');
    const again = await openSpeaker(house);
    await house.post(api, `/tickets/${id}/recall`, {});
    expect((await again.hear('announce', () => true, 20_000)).text).toMatch(/Second call\. Ticket A/);
    await house.post(api, '/rooms/pk1/next', { expected: id });
    const second = await again.hear('announce', ({ rev }) => rev === 1, 20_000);
    expect(second.text).not.toMatch(/Ticket/);
    await house.end();
  });

  it('takes a call back that was undone, started or ended, and sends no sound that comes too late', async ({
    expect,
  }) => {
    const house = await opened();
    const speaker = await openSpeaker(house);
    const { api, id } = await callSomebody(house);
    const first = (await speaker.hear('announce', () => true, 10_000)) as unknown as Announce;
    await house.post(api, `/tickets/${id}/undo`, {});
    expect(await speaker.hear('withdraw')).toEqual({ callId: first.callId });
    // Undone before its sentence was made: nobody hears of it.
    await house.post(api, '/check-ins', { service: 'nhi', scan: null });
    const called = await house.post(api, '/rooms/pk3/next', { expected: null });
    await house.post(api, `/tickets/${(called.body.ticket as { id: string }).id}/undo`, {});
    const again = await house.post(api, '/rooms/pk1/next', { expected: null });
    expect((again.body.ticket as { id: string }).id).toBe(id);
    const second = await speaker.hear('announce', ({ callId }) => callId !== first.callId, 10_000);
    expect(second.text).toMatch(/phòng khám số một/);
    await house.post(api, `/tickets/${id}/start`, {});
    await speaker.hear('withdraw', ({ callId }) => callId === second.callId);
    expect(speaker.messages.filter(({ event }) => event === 'announce')).toHaveLength(2);
    await house.end();
  });

  it('asks the next few people to come near, in one sentence', async ({ expect }) => {
    const house = await opened();
    const speaker = await openSpeaker(house);
    const board = await openBoard(house, 'hall');
    const api = house.device('api', 'his', null).token;
    for (let i = 0; i < 12; i += 1) await house.post(api, '/check-ins', { service: 'tiep-don', scan: null });
    const reply = await house.post(api, '/rooms/q1/invite', { count: 10 });
    expect((reply.body.codes as string[]).slice(0, 2)).toEqual(['L001', 'L002']);
    const said = await speaker.hear('announce', () => true, 10_000);
    expect(said).toMatchObject({ repeat: 1, rev: 1 });
    expect(said.text).toMatch(/^Xin mời các số, từ .+, đến .+, đến gần quầy số một\.$/);
    await expect.poll(() => board.held?.state.calls[0]?.code).toBe('L001 – L010');
    const waiting = await house.get(api, '/tickets?state=waiting');
    expect(waiting.body.tickets).toHaveLength(12);
    await house.end();
  });

  it('says a recall as the same call, one revision later, and not for long', async ({ expect }) => {
    const house = await opened();
    const speaker = await openSpeaker(house);
    const board = await openBoard(house, 'hall');
    const { api, id } = await callSomebody(house);
    const call = await speaker.hear('announce', () => true, 10_000);
    house.now += 9_000;
    expect((await house.post(api, `/tickets/${id}/recall`, {})).status).toBe(200);
    const again = await speaker.hear('announce', ({ rev }) => rev === 2, 10_000);
    expect(again).toMatchObject({
      callId: call.callId,
      createdAt: house.now,
      expiresAt: house.now + 20_000,
      repeat: 1,
    });
    expect(again.id).not.toBe(call.id);
    await expect.poll(() => board.held?.state.calls).toMatchObject([{ callId: call.callId, rev: 2 }]);
    await house.end();
  });

  it('that comes late is told nothing of earlier calls', async ({ expect }) => {
    const house = await opened();
    const early = await openSpeaker(house);
    await callSomebody(house);
    await early.hear('announce', () => true, 10_000);
    const late = await openSpeaker(house);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(late.messages.map(({ event }) => event).sort()).toEqual(['connect', 'lease', 'snap']);
    await house.end();
  });

  it('tells the desk how far the call got', async ({ expect }) => {
    const house = await opened();
    const [speaker, desk] = [await openSpeaker(house), await openDesk(house, 'pk1')];
    await callSomebody(house);
    const { id, callId } = await speaker.hear('announce', () => true, 10_000);
    for (const phase of ['received', 'audible']) speaker.socket.emit('ack', { id, phase, reason: null });
    expect(await desk.heard.hear('sound', ({ phase }) => phase === 'audible')).toMatchObject({ callId });
    speaker.socket.emit('ack', { id, phase: 'started', reason: null });
    speaker.socket.emit('sound', { state: 'blocked' });
    await desk.heard.hear('sound', ({ phase }) => phase === 'silent');
    const phases = desk.heard.messages
      .filter(({ event }) => event === 'sound')
      .map(({ message }) => message.phase);
    expect(phases).toEqual(['received', 'audible', 'silent']);
    await house.end();
  });

  it('that says nothing at all is reported to the desk after three seconds', async ({ expect }) => {
    const house = await opened();
    const desk = await openDesk(house, 'pk1');
    await callSomebody(house);
    expect(await desk.heard.hear('sound', () => true, 9_000)).toMatchObject({ phase: 'silent' });
    await house.end();
  });

  it('is current when it comes back with what it had', async ({ expect }) => {
    const house = await opened();
    const speaker = await openSpeaker(house);
    const { epoch, seq } = await speaker.hear('snap');
    speaker.socket.emit('sub', { view: 'hall', epoch, seq, v: 1 });
    expect(await speaker.hear('hb')).toEqual({ view: 'hall', epoch, seq, now: house.now });
    await house.end();
  });
});

describe.concurrent('every screen', () => {
  it('hears a sign of life each five seconds, under the name by which it asked', async ({ expect }) => {
    const house = await opened();
    const from = performance.now();
    const kiosk = house.device('kiosk', 'kiosk-7', null).token;
    const screens = {
      hall: await openSpeaker(house),
      'kiosk-7': await entered(house, '/station', kiosk, 'kiosk-7'),
      pk1: (await openDesk(house, 'pk1')).heard,
      board: (await openBoard(house, 'hall')).heard,
    };
    for (const [name, heard] of Object.entries(screens)) {
      const beat = await heard.hear('hb', () => true, 9_000);
      expect(Object.keys(beat).sort(), name).toEqual(['epoch', 'now', 'seq', 'view']);
      expect(beat.view).toBe(name === 'board' ? 'hall' : name);
      expect(beat.epoch).toBe(house.open.house.tail.epoch);
    }
    expect(performance.now() - from).toBeGreaterThan(3_000);
    await house.end();
  });

  it('that connects and never says who it is, is closed', async ({ expect }) => {
    const house = await opened();
    const { host } = new URL(house.base);
    const silent = new WebSocket(`ws://${host}/socket.io/?EIO=4&transport=websocket`);
    const closed = new Promise((resolve) => silent.addEventListener('close', resolve));
    await new Promise((resolve) => silent.addEventListener('open', resolve));
    const from = performance.now();
    await closed;
    expect(performance.now() - from).toBeLessThan(7_000);
    await house.end();
  });
});

describe.concurrent('a kiosk screen', () => {
  it('is told of its station by the name it asked for, and of a card read there', async ({ expect }) => {
    const house = await opened();
    const token = house.device('kiosk', 'kiosk-7', null).token;
    const first = await entered(house, '/station', token, 'kiosk-7');
    const last = await entered(house, '/station', token, 'kiosk-7');
    house.station.change({
      printer: {
        left: null,
        leftWords: '',
        kind: 'paper',
        state: 'no-paper',
        staff: 'Hết giấy',
        patient: '',
      },
    });
    for (const screen of [first, last])
      expect(
        await screen.hear('snap', ({ state }) => JSON.stringify(state).includes('no-paper')),
      ).toMatchObject({
        view: 'kiosk-7',
        state: { printer: { state: 'no-paper' } },
      });
    const answer = { verdict: 'ok', code: null, codes: [], kind: 'cccd', person: null } as const;
    house.station.scan({ scanId: 's1', at: house.now, answer }, 'the text of the card');
    expect(await last.hear('scan')).toEqual({ scanId: 's1', at: house.now, answer });
    await house.post(token, '/check-ins', { service: 'noi', scan: null });
    expect(await last.hear('slip')).toMatchObject({ code: 'A001', outcome: 'confirmed' });
    const told = [...first.messages, ...last.messages];
    expect(JSON.stringify(told)).not.toContain('the text of the card');
    // Two pages on one station: the card goes to the one that was opened last and to no other.
    expect(first.messages.map(({ event }) => event)).not.toContain('scan');
    await house.end();
  });

  it('is told when a driver breaks, and the number stands', async ({ expect }) => {
    const house = await opened();
    const token = house.device('kiosk', 'kiosk', null).token;
    const screen = await entered(house, '/station', token, 'kiosk');
    house.station.breaks = true;
    expect((await house.post(token, '/check-ins', { service: 'noi', scan: null })).status).toBe(201);
    expect(await screen.hear('slip')).toMatchObject({ code: 'A001', outcome: 'failed' });
    await house.end();
  });
});
