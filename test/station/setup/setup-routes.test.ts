import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setupDoor } from '../../../kiosk/station/setup/setup-routes.ts';
import { openGate } from '../../../server/http/gate.ts';
import { securityHeaders } from '../../../server/http/headers.ts';
import { quietClinic, TestHouse } from '../../server/test-house.ts';
import { listedPort } from '../scanner/fake-ports.ts';
import { SetupDesk } from './setup-desk.ts';

const HONEYWELL = { vid: '0c2e', pid: '0720', serialNumber: '18021B0A77', maker: 'Honeywell' };

let desk: SetupDesk;
let http: Server;
/** The address the next connections seem to come from; null: the real one, this machine. */
let remote: string | null = null;
const port = (): number => (http.address() as AddressInfo).port;

beforeEach(async () => {
  remote = null;
  desk = await new SetupDesk().start();
  const gate = openGate({ host: '0.0.0.0', port, origins: ['https://tiepdon.example'] });
  const door = setupDoor(desk.setup, gate, securityHeaders());
  http = createServer((request, response) =>
    door(request, response, () => response.writeHead(200).end('the house')),
  );
  http.on('connection', (socket: Socket) => {
    if (remote !== null) Object.defineProperty(socket, 'remoteAddress', { value: remote });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  http.closeAllConnections();
  http.close();
  await desk.end();
});

type Ask = { method?: string; body?: string; headers?: Record<string, string> };

async function ask(path: string, { method = 'GET', body, headers = {} }: Ask) {
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const init = { method, headers: { connection: 'close', ...type, ...headers } };
  const reply = await fetch(
    `http://127.0.0.1:${port()}${path}`,
    body === undefined ? init : { ...init, body },
  );
  const text = await reply.text();
  return { status: reply.status, text, json: text.startsWith('{') ? JSON.parse(text) : null };
}
const post = (path: string, body: object) => ask(path, { method: 'POST', body: JSON.stringify(body) });
const code = async (path: string, how: Ask): Promise<string> => {
  const { status, json } = await ask(path, how);
  return `${status} ${json?.code ?? ''}`.trim();
};

describe('the set-up of a station', () => {
  it('is shown and changed by a page that was opened on the machine itself', async () => {
    const cable = await desk.cable();
    desk.plugged = [listedPort(cable.port, HONEYWELL)];
    const own = { headers: { origin: `http://localhost:${port()}` } };
    expect(await code('/setup/state', own)).toBe('200');
    await vi.waitFor(async () => expect((await ask('/setup/state', {})).json.pick).toBe(cable.port), 5_000);
    expect((await post('/setup/bind', { path: cable.port })).json.scanners).toHaveLength(1);
    const [{ source }] = (await ask('/setup/state', {})).json.scanners;
    expect((await post('/setup/forget', { source })).json.scanners).toEqual([]);
    expect((await post('/setup/test-code', {})).json.search.state).toBe('running');
    expect((await ask('/setup/bind', { method: 'POST', body: '{"path":"x"}' })).status).toBe(409);
    expect((await post('/setup/stop', {})).status).toBe(200);
  });

  it.each(['192.168.1.20', '10.0.0.5', '::ffff:192.168.1.20', 'fe80::1', '128.0.0.1'])(
    'is closed to %s, in the hospital’s network or not',
    async (address) => {
      remote = address;
      for (const path of [
        '/setup/state',
        '/setup/test-code',
        '/setup/stop',
        '/setup/bind',
        '/setup/forget',
        '/setup/printer/state',
        '/setup/printer/picture/sheet',
        '/setup/printer/sheet',
        '/setup/printer/ticks',
        '/setup/printer/roll',
        '/setup/printer/recover',
      ]) {
        const how = /state|picture/.test(path) ? {} : { method: 'POST', body: '{}' };
        expect(await code(path, how)).toBe('403 not-here');
      }
      expect((await desk.setup.state()).search.state).toBe('none');
    },
  );

  it.each([
    ['a page of another site', { origin: 'http://evil.example' }],
    ['a page of another program on this machine', { origin: 'http://localhost:9' }],
    ['a page opened under the name for the network', { origin: 'https://tiepdon.example' }],
    ['a page without a site', { origin: 'null' }],
    ['another site’s picture or form', { 'sec-fetch-site': 'cross-site' }],
    ['somebody behind a proxy', { 'x-forwarded-for': '192.168.1.20' }],
    ['somebody behind another proxy', { forwarded: 'for=192.168.1.20' }],
  ])('is closed to %s', async (_who, headers) => {
    const body = { method: 'POST', body: '{}', headers: headers as Record<string, string> };
    expect(await code('/setup/test-code', body)).toBe('403 not-here');
    expect((await desk.setup.state()).search.state).toBe('none');
  });

  it('is closed to a foreign name that points at this machine', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      const headers = { host: `evil.example:${port()}` };
      request({ port: port(), path: '/setup/state', headers }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });

  it('refuses in words of its own what it cannot read, and knows only ports that are there', async () => {
    const bad = ['{', '[]', '{}', '{"path":7}', '{"path":"/dev/ttyS0","more":1}', '"x"'];
    for (const body of bad) {
      expect(await code('/setup/bind', { method: 'POST', body })).toBe('400 bad-request');
    }
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await code('/setup/bind', { method: 'POST', body: 'path=x', headers: form })).toBe(
      '400 bad-request',
    );
    expect((await post('/setup/bind', { path: '/etc/passwd' })).json.code).toBe('no-such-port');
    expect((await post('/setup/forget', { source: 'serial:/dev/x' })).json.code).toBe('not-kept');
    expect((await ask('/setup/bind', { method: 'POST', body: '{"a":"secret"' })).text).not.toMatch(
      /secret|at |node/,
    );
  });

  it('shows the printer and takes what staff say of it, in words that can be read', async () => {
    const state = (await ask('/setup/printer/state', {})).json;
    expect(state).toMatchObject({ kind: 'preview', address: 'preview:', sheet: { state: 'none' } });
    expect((await post('/setup/printer/roll', { metres: 80 })).json.rollMetres).toBe(80);
    const id = 'c3a5b6d0-8f6e-4d0c-9a58-4e6a1f1f7a01';
    expect((await post('/setup/printer/sheet', { id })).json.code).toBe('no-paper');
    const ticks = { letters: true, edges: true, code: true, cut: true };
    expect((await post('/setup/printer/ticks', ticks)).json.code).toBe('no-sheet');
    expect((await post('/setup/printer/recover', {})).json.code).toBe('not-recoverable');
    expect((await ask('/setup/printer/picture/none', {})).json.code).toBe('no-such-picture');
    const picture = await fetch(`http://127.0.0.1:${port()}/setup/printer/picture/sheet`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    const bad: [string, string[]][] = [
      ['sheet', ['{', '{}', '{"id":"1"}']],
      ['ticks', ['{}', '{"letters":true}', JSON.stringify({ ...ticks, more: 1 })]],
      ['roll', ['{}', '{"metres":"50"}', '{"metres":5000}', '{"metres":null}']],
      ['recover', ['[]', '{"now":true}']],
      ['pick', ['{}', '{"place":"tcp://127.0.0.1:9100?profile=file"}', '{"place":7}', '{"place":""}']],
      ['set', ['{"baud":1}', '{"mode":"ink"}', '{"cut":"gsv66"}', '{"more":1}']],
      ['back', ['{}', '{"to":null}']],
      ['letters-seen', ['{}', '{"right":"yes"}']],
      ['look', ['[]', '{"look":{},"more":1}']],
    ];
    for (const [path, bodies] of bad)
      for (const body of bodies)
        expect(await code(`/setup/printer/${path}`, { method: 'POST', body })).toBe('400 bad-request');
    expect(await code('/setup/printer/roll', { method: 'POST', body: '{"metres":30}' })).toBe('200');
  });

  it('lets nobody from elsewhere search, probe, print, choose or change tickets', async () => {
    const foreign = { origin: 'http://192.168.1.20:8080' };
    const wishes = [
      'search',
      'stop',
      'pick',
      'ask',
      'set',
      'letters',
      'letters-seen',
      'refine',
      'drop',
      'use',
    ];
    for (const wish of [...wishes, 'back', 'sheet', 'ticks', 'roll', 'recover', 'look', 'draw'])
      expect(await code(`/setup/printer/${wish}`, { method: 'POST', body: '{}', headers: foreign })).toBe(
        '403 not-here',
      );
    for (const path of ['state', 'picture/sheet'])
      expect(await code(`/setup/printer/${path}`, { headers: { 'x-forwarded-for': '10.0.0.9' } })).toBe(
        '403 not-here',
      );
    expect((await ask('/setup/printer/state', {})).json.network).toMatchObject({ state: 'none' });
  });

  it('hands on everything that is not its own', async () => {
    for (const path of ['/setup', '/setup/sheet', '/setup/printer', '/setup/other', '/api/v1/scans', '/'])
      expect((await ask(path, {})).text).toBe('the house');
  });

  it('stands before the house in one-PC mode, which goes on as it was', async () => {
    const house = await new TestHouse(quietClinic()).start();
    house.open.askFirst(setupDoor(desk.setup, house.open.gate, securityHeaders()));
    const own = await fetch(`${house.base}/setup/state`);
    expect(own.status).toBe(200);
    expect(own.headers.get('content-security-policy')).toContain("default-src 'none'");
    const foreign = await fetch(`${house.base}/setup/state`, { headers: { origin: 'http://evil.example' } });
    expect(foreign.status).toBe(403);
    expect((await fetch(`${house.base}/api/v1/health/live`)).status).toBe(200);
    expect((await fetch(`${house.base}/setup/nothing`)).status).toBe(404);
    await house.stop();
  });
});
