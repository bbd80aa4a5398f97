import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Announce } from '../../core/wire/protocol.ts';
import { acksOf, announcedCall } from '../speaker/announced-call.ts';
import { builtPages } from '../web/built-pages.ts';
import { openChromium, openScreen, type Seen } from '../web/chromium.ts';
import { FakeLiveServer } from '../web/fake-live-server.ts';
import { tone } from './tone.ts';

const SOON = { timeout: 8_000 };
const SCREEN = { width: 640, height: 360 };
const HALL = { role: 'speaker', name: 'hall' };
const loud = tone(0.4, 0.3);
const silent = tone(0.4, 0);

let browser: Browser;
let server: FakeLiveServer;
let seen: Seen;
beforeEach(async () => {
  server = new FakeLiveServer(await builtPages());
  server.answers['/audio/loud.wav'] = { status: 200, body: loud.wav };
  server.answers['/audio/silent.wav'] = { status: 200, body: silent.wav };
  server.put('/speaker', 'hall', { speaker: 'hall' });
  await server.open();
});
afterEach(async () => {
  await seen.context.close();
  await server.close();
  expect(seen.faults).toEqual([]);
});

async function open(): Promise<void> {
  seen = await openScreen(browser, server.origin, SCREEN, HALL);
  await seen.page.goto(`${server.origin}/speaker/hall`);
}
const sounds = (): unknown[] =>
  server.heard.filter(({ event }) => event === 'sound').map(({ message }) => message.state);
const acks = (id: string): string[] => acksOf(server, id);
const call = (seq: number, more: Partial<Announce> = {}): Announce =>
  announcedCall(server, seq, { url: '/audio/loud.wav', sha256: loud.sha256, ms: 400 }, more);

// A page that is looked into by the test counts as touched, so until the report nothing looks into it.
describe('a speaker page whose browser withholds sound', () => {
  beforeAll(async () => {
    browser = await openChromium([]);
  });
  afterAll(() => browser.close());

  it('reports it, asks for a touch, and speaks after the touch', async () => {
    await open();
    await expect.poll(sounds, SOON).toEqual(['blocked']);
    server.tell('/speaker', 'announce', call(1));
    await expect.poll(() => acks('n1'), SOON).toEqual(['received']);
    expect(await seen.page.locator('.speaker-blocked strong').textContent()).toBe('Chạm để bật loa');
    await seen.page.mouse.click(300, 200);
    await expect.poll(sounds, SOON).toEqual(['blocked', 'running']);
    await expect.poll(() => acks('n1'), SOON).toEqual(['received', 'started', 'audible', 'done']);
  });

  it('is unlocked by a key of a remote control too', async () => {
    await open();
    await expect.poll(sounds, SOON).toEqual(['blocked']);
    await seen.page.keyboard.press('Enter');
    await expect.poll(sounds, SOON).toEqual(['blocked', 'running']);
  });
});

describe('a speaker page that may sound', () => {
  beforeAll(async () => {
    browser = await openChromium(['--autoplay-policy=no-user-gesture-required']);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    await open();
    await expect.poll(sounds, SOON).toEqual(['running']);
  });

  it('plays two calls that come together one after the other, both whole, and none of another zone', async () => {
    server.tell('/speaker', 'announce', call(9, { zone: 'other' }));
    server.tell('/speaker', 'announce', call(1));
    server.tell('/speaker', 'announce', call(2));
    await expect.poll(() => acks('n2'), SOON).toContain('done');
    const phases = server.heard
      .filter(({ event, message }) => event === 'ack' && message.phase !== 'received')
      .map(({ message }) => `${message.id} ${message.phase}`);
    expect(phases).toEqual(['n1 started', 'n1 audible', 'n1 done', 'n2 started', 'n2 audible', 'n2 done']);
    expect(acks('n9')).toEqual([]);
    expect(await seen.page.locator('.speaker-before li').count()).toBe(2);
  });

  it('does not speak what the server takes back, before it came or while it waits', async () => {
    server.tell('/speaker', 'withdraw', { callId: 'c3' });
    for (const seq of [1, 2, 3, 4]) server.tell('/speaker', 'announce', call(seq, { rev: 1 }));
    server.tell('/speaker', 'withdraw', { callId: 'c2' });
    await expect.poll(() => acks('n4'), SOON).toContain('done');
    expect(acks('n2')).toEqual(['received', 'dropped withdrawn']);
    expect(acks('n3')).toEqual(['dropped withdrawn']);
    expect(acks('n1')).toEqual(['received', 'started', 'audible', 'done']);
  });

  it('plays a held call at its turn alone, at the level of the turn, and says how loud and how long', async () => {
    for (const seq of [1, 2]) server.tell('/speaker', 'announce', call(seq, { held: true }));
    await expect.poll(() => acks('n2'), SOON).toEqual(['received']);
    server.tell('/speaker', 'turn', { id: 'n2', play: 1, gainDb: 0 });
    await expect.poll(() => acks('n2'), SOON).toContain('done');
    server.tell('/speaker', 'turn', { id: 'n1', play: 1, gainDb: -20 });
    await expect.poll(() => acks('n1'), SOON).toContain('done');
    const figures = (id: string) =>
      server.heard.findLast(({ event, message }) => event === 'ack' && message.id === id)!.message;
    const [loudest, quiet] = [figures('n2'), figures('n1')];
    expect(Number(loudest.peakDb) - Number(quiet.peakDb)).toBeCloseTo(20, 0);
    expect(Number(quiet.playedMs)).toBeGreaterThan(350);
  });

  it('falls silent at once for an emergency, and says what was cut off in full when its turn comes again', async () => {
    const long = tone(4, 0.3);
    server.answers['/audio/long.wav'] = { status: 200, body: long.wav };
    const audio = { url: '/audio/long.wav', sha256: long.sha256, ms: 4_000 };
    server.tell('/speaker', 'announce', call(1, { held: true, audio }));
    server.tell('/speaker', 'announce', call(2, { held: true, priority: 0 }));
    server.tell('/speaker', 'turn', { id: 'n1', play: 1, gainDb: 0 });
    await expect.poll(() => acks('n1'), SOON).toContain('started');
    const at = Date.now();
    server.tell('/speaker', 'cut', { id: 'n1' });
    server.tell('/speaker', 'turn', { id: 'n2', play: 1, gainDb: 0 });
    await expect.poll(() => acks('n2'), SOON).toContain('done');
    // The long one would have lasted four seconds more.
    expect(Date.now() - at).toBeLessThan(4_000);
    expect(acks('n1')).toEqual(['received', 'started']);
    server.tell('/speaker', 'turn', { id: 'n1', play: 1, gainDb: 0 });
    await expect.poll(() => acks('n1'), SOON).toEqual(['received', 'started', 'started', 'audible', 'done']);
  });

  it('speaks nothing late by the clock of the server, and after a reload nothing twice', async () => {
    server.tell('/speaker', 'announce', call(1));
    await expect.poll(() => acks('n1'), SOON).toContain('done');
    server.clockAheadMs = 86_400_000;
    await seen.page.reload();
    await expect.poll(sounds, SOON).toHaveLength(2);
    server.tell('/speaker', 'announce', call(1, { id: 'copy' }));
    // As well as a page knows the clock of its house that it met on a busy machine.
    server.tell('/speaker', 'announce', call(2, { expiresAt: server.now() - 2_000 }));
    server.tell('/speaker', 'announce', call(3));
    await expect.poll(() => acks('n3'), SOON).toContain('done');
    expect(acks('copy')).toEqual(['dropped duplicate']);
    expect(acks('n2')).toEqual(['dropped expired']);
  });

  it('does not play a sound that is damaged, missing or no sound, and owns up to silence', async () => {
    const other = { url: '/audio/loud.wav', sha256: silent.sha256, ms: 400 };
    server.answers['/audio/text.wav'] = { status: 200, body: Buffer.from('no sound') };
    const text = 'b7e1bc4fa0cb6b31f8bd0ae26a1ef5a1fa7ba93c8ba6ed1c05ecb4e7d9b9e50c';
    server.tell('/speaker', 'announce', call(1, { audio: other }));
    server.tell('/speaker', 'announce', call(2, { audio: { ...other, url: '/audio/missing.wav' } }));
    server.tell('/speaker', 'announce', call(3, { audio: { url: '/audio/text.wav', sha256: text, ms: 1 } }));
    const quiet = { url: '/audio/silent.wav', sha256: silent.sha256, ms: 400 };
    server.tell('/speaker', 'announce', call(4, { audio: quiet }));
    await expect.poll(() => acks('n4'), SOON).toEqual(['received', 'started', 'failed silent']);
    expect(acks('n1')).toEqual(['received', 'failed checksum']);
    expect(acks('n2')).toEqual(['received', 'failed fetch']);
    expect(acks('n3').pop()).toMatch(/^failed (checksum|decode)$/);
  });
});
