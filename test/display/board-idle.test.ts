import { describe, expect, it } from 'vitest';
import { idleOf, slideOf } from '../../display/board-idle.ts';
import { lightOf } from '../../display/board-light.ts';
import { isoAt, sampleBoard, sampleFace } from './sample-board.ts';

const NOW = Date.parse('2026-11-22T07:42:00+07:00');
const TURNS = [0, 1, 2, 3, 4, 5, 6].map((turn) => turn * 10_000);

/** Two rooms, the last call so many seconds ago. */
function quiet(secondsAgo: number) {
  const state = sampleBoard(2, isoAt(NOW - secondsAgo * 1000));
  state.rooms[0]!.now!.state = 'serving';
  return state;
}

describe('the large place of a board in idle minutes', () => {
  const shown = (state: ReturnType<typeof quiet>, tellMissed: boolean) =>
    TURNS.slice(0, 4).map((tick) => {
      const idle = idleOf(state, tellMissed, tick);
      return idle.at === 'notice' ? idle.text : idle.at;
    });

  it('holds the last call, the absent and each notice in turn', () => {
    const state = { ...quiet(600), notices: [{ id: 'a', text: 'Nghỉ trưa' }] };
    expect(shown(quiet(600), true)).toEqual(['last', 'last', 'last', 'last']);
    expect(shown(state, true)).toEqual(['last', 'Nghỉ trưa', 'last', 'Nghỉ trưa']);
    state.rooms[1]!.missed = ['H009'];
    expect(shown(state, true)).toEqual(['last', 'missed', 'Nghỉ trưa', 'last']);
    expect(shown(state, false)).toEqual(['last', 'Nghỉ trưa', 'last', 'Nghỉ trưa']);
    expect(shown({ ...state, calls: [] }, false)).toEqual([
      'Nghỉ trưa',
      'Nghỉ trưa',
      'Nghỉ trưa',
      'Nghỉ trưa',
    ]);
  });
});

describe('a picture on a board', () => {
  const slides = ['/slides/a.png', '/slides/b.png'];
  const shown = (state: ReturnType<typeof quiet>) =>
    TURNS.map((tick) => slideOf({ ...state, slides }, NOW, tick));

  it('comes every third turn, the next one each time, and leaves the numbers the others', () => {
    expect(shown(quiet(600))).toEqual([null, null, slides[0], null, null, slides[1], null]);
  });

  it('comes only when nobody was called for as long as the clinic file says', () => {
    const none = TURNS.map(() => null);
    expect(shown(quiet(59))).toEqual(none);
    expect(shown(quiet(60))).not.toEqual(none);
    expect(shown({ ...quiet(600), face: sampleFace({ slidesAfterSeconds: 601 }) })).toEqual(none);
    expect(shown({ ...quiet(600), face: sampleFace({ slidesAfterSeconds: 0 }) })).toEqual(none);
    expect(shown({ ...quiet(600), calls: [] })).not.toEqual(none);
  });

  it('never comes while somebody who was called is expected', () => {
    const state = quiet(600);
    state.rooms[1]!.now!.state = 'called';
    expect(shown(state)).toEqual(TURNS.map(() => null));
  });
});

describe('the light of a board', () => {
  const face = sampleFace({
    hours: [
      { from: '07:00', to: '11:30' },
      { from: '13:00', to: '16:30' },
    ],
  });
  const light = (clock: string, empty = true) => lightOf(face, clock, empty);

  it('is full in hours, dim out of them, and out at night', () => {
    expect(
      ['06:59', '07:00', '11:29', '11:30', '12:59', '13:00', '16:30'].map((clock) => light(clock)),
    ).toEqual(['dim', 'day', 'day', 'dim', 'dim', 'day', 'dim']);
    expect(['19:59', '20:00', '00:00', '04:59', '05:00'].map((clock) => light(clock))).toEqual([
      'dim',
      'black',
      'black',
      'black',
      'dim',
    ]);
  });

  it('is full at any hour while somebody waits or is with a doctor, and where a service never closes', () => {
    expect([light('02:00', false), light('18:00', false)]).toEqual(['day', 'day']);
    expect(lightOf(sampleFace({}), '02:00', true)).toBe('day');
  });

  it('is never out where the night has no hours', () => {
    expect(lightOf({ ...face, night: { from: '00:00', to: '00:00' } }, '02:00', true)).toBe('dim');
  });
});
