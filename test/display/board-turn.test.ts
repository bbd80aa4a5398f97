import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { BoardCall, BoardState } from '../../core/queue/views.ts';
import { shapeOf } from '../../display/board-shape.ts';
import { NO_TURN, type Turn, turnPage } from '../../display/board-turn.ts';
import { boardStage } from './board-stage.ts';
import { isoAt, sampleBoard, sampleFace } from './sample-board.ts';

const widthOf = (text: string): number => text.length * 0.53;
const shape = shapeOf(sampleBoard(9, isoAt(0)), false, widthOf);
const pages = shape.kind === 'rooms' ? shape.list.pages.map((page) => page.map(({ room }) => room.id)) : [];
const calling = (room: string): BoardCall => ({
  ...{ callId: `call-${room}`, rev: 0, code: `H-${room}`, room, at: isoAt(Date.now()) },
  ...{ priority: false, name: null },
});
/** A call for the first room of a page. */
const onPage = (page: number): BoardCall => calling(pages[page]![0]!);

/** Which page stands at each half second up to `seconds`; `waiting` says which calls wait then. */
function standing(seconds: number, waiting: (tick: number) => readonly BoardCall[]): number[] {
  const stood: number[] = [];
  let turn: Turn = NO_TURN;
  for (let tick = 0; tick < seconds * 1000; tick += 500) {
    turn = turnPage(turn, shape, waiting(tick), tick);
    stood.push(turn.page);
  }
  return stood;
}
/** How many half seconds each page stood, in order. */
const spans = (stood: readonly number[]): string[] =>
  stood
    .join('')
    .replace(/(.)\1*/g, (run) => `${run.charAt(0)}x${run.length} `)
    .trim()
    .split(' ');

describe('the pages of a list of rooms', () => {
  it('stand for ten seconds each', () => {
    expect(pages.length).toBe(3);
    expect(spans(standing(40, () => []))).toEqual(['0x20', '1x20', '2x20', '0x20']);
    // The last calls for a page that stands anyway turn nothing.
    expect(spans(standing(20, () => [onPage(0)]))).toEqual(['0x20', '1x20']);
  });

  it('make way at once for the row of a call that waits for the large place, each call once', () => {
    const late = (tick: number): BoardCall[] => (tick < 5_000 ? [] : [onPage(2)]);
    expect(spans(standing(26, late))).toEqual(['0x10', '2x20', '0x20', '1x2']);
  });

  it('give each row three seconds when calls for several pages wait, and leave none out', () => {
    const three = (tick: number): BoardCall[] => (tick < 4_000 ? [] : [onPage(1), onPage(2), onPage(0)]);
    // The call for page 0 stood for no time when page 1 was asked for: its page comes again.
    expect(spans(standing(20, three))).toEqual(['0x8', '1x6', '2x6', '0x20']);
  });

  it('never go to and fro, however often is called', () => {
    const busy = (tick: number): BoardCall[] => [
      calling(pages[Math.floor(tick / 500) % 3]!.at(-1)!),
      { ...onPage(2), rev: Math.floor(tick / 700) },
    ];
    for (const span of spans(standing(120, busy)).slice(0, -1)) {
      expect(Number(span.split('x')[1])).toBeGreaterThanOrEqual(6);
    }
  });

  it('do not wait for a room that the board does not have, nor turn where there is one page', () => {
    expect(spans(standing(10, () => [calling('elsewhere')]))).toEqual(['0x20']);
    const one = shapeOf(sampleBoard(2, isoAt(0)), false, widthOf);
    expect(turnPage(NO_TURN, one, [], 60_000)).toEqual(NO_TURN);
    const door = shapeOf(sampleBoard(1, isoAt(0)), false, widthOf);
    expect(turnPage(NO_TURN, door, [calling('pk1')], 60_000).page).toBe(0);
  });
});

const stage = boardStage();
const SCREEN = { width: 1920, height: 1080 };

describe('a call on a board of several pages', () => {
  const roomsOf = (page: Page): Promise<(string | null)[]> =>
    page.locator('.room').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-room')));

  /** Right after a page was turned the next turn is ten seconds away. */
  async function turned(page: Page): Promise<(string | null)[]> {
    const before = await roomsOf(page);
    const now = async (): Promise<(string | null)[]> => {
      await page.clock.runFor(500);
      return roomsOf(page);
    };
    await expect.poll(now, { timeout: 30_000, interval: 10 }).not.toEqual(before);
    return roomsOf(page);
  }

  const withCall = (state: BoardState, call: BoardCall): BoardState => ({
    ...state,
    calls: [call, ...state.calls],
    rooms: state.rooms.map((room) =>
      room.id === call.room
        ? { ...room, now: { code: call.code, state: 'called', calledAt: call.at } }
        : { ...room, next: [`N-${call.room}`] },
    ),
  });

  it('stands in its row at once while another one is large, whichever page stood there', async () => {
    const quiet: BoardState = {
      ...sampleBoard(7, isoAt(Date.now() - 600_000)),
      calls: [],
      face: sampleFace({ spoken: true }),
    };
    const page = await stage.open(quiet, SCREEN, true);
    const seen = await turned(page);
    const here = quiet.rooms.find(({ id }) => seen.includes(id))!;
    const away = quiet.rooms.find(({ id }) => !seen.includes(id))!;
    const first = withCall(quiet, calling(here.id));
    stage.server.change('/board', 'hall', first, [{ state: first }]);
    await page.locator(`.big.loud .plate:text-is("H-${here.id}")`).waitFor();
    stage.server.tell('/board', 'voice', { callId: `call-${here.id}` });
    const both = withCall(first, calling(away.id));
    stage.server.change('/board', 'hall', both, [{ state: both }]);
    // In either place the board has heard of it.
    await page.locator(`.code:text-is("N-${away.id}"), [data-room=${away.id}] .plate`).first().waitFor();
    const row = page.locator(`[data-room=${away.id}] .plate`);
    for (let step = 0; step < 7 && (await row.count()) === 0; step += 1) await page.clock.runFor(500);
    expect(await row.allTextContents()).toEqual([`H-${away.id}`]);
    expect(await page.locator('.big .plate').textContent()).toBe(`H-${here.id}`);
  });
});
