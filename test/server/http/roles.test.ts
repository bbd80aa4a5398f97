import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveNames } from '../../../core/queue/command.ts';
import { type Role, roles } from '../../../core/wire/protocol.ts';
import { sampleClinic, TestHouse } from '../test-house.ts';
import { Asker, badProblem } from './asking.ts';
import { misfits } from './described.ts';

const floor: Role[] = ['kiosk', 'station', 'console', 'api'];
const desks: Role[] = ['console', 'api'];
/** Who may do what, as the contract says it. */
const rights: Record<string, readonly Role[] | 'anyone'> = {
  'get /place': roles,
  'post /enrol': 'anyone',
  'get /t/{token}': 'anyone',
  'get /devices': desks,
  'post /scans': floor,
  'post /check-ins': floor,
  'post /permits': ['station'],
  'post /hand-ins': ['station'],
  'post /station-signs': ['station'],
  'get /stations': desks,
  'get /tickets': desks,
  'post /tickets/{id}/print': ['kiosk', 'station', 'console'],
  'post /tickets/{id}/paper-seen': desks,
  ...Object.fromEntries(moveNames.map((move) => [`post /tickets/{id}/${move}`, desks])),
  'get /tickets/{id}': desks,
  'post /rooms/{room}/next': desks,
  'post /rooms/{room}/call': desks,
  'post /rooms/{room}/invite': desks,
  'post /rooms/{room}/state': desks,
  'post /rooms/{room}/services': desks,
  'get /appointments': desks,
  'post /appointments': desks,
  'get /rules': 'anyone',
  'post /services/{service}/rule': desks,
  'post /day': desks,
  'get /screens': ['board', 'speaker', ...desks],
  'get /notices': desks,
  'post /notices': desks,
  'post /notices/{id}/end': desks,
  'get /slides': desks,
  'get /boards/{board}': ['board', 'console', 'api'],
  'get /speakers': desks,
  'post /speakers/{speaker}/test': desks,
  'post /speakers/{speaker}/mute': desks,
  'post /help': ['kiosk', 'station'],
  'get /prompts/{lang}/{key}': ['kiosk', 'station'],
  'get /words/{lang}': ['kiosk', 'station'],
};

/** One speaker, of a room in which nobody is called here. */
const withOneSpeaker = () =>
  sampleClinic((json) => {
    json.speakers = [{ id: 'hall', rooms: ['nt1'] }];
  });

describe('who may do what', () => {
  let house: TestHouse;
  let asker: Asker;
  beforeAll(async () => {
    house = await new TestHouse(withOneSpeaker()).start();
    asker = new Asker(house);
  });
  afterAll(() => house.end());

  it('stands in one table, which is that of the contract', () => {
    const table = Object.fromEntries(asker.routes.map((line) => [`${line.method} ${line.path}`, line.roles]));
    const sorted = (list: readonly string[] | 'anyone') => (list === 'anyone' ? list : [...list].sort());
    expect(Object.keys(table).sort()).toEqual(Object.keys(rights).sort());
    for (const [line, allowed] of Object.entries(rights))
      expect(sorted(table[line]!), line).toEqual(sorted(allowed));
  });

  it('keeps strangers out of every line: no token, a wrong one, a changed one, a revoked one', async () => {
    const gone = house.device('api', 'gone', null);
    house.open.house.devices.revoke(gone.id);
    const changed = `${asker.tokens.api.slice(0, -1)}${asker.tokens.api.endsWith('A') ? 'B' : 'A'}`;
    const none = 'eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYXBpIn0.';
    const ticket = await asker.ticket('noi');
    for (const line of asker.routes.filter(({ roles }) => roles !== 'anyone')) {
      for (const token of ['', 'x'.repeat(43), changed, gone.token, none, asker.tokens.api.toLowerCase()]) {
        const reply = await asker.ask(line, token, ticket, asker.bodyOf(line));
        expect(reply.body, `${line.method} ${line.path}`).toMatchObject({
          status: 401,
          code: 'not-enrolled',
        });
        expect(badProblem(reply)).toEqual([]);
      }
    }
  });

  it('lets each role do what its line names and nothing else', async () => {
    let asked = 0;
    for (const line of asker.routes) {
      for (const role of roles) {
        const ticket = await asker.ticket('noi');
        const reply = await asker.ask(line, asker.tokens[role], ticket, asker.bodyOf(line));
        const allowed = rights[`${line.method} ${line.path}`]!;
        const may = allowed === 'anyone' || allowed.includes(role);
        if (may) expect([401, 403, 404, 405, 500], `${role} ${line.path}`).not.toContain(reply.status);
        else expect(reply.body, `${role} ${line.path}`).toMatchObject({ status: 403, code: 'not-allowed' });
        if (!may) expect(badProblem(reply)).toEqual([]);
        asked += 1;
      }
    }
    expect(asked).toBe(Object.keys(rights).length * roles.length);
  });

  it('shows a desk of one room its own room and the people who wait for it, and hides the rest', async () => {
    const eyes = house.device('console', 'desk-pk5', 'pk5').token;
    const [own, foreign] = [await asker.ticket('mat'), await asker.ticket('nhi')];
    expect((await house.post(eyes, `/tickets/${own.id}/hold`, {})).status).toBe(200);
    expect((await house.post(eyes, `/tickets/${foreign.id}/hold`, {})).body).toMatchObject({
      status: 404,
      code: 'unknown-ticket',
    });
    const nowhere = await house.post(eyes, '/tickets/no-such-ticket/hold', {});
    const hidden = await house.post(eyes, `/tickets/${foreign.id}/hold`, {});
    expect(nowhere.body).toEqual(hidden.body);
    expect((await house.post(eyes, '/rooms/pk1/next', { expected: null })).status).toBe(404);
    expect((await house.post(eyes, '/rooms/pk5/next', { expected: null })).status).toBe(200);
    expect((await house.get(eyes, '/devices')).status).toBe(403);
  });

  it('shows a board only itself', async () => {
    expect((await house.get(asker.tokens.board, '/boards/hall')).status).toBe(200);
    expect((await house.get(asker.tokens.board, '/boards/pk1')).status).toBe(404);
    expect((await house.get(asker.tokens.api, '/boards/nowhere')).status).toBe(404);
  });

  it('believes only staff who declare an emergency', async () => {
    const body = { service: 'noi', scan: null, declared: ['CC'] };
    expect((await house.post(asker.tokens.kiosk, '/check-ins', body)).body).toMatchObject({
      status: 422,
      code: 'declared-not-allowed',
    });
    const urgent = await house.post(asker.tokens.console, '/check-ins', body);
    expect(urgent.body).toMatchObject({ ticket: { priority: 'urgent' } });
  });

  it('gives its numbers to this machine and to an api device, to no proxy that speaks for somebody else', async () => {
    const metrics = (headers: Record<string, string>) => fetch(`${house.base}/metrics`, { headers });
    const proxied = { 'x-forwarded-for': '10.0.0.9' };
    const bearer = (role: Role) => ({ authorization: `Bearer ${asker.tokens[role]}` });
    expect((await metrics({})).status).toBe(200);
    expect((await metrics(proxied)).status).toBe(401);
    expect((await metrics({ ...proxied, ...bearer('kiosk') })).status).toBe(403);
    const text = await (await metrics({ ...proxied, ...bearer('api') })).text();
    expect(text).toMatch(/^tickets_issued_total\{service="noi"\} \d+$/m);
    expect(text).toMatch(/^scans_total\{verdict="ok",code="",source="serial"\} \d+$/m);
    expect(text).toMatch(/^sockets_connected\{namespace="\/board"\} 0$/m);
  });

  it('gave every answer in the form it describes', async () => {
    expect(house.replies.length).toBeGreaterThan(200);
    expect(await misfits(house)).toEqual([]);
  });
});
