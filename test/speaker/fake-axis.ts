import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the loudspeaker does instead of answering. */
export type Mood = 'fine' | 'refuses' | 'fails' | 'hangs' | 'cuts' | 'babbles';

/**
 * A loudspeaker with the media clip interface: digest access, ten clips at most, one playing at a time. It can be
 * told to misbehave for some of its actions.
 */
export class FakeAxis {
  readonly clips = new Map<number, { name: string; wave: Buffer }>();
  readonly played: { clip: number; wave: Buffer; query: string; at: number }[] = [];
  /** Requests in order, as `play clip=3`; those without leave are not in it. */
  readonly asked: string[] = [];
  readonly moods: { [action: string]: Mood } = {};
  stopped = 0;
  algorithm: 'MD5' | 'SHA-256' = 'MD5';
  /** After so many uses a nonce is stale. */
  nonceUses = 1_000;
  challenges = 0;
  readonly user = 'tiepdon';
  readonly password = 'Loa "tầng 2"';
  #nonce = '';
  #uses = 0;
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));

  static async open(): Promise<FakeAxis> {
    const axis = new FakeAxis();
    await new Promise<void>((done) => axis.#server.listen(0, '127.0.0.1', done));
    return axis;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const url = new URL(request.url!, 'http://axis');
    if (!this.#knows(request)) return this.#challenge(response);
    const action = url.pathname.endsWith('param.cgi') ? 'list' : (url.searchParams.get('action') ?? '');
    const mood = this.moods[action] ?? 'fine';
    if (mood === 'refuses') return this.#challenge(response);
    if (mood === 'fails') return void response.writeHead(500).end('Internal error');
    if (mood === 'hangs') return;
    if (mood === 'cuts') return void response.destroy();
    if (mood === 'babbles') return void response.end('<html>Welcome</html>'.repeat(20_000));
    this.asked.push(
      `${action} ${url.searchParams.has('clip') ? `clip=${url.searchParams.get('clip')}` : ''}`.trim(),
    );
    const said = this.#act(action, url.searchParams, body, url.search);
    response
      .writeHead(said === null ? 400 : 200, { 'content-type': 'text/plain' })
      .end(said ?? 'Bad Request');
  }

  #act(action: string, words: URLSearchParams, body: Buffer, query: string): string | null {
    const clip = Number(words.get('clip'));
    if (action === 'list') return this.#list();
    if (action === 'stop') {
      this.stopped += 1;
      return 'OK\nstopping\n';
    }
    if (action === 'upload') {
      const free = Array.from({ length: 10 }, (_, n) => n).find((n) => !this.clips.has(n));
      const wave = fileIn(body);
      if (free === undefined || wave === null || words.get('media') !== 'audio') return null;
      this.clips.set(free, { name: words.get('name') ?? '', wave });
      return `OK\nuploaded=${free}\n`;
    }
    const held = this.clips.get(clip);
    if (!held) return null;
    if (action === 'remove') {
      this.clips.delete(clip);
      return `OK\nremoved=${clip}\n`;
    }
    this.played.push({ clip, wave: held.wave, query, at: performance.now() });
    return `OK\nplaying=${clip}\n`;
  }

  #list(): string {
    return [...this.clips]
      .map(([clip, { name }]) => `root.MediaClip.M${clip}.Name=${name}\nroot.MediaClip.M${clip}.Type=audio\n`)
      .join('');
  }

  #challenge(response: ServerResponse): void {
    this.challenges += 1;
    this.#nonce = randomBytes(8).toString('hex');
    this.#uses = 0;
    const digest = `Digest realm="AXIS_ACCC8E", nonce="${this.#nonce}", algorithm=${this.algorithm}, qop="auth"`;
    response
      .writeHead(401, { 'www-authenticate': [`Basic realm="AXIS_ACCC8E"`, digest].join(', ') })
      .end('Unauthorized');
  }

  #knows({ headers, method, url }: IncomingMessage): boolean {
    const given = new Map<string, string>();
    for (const [, key, text] of (headers.authorization ?? '').matchAll(/(\w+)="?((?:[^",\\]|\\.)*)"?/g))
      given.set(key!, text!.replaceAll('\\', ''));
    const hash = (text: string): string =>
      createHash(this.algorithm === 'MD5' ? 'md5' : 'sha256')
        .update(text)
        .digest('hex');
    const ha1 = hash(`${this.user}:AXIS_ACCC8E:${this.password}`);
    const [nc, cnonce] = [given.get('nc'), given.get('cnonce')];
    const wanted = hash(`${ha1}:${this.#nonce}:${nc}:${cnonce}:auth:${hash(`${method}:${url}`)}`);
    this.#uses += 1;
    const counted = Number.parseInt(nc ?? '', 16) === this.#uses && this.#uses <= this.nonceUses;
    return given.get('uri') === url && given.get('response') === wanted && counted;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The file in a multipart body. */
function fileIn(body: Buffer): Buffer | null {
  const from = body.indexOf('RIFF');
  const edge = body.subarray(0, body.indexOf('\r\n'));
  const to = body.indexOf(Buffer.concat([Buffer.from('\r\n'), edge]), from);
  return from > 0 && to > from ? body.subarray(from, to) : null;
}
