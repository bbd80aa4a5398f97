import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Announce } from '../../core/wire/protocol.ts';
import { ScreenSign } from '../../core/wire/screen.ts';
import { openSpeakerClient, type SpeakerClient } from '../../speaker/speaker-client.ts';
import { tone } from '../display/tone.ts';
import { FakeLiveServer } from '../web/fake-live-server.ts';
import { acksOf, announcedCall } from './announced-call.ts';
import { FakeOutput } from './fake-output.ts';

const SOON = { timeout: 10_000 };
const short = tone(0.3, 0.5);
let server: FakeLiveServer;
let card: FakeOutput;
let backup: FakeOutput;
let client: SpeakerClient;
let dir: string;
let notes: { event?: string; state?: string }[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tiepdon-speaker-'));
  server = new FakeLiveServer(dir);
  server.answers['/audio/short.wav'] = { status: 200, body: short.wav };
  server.put('/speaker', 'hall', { speaker: 'hall' });
  server.heartbeatMs = 500;
  await server.open();
  card = new FakeOutput('card');
  backup = new FakeOutput('backup');
  notes = [];
  client = open('token-1');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await client.close();
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

const open = (token: string): SpeakerClient =>
  openSpeakerClient({
    server: server.origin,
    token,
    name: 'hall',
    outputs: [card, backup],
    gainDb: 0,
    dir,
    note: (event) => void notes.push(event),
  });
const joined = (times = 1): Promise<void> =>
  expect.poll(() => server.heard.filter(({ event }) => event === 'sub').length, SOON).toBe(times);
const acks = (id: string): string[] => acksOf(server, id);
const call = (seq: number, more: Partial<Announce> = {}): Announce =>
  announcedCall(server, seq, { url: '/audio/short.wav', sha256: short.sha256, ms: 300 }, more);
const say = (message: Announce): void => server.tell('/speaker', 'announce', message);

describe('a speaker without a browser', () => {
  it('plays calls one after the other and claims no more than that the device took them', async () => {
    await joined();
    say(call(9, { zone: 'other' }));
    say(call(1));
    say(call(2, { repeat: 2 }));
    await expect.poll(() => acks('n2'), SOON).toEqual(['received', 'started', 'done']);
    expect(acks('n1')).toEqual(['received', 'started', 'done']);
    expect(acks('n9')).toEqual([]);
    expect(card.played).toHaveLength(3);
    card.played.slice(1).forEach(({ from }, n) => {
      expect(from).toBeGreaterThanOrEqual(card.played[n]!.to);
    });
    expect(backup.played).toEqual([]);
    expect(server.heard.filter(({ event }) => event === 'sound')[0]!.message).toMatchObject({
      state: 'running',
    });
  });

  it('goes to the backup device when its own fails, stays there for a while, and fails only with both', async () => {
    await joined();
    card.ending = 'device';
    for (const seq of [1, 2]) say(call(seq));
    await expect.poll(() => acks('n2'), SOON).toEqual(['received', 'started', 'done']);
    expect([card.played.length, backup.played.length]).toEqual([1, 2]);
    backup.ending = 'stalled';
    say(call(3));
    await expect.poll(() => acks('n3'), SOON).toEqual(['received', 'started', 'failed device']);
    card.ending = 'heard';
    say(call(4));
    await expect.poll(() => acks('n4'), SOON).toEqual(['received', 'started', 'done']);
    expect(notes).toContainEqual({ event: 'output', output: 'card', state: 'device' });
    expect(notes).toContainEqual({ event: 'output', output: 'card', state: 'back' });
  });

  it('waits for its turn, is cut for an emergency, and says the cut one again when its turn comes again', async () => {
    await joined();
    say(call(1, { held: true }));
    await expect.poll(() => acks('n1'), SOON).toEqual(['received']);
    server.tell('/speaker', 'turn', { id: 'n1', play: 1, gainDb: -6 });
    await expect.poll(() => acks('n1'), SOON).toEqual(['received', 'started']);
    server.tell('/speaker', 'cut', { id: 'n1' });
    await expect.poll(() => card.played.map(({ ending }) => ending), SOON).toEqual(['cut']);
    expect(backup.played).toEqual([]);
    server.tell('/speaker', 'turn', { id: 'n1', play: 1, gainDb: -6 });
    await expect.poll(() => acks('n1'), SOON).toEqual(['received', 'started', 'started', 'done']);
    expect(card.played.map(({ key }) => key)).toEqual(Array(2).fill(`${short.sha256} -6 dB`));
  });

  it('gives a sign of life of the form that the house takes', async () => {
    await joined();
    const signs = (): unknown[] =>
      server.heard.filter(({ event }) => event === 'sign').map(({ message }) => message);
    await expect.poll(signs, SOON).toHaveLength(1);
    expect(ScreenSign.parse(signs()[0])).toMatchObject({ epoch: 'epoch-1', build: 'build-1', paints: 1 });
  });

  it('owns up to a sound that is missing, damaged or none', async () => {
    await joined();
    server.answers['/audio/text.wav'] = { status: 200, body: Buffer.from('no sound') };
    const text = 'd9e8aaaa42e3ee2a37dd73a05b6cd1ee2fd8c8f61a8a42cf0ba1ef5b6bc2d4a8';
    say(call(1, { audio: { url: '/audio/none.wav', sha256: text, ms: 1 } }));
    say(call(2, { audio: { url: '/audio/text.wav', sha256: text, ms: 1 } }));
    await expect.poll(() => acks('n2'), SOON).toEqual(['received', 'failed checksum']);
    expect(acks('n1')).toEqual(['received', 'failed fetch']);
    expect(card.played).toEqual([]);
  });

  it('speaks nothing that is late by the clock of the server, however wrong its own is', async () => {
    await joined();
    await client.close();
    server.clockAheadMs = 86_400_000 * 400;
    client = open('token-1');
    await joined(2);
    say(call(1, { expiresAt: server.now() - 1_000 }));
    say(call(2));
    await expect.poll(() => acks('n2'), SOON).toContain('done');
    expect(acks('n1')).toEqual(['dropped expired']);
  });

  it('does not speak what is taken back, and nothing twice, not even over a restart', async () => {
    await joined();
    server.tell('/speaker', 'withdraw', { callId: 'c2' });
    for (const seq of [1, 2, 1]) say(call(seq));
    say(call(1, { id: 'copy' }));
    await expect.poll(() => acks('n1'), SOON).toContain('done');
    expect(acks('n2')).toEqual(['dropped withdrawn']);
    expect(acks('copy')).toEqual(['dropped duplicate']);
    await client.close();
    client = open('token-1');
    await joined(2);
    say(call(1, { id: 'later' }));
    await expect.poll(() => acks('later'), SOON).toEqual(['dropped duplicate']);
    expect(card.played).toHaveLength(1);
  });

  it('comes back by itself after a cut, and what ran out meanwhile stays unsaid', async () => {
    await joined();
    await server.cut();
    await expect.poll(() => notes.at(-1), SOON).toEqual({ event: 'house', state: 'away' });
    await server.open();
    await joined(2);
    say(call(1, { expiresAt: server.now() - 1_000 }));
    say(call(2));
    await expect.poll(() => acks('n2'), SOON).toContain('done');
    expect(acks('n1')).toEqual(['dropped expired']);
  });

  it('joins anew when the line is up but silent', async () => {
    await joined();
    await client.close();
    await server.close();
    server.heartbeatMs = 600_000;
    await server.open();
    client = open('token-1');
    await expect
      .poll(() => server.heard.filter(({ event }) => event === 'sub').length, { timeout: 30_000 })
      .toBe(3);
  });

  it('holds its tongue after its machine has slept, until the server has told the time again', async () => {
    await joined();
    say(call(1));
    await expect.poll(() => acks('n1'), SOON).toContain('done');
    // Asleep: the date goes on, the clock that orders the pauses does not.
    const real = Date.now;
    const away = vi.spyOn(Date, 'now').mockImplementation(() => real() + 3_600_000);
    say(call(2, { expiresAt: real() + 60_000 }));
    await expect
      .poll(() => server.heard.filter(({ event }) => event === 'sub').length, SOON)
      .toBeGreaterThan(1);
    const told = { event: 'ack', id: 'n2', phase: 'dropped', reason: 'expired' };
    await expect.poll(() => notes, SOON).toContainEqual(told);
    expect(card.played).toHaveLength(1);
    away.mockRestore();
  });

  it('is told apart when its token is no longer known, and is tried again', async () => {
    await joined();
    await client.close();
    client = open('token-2');
    await expect.poll(() => notes.at(-1), SOON).toEqual({ event: 'house', state: 'refused' });
    server.tokens.add('token-2');
    await joined(2);
    say(call(1));
    await expect.poll(() => acks('n1'), SOON).toContain('done');
  });

  it('lets the sentence in the air end when it leaves, and begins no other', async () => {
    await joined();
    say(call(1));
    say(call(2));
    await expect.poll(() => acks('n1'), SOON).toContain('started');
    await client.close();
    expect(card.played).toHaveLength(1);
    expect(acks('n2')).toEqual(['received']);
  });
});
