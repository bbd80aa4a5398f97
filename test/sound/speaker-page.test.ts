import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Announce } from '../../core/wire/protocol.ts';
import { announcedCall } from '../speaker/announced-call.ts';
import { builtPages } from '../web/built-pages.ts';
import { openScreen, type Seen } from '../web/chromium.ts';
import { FakeLiveServer } from '../web/fake-live-server.ts';
import { type SpokenCall, SpokenCalls } from './call-voice.ts';
import { RECORDED_RATE, type Recording, SoundRoom } from './sound-room.ts';
import { MAY_SOUND, openSoundingChromium } from './sounding-chromium.ts';

/** Long enough for every announcement of a test, on a busy machine. */
const SPOKEN = { timeout: 50_000 };
const SCREEN = { width: 640, height: 360 };

let calls: SpokenCalls;
let room: SoundRoom;
let browser: Browser;
let server: FakeLiveServer;
let seen: Seen;
let recording: Recording;

beforeAll(async () => {
  calls = await SpokenCalls.open();
  room = await SoundRoom.open(['hall']);
  browser = await openSoundingChromium(room, 'hall', [MAY_SOUND]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await room?.close();
  calls?.close();
});
beforeEach(async () => {
  server = new FakeLiveServer(await builtPages());
  server.put('/speaker', 'hall', { speaker: 'hall' });
  server.heartbeatMs = 1_000;
  await server.open();
  recording = await room.record('hall');
  seen = await openScreen(browser, server.origin, SCREEN, { role: 'speaker', name: 'hall' });
  await seen.page.goto(`${server.origin}/speaker/hall`);
  await expect.poll(() => server.heard.some(({ event }) => event === 'sound'), SPOKEN).toBe(true);
});
afterEach(async () => {
  recording.stop();
  await seen.context.close();
  await server.close();
});

let seq = 0;
function announce({ audio, wav, text }: SpokenCall, more: Partial<Announce> = {}): string {
  server.answers[audio.url] = { status: 200, body: wav };
  seq += 1;
  const message = announcedCall(server, seq, audio, { text, ...more });
  server.tell('/speaker', 'announce', message);
  return message.id;
}
const phases = (id: string): unknown[] =>
  server.heard
    .filter(({ event, message }) => event === 'ack' && message.id === id)
    .map(({ message }) => message.phase);
const done = (id: string): Promise<void> => expect.poll(() => phases(id), SPOKEN).toContain('done');
/** Waits until the sound has left the pipe, then listens to everything since the page was opened. */
async function heard(): Promise<string[]> {
  await new Promise((after) => setTimeout(after, 800));
  return calls.heardIn({ samples: recording.samples(), rate: RECORDED_RATE });
}
const wordsOf = ({ tokens }: SpokenCall): string => tokens.join(' ');

// Once more when it fails: sound is made in real time, and another test may have taken the machine for a moment.
describe('what comes out of the loudspeaker behind the page', { retry: 2 }, () => {
  it('is what was announced, word by word, at the pace of the file', async () => {
    const call = await calls.call('A105', 12);
    const id = announce(call);
    await done(id);
    expect(phases(id)).toContain('audible');
    expect(await heard()).toEqual([wordsOf(call)]);
    const [sentence] = calls.sentencesIn({ samples: recording.samples(), rate: RECORDED_RATE });
    const direct = calls.sentencesIn({ samples: samplesOf(call.wav), rate: 22_050 })[0]!;
    const offset = sentence![0]!.startMs - direct[0]!.startMs;
    sentence!.forEach(({ startMs, score }, n) => {
      expect(Math.abs(startMs - offset - direct[n]!.startMs)).toBeLessThanOrEqual(20);
      expect(score).toBeGreaterThan(0.9);
    });
  });

  it('is two whole calls in their order when they come within 100 ms', async () => {
    const [one, two] = [await calls.call('A007', 3), await calls.call('H245', 1)];
    announce(one);
    await new Promise((after) => setTimeout(after, 60));
    await done(announce(two));
    expect(await heard()).toEqual([wordsOf(one), wordsOf(two)]);
  });

  it('is one call when the same event comes three times, and one more play for its repeat', async () => {
    const call = await calls.call('S012', 2);
    const id = announce(call, { repeat: 2 });
    const again = { callId: `c${seq}`, seq, repeat: 2 };
    announce(call, { ...again, id });
    announce(call, { ...again, id: `${id}-copy` });
    await done(id);
    expect(await heard()).toEqual([wordsOf(call), wordsOf(call)]);
  });

  it('is none of the calls that were taken back or ran out, and every other one', async () => {
    const [one, two, three, four] = await Promise.all(
      ['A001', 'A002', 'A003', 'A004'].map((code, n) => calls.call(code, n + 1)),
    );
    announce(one!);
    announce(two!);
    server.tell('/speaker', 'withdraw', { callId: `c${seq}` });
    announce(three!, { expiresAt: server.now() + 1_500 });
    await done(announce(four!));
    expect(await heard()).toEqual([wordsOf(one!), wordsOf(four!)]);
  });
});

function samplesOf(wav: Buffer): Float32Array {
  return Float32Array.from(
    { length: (wav.length - 44) >> 1 },
    (_, i) => wav.readInt16LE(44 + 2 * i) / 32_768,
  );
}
