import { describe, expect, it } from 'vitest';
import { LANDSCAPE, layOutList, PORTRAIT, packRows, ROW_REM } from '../../display/board-layout.ts';
import { applyBoardOp } from '../../display/board-state.ts';
import { linesOf } from '../../display/fitting.ts';
import { sampleBoard } from './sample-board.ts';

/** A face in which every letter is as wide as the mean of Be Vietnam Pro. */
const widthOf = (text: string): number => text.length * 0.53;
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
