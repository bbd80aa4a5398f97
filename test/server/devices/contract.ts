import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Devices } from '../../../server/devices/devices.ts';
import { neverSeen, type Seen } from '../../../server/devices/sightings.ts';

/** One database. Each `open` is a connection of its own, as another process has it. */
export type DeviceStore = {
  open(now: () => number): Promise<Devices>;
  end(): Promise<void>;
};

const board = { role: 'board', name: 'hall', room: null } as const;
const desk = { role: 'console', name: 'Bàn 1', room: 'pk1' } as const;

/** What every store of devices promises, whatever database is below it. */
export function deviceContract(name: string, make: () => Promise<DeviceStore>): void {
  describe(`the devices in ${name}`, () => {
    let store: DeviceStore;
    let devices: Devices;
    let now = 1_000;
    beforeEach(async () => {
      now = 1_000;
      store = await make();
      devices = await store.open(() => now);
    });
    afterEach(() => store.end());

    it('are known by their token, and nobody else is', async () => {
      const { id, token } = await devices.add(desk);
      expect(await devices.byToken(token)).toEqual({ id, ...desk });
      expect(await devices.byToken(token.toUpperCase())).toBeNull();
      expect(await devices.byToken('')).toBeNull();
      expect(devices.roleOf(id)).toBe('console');
      expect(devices.roleOf('nobody')).toBeNull();
      expect(JSON.stringify(devices.list())).not.toContain(token);
    });

    it('are listed in the order in which they came, those revoked too', async () => {
      const first = await devices.add(board);
      now += 1;
      const second = await devices.add(desk);
      now += 1;
      expect(await devices.revoke(first.id)).toBe(true);
      expect(devices.list()).toEqual([
        { id: first.id, ...board, createdAt: 1_000, revokedAt: 1_002, ...neverSeen },
        { id: second.id, ...desk, createdAt: 1_001, revokedAt: null, ...neverSeen },
      ]);
    });

    it('are out at once when revoked, once, and whoever listens is told', async () => {
      const { id, token } = await devices.add(board);
      let told = 0;
      const stop = devices.whenRevoked(() => (told += 1));
      expect([await devices.revoke(id), await devices.revoke(id), await devices.revoke('nobody')]).toEqual([
        true,
        false,
        false,
      ]);
      expect([told, await devices.byToken(token), devices.roleOf(id)]).toEqual([1, null, null]);
      stop();
      await devices.revoke((await devices.add(board)).id);
      expect(told).toBe(1);
    });

    it('enrol with a code once, for ten minutes, however it is typed', async () => {
      const code = await devices.invite(desk);
      const made = await devices.enrol(`${code.slice(0, 4).toLowerCase()} - ${code.slice(4)}`);
      expect(await devices.byToken(made!.token)).toMatchObject(desk);
      expect(await devices.enrol(code)).toBeNull();
      expect(await devices.enrol('00000000')).toBeNull();
      const old = await devices.invite(desk);
      now += 10 * 60_000 + 1;
      expect(await devices.enrol(old)).toBeNull();
    });

    it('enrolled or revoked by another process are seen with the next look', async () => {
      const other = await store.open(() => now);
      const made = await other.add(board);
      expect(await devices.byToken('x'.repeat(43))).toBeNull();
      expect(await devices.byToken(made.token)).toMatchObject(board);
      await devices.refresh();
      expect(devices.roleOf(made.id)).toBe('board');
      await other.revoke(made.id);
      await devices.refresh();
      expect([await devices.byToken(made.token), devices.roleOf(made.id)]).toEqual([null, null]);
      const code = await other.invite(desk);
      expect(await devices.enrol(code)).toMatchObject(desk);
      expect(await other.enrol(code)).toBeNull();
    });

    const seenOf = (from: Devices, id: string): Seen => {
      const { firstSeenAt, seenAt, clockOffMs, build } = from.list().find((each) => each.id === id)!;
      return { firstSeenAt, seenAt, clockOffMs, build };
    };

    it('are seen at once, and after a restart as it was written down last', async () => {
      const { id } = await devices.add(board);
      expect(devices.saw(id, { at: 5_000, clockOffMs: -40.4, build: 'build-1' })).toBe(true);
      await devices.storeSightings();
      // What is not known of a later sign stays as it was said.
      expect(devices.saw(id, { at: 9_000, clockOffMs: null, build: null })).toBe(false);
      const last = { firstSeenAt: 5_000, seenAt: 9_000, clockOffMs: -40, build: 'build-1' };
      expect(seenOf(devices, id)).toEqual(last);
      expect(seenOf(await store.open(() => now), id)).toEqual({ ...last, seenAt: 5_000 });
      await devices.storeSightings();
      const restarted = await store.open(() => now);
      expect(seenOf(restarted, id)).toEqual(last);
      expect(restarted.saw(id, { at: 9_500, clockOffMs: 12, build: 'build-2' })).toBe(false);
      await restarted.storeSightings();
      expect(seenOf(await store.open(() => now), id)).toEqual({
        ...{ firstSeenAt: 5_000, seenAt: 9_500, clockOffMs: 12, build: 'build-2' },
      });
    });

    it('that were seen while the clock was ahead are believed again when it is right', async () => {
      const { id } = await devices.add(board);
      devices.saw(id, { at: 90_000_000, clockOffMs: null, build: null });
      await devices.storeSightings();
      devices.saw(id, { at: 7_000, clockOffMs: null, build: null });
      await devices.storeSightings();
      expect(seenOf(await store.open(() => now), id)).toMatchObject({ seenAt: 7_000 });
    });

    it('that speak nonsense of themselves keep no other from being written down', async () => {
      const [odd, sound] = [await devices.add(board), await devices.add(desk)];
      devices.saw(odd.id, { at: 5_000.7, clockOffMs: 1e300, build: '\u0000\ud800ab"c'.repeat(40) });
      devices.saw(sound.id, { at: 5_001, clockOffMs: null, build: null });
      await devices.storeSightings();
      const again = await store.open(() => now);
      expect(seenOf(again, sound.id).seenAt).toBe(5_001);
      expect(seenOf(again, odd.id)).toMatchObject({ seenAt: 5_001, build: 'ab"c'.repeat(16) });
    });

    it('by the thousand are written down in one go', async () => {
      for (let each = 0; each < 1_000; each += 1)
        devices.saw(`tv-${each}`, { at: each + 1, clockOffMs: each, build: 'b' });
      const { id } = await devices.add(board);
      devices.saw(id, { at: 3_000, clockOffMs: null, build: null });
      await devices.storeSightings();
      expect(seenOf(await store.open(() => now), id).seenAt).toBe(3_000);
    });
  });
}
