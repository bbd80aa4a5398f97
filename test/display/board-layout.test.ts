import { describe, expect, it } from 'vitest';
import type { BoardFace } from '../../core/queue/board-face.ts';
import type { BoardState } from '../../core/queue/views.ts';
import { ABOVE, PORTRAIT } from '../../display/board-frame.ts';
import { hallRows } from '../../display/board-hall.ts';
import { layOutList, packRows } from '../../display/board-layout.ts';
import { pastCalls } from '../../display/board-past.ts';
import { shapeOf } from '../../display/board-shape.ts';
import { applyBoardOp } from '../../display/board-state.ts';
import { waitLines } from '../../display/board-wait.ts';
import { linesOf } from '../../display/fitting.ts';
import { invitationOf } from '../../display/invitation.ts';
import { isoAt, sampleBoard, sampleFace } from './sample-board.ts';

/** A face in which every letter is as wide as the mean of Be Vietnam Pro. */
const widthOf = (text: string): number => text.length * 0.53;
/** One whose codes leave less room: digits and capitals are wide, as those of Be Vietnam Pro are. */
const faceWithWideDigits = (text: string): number =>
  text.split('').reduce((sum, letter) => sum + (/[0-9A-Z]/.test(letter) ? 0.72 : 0.5), 0);
/** 43 inches, 8 m. */
const SIZE = { letter: 10.2, most: 6 };
const at = '2026-11-22T07:42:00+07:00';
const labelled = (labels: string[]) => {
  const board = sampleBoard(labels.length, at);
  return { ...board, rooms: board.rooms.map((room, i) => ({ ...room, label: { vi: labels[i]! } })) };
};

describe('the list of rooms', () => {
  it('shows three rooms and the last calls on one page', () => {
    const { pages, history, next } = layOutList(sampleBoard(3, at), ABOVE, SIZE, widthOf);
    expect([pages.map((page) => page.length), history > 2, next]).toEqual([[3], true, 2]);
  });

  it('gives the last calls up for a fourth room', () => {
    const { pages, history } = layOutList(labelled(['P. 1', 'P. 2', 'P. 3', 'P. 4']), ABOVE, SIZE, widthOf);
    expect([pages.map((page) => page.length), history]).toEqual([[4], 0]);
  });

  it('turns pages rather than making letters smaller than a patient can read', () => {
    const { pages } = layOutList(sampleBoard(13, at), ABOVE, SIZE, widthOf);
    const rows = pages.flat();
    expect(rows.map(({ room }) => room.id)).toEqual(sampleBoard(13, at).rooms.map(({ id }) => id));
    expect(rows.filter(({ step }) => step.rem < SIZE.letter)).toEqual([]);
  });

  it('breaks a long name into two lines, and shows fewer next numbers before that', () => {
    const long = layOutList(labelled(['Phòng khám Tai Mũi Họng', 'Phòng 2']), ABOVE, SIZE, widthOf);
    expect(long.pages.flat().map(({ step }) => step.lines)).toEqual([2, 1]);
    const middle = layOutList(labelled(['Phòng siêu âm 12']), PORTRAIT, SIZE, widthOf);
    expect(middle.pages.flat()[0]?.step.lines).toBe(1);
    expect(layOutList(labelled(['Phòng khám 1234', 'Phòng 2']), ABOVE, SIZE, widthOf).next).toBe(1);
  });

  it('never has a page that is higher than its place', () => {
    for (const frame of [ABOVE, PORTRAIT]) {
      for (let rooms = 1; rooms <= 20; rooms += 1) {
        const { pages, history } = layOutList(sampleBoard(rooms, at), frame, SIZE, widthOf);
        for (const page of pages) {
          const height = page.reduce((all, row) => all + row.height, history > 0 ? 13.6 : 0);
          expect(height).toBeLessThanOrEqual(frame.listHeight);
        }
      }
    }
  });

  it('gives a row that is too high for any page a page of its own', () => {
    const [row] = layOutList(sampleBoard(1, at), ABOVE, SIZE, widthOf).pages.flat();
    expect(packRows([row!, row!], 5, 6).map((page) => page.length)).toEqual([1, 1]);
  });
});

describe('the expected wait on a board', () => {
  const waiting = (labels: string[]) => {
    const board = labelled(labels);
    return { ...board, rooms: board.rooms.map((room) => ({ ...room, wait: { from: 20, to: 35 } })) };
  };
  const spots = (board: ReturnType<typeof waiting>, frame = ABOVE) =>
    layOutList(board, frame, SIZE, widthOf).pages.flatMap((page) => page.map(({ wait }) => wait));

  it('stands after a short name, and in a line of its own where there are few rooms', () => {
    expect(spots(waiting(['Quầy 1', 'Quầy 2', 'Quầy 3', 'Quầy 4']))).toEqual([
      'name',
      'name',
      'name',
      'name',
    ]);
    expect(spots(waiting(['Phòng khám 1', 'Phòng khám 2']))).toEqual(['under', 'under']);
  });

  it('stands behind the codes where these are under the name', () => {
    const board = waiting(['Phòng khám Răng Hàm Mặt 1', 'Phòng khám 2']);
    const { pages, next } = layOutList(board, PORTRAIT, SIZE, faceWithWideDigits);
    expect([pages.flat().map(({ wait }) => wait), next]).toEqual([['codes', 'codes'], 1]);
  });

  it('takes no code, no size of a name, no last call and no page from anybody', () => {
    const labels = ['Phòng khám 1', 'Quầy 2', 'Phòng khám Răng Hàm Mặt 3', 'Phòng 4'];
    for (const frame of [ABOVE, PORTRAIT]) {
      for (let rooms = 1; rooms <= 14; rooms += 1) {
        const names = Array.from({ length: rooms }, (_, i) => labels[i % 4]!);
        const bare = layOutList(labelled(names), frame, SIZE, widthOf);
        const full = layOutList(waiting(names), frame, SIZE, widthOf);
        expect([full.next, full.history, full.codeRem]).toEqual([bare.next, bare.history, bare.codeRem]);
        const steps = ({ pages }: typeof bare) => pages.map((page) => page.map(({ step }) => step.name));
        expect(steps(full)).toEqual(steps(bare));
        for (const page of full.pages) {
          const height = page.reduce((all, row) => all + row.height, full.history > 0 ? 13.6 : 0);
          expect(height).toBeLessThanOrEqual(frame.listHeight);
        }
      }
    }
  });

  it('is shown nowhere for rooms that call nobody and where nothing is known', () => {
    const board = waiting(['Quầy 1', 'Quầy 2', 'Quầy 3']);
    board.rooms[0]!.status = 'paused';
    board.rooms[1]!.status = 'closed';
    expect(spots(board)).toEqual([null, null, 'name']);
    expect(spots({ ...board, rooms: labelled(['Quầy 1']).rooms as typeof board.rooms })).toEqual([null]);
  });

  it('says how long in a window, and less than ten minutes as such', () => {
    const [room] = waiting(['Quầy 1']).rooms;
    expect(waitLines(room!)).toEqual(['chờ', '20–35 phút']);
    expect(waitLines({ ...room!, wait: { from: 0, to: 10 } })).toEqual(['chờ dưới', '10 phút']);
  });
});

describe('a group asked to come near', () => {
  it('is told from a call', () => {
    expect(invitationOf('L021 – L030')).toEqual({ from: 'L021', to: 'L030' });
    expect(invitationOf('L021')).toBeNull();
  });

  it('makes no column of the list wider', () => {
    const board = sampleBoard(3, at);
    const calls = [{ ...board.calls[0]!, code: 'HB1021 – HB1030' }, ...board.calls];
    expect(layOutList({ ...board, calls }, ABOVE, SIZE, widthOf)).toEqual(
      layOutList(board, ABOVE, SIZE, widthOf),
    );
  });
});

describe('breaking a label', () => {
  it('breaks at spaces only', () => {
    expect(linesOf('aaa bbb ccc', 3.8, widthOf)).toBe(2);
    expect(linesOf('aaa bbb ccc', 20, widthOf)).toBe(1);
    expect(linesOf('aaaaaaaaaa', 2, widthOf)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a change of a board', () => {
  const board = sampleBoard(2, at);
  it('replaces one room as a whole and leaves the others', () => {
    const room = { ...board.rooms[1]!, now: null };
    const next = applyBoardOp(board, { room });
    expect(next.rooms).toEqual([board.rooms[0], room]);
    expect(applyBoardOp(next, { room })).toEqual(next);
  });

  it('adds a room that was not there, replaces the calls, replaces all', () => {
    const room = { ...board.rooms[0]!, id: 'pk9' };
    expect(applyBoardOp(board, { room }).rooms.map(({ id }) => id)).toEqual(['pk1', 'pk2', 'pk9']);
    expect(applyBoardOp(board, { calls: [] }).calls).toEqual([]);
    expect(applyBoardOp(board, { state: sampleBoard(1, at) })).toEqual(sampleBoard(1, at));
  });
});

describe('the kind of board', () => {
  const faced = (rooms: number, face: Partial<BoardFace>) => ({
    ...sampleBoard(rooms, at),
    face: sampleFace(face),
  });
  const kindOf = (rooms: number, face: Partial<BoardFace>, portrait = false) =>
    shapeOf(faced(rooms, face), portrait, widthOf).kind;

  it('follows from the number of rooms: a door, a row a room, a hall where pages would turn too long', () => {
    expect([1, 2, 8, 16, 17, 40].map((rooms) => kindOf(rooms, {}))).toEqual([
      ...['door', 'rooms', 'rooms', 'rooms', 'hall', 'hall'],
    ]);
    expect(kindOf(40, { letterRem: 5, rows: 12 })).toBe('rooms');
  });

  it('is what the clinic file says, whatever the number', () => {
    expect([kindOf(1, { layout: 'rooms' }), kindOf(40, { layout: 'rooms' })]).toEqual(['rooms', 'rooms']);
    expect([kindOf(1, { layout: 'hall' }), kindOf(3, { layout: 'hall' }, true)]).toEqual(['hall', 'hall']);
  });

  it('has smaller letters for more rooms on one page, but never below the least that is read', () => {
    for (const letterRem of [4, 6.7, 10.2, 14]) {
      for (let rooms = 2; rooms <= 20; rooms += 1) {
        const shape = shapeOf(faced(rooms, { layout: 'rooms', letterRem, rows: 12 }), false, widthOf);
        if (shape.kind !== 'rooms') throw new Error('no list');
        const { list } = shape;
        expect(list.letter).toBeGreaterThanOrEqual(letterRem);
        if (list.pages.length > 1) expect(list.letter).toBe(letterRem);
        expect(list.pages.flat().filter(({ step }) => step.lines < 3 && step.rem < letterRem)).toEqual([]);
      }
    }
    const near = shapeOf(faced(3, { letterRem: 4 }), false, widthOf);
    expect(near).toMatchObject({ kind: 'rooms', list: { letter: 10.2 } });
  });

  it('puts the large call beside the list where that saves a page and still tells who is next', () => {
    const labels = Array.from({ length: 8 }, (_, i) => `Quầy ${i + 1}`);
    const shape = shapeOf(
      { ...labelled(labels), face: sampleFace({ letterRem: 7.9, rows: 8 }) },
      false,
      widthOf,
    );
    expect(shape).toMatchObject({ kind: 'rooms', frame: { name: 'beside' } });
    if (shape.kind !== 'rooms') throw new Error('no list');
    expect([shape.list.pages.length, shape.list.next > 0]).toEqual([1, true]);
    expect(shapeOf(faced(8, {}), false, widthOf).frame.name).toBe('above');
    expect(shapeOf(faced(8, { letterRem: 7.9 }), true, widthOf).frame.name).toBe('portrait');
  });

  it('has no more rows on a page than the clinic file wants', () => {
    const shape = shapeOf(faced(8, { letterRem: 5, rows: 3 }), false, widthOf);
    if (shape.kind !== 'rooms') throw new Error('no list');
    expect(shape.list.pages.map((page) => page.length)).toEqual([3, 3, 2]);
    expect(shapeOf(faced(8, { layout: 'hall', rows: 2 }), false, widthOf)).toMatchObject({ rows: 2 });
  });

  it('lists a hall no higher than its place, with each room as it is written', () => {
    const past = Array.from({ length: 9 }, (_, i) => ({
      code: `A00${i}`,
      room: `pk${i + 1}`,
      missed: false,
    }));
    for (const frame of [ABOVE, PORTRAIT]) {
      const rows = hallRows(past, sampleBoard(9, at).rooms, { frame, letter: 10.2, codeRem: 28 }, widthOf);
      expect(rows.length).toBeGreaterThan(2);
      expect(rows.reduce((all, { height }) => all + height, 0)).toBeLessThanOrEqual(frame.listHeight);
    }
  });
});

describe('the numbers that were called before', () => {
  const NOW = Date.parse(at);
  const past = (
    state: ReturnType<typeof sampleBoard>,
    big: string | null = null,
    waiting: BoardState['calls'] = [],
  ) => {
    const shape = shapeOf(state, false, widthOf);
    return pastCalls({ state, hero: { waiting }, serverNow: NOW }, shape, big).map(({ code, missed }) =>
      missed ? `${code}!` : code,
    );
  };
  const call = (code: string, minutesAgo: number) => ({
    ...sampleBoard(1, at).calls[0]!,
    ...{ code, callId: code, at: isoAt(NOW - minutesAgo * 60_000) },
  });

  it('are those of a quarter of an hour, each once, the absent first', () => {
    const state = {
      ...sampleBoard(2, at),
      calls: [call('A001', 1), call('A002', 14), call('A003', 16), call('A001', 2)],
    };
    state.rooms[1]!.missed = ['H009'];
    expect(past(state)).toEqual(['H009!', 'A001', 'A002']);
    expect(past(state, 'A001')).toEqual(['H009!', 'A002']);
  });

  it('leave out who is in a room, but not on a board that shows no rooms', () => {
    const state = { ...sampleBoard(2, at), calls: [call('A012', 1), call('A001', 60)] };
    expect(past(state)).toEqual([]);
    expect(past({ ...state, face: sampleFace({ layout: 'hall' }) })).toEqual(['A012', 'A001']);
  });

  it('begin in a hall with those who wait for the large place, and so are on no other row', () => {
    const hall = { ...sampleBoard(9, at), face: sampleFace({ layout: 'hall' }) };
    for (const [i, room] of hall.rooms.entries()) room.missed = [`M00${i}`];
    const calls = [call('A003', 0), call('A002', 0), call('A001', 0)];
    expect(past({ ...hall, calls }, 'A001', [calls[1]!, calls[0]!]).slice(0, 3)).toEqual([
      'A003',
      'A002',
      'M000!',
    ]);
  });

  it('are the absent alone beside a door', () => {
    const state = { ...sampleBoard(1, at), calls: [call('A001', 1)] };
    state.rooms[0]!.missed = ['A009', 'A008'];
    expect(past(state)).toEqual(['A009!', 'A008!']);
  });
});
