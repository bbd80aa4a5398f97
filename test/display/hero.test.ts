import { describe, expect, it } from 'vitest';
import type { BoardCall } from '../../core/queue/views.ts';
import { type Hero, hearCalls, isLoud, NO_HERO, turnHero } from '../../display/hero.ts';
import { isoAt } from './sample-board.ts';

const NOW = Date.parse('2026-11-22T07:42:00+07:00');
const call = (code: string, secondsAgo: number, rev = 0): BoardCall => ({
  callId: `call-${code}`,
  rev,
  code,
  room: 'pk1',
  at: isoAt(NOW - secondsAgo * 1000),
  priority: false,
  name: null,
});
/** What is large at each of these ticks (s) when nothing more is heard. */
function shownAt(hero: Hero, ticks: number[]): (string | null)[] {
  let state = hero;
  return ticks.map((tick) => {
    state = turnHero(state, tick * 1000);
    return state.shown?.call.code ?? null;
  });
}

describe('the large call of a board', () => {
  it('is the one that was just called', () => {
    const hero = hearCalls(NO_HERO, [call('A012', 1), call('A011', 300)], NOW);
    expect(shownAt(hero, [0])).toEqual(['A012']);
  });

  it('gives each of three calls within three seconds its five seconds, in their order', () => {
    const hero = hearCalls(NO_HERO, [call('A013', 0), call('H005', 1), call('A012', 2)], NOW);
    expect(shownAt(hero, [0, 4.9, 5, 9.9, 10, 60])).toEqual(['A012', 'A012', 'H005', 'H005', 'A013', 'A013']);
  });

  it('is loud for twelve seconds, longer while the patient is still expected, a minute at most', () => {
    const hero = turnHero(hearCalls(NO_HERO, [call('A012', 0)], NOW), 0);
    expect([isLoud(hero, 11_999, false), isLoud(hero, 12_000, false)]).toEqual([true, false]);
    expect([isLoud(hero, 59_999, true), isLoud(hero, 60_000, true)]).toEqual([true, false]);
  });

  it('is loud again at a recall', () => {
    const first = turnHero(hearCalls(NO_HERO, [call('A012', 0)], NOW), 0);
    const again = turnHero(hearCalls(first, [call('A012', 0, 1)], NOW), 20_000);
    expect(again.shown?.call.rev).toBe(1);
    expect(isLoud(again, 31_000, false)).toBe(true);
  });

  it('does not show calls large that are old news after a cut of the network', () => {
    const hero = hearCalls(NO_HERO, [call('A014', 5), call('A013', 40), call('A012', 90)], NOW);
    expect(shownAt(hero, [0, 5, 10])).toEqual(['A014', 'A014', 'A014']);
  });

  it('does not show a call twice because the state came twice', () => {
    const first = turnHero(hearCalls(NO_HERO, [call('A012', 0)], NOW), 0);
    expect(hearCalls(first, [call('A012', 0)], NOW).waiting).toEqual([]);
  });

  it('goes away at once when the call is undone, shown or still waiting', () => {
    const hero = turnHero(hearCalls(NO_HERO, [call('A013', 0), call('A012', 1)], NOW), 0);
    expect(shownAt(hearCalls(hero, [call('A013', 0)], NOW), [1])).toEqual(['A013']);
    expect(shownAt(hearCalls(hero, [call('A012', 1)], NOW), [6])).toEqual(['A012']);
  });

  it('remembers no more than it needs over a month of calls', () => {
    let hero: Hero = NO_HERO;
    for (let i = 0; i < 20_000; i += 1) hero = turnHero(hearCalls(hero, [call(`A${i}`, 0)], NOW), i * 1000);
    expect(hero.seen.length).toBeLessThanOrEqual(50);
    expect(hero.waiting.length).toBeLessThanOrEqual(1);
  });
});
