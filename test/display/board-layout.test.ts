import { describe, expect, it } from 'vitest';
import { LANDSCAPE, layOutList, PORTRAIT, packRows, ROW_REM } from '../../display/board-layout.ts';
import { applyBoardOp } from '../../display/board-state.ts';
import { waitLines } from '../../display/board-wait.ts';
import { linesOf } from '../../display/fitting.ts';
import { invitationOf } from '../../display/invitation.ts';
import { sampleBoard } from './sample-board.ts';

/** A face in which every letter is as wide as the mean of Be Vietnam Pro. */
const widthOf = (text: string): number => text.length * 0.53;
/** One whose codes leave less room: digits and capitals are wide, as those of Be Vietnam Pro are. */
const faceWithWideDigits = (text: string): number =>
  text.split('').reduce((sum, letter) => sum + (/[0-9A-Z]/.test(letter) ? 0.72 : 0.5), 0);
const at = '2026-11-22T07:42:00+07:00';
const labelled = (labels: string[]) => {
  const board = sampleBoard(labels.length, at);
  return { ...board, rooms: board.rooms.map((room, i) => ({ ...room, label: { vi: labels[i]! } })) };
};

describe('the list of rooms', () => {
  it('shows three rooms and the last calls on one page', () => {
    const { pages, history, next } = layOutList(sampleBoard(3, at), LANDSCAPE, widthOf);
    expect([pages.map((page) => page.length), history > 2, next]).toEqual([[3], true, 2]);
  });

  it('gives the last calls up for a fourth room', () => {
    const { pages, history } = layOutList(labelled(['P. 1', 'P. 2', 'P. 3', 'P. 4']), LANDSCAPE, widthOf);
    expect([pages.map((page) => page.length), history]).toEqual([[4], 0]);
  });

  it('turns pages rather than making letters smaller than a patient can read', () => {
    const { pages } = layOutList(sampleBoard(13, at), LANDSCAPE, widthOf);
    const rows = pages.flat();
    expect(rows.map(({ room }) => room.id)).toEqual(sampleBoard(13, at).rooms.map(({ id }) => id));
    expect(rows.filter(({ step }) => step.rem < ROW_REM)).toEqual([]);
  });

  it('breaks a long name into two lines, and shows fewer next numbers before that', () => {
    const long = layOutList(labelled(['Phòng khám Tai Mũi Họng', 'Phòng 2']), LANDSCAPE, widthOf);
    expect(long.pages.flat().map(({ step }) => step.lines)).toEqual([2, 1]);
    const middle = layOutList(labelled(['Phòng siêu âm 12']), PORTRAIT, widthOf);
    expect(middle.pages.flat()[0]?.step.lines).toBe(1);
    expect(layOutList(labelled(['Phòng khám 1234', 'Phòng 2']), LANDSCAPE, widthOf).next).toBe(1);
  });

  it('never has a page that is higher than its place', () => {
    for (const frame of [LANDSCAPE, PORTRAIT]) {
      for (let rooms = 1; rooms <= 20; rooms += 1) {
        const { pages, history } = layOutList(sampleBoard(rooms, at), frame, widthOf);
        for (const page of pages) {
          const height = page.reduce((all, row) => all + row.height, history > 0 ? 13.6 : 0);
          expect(height).toBeLessThanOrEqual(frame.listHeight);
        }
      }
    }
  });

  it('puts the codes under the name where there is one room only, with more of those who come next', () => {
    const { stacked, next } = layOutList(sampleBoard(1, at), LANDSCAPE, widthOf);
    expect([stacked, next]).toEqual([true, 4]);
  });

  it('gives a row that is too high for any page a page of its own', () => {
    const [row] = layOutList(sampleBoard(1, at), LANDSCAPE, widthOf).pages.flat();
    expect(packRows([row!, row!], 5).map((page) => page.length)).toEqual([1, 1]);
  });
});

describe('the expected wait on a board', () => {
  const waiting = (labels: string[]) => {
    const board = labelled(labels);
    return { ...board, rooms: board.rooms.map((room) => ({ ...room, wait: { from: 20, to: 35 } })) };
  };
  const spots = (board: ReturnType<typeof waiting>, frame = LANDSCAPE) =>
    layOutList(board, frame, widthOf).pages.flatMap((page) => page.map(({ wait }) => wait));

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
    const { pages, next } = layOutList(board, PORTRAIT, faceWithWideDigits);
    expect([pages.flat().map(({ wait }) => wait), next]).toEqual([['codes', 'codes'], 1]);
  });

  it('takes no code, no size of a name, no last call and no page from anybody', () => {
    const labels = ['Phòng khám 1', 'Quầy 2', 'Phòng khám Răng Hàm Mặt 3', 'Phòng 4'];
    for (const frame of [LANDSCAPE, PORTRAIT]) {
      for (let rooms = 1; rooms <= 14; rooms += 1) {
        const names = Array.from({ length: rooms }, (_, i) => labels[i % 4]!);
        const bare = layOutList(labelled(names), frame, widthOf);
        const full = layOutList(waiting(names), frame, widthOf);
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
    expect(layOutList({ ...board, calls }, LANDSCAPE, widthOf)).toEqual(
      layOutList(board, LANDSCAPE, widthOf),
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
