import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { buildWav } from '../../../server/speech/wav.ts';
import { hum } from './pack/small-pack.ts';

type Mood =
  | 'well'
  | 'hanging'
  | 'refusing'
  | 'cut off'
  | 'garbage'
  | 'flooding'
  | 'silent rate'
  | 'leading astray';

/** A server that answers as Piper's documentation says, and can be told to misbehave. A real socket. */
export class FakePiper {
  mood: Mood = 'well';
  voice = 'vi_VN-thu-medium';
  readonly asked: { path: string; text: string }[] = [];
  private readonly server: Server;

  private readonly path: string;
  private readonly rate: number;

  constructor(path: '/synthesize' | '/', rate = 16_000) {
    this.path = path;
    this.rate = rate;
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => void this.answer(request.method ?? '', request.url ?? '', body, response));
    });
  }

  url = '';

  async open(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this.url;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(method: string, path: string, body: string, response: ServerResponse): Promise<void> {
    if (method === 'GET' && path === '/info') return void response.end(JSON.stringify({ voice: this.voice }));
    if (method !== 'POST' || path !== this.path) return void response.writeHead(404).end('no such page');
    this.asked.push({ path, text: (JSON.parse(body) as { text: string }).text });
    const wav = buildWav(
      Int16Array.from(hum(this.asked.length, this.rate, 1), (sample) => sample * 32_767),
      this.mood === 'silent rate' ? 0 : this.rate,
    );
    if (this.mood === 'hanging') await after(60_000, undefined, { ref: false });
    if (this.mood === 'refusing') return void response.writeHead(500).end('out of memory');
    if (this.mood === 'leading astray')
      return void response.writeHead(302, { location: 'http://192.0.2.1/' }).end();
    if (this.mood === 'garbage') return void response.end('<html>');
    if (this.mood === 'cut off') {
      response.writeHead(200, { 'content-length': wav.length });
      response.write(wav.subarray(0, 1000));
      return void setTimeout(() => response.destroy(), 20);
    }
    if (this.mood === 'flooding') {
      response.writeHead(200);
      const flood = setInterval(() => response.write(Buffer.alloc(1_000_000)), 1);
      response.on('close', () => clearInterval(flood));
      return;
    }
    response.writeHead(200, { 'content-type': 'audio/wav' }).end(wav);
  }
}
