import { describe, expect, it } from 'vitest';
import { SharedHall } from './shared-air.ts';
import { SOUND_MS } from './stepped-hall.ts';

/** Eight calls at once, four at each server. */
function morning(hall: SharedHall): void {
  for (let seq = 1; seq <= 8; seq += 1) {
    if (seq % 2 === 1) hall.a.call('left', seq, { expiresAt: hall.a.now + 120_000 });
    else hall.b.call('right', seq, { expiresAt: hall.b.now + 120_000 });
  }
}

describe('a room of air with speakers at two servers', () => {
  it('hears one announcement at a time, all of them whole, and neither server keeps the air for itself', async () => {
    const hall = new SharedHall();
    morning(hall);
    await hall.pass(90_000);
    expect(hall.overlaps).toEqual([]);
    expect(hall.calls).toHaveLength(8);
    expect(hall.heard.every(({ from, to }) => to - from > 1_900)).toBe(true);
    // By turns: no server speaks three times in a row while the other waits.
    expect(hall.calls.join(' ')).not.toMatch(/left \d left \d left|right \d right \d right/);
  });

  it('would hear two voices if the servers did not ask each other', async () => {
    const hall = new SharedHall(false);
    morning(hall);
    await hall.pass(90_000);
    expect(hall.overlaps.length).toBeGreaterThan(0);
  });

  it('loses no time with a single call', async () => {
    const hall = new SharedHall();
    hall.a.call('left', 1);
    await hall.pass(1_000);
    expect(hall.heard[0]?.from).toBeLessThanOrEqual(200);
  });

  it('whose server dies in mid-sentence stays silent until the sentence would have ended, and not much longer', async () => {
    const hall = new SharedHall();
    hall.a.call('left', 1);
    await hall.pass(2_000);
    hall.killA();
    hall.b.call('right', 2);
    await hall.pass(20_000);
    const [first, second] = hall.heard;
    expect(second!.from).toBeGreaterThanOrEqual(first!.from + SOUND_MS);
    expect(second!.from).toBeLessThanOrEqual(first!.from + SOUND_MS + 9_000);
  });

  it.each(['away', 'deaf'] as const)('is not silenced by a database that is %s', async (mood) => {
    const hall = new SharedHall();
    hall.table.mood = mood;
    hall.a.call('left', 1);
    await hall.pass(3_000);
    hall.a.call('left', 2);
    await hall.pass(20_000);
    expect(hall.calls).toEqual(['left 1', 'left 2']);
  });

  it('lets an emergency of the other server through at once; the call that it cut is heard whole afterwards', async () => {
    const hall = new SharedHall();
    hall.a.call('left', 1);
    await hall.pass(2_000);
    hall.b.call('right', 2, { priority: 0 });
    await hall.pass(30_000);
    expect(hall.calls).toEqual(['left 1', 'right 2', 'left 1']);
    expect(hall.heard[1]!.from).toBeLessThanOrEqual(3_000);
    expect(hall.overlaps).toEqual([]);
    expect(hall.heard[2]!.to - hall.heard[2]!.from).toBe(SOUND_MS);
  });

  it('does not hear a call that was over before its server got the air', async () => {
    const hall = new SharedHall();
    hall.a.call('left', 1);
    await hall.pass(1_000);
    hall.b.call('right', 2);
    await hall.pass(1_000);
    hall.b.speakers.withdraw('pk1', 'c2');
    await hall.pass(20_000);
    expect(hall.calls).toEqual(['left 1']);
    hall.a.call('left', 3);
    await hall.pass(8_000);
    expect(hall.calls).toEqual(['left 1', 'left 3']);
  });
});
