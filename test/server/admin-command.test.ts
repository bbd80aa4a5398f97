import { execFile } from 'node:child_process';
import { copyFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles } from '../../core/wire/protocol.ts';
import { root } from '../house/source-tree.ts';
import { damageFile } from './log/sqlite-store.ts';
import { quietClinic, TestHouse } from './test-house.ts';

type Ended = { code: number; out: string[]; err: string };

/** The admin command as IT runs it, in a process of its own, beside a house that is running. */
describe('the admin command', () => {
  let house: TestHouse;
  let api: string;
  beforeAll(async () => {
    house = new TestHouse(quietClinic());
    // The command is a process of its own and has only the real clock.
    house.now = Date.now();
    await house.start();
    // The house is in this process and has its clinic from the test; a server's lies beside its data.
    copyFileSync(join(root, 'server/sample/clinic.json'), join(house.dir, 'data', 'clinic.json'));
    api = house.device('api', 'his', null).token;
    await house.post(api, '/check-ins', { service: 'noi', scan: null });
  });
  afterAll(() => house.end());
  const admin = (...words: string[]): Promise<Ended> =>
    new Promise((resolve) => {
      const env = { ...process.env, DATA_DIR: join(house.dir, 'data') };
      execFile(process.execPath, ['scripts/admin.ts', ...words], { cwd: root, env }, (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), out: out.trimEnd().split('\n'), err }),
      );
    });
  /** A fault is one plain line and no stack. */
  const refused = ({ code, err }: Ended, line: RegExp): void => {
    expect(code).toBe(1);
    expect(err).toMatch(/^tiepdon: [^\n]+\n$/);
    expect(err).toMatch(line);
  };

  it('tells what each board can show at its size and distance', async () => {
    const { code, out } = await admin('boards');
    expect([code, out[0]]).toEqual([0, 'hall: 43 inch, 8 m: at most 6 rows, letters 40 mm']);
    expect(out).toHaveLength(3);
  });

  it('enrols a device whose token works at once, and prints it as one line of JSON, last', async () => {
    const { code, out } = await admin(
      'device',
      'add',
      '--role',
      'console',
      '--name',
      'Bàn 1',
      '--room',
      'pk1',
    );
    expect(code).toBe(0);
    const { id, token, ...rest } = JSON.parse(out.at(-1)!) as { id: string; token: string };
    expect(rest).toEqual({});
    expect((await house.get(token, '/place')).body).toMatchObject({
      device: { role: 'console', name: 'Bàn 1', room: 'pk1' },
    });
    const { devices } = house.open.house;
    devices.saw(id, { at: Date.parse('2026-11-22T01:02:03Z'), clockOffMs: -1_500, build: 'b1' });
    await devices.storeSightings();
    const { out: lines } = await admin('device', 'list');
    const listed = lines.map((line) => JSON.parse(line) as { id: string; revokedAt: string | null });
    expect(listed.find((each) => each.id === id)).toMatchObject({
      role: 'console',
      room: 'pk1',
      revokedAt: null,
      ...{ seenAt: '2026-11-22T01:02:03.000Z', clockOffMs: -1_500, build: 'b1' },
    });
    expect(lines.join()).not.toContain(token);

    expect((await admin('device', 'revoke', id)).code).toBe(0);
    await expect.poll(async () => (await house.get(token, '/place')).status, { timeout: 2_000 }).toBe(401);
    const [again, unknown, after] = await Promise.all([
      admin('device', 'revoke', id),
      admin('device', 'revoke', 'nobody'),
      admin('device', 'list'),
    ]);
    refused(again, /no such device, or revoked already/);
    refused(unknown, /no such device/);
    const row = after.out
      .map((line) => JSON.parse(line) as (typeof listed)[0])
      .find((each) => each.id === id);
    expect(row?.revokedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('enrols no device that could not work', async () => {
    const add = (...words: string[]) => admin('device', 'add', ...words);
    const wrong: [Promise<Ended>, RegExp][] = [
      [add('--role', 'doctor', '--name', 'a'), /--role: should be one of kiosk, board, /],
      [add('--role', 'kiosk'), /--name: should be /],
      [
        add('--role', 'board', '--name', 'nowhere'),
        /--name: should be one of the clinic file's boards: hall, pk1/,
      ],
      [add('--role', 'console', '--name', 'a', '--room', 'pk99'), /--room: "pk99" is no room/],
    ];
    for (const [ended, line] of wrong) refused(await ended, line);
    expect(house.open.house.devices.list()).toHaveLength(2);
  });

  it('makes one-time links that enrol the browser they are opened in', async () => {
    const { code, out } = await admin('links', '--port', '8123');
    expect(code).toBe(0);
    const kiosk = out.find((line) => line.includes('/kiosk#'));
    const [, secret] = /^ +Kiosk +http:\/\/127\.0\.0\.1:8123\/kiosk#enrol=(\w{8})$/.exec(kiosk ?? '') ?? [];
    const enrol = () => house.post('', '/enrol', { requestId: undefined, code: secret });
    expect(await enrol()).toMatchObject({ status: 201, body: { role: 'kiosk' } });
    expect((await enrol()).status).toBe(422);
    expect(out.filter((line) => line.includes('#enrol='))).toHaveLength(1 + 3 + 2 + 11 + 1);
  });

  it('copies, takes back and checks the log beside the running house', async () => {
    const file = join(house.dir, 'backup.sqlite');
    expect((await admin('backup', file)).code).toBe(0);
    await house.post(api, '/check-ins', { service: 'noi', scan: null });
    const good = await admin('log', 'verify');
    expect([good.code, good.out[0]]).toEqual([
      0,
      expect.stringMatching(/^log: all 3 entries hold, head [0-9a-f]{64}$/),
    ]);
    const proved = await Promise.all([admin('drill', file), admin('restore', '--verify', file)]);
    for (const { code, out } of proved) {
      expect(code).toBe(0);
      expect(out.join('\n')).toMatch(
        /is good: 2 entries.*\n.*: 1 tickets, 1 of them open\n(.*\n)*.*\(RTO of the data\): \d+\.\d s/,
      );
    }
    const back = await admin('restore', file);
    expect([back.code, back.out]).toEqual([0, ['restored: the log has 3 entries']]);
    await expect.poll(async () => (await house.get(api, '/tickets')).body.tickets).toHaveLength(1);
    const next = await house.post(api, '/check-ins', { service: 'noi', scan: null });
    expect(next.body).toMatchObject({ ticket: { code: 'A003' } });

    truncateSync(file, 9_000);
    refused(await admin('drill', file), /^tiepdon: drill: the file .*; the live data were not touched$/m);
    refused(await admin('restore', file), /^tiepdon: restore: the file .*; the live data are as they were$/m);
    damageFile(join(house.dir, 'data', 'tiepdon.sqlite'), 'minh-hoa', 2, 'edit');
    refused(await admin('log', 'verify'), /^tiepdon: log: entry 2 was changed$/m);
  });

  it('says what it can do, and names a wrong setting or clinic file', async () => {
    const [help, nothing, unknown, port, none] = await Promise.all([
      admin('--help'),
      admin(),
      admin('devices', 'add'),
      admin('device', 'list', '--port', 'x'),
      admin('backup'),
    ]);
    for (const { out } of [help, nothing, unknown])
      for (const word of [
        'device add',
        'device list',
        'device revoke',
        'backup',
        'restore',
        'log verify',
        ...roles,
      ])
        expect(out.join('\n')).toContain(word);
    expect([help.code, nothing.code, unknown.code]).toEqual([0, 1, 1]);
    refused(port, /--port: should be a whole number/);
    refused(none, /a file name is missing/);
    const clinic = join(house.dir, 'clinic.json');
    writeFileSync(clinic, '{ "site": "A" }');
    refused(await admin('device', 'list', '--clinic', clinic), /clinic\.json: line 1: site: should be /);
    rmSync(clinic);
  });
});
