import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { RequestId } from '../../core/wire/api.ts';
import { command, get, randomId } from '../../web/http.ts';

type Answer = { status: number; body: string } | 'hang up';
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
      if (answer === 'hang up') request.socket.destroy();
      else response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body);
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
