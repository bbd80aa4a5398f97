import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Role } from '../../../core/wire/protocol.ts';
import type { Route } from '../../../server/http/route.ts';
import { openDatabase } from '../../../server/log/database.ts';
import type { Reply } from '../test-house.ts';
import { binh, quietClinic, TestHouse } from '../test-house.ts';
import { Asker, badProblem } from './asking.ts';
import { misfits } from './described.ts';

/** Somebody who may use a line. */
const roleFor = ({ roles }: Route): Role =>
  roles === 'anyone' ? 'api' : (['api', 'kiosk', 'station'] as const).find((each) => roles.includes(each))!;

describe('what the house refuses', () => {
  let house: TestHouse;
  let asker: Asker;
  let api: string;
  beforeAll(async () => {
    house = await new TestHouse(quietClinic()).start();
    asker = new Asker(house);
    api = asker.tokens.api;
    await asker.ticket('noi');
  });
  afterAll(() => house.end());
  const seq = (): number => house.open.house.tail.day.seq;
  const sendBody = (body: string, headers: Record<string, string> = {}): Promise<Reply> =>
    house.send('POST', api, '/check-ins', body, headers);
  const refused = (reply: Reply, status: number, code: string): void => {
    expect(reply.body).toMatchObject({ status, code });
    expect(badProblem(reply)).toEqual([]);
  };

  it('takes no key that it does not know, on any line', async () => {
    const ticket = await asker.ticket('noi');
    for (const line of asker.routes.filter(({ body }) => body !== null)) {
      const role = roleFor(line);
      const right = asker.bodyOf(line)!;
      const control = await asker.ask(line, asker.tokens[role], ticket, right);
      expect(control.status, `${line.path} as it should be`).not.toBe(400);
      const reply = await asker.ask(line, asker.tokens[role], ticket, { ...right, admin: true });
      refused(reply, 400, 'bad-request');
      expect(reply.body.detail).toContain('unknown key');
    }
  });

  it('takes no value of a wrong type, for any key of any line', async () => {
    const ticket = await asker.ticket('noi');
    let tried = 0;
    for (const line of asker.routes.filter(({ body }) => body !== null)) {
      const role = roleFor(line);
      const right = asker.bodyOf(line)!;
      const { properties = {} } = z.toJSONSchema(line.body!, { io: 'input' });
      expect(Object.keys(right).sort(), line.path).toEqual(Object.keys(properties).sort());
      for (const key of Object.keys(right)) {
        for (const value of [{}, 7, [[]], 'x'.repeat(20_000)]) {
          if (line.body!.safeParse({ ...right, [key]: value }).success) continue;
          const reply = await asker.ask(line, asker.tokens[role], ticket, { ...right, [key]: value });
          refused(reply, 400, 'bad-request');
          expect(String(reply.body.detail).split(/[.:]/)[0], line.path).toBe(key);
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(100);
  });

  it('takes no body that is no object, no JSON, or nested without end', async () => {
    const before = seq();
    for (const body of ['', 'null', '7', '"x"', '[]', '{"a":', '{"requestId":"\u0000"}', 'a=b'])
      expect((await sendBody(body)).status, body).toBe(400);
    const deep = `{"requestId":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    refused(await sendBody(deep), 400, 'bad-request');
    const objects = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    refused(await sendBody(objects), 400, 'bad-request');
    expect(seq()).toBe(before);
  });

  it('lets nobody reach the prototype of all objects', async () => {
    for (const body of [
      '{"__proto__":{"admin":true}}',
      '{"constructor":{"prototype":{"admin":true}}}',
      '{"requestId":{"__proto__":{"admin":true}}}',
    ])
      refused(await sendBody(body), 400, 'bad-request');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    refused(await house.get(api, '/tickets?__proto__=x'), 400, 'bad-request');
    for (const name of ['__proto__', 'constructor', 'toString'])
      expect([404, 409]).toContain((await house.post(api, `/tickets/${name}/recall`, {})).status);
  });

  it('reads no body of ten megabytes', async () => {
    refused(await sendBody(`{"scan":"${'x'.repeat(10_000_000)}"}`), 413, 'too-large');
  });

  it('takes only plain JSON: what a foreign form can send is none', async () => {
    const body = JSON.stringify({ service: 'noi' });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])
      refused(await sendBody(body, { 'content-type': type }), 415, 'not-json');
    refused(await sendBody(body, { 'content-encoding': 'gzip' }), 415, 'not-json');
    const zipped = await fetch(`${house.base}/api/v1/check-ins`, {
      method: 'POST',
      body: gzipSync(body),
      headers: {
        authorization: `Bearer ${api}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
    });
    expect(zipped.status).toBe(415);
    refused(await sendBody(body, { 'content-type': 'application/json; charset=utf-7' }), 415, 'not-json');
  });

  it('answers no page of another site, and its own pages', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: house.base.replace('127.0.0.1', '127.0.0.2') },
      { origin: house.base.replace(/\d+$/, '1') },
      { 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[])
      refused(await sendBody('{}', headers), 403, 'foreign-origin');
    for (const origin of [house.base, house.base.replace('127.0.0.1', 'localhost')])
      refused(await sendBody('{}', { origin }), 400, 'bad-request');
  });

  it('knows no address and no method that it does not name', async () => {
    refused(await house.get(api, '/nowhere'), 404, 'not-found');
    refused(await house.get(api, '/tickets/a/b/c'), 404, 'not-found');
    for (const [method, path, allow] of [
      ['GET', '/check-ins', 'POST'],
      ['DELETE', '/tickets', 'GET, HEAD'],
      ['PUT', '/rooms/pk1/next', 'POST'],
      ['PATCH', '/boards/hall', 'GET, HEAD'],
      ['OPTIONS', '/scans', 'POST'],
    ] as const) {
      const reply = await house.send(method, api, path, null, {});
      refused(reply, 405, 'method-not-allowed');
      expect(reply.headers.get('allow')).toBe(allow);
    }
  });

  it('reads its filters as words, never as SQL', async () => {
    const reply = await house.get(api, `/tickets?service=${encodeURIComponent("' OR 1=1--")}`);
    expect(reply).toMatchObject({ status: 200, body: { tickets: [] } });
    for (const query of ['state=gone', 'day=2026-02-30', 'day=yesterday', 'limit=5', 'service=a&service=b'])
      refused(await house.get(api, `/tickets?${query}`), 400, 'bad-request');
    expect(await house.get(api, '/tickets?day=2020-01-01')).toMatchObject({
      status: 200,
      body: { tickets: [] },
    });
  });

  it('says why a command cannot be', async () => {
    const { id } = await asker.ticket('mat');
    const checkIn = (body: object) => house.post(api, '/check-ins', { service: 'noi', ...body });
    refused(await checkIn({ service: 'khong-co' }), 404, 'unknown-service');
    refused(await checkIn({ scan: binh.slice(0, 20) }), 422, 'too_few_fields');
    refused(await checkIn({ scan: 'https://evil.example/pay' }), 422, 'url');
    refused(await checkIn({ scan: binh.replace('Văn', 'V\u001b@n') }), 422, 'control_char');
    refused(await checkIn({ scan: 'x'.repeat(2_953) }), 422, 'too_long');
    refused(await checkIn({ scanId: 'unknown' }), 422, 'scan-expired');
    refused(await house.post(api, '/rooms/none/next', { expected: null }), 404, 'unknown-room');
    refused(await house.post(api, '/rooms/pk1/next', { expected: id }), 409, 'expected-mismatch');
    refused(await house.post(api, `/tickets/${id}/start`, {}), 409, 'wrong-state');
    refused(await house.post(api, `/tickets/${id}/transfer`, { service: 'none' }), 404, 'unknown-service');
    refused(await house.post(api, '/tickets/none/cancel', {}), 404, 'unknown-ticket');
    refused(await house.get('', '/t/none'), 404, 'not-found');
  });

  it('does nothing by halves when the log cannot be written, and works again after', async () => {
    const admin = openDatabase(`${house.dir}/data/tiepdon.sqlite`);
    admin.exec("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    const before = seq();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => house.post(api, '/check-ins', { service: 'noi', scan: binh })),
    );
    for (const reply of replies) refused(reply, 503, 'storage-unavailable');
    expect(seq()).toBe(before);
    expect(house.logLines.filter((line) => line.includes('request-failed')).length).toBe(8);
    expect(house.logLines.join('')).not.toMatch(/Bình|024085001234/);
    admin.exec('DROP TRIGGER full');
    admin.close();
    expect((await house.post(api, '/check-ins', { service: 'noi', scan: binh })).status).toBe(201);
  });

  it('gave every answer in the form it describes', async () => {
    expect(await misfits(house)).toEqual([]);
  });
});

describe('on the wire itself', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await new TestHouse(quietClinic()).start();
  });
  afterAll(() => house.end());
  /** The first line of the answer to raw bytes. */
  const raw = (bytes: string): Promise<string> =>
    new Promise((resolve) => {
      const { hostname, port } = new URL(house.base);
      const socket = connect(Number(port), hostname, () => socket.end(bytes));
      let heard = '';
      socket.on('data', (some) => {
        heard += String(some);
      });
      socket.on('close', () => resolve(heard.split('\r\n')[0]!));
    });
  const get = (path: string, host: string, more = ''): Promise<string> =>
    raw(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`);

  it('answers to its own names only', async () => {
    const { host, port } = new URL(house.base);
    for (const name of [host, `localhost:${port}`, `LOCALHOST:${port}`])
      expect(await get('/health/live', name)).toContain('200');
    for (const name of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1.evil.example:${port}`,
    ])
      expect(await get('/health/live', name), name).toContain('421');
    expect(await raw('GET / HTTP/1.1\r\n\r\n')).toContain('400');
  });

  it('reads no file behind a crooked path', async () => {
    const { host } = new URL(house.base);
    for (const path of [
      '/../../etc/passwd',
      '/%2e%2e%2f%2e%2e%2fetc/passwd',
      '/assets/../../data/master.key',
      '/assets/..%2f..%2fdata%2fmaster.key',
      '/assets/%00',
      '/audio/../data/master.key',
      '/audio/%2e%2e%2ftiepdon.sqlite',
      '/api/v1/boards/%E0%A4%A',
    ])
      expect(await get(path, host), path).toMatch(/^HTTP\/1.1 40[04] /);
  });

  it('lets nobody smuggle a second request or a header of 10 kB', async () => {
    const { host } = new URL(house.base);
    const post = `POST /api/v1/scans HTTP/1.1\r\nHost: ${host}\r\n`;
    expect(await raw(`${post}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG`)).toContain(
      '400',
    );
    expect(await raw(`${post}X: a\r\n b\r\n\r\n`)).toContain('400');
    expect(await raw(`GET / HTTP/1.1\nHost: ${host}\n\n`)).toContain('400');
    expect(await get('/health/live', host, `X: ${'x'.repeat(10_240)}\r\n`)).toContain('431');
  });

  it('tells whether it lives, beside the pages and beside the interface', async () => {
    for (const path of ['/health/live', '/health/ready', '/api/v1/health/live', '/api/v1/health/ready'])
      expect((await fetch(house.base + path)).status, path).toBe(200);
    const { headers } = await fetch(`${house.base}/api/v1/health/live`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('frames nothing and runs nothing that is not its own', async () => {
    const { headers } = await fetch(`${house.base}/nowhere`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).not.toMatch(/'unsafe-(inline|eval)'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('hands a request to the sockets or to the pages, never to both', async () => {
    const reply = await fetch(`${house.base}/socket.io/?EIO=4&transport=polling`);
    expect([reply.status, await reply.json()]).toEqual([400, { code: 0, message: 'Transport unknown' }]);
    // Whoever answered second would close the line on which the next request comes.
    const { host, hostname, port } = new URL(house.base);
    const ask = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    const socket = connect(Number(port), hostname);
    let heard = '';
    socket.on('data', (some) => {
      heard += String(some);
    });
    socket.write(ask('/socket.io/?EIO=4&transport=polling'));
    await expect.poll(() => heard).toContain('Transport unknown');
    socket.write(ask('/health/live'));
    await expect.poll(() => heard).toContain('HTTP/1.1 200 OK');
    socket.destroy();
  });
});
