import { describe, expect, it } from 'vitest';
import { openServerClock } from '../../core/wire/server-clock.ts';
import { type Held, type News, type Received, receive, wholeState } from '../../web/revision.ts';
import { ModelServer, seededChance } from './model-server.ts';

type Calls = { calls: string[] };
const held = (epoch: string, seq: number): Held<Calls> => ({
  epoch,
  seq,
  build: 'b',
  state: { calls: ['A001'] },
});
const snap = (epoch: string, seq: number, calls: string[]): News<Calls> => ({
  event: 'snap',
  message: { view: 'hall', epoch, seq, now: 0, state: { calls }, build: 'b' },
});
const delta = (epoch: string, prev: number, seq: number, calls: string[]): News<Calls> => ({
  event: 'delta',
  message: { view: 'hall', epoch, prev, seq, now: 0, ops: [{ state: { calls } }] },
});
const beat = (epoch: string, seq: number): News<Calls> => ({
  event: 'hb',
  message: { view: 'hall', epoch, seq, now: 0 },
});
const hearing = (before: Held<Calls> | null, news: News<Calls>) => receive(before, news, wholeState);

describe('what a screen holds of the log', () => {
  it('starts with the first snapshot', () => {
    const { held: now, ask } = hearing(null, snap('e1', 7, ['A001']));
    expect(now).toEqual({ epoch: 'e1', seq: 7, build: 'b', state: { calls: ['A001'] } });
    expect(ask).toBe(false);
  });

  it('follows a change that continues what it holds', () => {
    const { held: now, ask } = hearing(held('e1', 7), delta('e1', 7, 9, ['A002']));
    expect([now?.seq, now?.state.calls, ask]).toEqual([9, ['A002'], false]);
  });

  it('ignores a change it already has, and asks when one is missing', () => {
    expect(hearing(held('e1', 7), delta('e1', 5, 7, ['A000']))).toEqual({ held: held('e1', 7), ask: false });
    expect(hearing(held('e1', 7), delta('e1', 8, 9, ['A003']))).toEqual({ held: held('e1', 7), ask: true });
  });

  it('asks before it has anything, and when the log is another one', () => {
    expect(hearing(null, delta('e1', 7, 9, ['A002'])).ask).toBe(true);
    expect(hearing(null, beat('e1', 9)).ask).toBe(true);
    expect(hearing(held('e1', 7), beat('e2', 3))).toEqual({ held: held('e1', 7), ask: true });
    expect(hearing(held('e1', 7), delta('e2', 7, 9, ['B001'])).held).toEqual(held('e1', 7));
  });

  it('does not go back to an older snapshot of the same log, but does to one of a restored log', () => {
    expect(hearing(held('e1', 7), snap('e1', 6, ['A000']))).toEqual({ held: held('e1', 7), ask: true });
    expect(hearing(held('e1', 7), snap('e2', 2, ['A000'])).held?.seq).toBe(2);
  });

  it('hears from a sign of life that the last change was lost', () => {
    expect(hearing(held('e1', 7), beat('e1', 7)).ask).toBe(false);
    expect(hearing(held('e1', 7), beat('e1', 9)).ask).toBe(true);
    expect(hearing(held('e1', 7), beat('e1', 6)).ask).toBe(false);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'ends with the view of the log whatever the network does (seed %i)',
    (seed) => {
      const chance = seededChance(seed);
      const server = new ModelServer(chance);
      let screen: Held<Calls> | null = null;
      let asked = 0;
      for (let step = 0; step < 3_000; step += 1) {
        server.step(screen);
        for (const news of server.arriving()) {
          const next: Received<Calls> = receive(screen, news, wholeState);
          const isBack =
            screen && next.held && next.held.epoch === screen.epoch && next.held.seq < screen.seq;
          expect(isBack).not.toBe(true);
          screen = next.held;
          if (screen) expect(screen.state).toEqual(server.stateAt(screen.epoch, screen.seq));
          asked += next.ask ? 1 : 0;
          if (next.ask && chance() < 0.7) server.sub(screen);
        }
      }
      server.calm();
      server.beat();
      for (let turn = 0; turn < 4; turn += 1) {
        for (const news of server.arriving()) {
          const next = receive(screen, news, wholeState);
          screen = next.held;
          if (next.ask) server.sub(screen);
        }
      }
      expect(screen?.state).toEqual(server.state);
      expect([screen?.epoch, screen?.seq]).toEqual([server.epoch, server.seq]);
      expect(asked).toBeGreaterThan(20);
    },
  );
});

describe('the clock of a screen', () => {
  it('goes by the server though the television is three years off', () => {
    const television = 1_700_000_000_000;
    const clock = openServerClock(() => television);
    clock.hear(1_795_000_000_000);
    expect(clock.now()).toBe(1_795_000_000_000);
  });

  it('is not moved by one message that came late', () => {
    const clock = openServerClock(() => 1_000_000);
    for (let i = 0; i < 5; i += 1) clock.hear(1_000_050);
    clock.hear(400_000);
    expect(clock.now()).toBe(1_000_050);
    for (let i = 0; i < 9; i += 1) clock.hear(1_000_900);
    expect(clock.now()).toBe(1_000_900);
  });
});
