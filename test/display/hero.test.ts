import { describe, expect, it } from 'vitest';
import type { BoardCall } from '../../core/queue/views.ts';
import { type Hero, hearCalls, hearVoice, isLoud, NO_HERO, turnHero } from '../../display/hero.ts';
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
const hear = (hero: Hero, calls: BoardCall[], tick = 0): Hero => hearCalls(hero, calls, NOW, tick * 1000);
const turn = (hero: Hero, tick: number): Hero => turnHero(hero, tick * 1000, false);

/** What is large at each of these ticks (s) when nothing more is heard. */
function shownAt(hero: Hero, ticks: number[], spoken = false): (string | null)[] {
  let state = hero;
  return ticks.map((tick) => {
    state = turnHero(state, tick * 1000, spoken);
    return state.shown?.call.code ?? null;
  });
}

describe('the large call of a board', () => {
  it('is the one that was just called', () => {
    const hero = hear(NO_HERO, [call('A012', 1), call('A011', 300)]);
    expect(shownAt(hero, [0])).toEqual(['A012']);
  });

  it('gives each of three calls within three seconds its five seconds, in their order', () => {
    const hero = hear(NO_HERO, [call('A013', 0), call('H005', 1), call('A012', 2)]);
    expect(shownAt(hero, [0, 4.9, 5, 9.9, 10, 60])).toEqual(['A012', 'A012', 'H005', 'H005', 'A013', 'A013']);
  });

  it('is loud for twelve seconds, longer while the patient is still expected, a minute at most', () => {
    const hero = turn(hear(NO_HERO, [call('A012', 0)]), 0);
    expect([isLoud(hero, 11_999, false), isLoud(hero, 12_000, false)]).toEqual([true, false]);
    expect([isLoud(hero, 59_999, true), isLoud(hero, 60_000, true)]).toEqual([true, false]);
  });

  it('is loud again at a recall, which goes before all that wait', () => {
    const first = turn(hear(NO_HERO, [call('A012', 0)]), 0);
    const again = turn(hear(first, [call('A012', 0, 1)]), 20);
    expect(again.shown?.call.rev).toBe(1);
    expect(isLoud(again, 31_000, false)).toBe(true);
    const busy = turn(hear(again, [call('H007', 0), call('A013', 1), call('A012', 2, 1)]), 21);
    const recalled = hear(busy, [call('A012', 0, 2), call('H007', 0), call('A013', 1)]);
    expect(shownAt(recalled, [25, 30, 35])).toEqual(['A012', 'A013', 'H007']);
  });

  it('does not show calls large that are old news after a cut of the network', () => {
    const hero = hear(NO_HERO, [call('A014', 5), call('A013', 40), call('A012', 90)]);
    expect(shownAt(hero, [0, 5, 10])).toEqual(['A014', 'A014', 'A014']);
  });

  it('does not show a call twice because the state came twice', () => {
    const first = turn(hear(NO_HERO, [call('A012', 0)]), 0);
    expect(hear(first, [call('A012', 0)]).waiting).toEqual([]);
  });

  it('remembers no more than it needs over a month of calls', () => {
    let hero: Hero = NO_HERO;
    for (let i = 0; i < 20_000; i += 1)
      hero = hearVoice(turn(hear(hero, [call(`A${i}`, 0)], i), i), `call-A${i}`);
    expect(hero.seen.length).toBeLessThanOrEqual(50);
    expect(hero.voiced.length).toBeLessThanOrEqual(50);
    expect(hero.waiting.length).toBeLessThanOrEqual(1);
  });
});

describe('a call that is taken back', () => {
  it('gives way to the next at once, shown or still waiting', () => {
    const hero = turn(hear(NO_HERO, [call('A013', 0), call('A012', 1)]), 0);
    expect(shownAt(hear(hero, [call('A013', 0)]), [1])).toEqual(['A013']);
    expect(shownAt(hear(hero, [call('A012', 1)]), [6])).toEqual(['A012']);
  });

  it('is marked for six seconds where nothing follows', () => {
    const hero = turn(hear(NO_HERO, [call('A012', 0)]), 0);
    const undone = hear(hero, [], 4);
    expect(turn(undone, 9.9)).toMatchObject({ shown: null, undone: { call: { code: 'A012' } } });
    expect(turn(undone, 10)).toMatchObject({ shown: null, undone: null });
    expect(turn(hear(undone, [call('A013', 0)], 5), 5)).toMatchObject({ undone: null });
  });

  it('is not confused with one that ten later calls pushed out of the list, or that is long past', () => {
    const hero = turn(hear(NO_HERO, [call('A012', 10)]), 0);
    const later = Array.from({ length: 10 }, (_, i) => call(`H00${i}`, i));
    expect(hear(hero, later, 5).undone).toBeNull();
    expect(hear(hero, [], 61).undone).toBeNull();
  });
});

describe('the large call and the voice', () => {
  const two = turn(hear(NO_HERO, [call('A013', 0), call('A012', 1)]), 0);

  it('change together: the next is shown when its voice begins, but not before five seconds', () => {
    const speaking = hearVoice(two, 'call-A012');
    expect(shownAt(speaking, [5, 8.1, 15], true)).toEqual(['A012', 'A012', 'A012']);
    expect(shownAt(hearVoice(speaking, 'call-A013'), [4.9, 5], true)).toEqual(['A012', 'A013']);
  });

  it('part after three more seconds when no speaker says anything', () => {
    expect(shownAt(two, [5, 7.9, 8], true)).toEqual(['A012', 'A012', 'A013']);
  });

  it('part after twenty seconds when a speaker spoke and then fell silent', () => {
    expect(shownAt(hearVoice(two, 'call-A012'), [24.9, 25], true)).toEqual(['A012', 'A013']);
  });

  it('never make the first call wait', () => {
    expect(shownAt(hear(NO_HERO, [call('A012', 0)]), [0], true)).toEqual(['A012']);
  });
});
