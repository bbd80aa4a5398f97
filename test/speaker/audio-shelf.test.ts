import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAudioShelf } from '../../speaker/audio-shelf.ts';

let dir: string;
let server: Server;
let asked: string[];
const files = new Map<string, Buffer>();
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tiepdon-shelf-'));
  asked = [];
  files.clear();
  server = createServer((request, response) => {
    asked.push(request.url!);
    const file = files.get(request.url!);
    if (request.url === '/audio/elsewhere.wav') response.writeHead(302, { location: '/audio/a.wav' }).end();
    else if (request.url === '/audio/cut.wav') {
      response.writeHead(200, { 'content-length': '1000' }).write('RIFF');
      setTimeout(() => response.destroy(), 20);
    } else response.writeHead(file ? 200 : 404).end(file);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(dir, { recursive: true, force: true });
});

const base = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const shelf = (capBytes = 1_000_000) => openAudioShelf({ server: base(), dir: join(dir, 'audio'), capBytes });
const put = (name: string, bytes: Buffer): { url: string; sha256: string; ms: number } => {
  files.set(`/audio/${name}.wav`, bytes);
  return { url: `/audio/${name}.wav`, sha256: createHash('sha256').update(bytes).digest('hex'), ms: 1 };
};
const kept = (): string[] => readdirSync(join(dir, 'audio')).sort();

describe('announcements on the disk of a speaker', () => {
  it('are fetched once, also over a restart, and again when the file was damaged', async () => {
    const audio = put('a', Buffer.from('sound a'));
    expect(await shelf().fetch(audio)).toEqual(Buffer.from('sound a'));
    expect(await shelf().fetch(audio)).toEqual(Buffer.from('sound a'));
    expect(asked).toEqual(['/audio/a.wav']);
    writeFileSync(join(dir, 'audio', `${audio.sha256}.wav`), 'sound');
    expect(await shelf().fetch(audio)).toEqual(Buffer.from('sound a'));
    expect(asked).toHaveLength(2);
  });

  it('are not played when they are not what was announced', async () => {
    const audio = put('a', Buffer.from('sound a'));
    files.set('/audio/a.wav', Buffer.from('sound b'));
    expect(await shelf().fetch(audio)).toBe('checksum');
    expect(await shelf().fetch({ ...audio, sha256: '../../heard' })).toBe('checksum');
    expect(await shelf().fetch({ ...audio, url: '/audio/none.wav' })).toBe('fetch');
    expect(await shelf().fetch({ ...audio, url: '/audio/cut.wav' })).toBe('fetch');
  });

  it('come from their own server only', async () => {
    const audio = put('a', Buffer.from('sound a'));
    // The same machine under another name is another server.
    const other = base().replace('http://127.0.0.1', 'localhost');
    for (const url of [
      `http://${other}/audio/a.wav`,
      `//${other}/audio/a.wav`,
      `/\\${other}/audio/a.wav`,
      '/audio/elsewhere.wav',
      '',
    ])
      expect(await shelf().fetch({ ...audio, url })).toBe('fetch');
    expect(asked).toEqual(['/audio/elsewhere.wav']);
  });

  it('make room for the newest, least recently used out first', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => put(name, Buffer.alloc(400, name)));
    const small = shelf(1_000);
    await small.fetch(a!);
    await small.fetch(b!);
    const long = new Date(Date.now() - 60_000);
    for (const name of kept()) utimesSync(join(dir, 'audio', name), long, long);
    await small.fetch(a!);
    await small.fetch(c!);
    expect(kept()).toEqual([`${a!.sha256}.wav`, `${c!.sha256}.wav`].sort());
  });

  it('are played from memory when the disk does not take them', async () => {
    writeFileSync(join(dir, 'audio'), 'no folder');
    const audio = put('a', Buffer.from('sound a'));
    expect(await shelf().fetch(audio)).toEqual(Buffer.from('sound a'));
    rmSync(join(dir, 'audio'));
    mkdirSync(join(dir, 'audio', `${audio.sha256}.wav`), { recursive: true });
    expect(await shelf().fetch(audio)).toEqual(Buffer.from('sound a'));
  });

  it('may be asked for twice at once', async () => {
    const audio = put('a', Buffer.alloc(300_000, 'a'));
    const one = shelf();
    const both = await Promise.all([one.fetch(audio), one.fetch(audio)]);
    expect(both.map((each) => each.length)).toEqual([300_000, 300_000]);
    expect(kept()).toEqual([`${audio.sha256}.wav`]);
  });
});
