import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Announce } from '../../core/wire/protocol.ts';
import { DEFAULT_DIR, defaultPack } from '../sound/default-voice.ts';
import { Product } from './product.ts';

const SOON = { timeout: 20_000 };
const path = process.env.PATH;
let product: Product;
let speaker: Socket | null;
let heard: Announce[];
let full: string | null;

beforeEach(() => {
  product = new Product();
  speaker = null;
  heard = [];
  full = null;
});
afterEach(async () => {
  process.env.PATH = path;
  speaker?.close();
  await product.stop();
  if (full) execFileSync('umount', ['-l', full]);
  await product.end();
});

/** A machine on which no synthesiser is installed. */
function withoutEspeak(): void {
  process.env.PATH = join(product.dir, 'nothing');
}

/** A small file system in place of the folder of sounds, full to the last byte; root is needed for it. */
function fillAudioDisk(): void {
  full = join(product.dir, 'data', 'audio');
  mkdirSync(full, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', full]);
  try {
    writeFileSync(join(full, 'other'), Buffer.alloc(200_000));
  } catch {}
}

/** The product's own clips, every one of them cut short. */
async function damagedPack(): Promise<void> {
  await defaultPack('vi', 'north');
  const dir = join(product.dir, 'data', 'voice', 'default');
  cpSync(DEFAULT_DIR, dir, { recursive: true });
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('.wav')) truncateSync(join(dir, name), 100);
}

async function open(): Promise<void> {
  await product.start([]);
  const { token } = product.addDevice('speaker', 'hall');
  speaker = io(`${product.base}/speaker`, { transports: ['websocket'], auth: { token }, forceNew: true });
  speaker.on('announce', (message: Announce) => heard.push(message));
  await new Promise((done) => speaker!.once('connect', () => done(null)));
  speaker.emit('sub', { view: 'hall', epoch: null, seq: null, v: 1 });
  speaker.emit('sound', { state: 'running', page: 'test' });
}

/** One patient called: the number is given and shown, and a sound comes that is what it says it is. */
async function callOne(code: string): Promise<Announce> {
  const { token } = product.addDevice('api', randomUUID());
  const ask = async (path: string, body: object | null) => {
    const reply = await fetch(`${product.base}/api/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify({ requestId: randomUUID(), ...body }),
    });
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  };
  expect((await ask('/check-ins', { service: 'noi', scan: null })).status).toBe(201);
  const called = await ask('/rooms/pk1/next', { expected: null });
  expect(called).toMatchObject({ status: 200, body: { ticket: { code } } });
  const board = (await ask('/boards/hall', null)).body as { state: { calls: { code: string }[] } };
  expect(board.state.calls[0]!.code).toBe(code);
  await expect.poll(() => heard.length, SOON).toBe(1);
  const [message] = heard;
  const sound = Buffer.from(await (await fetch(product.base + message!.audio.url)).arrayBuffer());
  expect(createHash('sha256').update(sound).digest('hex')).toBe(message!.audio.sha256);
  expect(sound.toString('latin1', 0, 4)).toBe('RIFF');
  return message!;
}

describe('calling goes on', () => {
  it('without any voice: the chime alone, and the number on the board', async () => {
    withoutEspeak();
    await open();
    const { audio } = await callOne('A001');
    expect(audio.ms).toBeLessThan(3_000);
  });

  it('with every clip of the pack damaged', async () => {
    await damagedPack();
    await open();
    expect((await callOne('A001')).audio.ms).toBeGreaterThan(4_000);
  });

  it('with a full disk: the sound is played from memory', async () => {
    fillAudioDisk();
    await open();
    expect((await callOne('A001')).audio.ms).toBeGreaterThan(4_000);
  });
});
