import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { BoardState } from '../../core/queue/views.ts';
import { pictureKind } from '../../server/picture-kind.ts';
import { boardStage } from './board-stage.ts';
import { isoAt, sampleBoard, sampleFace } from './sample-board.ts';
import { type MeasuredText, measureTexts } from './text-measure.ts';

const SCREENS = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1080, height: 1920 },
];
const SOON = { timeout: 8_000 };
const LONG = ['Phòng ẴẶỆỮỘ ỳỵ gj', 'Phòng khám Răng Hàm Mặt 12', 'Quầy phát thuốc bảo hiểm y tế'];
/** What tells a patient who, where and when: nothing of it may be smaller than distance / 200. */
const TOLD = ['plate', 'plain', 'code', 'now', 'label', 'big-label', 'door-label', 'door-state', 'end-code'];

const stage = boardStage();

const open = (state: BoardState, stepped = false): Promise<Page> => stage.open(state, SCREENS[1]!, stepped);

/** Rooms with the longest names, codes of six signs, somebody absent. */
function long(rooms: number, face: Partial<BoardState['face']>): BoardState {
  const state = { ...sampleBoard(rooms, isoAt(Date.now())), face: sampleFace(face) };
  state.rooms.forEach((room, i) => {
    room.label = { vi: LONG[i % 3]! };
    room.next = [`HB${2000 + i}`, `M888${i}`, 'A777'];
    if (room.now) room.now.code = `HB${1000 + i}`;
  });
  state.calls.forEach((call, i) => {
    call.code = `HB${1000 + i}`;
  });
  state.rooms[0]!.missed = ['HB0999'];
  return state;
}

const short = (rooms: number, face: Partial<BoardState['face']>): BoardState => ({
  ...sampleBoard(rooms, isoAt(Date.now())),
  face: sampleFace(face),
});

async function badTexts(page: Page, leastMm: number): Promise<MeasuredText[]> {
  const texts = await measureTexts(page);
  return texts.filter(
    ({ name, capMm, cut, contrast }) => cut || contrast < 7 || (TOLD.includes(name) && capMm < leastMm),
  );
}

describe('every kind of board, on every screen', () => {
  const boards: [string, () => BoardState, number][] = [
    ['rooms', () => short(4, {}), 40],
    ['rooms beside the call', () => shortNames(short(8, { letterRem: 6.7, rows: 8 })), 26],
    ['rooms with the longest names', () => long(5, {}), 19],
    ['a hall', () => short(20, {}), 40],
    ['a hall with the longest names', () => long(20, {}), 19],
    ['a door', () => short(1, {}), 40],
    ['a door with the longest name', () => long(1, {}), 31],
  ];
  for (const [name, state, leastMm] of boards)
    it(`${name}: nothing is cut, pale or smaller than it may be`, async () => {
      const page = await open(state());
      for (const screen of SCREENS) {
        await page.setViewportSize(screen);
        await expect.poll(() => badTexts(page, leastMm), SOON).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      }
    });

  it('keeps the name of the room inside the place of the large call, however narrow its code is', async () => {
    const base = short(3, {});
    const page = await open(base);
    await page.locator('.big.loud').waitFor();
    // A 1 is the narrowest figure, and leaves a name just too little for one line.
    for (const [at, code] of ['A101', 'A111', 'A012', 'HB1111'].entries())
      for (const name of ['Phòng khám 1', 'Phòng mổ 12', 'Phòng siêu âm', 'Quầy thu ngân 3']) {
        const [room, ...rooms] = base.rooms;
        const call = { ...base.calls[0]!, callId: `${at} ${name}`, code, at: isoAt(Date.now()) };
        // Taken back and called anew: each of them is large at once.
        const none = { ...base, calls: [] };
        const state = {
          ...base,
          rooms: [{ ...room!, label: { vi: name }, now: { ...room!.now!, code } }, ...rooms],
          calls: [call],
        };
        stage.server.change('/board', 'hall', none, [{ state: none }]);
        stage.server.change('/board', 'hall', state, [{ state }]);
        await page.locator(`.big.loud .plate:text-is("${code}")`).waitFor();
        await page.locator(`.big-label:text-is("${name}")`).waitFor();
        const outer = (await page.locator('.big').boundingBox())!;
        const inner = (await page.locator('.big-place').boundingBox())!;
        expect(inner.y, `${code} ${name}`).toBeGreaterThanOrEqual(outer.y - 1);
        expect(inner.y + inner.height, `${code} ${name}`).toBeLessThanOrEqual(outer.y + outer.height + 1);
      }
  });

  it('keeps 2.5 % of every edge free', async () => {
    for (const state of [short(4, {}), short(20, {}), short(1, {})]) {
      const page = await open(state);
      for (const screen of SCREENS) {
        await page.setViewportSize(screen);
        const box = (await page.locator('.board').boundingBox())!;
        // The picture wanders by 8 px against burning in.
        expect(box.x).toBeGreaterThanOrEqual(screen.width * 0.025 - 9);
        expect(box.y).toBeGreaterThanOrEqual(screen.height * 0.025 - 9);
      }
      await stage.leave();
    }
  });
});

function shortNames(state: BoardState): BoardState {
  state.rooms.forEach((room, i) => {
    room.label = { vi: `Phòng ${i + 1}` };
  });
  return state;
}

describe('a board that names and marks', () => {
  it('says a name and the right to go first in words, with the call alone', async () => {
    const state = short(3, {});
    Object.assign(state.calls[0]!, { name: 'N.T.T. Nguyệt', priority: true });
    const page = await open(state);
    await page.locator('.big.loud .priority').waitFor();
    expect(await page.locator('.priority').textContent()).toBe('ƯU TIÊN');
    expect(await page.locator('.priority svg').count()).toBe(1);
    expect(await page.locator('.said').textContent()).toContain('Mời N.T.T. Nguyệt vào');
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expect.poll(() => badTexts(page, 30), SOON).toEqual([]);
    }
  });
});

describe('a board beside a door', () => {
  const doorOf = (change: (room: BoardState['rooms'][number]) => void): BoardState => {
    const state = sampleBoard(1, isoAt(Date.now() - 600_000));
    change(state.rooms[0]!);
    return state;
  };
  const says = async (state: BoardState): Promise<string> => {
    const page = await open(state);
    const text = await page.locator('.door-said').textContent();
    await stage.leave();
    return text ?? '';
  };

  it('says what the room does', async () => {
    const serving = { ...sampleBoard(1, isoAt(0)).rooms[0]!.now!, state: 'serving' };
    expect(await says(doorOf((room) => Object.assign(room, { now: serving })))).toBe('Đang khám');
    const pharmacy = { now: serving, kind: 'pharmacy' };
    expect(await says(doorOf((room) => Object.assign(room, pharmacy)))).toBe('Đang phục vụ');
    expect(await says(doorOf(() => {}))).toBe('Mời vào');
    expect(await says(doorOf((room) => Object.assign(room, { now: null })))).toBe('Đang mở');
    expect(await says(doorOf((room) => Object.assign(room, { now: null, status: 'paused' })))).toBe(
      'Tạm nghỉ',
    );
    expect(await says(doorOf((room) => Object.assign(room, { now: null, status: 'closed' })))).toBe(
      'Đã đóng',
    );
  });
});

describe('a call that is taken back', () => {
  it('is struck out and said to be, and then gone', async () => {
    const state = short(3, {});
    const page = await open(state, true);
    await page.locator('.big.loud').waitFor();
    const gone = { ...state, rooms: state.rooms.map((room) => ({ ...room, now: null })), calls: [] };
    stage.server.change('/board', 'hall', gone, [{ state: gone }]);
    await expect.poll(() => page.locator('.big.undone .said').textContent(), SOON).toBe('Đã hủy gọi');
    const plate = page.locator('.big .plate');
    expect(await plate.evaluate((each) => getComputedStyle(each).textDecorationLine)).toBe('line-through');
    expect(await plate.evaluate((each) => getComputedStyle(each).backgroundColor)).toBe('rgba(0, 0, 0, 0)');
    await page.clock.runFor(6_500);
    expect(await page.locator('.undone').count()).toBe(0);
  });
});

describe('two calls and their voices', () => {
  it('come one after the other, the second when its voice begins', async () => {
    const state = short(3, { spoken: true });
    const page = await open(state, true);
    const big = () => page.locator('.big .plate').textContent();
    await expect.poll(big, SOON).toBe('A012');
    const [first] = state.calls;
    stage.server.tell('/board', 'voice', { callId: first!.callId });
    const second = { ...first!, callId: 'second', code: 'H077', room: 'pk2', at: isoAt(Date.now()) };
    const both = { ...state, calls: [second, ...state.calls] };
    stage.server.change('/board', 'hall', both, [{ calls: both.calls }]);
    await page.clock.runFor(9_000);
    expect(await big()).toBe('A012');
    stage.server.tell('/board', 'voice', { callId: 'second' });
    const next = async () => {
      await page.clock.runFor(500);
      return big();
    };
    await expect.poll(next, SOON).toBe('H077');
  });
});

describe('an idle board', () => {
  const idle = (): BoardState => {
    const state = sampleBoard(3, isoAt(Date.now() - 600_000));
    state.rooms[0]!.now!.state = 'serving';
    return state;
  };

  it('shows each picture in its turn, and a call in its place at once', async () => {
    const drawn = await pictures();
    const address = (hash: string, type: string) => `/slides/${hash.repeat(64)}.${type}`;
    const slides = drawn.map(({ type }, i) => address('abc'[i]!, type));
    drawn.forEach(({ bytes }, i) => {
      stage.server.answers[slides[i]!] = { status: 200, body: bytes };
    });
    const state = { ...idle(), slides };
    const page = await open(state, true);
    const shown = new Set<string | null>();
    // Three turns of 30 s would do; a page whose clock runs ahead of the server's signs of life shows none for a while.
    for (let second = 0; second < 500 && shown.size < slides.length; second += 5) {
      await page.clock.runFor(5_000);
      const image = page.locator('.slide img');
      if ((await image.count()) === 0) continue;
      shown.add(await image.getAttribute('src'));
      await expect
        .poll(() => image.evaluate((each) => (each as HTMLImageElement).naturalWidth), SOON)
        .toBe(160);
    }
    expect([...shown].sort()).toEqual(slides);
    while ((await page.locator('.slide').count()) === 0) await page.clock.runFor(5_000);
    const call = {
      ...state.calls[0]!,
      callId: 'now',
      code: 'H077',
      at: isoAt(await page.evaluate(() => Date.now())),
    };
    stage.server.clockAheadMs = (await page.evaluate(() => Date.now())) - Date.now();
    stage.server.change('/board', 'hall', state, [{ calls: [call, ...state.calls] }]);
    await expect.poll(() => page.locator('.big.loud .plate').textContent(), SOON).toBe('H077');
    expect(await page.locator('.slide').count()).toBe(0);
    stage.server.clockAheadMs = 0;
  });

  it('is dim out of hours and black at night, and bright again when somebody comes', async () => {
    const hour = (offset: number): string => isoAt(Date.now() + offset * 3_600_000).slice(11, 16);
    const closed = (night: { from: string; to: string }): BoardState => ({
      ...idle(),
      rooms: idle().rooms.map((room) => ({ ...room, now: null, waiting: 0 })),
      calls: [],
      face: sampleFace({ hours: [{ from: hour(2), to: hour(3) }], night }),
    });
    const dark = closed({ from: hour(-1), to: hour(1) });
    const page = await open(dark);
    await page.locator('.black').waitFor();
    expect((await page.locator('#page').textContent())?.trim()).toBe('');
    const dim = closed({ from: hour(4), to: hour(5) });
    stage.server.change('/board', 'hall', dim, [{ state: dim }]);
    await page.locator('.board.dim').waitFor();
    const come = { ...dark, rooms: dark.rooms.map((room) => ({ ...room, waiting: 1 })) };
    stage.server.change('/board', 'hall', come, [{ state: come }]);
    await page.locator('.board.day').waitFor();
  });
});

/** Real pictures of 160 × 90 in the three kinds, drawn by the browser itself. */
async function pictures(): Promise<{ type: string; bytes: Buffer }[]> {
  const page = await stage.browser.newPage();
  const drawn = await page.evaluate(() =>
    ['png', 'jpeg', 'webp'].map((type) => {
      const canvas = document.createElement('canvas');
      canvas.width = 160;
      canvas.height = 90;
      canvas.getContext('2d')!.fillText(type, 20, 40);
      return { type, base64: canvas.toDataURL(`image/${type}`).split(',')[1]! };
    }),
  );
  await page.close();
  return drawn.map(({ type, base64 }) => {
    const bytes = Buffer.from(base64, 'base64');
    expect(pictureKind(bytes)).toEqual({ type, width: 160, height: 90 });
    return { type, bytes };
  });
}
