import { beforeEach, describe, expect, it } from 'vitest';
import type { ScreenSign } from '../../../core/wire/screen.ts';
import type { Device, DeviceRow } from '../../../server/devices/devices.ts';
import { neverSeen } from '../../../server/devices/sightings.ts';
import { ScreenRoll } from '../../../server/sockets/screen-roll.ts';
import { healthySign } from './sample-sign.ts';

const tv: Device = { id: 'tv-1', role: 'board', name: 'hall', room: null };
const box: Device = { id: 'box-1', role: 'speaker', name: 'hall', room: null };

/** The machine's own date; `now` counts from its start. */
const WALL = Date.parse('2026-11-22T06:00:00Z');
let now: number;
let due: { epoch: string; seq: number; build: string };
let enrolled: DeviceRow[];
let roll: ScreenRoll;
let paints: number;
beforeEach(() => {
  now = 1_000;
  paints = 0;
  due = { epoch: 'e1', seq: 7, build: 'build-1' };
  enrolled = [tv, box].map((each) => ({ ...each, ...neverSeen, createdAt: 0, revokedAt: null }));
  const named = [
    { role: 'board', name: 'hall' },
    { role: 'board', name: 'pk1' },
    { role: 'speaker', name: 'hall' },
  ] as const;
  roll = new ScreenRoll({
    named,
    enrolled: () => enrolled,
    due: () => due,
    elsewhere: () => [],
    clock: () => now,
    wall: () => WALL + now,
  });
});

/** So many seconds, in each fifth of which the set says how it is. */
function live(seconds: number, more: (turn: number) => Partial<ScreenSign> = () => ({})): void {
  for (let turn = 0; turn < seconds / 5; turn += 1) {
    now += 5_000;
    paints += 10;
    roll.sign(tv, 'socket-1', { ...healthySign, paints, ...more(turn) });
  }
}
const hall = () => roll.rows().find(({ role, name }) => role === 'board' && name === 'hall')!;
const trouble = (): string => `${hall().trouble} ${hall().level} ${hall().troubleSeconds}`;
const CALM = 'null calm 0';

describe('the roll of the screens', () => {
  it('has a line for every board and speaker, and misses none that was never enrolled', () => {
    now += 60_000;
    expect(roll.rows().map(({ role, name, level, trouble }) => [role, name, level, trouble])).toEqual([
      ['board', 'hall', 'red', 'away'],
      ['board', 'pk1', 'calm', null],
      ['speaker', 'hall', 'red', 'away'],
    ]);
  });

  it('knows what a healthy board shows and runs on', () => {
    roll.came(tv, 'socket-1');
    live(60);
    now += 2_000;
    expect(hall()).toMatchObject({ device: 'tv-1', connected: true, level: 'calm', trouble: null });
    expect(hall()).toMatchObject({ seenSeconds: 2, sign: { engine: 120, width: 1920, offsetMs: 12 } });
  });

  it('holds the clock of a screen against that of the machine, and forgets it with the connection', () => {
    roll.came(tv, 'socket-1');
    live(10);
    expect(hall().clockOffMs).toBeNull();
    live(10, () => ({ clockMs: WALL + now - 90_000 }));
    expect(hall().clockOffMs).toBe(90_000);
    live(10, () => ({ clockMs: WALL + now + 3 }));
    expect(hall().clockOffMs).toBe(-3);
    roll.gone(tv, 'socket-1');
    expect(hall().clockOffMs).toBeNull();
  });

  it('is calm about a client that says nothing of itself', () => {
    roll.came(tv, 'socket-1');
    now += 3_600_000;
    expect(trouble()).toBe(CALM);
  });

  it('turns amber after 15 s without connection and red after 30, and calm when it is back', () => {
    roll.came(tv, 'socket-1');
    live(20);
    roll.gone(tv, 'socket-1');
    now += 14_000;
    expect(trouble()).toBe(CALM);
    now += 1_000;
    expect(trouble()).toBe('away amber 15');
    now += 15_000;
    expect(trouble()).toBe('away red 30');
    roll.came(tv, 'socket-2');
    expect(trouble()).toBe(CALM);
  });

  it('hears when a connected page falls silent: its line is dead or its scripts stand still', () => {
    roll.came(tv, 'socket-1');
    live(20);
    now += 15_000;
    expect(trouble()).toBe('silent amber 15');
    now += 15_000;
    expect(trouble()).toBe('silent red 30');
    live(5);
    expect(trouble()).toBe(CALM);
  });

  it('takes the word of the newest socket, while the old one is dead and not yet cut', () => {
    roll.came(tv, 'socket-0');
    now += 40_000;
    roll.came(tv, 'socket-1');
    live(20);
    roll.gone(tv, 'socket-0');
    expect([trouble(), hall().connected]).toEqual([CALM, true]);
  });

  it('finds a page that is connected and frozen, but not one behind another window', () => {
    roll.came(tv, 'socket-1');
    live(20);
    const stuck = paints;
    live(15, () => ({ paints: stuck }));
    expect(trouble()).toBe(CALM);
    live(5, () => ({ paints: stuck }));
    expect(trouble()).toBe('frozen red 20');
    live(5, () => ({ paints: stuck, hidden: true }));
    expect(trouble()).toMatch(/^hidden amber/);
    live(5);
    expect(trouble()).toBe(CALM);
  });

  it('finds a board that shows an older state than the house has, and lets a busy one be', () => {
    roll.came(tv, 'socket-1');
    // Each sign was sent just before the next change arrived.
    live(60, () => {
      const { seq } = due;
      due = { ...due, seq: seq + 3 };
      return { seq };
    });
    expect(trouble()).toBe(CALM);
    const { seq } = due;
    live(5, () => ({ seq: seq - 3 }));
    live(10, () => ({ seq: seq - 3 }));
    expect(trouble()).toBe(CALM);
    live(5, () => ({ seq: seq - 3 }));
    expect(trouble()).toBe('behind amber 15');
    live(15, () => ({ seq: seq - 3 }));
    expect(trouble()).toBe('behind red 30');
    live(5, () => ({ seq }));
    expect(trouble()).toBe(CALM);
    due = { ...due, epoch: 'e2' };
    live(25, () => ({ seq }));
    expect(trouble()).toMatch(/^behind amber/);
  });

  it('warns of an engine below Chromium 53 and of pages that stayed old for twenty minutes', () => {
    roll.came(tv, 'socket-1');
    live(5, () => ({ engine: 38 }));
    expect(trouble()).toMatch(/^old-engine amber/);
    live(5, () => ({ engine: 53 }));
    expect(trouble()).toBe(CALM);
    due = { ...due, build: 'build-2' };
    live(1_200);
    expect(trouble()).toBe(CALM);
    live(10);
    expect(trouble()).toMatch(/^old-page amber/);
    live(5, () => ({ build: 'build-2' }));
    expect(trouble()).toBe(CALM);
  });

  it('names the worst first', () => {
    roll.came(tv, 'socket-1');
    live(5, () => ({ engine: 38, hidden: true }));
    expect(trouble()).toMatch(/^hidden amber/);
    live(35, () => ({ engine: 38, seq: 1 }));
    expect(trouble()).toMatch(/^behind red/);
  });

  it('knows whether a speaker may sound', () => {
    roll.came(box, 'socket-9');
    const speaker = () => roll.rows().at(-1)!;
    expect(speaker()).toMatchObject({ role: 'speaker', sound: null, level: 'calm' });
    roll.sound(box, 'socket-9', { state: 'blocked' });
    now += 4_000;
    expect(speaker()).toMatchObject({
      sound: 'blocked',
      trouble: 'no-sound',
      level: 'red',
      troubleSeconds: 4,
    });
    roll.sound(box, 'socket-9', { state: 'running' });
    expect(speaker()).toMatchObject({ sound: 'running', trouble: null, level: 'calm' });
  });

  it('keeps two sets with the same board apart, and forgets one that was changed for another', () => {
    const second = { ...tv, id: 'tv-2' };
    roll.came(tv, 'socket-1');
    roll.came(second, 'socket-2');
    roll.gone(tv, 'socket-1');
    now += 40_000;
    const halls = () => roll.rows().filter(({ role, name }) => role === 'board' && name === 'hall');
    expect(halls().map(({ device, level }) => [device, level])).toEqual([
      ['tv-1', 'red'],
      ['tv-2', 'calm'],
    ]);
    // The other one comes and goes: the broken one is still missed.
    roll.gone(second, 'socket-2');
    now += 1_000;
    roll.came(second, 'socket-3');
    expect(halls()).toHaveLength(2);
    roll.came({ ...tv, id: 'tv-3' }, 'socket-4');
    expect(halls().map(({ device }) => device)).toEqual(['tv-2', 'tv-3']);
  });

  it('misses no device that was revoked', () => {
    roll.came(tv, 'socket-1');
    roll.gone(tv, 'socket-1');
    now += 60_000;
    enrolled = enrolled.map((each) => ({ ...each, revokedAt: each.id === 'tv-1' ? 1 : null }));
    expect(hall()).toMatchObject({ device: null, level: 'calm', trouble: null });
  });
});
