import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../core/wire/protocol.ts';
import { namespaces, roles } from '../../../core/wire/protocol.ts';
import { openDevices } from '../../../server/devices/devices.ts';
import { openDatabase } from '../../../server/log/database.ts';
import { type Heard, quietClinic, TestHouse } from '../test-house.ts';

/** Who may enter which namespace, as the contract says it. */
const entrance: Record<string, readonly Role[]> = {
  '/board': ['board'],
  '/speaker': ['speaker'],
  '/console': ['console'],
  '/station': ['kiosk', 'station'],
};

describe('the door for sockets', () => {
  let house: TestHouse;
  let tokens: Record<Role, string>;
  beforeAll(async () => {
    house = await new TestHouse(quietClinic()).start();
    tokens = Object.fromEntries(
      roles.map((role) => [role, house.device(role, 'hall', null).token]),
    ) as typeof tokens;
  });
  afterAll(() => house.end());
  const outcome = async (namespace: string, token: string, headers: Record<string, string> = {}) => {
    const heard = await house.socket(namespace, token, { headers });
    await expect.poll(() => heard.messages[0]?.event, { timeout: 3_000 }).toMatch(/^connect/);
    const [first] = heard.messages;
    return first!.event === 'connect' ? 'in' : String(first!.message.about);
  };
  const subscribed = async (namespace: string, token: string, view: string): Promise<Heard> => {
    const heard = await house.socket(namespace, token, {});
    await heard.hear('connect');
    heard.socket.emit('sub', { view, epoch: null, seq: null, v: 1 });
    await heard.hear('snap');
    return heard;
  };
  const alive = async (): Promise<void> => {
    const heard = await subscribed('/board', tokens.board, 'hall');
    heard.socket.close();
  };

  it('lets each role into its own namespace and into no other, and nobody into the root', async () => {
    for (const namespace of ['/', '/desk', ...namespaces]) {
      const outcomes = await Promise.all(roles.map((role) => outcome(namespace, tokens[role])));
      const inside = roles.filter((_, index) => outcomes[index] === 'in');
      expect(inside, namespace).toEqual(roles.filter((role) => entrance[namespace]?.includes(role)));
    }
    expect(await outcome('/board', tokens.api)).toBe('unauthorized');
    expect(await outcome('/', tokens.board)).toBe('unauthorized');
    expect(await outcome('/desk', tokens.console)).toBe('Invalid namespace');
  });

  it('lets nobody in without a token, with a wrong one, or with something else in its place', async () => {
    for (const token of [
      '',
      'x'.repeat(43),
      'x'.repeat(5_000),
      { toString: 'x' },
      ['a'],
      7,
      null,
    ] as string[])
      expect(await outcome('/board', token)).toBe('unauthorized');
  });

  it('lets no page of another site open a socket, token or not', async () => {
    const own = house.base;
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: own.replace(/\d+$/, '1') },
      { host: 'evil.example' },
      { origin: own, 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[])
      expect(await outcome('/board', tokens.board, headers), JSON.stringify(headers)).toContain(
        'websocket error',
      );
    expect(await outcome('/board', tokens.board, { origin: own })).toBe('in');
  });

  it('cuts a device within two seconds after it was revoked, here or by the admin command', async () => {
    const [here, elsewhere] = [house.device('board', 'hall', null), house.device('board', 'pk1', null)];
    const [first, second, other] = [
      await subscribed('/board', here.token, 'hall'),
      await subscribed('/board', elsewhere.token, 'pk1'),
      await subscribed('/board', tokens.board, 'hall'),
    ];
    house.open.house.devices.revoke(here.id);
    await first.hear('disconnect', () => true, 2_000);
    const admin = openDatabase(`${house.dir}/data/tiepdon.sqlite`);
    openDevices(admin, Date.now).revoke(elsewhere.id);
    await second.hear('disconnect', () => true, 2_000);
    admin.close();
    for (const { token } of [here, elsewhere]) {
      expect(await outcome('/board', token)).toBe('unauthorized');
      expect((await house.get(token, '/place')).status).toBe(401);
    }
    expect(other.socket.connected).toBe(true);
  });

  it('bears three bad messages of a screen and closes on the third', async () => {
    const bad: [string, unknown][] = [
      ['sub', { view: 'hall', epoch: null, seq: null, v: 2 }],
      ['sub', null],
      ['sub', { view: 'hall', epoch: null, seq: -1, v: 1 }],
      ['sub', { view: 'hall', epoch: null, seq: null, v: 1, more: true }],
      ['sub', { view: 'pk1', epoch: null, seq: null, v: 1 }],
      ['sub', { view: 'nowhere', epoch: null, seq: null, v: 1 }],
      ['sub', Buffer.from('binary')],
      ['ack', { id: 'a', phase: 'done', reason: null }],
      ['sound', { state: 'blocked' }],
      ['next', { room: 'pk1', expected: null }],
      ['join', 'view:pk1#0'],
    ];
    for (const [event, message] of bad) {
      const heard = await subscribed('/board', tokens.board, 'hall');
      heard.socket.emit(event, message);
      await heard.hear('fault');
      heard.socket.emit(event, message);
      await expect.poll(() => heard.messages.filter((each) => each.event === 'fault').length).toBe(2);
      expect(heard.socket.connected, event).toBe(true);
      heard.socket.emit(event, message);
      await heard.hear('disconnect');
    }
    expect(house.open.house.tail.day.seq).toBe(0);
  });

  it('closes on a frame over 16 kB and on packets that no client of ours sends, and lives on', async () => {
    const engines: ((write: (packet: string | Buffer) => void) => void)[] = [
      (write) => write(`2/board,["sub",{"view":"${'x'.repeat(17_000)}"}]`),
      (write) => write('2/board,[{"toString":"foo"}]'),
      (write) => write('2/board,["connect"]'),
      (write) => write('2/board,["disconnecting"]'),
      (write) => write('5999999-/board,["sub",{"_placeholder":true,"num":0}]'),
      (write) => {
        write('51-/board,["sub",{"_placeholder":true,"num":"splice"}]');
        write(Buffer.from('attached'));
      },
      (write) => write('9/board,[]'),
    ];
    for (const send of engines) {
      const heard = await subscribed('/board', tokens.board, 'hall');
      send((packet) => void heard.socket.io.engine.write(packet));
      await heard
        .hear('disconnect', () => true, 2_000)
        .catch(() => {
          throw new Error(`still open after ${send}`);
        });
    }
    for (const packet of [
      '2/board,99999999999999999999["sub",{}]',
      '2/board,["error","x"]',
      '2/board,["sub"]',
    ]) {
      const heard = await subscribed('/board', tokens.board, 'hall');
      heard.socket.io.engine.write(packet);
      heard.socket.emit('sub', { view: 'hall', epoch: null, seq: null, v: 1 });
      // One more may come by itself: boards are refreshed every five seconds.
      await expect
        .poll(() => heard.messages.filter(({ event }) => event === 'snap').length)
        .toBeGreaterThanOrEqual(2);
    }
    await alive();
  });

  it('hears no more than a burst of a screen that never stops talking', async () => {
    const heard = await subscribed('/board', tokens.board, 'hall');
    for (let time = 0; time < 300; time += 1)
      heard.socket.emit('sub', { view: 'hall', epoch: null, seq: null, v: 1 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const snaps = heard.messages.filter(({ event }) => event === 'snap').length;
    expect(snaps).toBeGreaterThan(10);
    expect(snaps).toBeLessThan(60);
    await alive();
  });

  it('tells the screens when it leaves', async () => {
    const heard = await subscribed('/board', tokens.board, 'hall');
    await house.stop();
    const { retryMs } = await heard.hear('bye');
    expect(retryMs).toBeGreaterThanOrEqual(500);
    expect(retryMs).toBeLessThanOrEqual(3_000);
    await heard.hear('disconnect');
    await house.start();
  });
});
