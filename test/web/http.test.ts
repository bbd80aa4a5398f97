import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { RequestId } from '../../core/wire/api.ts';
import { command, get, randomId } from '../../web/http.ts';

type Answer = { status: number; body: string; afterMs?: number } | 'hang up' | 'silence';
type Heard = { method: string; authorization: string; body: string };
let server: Server | null = null;

/** A server that gives these answers in turn, the last one for ever, and keeps what it was asked. */
async function serve(answers: Answer[]): Promise<{ origin: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const answer = answers[Math.min(heard.length, answers.length - 1)]!;
      const { method = '', headers } = request;
      heard.push({
        method,
        authorization: headers.authorization ?? '',
        body: Buffer.concat(parts).toString(),
      });
      if (answer === 'silence') return;
      if (answer === 'hang up') return void request.socket.destroy();
      const { status, body, afterMs = 0 } = answer;
      const say = () => response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
      setTimeout(say, afterMs);
    });
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const idIn = ({ body }: Heard): unknown => (JSON.parse(body) as { requestId: unknown }).requestId;

describe('a command of a page', () => {
  it('is sent again under the same id when the line breaks or the server is away, and takes effect once', async () => {
    const ok = { status: 200, body: '{"ticket":null}' };
    const { origin, heard } = await serve(['hang up', { status: 503, body: '' }, ok]);
    const reply = await command('secret', `${origin}/api/v1/rooms/pk1/next`, { expected: null });
    expect(reply).toEqual({ ok: true, status: 200, body: { ticket: null } });
    expect(heard.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
    expect(new Set(heard.map(idIn)).size).toBe(1);
    expect(RequestId.safeParse(idIn(heard[0]!)).success).toBe(true);
    expect(heard[0]?.authorization).toBe('Bearer secret');
  });

  it('is sent again when nothing is heard for two seconds, and lets go of what hangs', async () => {
    const { origin, heard } = await serve(['silence', { status: 201, body: '{"n":1}' }]);
    let gone = 0;
    server?.on('connection', (socket) => socket.once('close', () => (gone += 1)));
    const reply = await command(null, `${origin}/x`, {});
    expect(reply).toEqual({ ok: true, status: 201, body: { n: 1 } });
    expect(heard).toHaveLength(2);
    expect(new Set(heard.map(idIn)).size).toBe(1);
    await expect.poll(() => gone).toBe(1);
  });

  it('on a slow line takes the late answer to its first try, whatever the others say', async () => {
    const late = { status: 201, body: '{"n":1}', afterMs: 3_500 };
    const { origin, heard } = await serve([late, 'silence']);
    expect(await command(null, `${origin}/x`, {})).toMatchObject({ ok: true, body: { n: 1 } });
    expect(heard.length).toBeGreaterThan(1);
  });

  it('says that nobody answers when nobody does for eight seconds', async () => {
    const { origin } = await serve(['silence']);
    const from = performance.now();
    expect(await command(null, `${origin}/x`, {})).toEqual({ ok: false, status: 0, problem: null });
    expect(performance.now() - from).toBeGreaterThanOrEqual(7_900);
  });

  it('keeps the id that the page gave it', async () => {
    const { origin, heard } = await serve([{ status: 201, body: '{}' }]);
    await command(null, `${origin}/x`, { requestId: 'chosen' });
    expect([idIn(heard[0]!), heard[0]?.authorization]).toEqual(['chosen', '']);
  });

  it('takes a refusal as the answer and does not ask twice', async () => {
    const problem = { type: 't', title: 'T', status: 409, code: 'not-expected', detail: 'D' };
    const { origin, heard } = await serve([{ status: 409, body: JSON.stringify(problem) }]);
    expect(await command(null, `${origin}/x`, {})).toEqual({ ok: false, status: 409, problem });
    expect(heard).toHaveLength(1);
  });
});

describe('a question of a page', () => {
  it('is answered by status 0 when nobody is there', async () => {
    expect(await get('t', 'http://127.0.0.1:9/nobody')).toEqual({ ok: false, status: 0, problem: null });
  });

  it('survives an error page that is no JSON', async () => {
    const { origin } = await serve([{ status: 502, body: '<html>bad gateway</html>' }]);
    expect(await get(null, `${origin}/x`)).toEqual({ ok: false, status: 502, problem: null });
  });
});

describe('an id of a request', () => {
  it('is a UUID also where the browser cannot make one itself', () => {
    const own = crypto.randomUUID;
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
    const ids = Array.from({ length: 200 }, randomId);
    Object.defineProperty(crypto, 'randomUUID', { value: own, configurable: true });
    expect(ids.filter((id) => !RequestId.safeParse(id).success)).toEqual([]);
    expect(new Set(ids).size).toBe(200);
  });
});
