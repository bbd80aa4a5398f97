import { Buffer } from 'node:buffer';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  askSound,
  createPromptShelf,
  type SoundReply,
  servePrompts,
} from '../../kiosk/station/prompt-shelf.ts';

/** Bytes that no text survives. */
const sound = Buffer.from([0x52, 0x49, 0x46, 0x46, 0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28]);
const servers: Server[] = [];

async function listen(app: express.Express): Promise<string> {
  const http = createServer(app);
  servers.push(http);
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}
afterEach(() => {
  for (const http of servers.splice(0)) {
    http.closeAllConnections();
    http.close();
  }
});

/** A house that can go away, and a station before it. */
async function open(): Promise<{ station: string; house: { away: boolean; asked: string[] } }> {
  const house = { away: false, asked: [] as string[] };
  const far = express();
  far.get('/api/v1/prompts/:lang/:key', (request, response) => {
    if (house.away) return void response.destroy();
    if (request.headers.authorization !== 'Bearer secret') return void response.status(401).end();
    house.asked.push(`${request.params.lang}/${request.params.key}`);
    if (request.params.key === 'gone') return void response.status(404).json({});
    if (request.params.key === 'text') return void response.json({ no: 'sound' });
    response.type('audio/wav').setHeader('etag', '"abc"').send(sound);
  });
  const base = await listen(far);
  const near = express();
  near.get(
    '/api/v1/prompts/:lang/:key',
    servePrompts((path) => askSound(base, 'secret', path)),
  );
  return { station: await listen(near), house };
}

describe('the guide of a kiosk PC', () => {
  it('gets the bytes as the house sent them, with their type and tag', async () => {
    const { station } = await open();
    const reply = await fetch(`${station}/api/v1/prompts/vi/keypad.title`);
    expect(reply.headers.get('content-type')).toBe('audio/wav');
    expect(reply.headers.get('etag')).toBe('"abc"');
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(sound);
  });

  it('speaks on while the house is away, also what nobody had asked for yet', async () => {
    const { station, house } = await open();
    await expect.poll(() => house.asked).toContain('vi/time.title');
    await fetch(`${station}/api/v1/prompts/vi/keypad.title`);
    house.away = true;
    for (const key of ['keypad.title', 'idle.server-away', 'help.call'])
      expect((await fetch(`${station}/api/v1/prompts/vi/${key}`)).status, key).toBe(200);
    expect((await fetch(`${station}/api/v1/prompts/vi/classes.title`)).status).toBe(503);
  });

  it('fetches what an outage needs in another language as soon as that is used', async () => {
    const { station, house } = await open();
    await fetch(`${station}/api/v1/prompts/tyz/keypad.title`);
    await expect.poll(() => house.asked).toContain('tyz/idle.server-away');
  });

  it('passes a ticket number through and keeps no copy of it', async () => {
    const { station, house } = await open();
    expect((await fetch(`${station}/api/v1/prompts/vi/code-A001`)).status).toBe(200);
    house.away = true;
    expect((await fetch(`${station}/api/v1/prompts/vi/code-A001`)).status).toBe(503);
  });

  it.each(['vi/gone', 'vi/text', 'vi/..%2fplace', 'VI/help.call', 'vi/help.call?x=1', 'vi/%00'])(
    'has nothing for %s',
    async (path) => {
      const { station } = await open();
      expect((await fetch(`${station}/api/v1/prompts/${path}`)).status).toBe(404);
    },
  );
});

describe('the shelf of prompts', () => {
  let now = 0;
  beforeEach(() => {
    now = 0;
  });
  const full = (bytes: number): SoundReply => ({
    kind: 'sound',
    sound: { type: 'audio/wav', etag: '', bytes: Buffer.alloc(bytes) },
  });

  it('does not ask for a young copy, asks for an old one, and forgets what the house has no more', async () => {
    const asked: string[] = [];
    let reply = full(10);
    const shelf = createPromptShelf(
      async (path) => {
        asked.push(path);
        return reply;
      },
      () => now,
    );
    await shelf.find('/a');
    await shelf.find('/a');
    expect(asked).toEqual(['/a']);
    now = 61_000;
    reply = { kind: 'none' };
    expect(await shelf.find('/a')).toEqual({ kind: 'none' });
    reply = { kind: 'away' };
    expect(await shelf.find('/a')).toEqual({ kind: 'away' });
    expect(asked).toHaveLength(3);
  });

  it('holds 24 MB at most, what was used last', async () => {
    let away = false;
    const shelf = createPromptShelf(
      async () => (away ? { kind: 'away' } : full(3_000_000)),
      () => now,
    );
    for (let each = 0; each < 9; each += 1) await shelf.find(`/${each}`);
    away = true;
    now = 61_000;
    expect(await shelf.find('/0')).toEqual({ kind: 'away' });
    expect(await shelf.find('/8')).toMatchObject({ kind: 'sound' });
  });
});
