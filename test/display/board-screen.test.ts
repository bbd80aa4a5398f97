import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BoardState } from '../../core/queue/views.ts';
import { builtPages } from '../web/built-pages.ts';
import { openChromium, openScreen, type Seen } from '../web/chromium.ts';
import { FakeLiveServer } from '../web/fake-live-server.ts';
import { isoAt, sampleBoard } from './sample-board.ts';
import { measureTexts } from './text-measure.ts';

const SCREENS = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
  { width: 1366, height: 768 },
  { width: 1080, height: 1920 },
  { width: 3840, height: 2160 },
];
const HALL = { role: 'board', name: 'hall' };
/** Patience for what is promised without a time; a busy machine is no fault of the board. */
const SOON = { timeout: 8_000 };
/** What is said beside a call. */
const PLAIN = { priority: false, name: null };
/** Read at 8 m: distance / 200. */
const READABLE_MM = 40;

let browser: Browser;
let server: FakeLiveServer;
let seen: Seen | null = null;
beforeAll(async () => {
  server = new FakeLiveServer(await builtPages());
  await server.open();
  browser = await openChromium([]);
});
afterEach(async () => {
  await seen?.context.close();
  expect(seen?.faults ?? []).toEqual([]);
  seen = null;
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Opens the hall's board in a state. */
async function openBoard(state: BoardState, screen = SCREENS[0]!): Promise<Seen> {
  server.put('/board', 'hall', state);
  seen = await openScreen(browser, server.origin, screen, HALL);
  await seen.page.goto(`${server.origin}/board/hall`);
  await seen.page.locator('.board').waitFor();
  return seen;
}

/** The longest texts that a clinic file allows a sane hospital, with stacked marks and long codes. */
function longest(): BoardState {
  const state = sampleBoard(7, isoAt(Date.now()));
  const labels = ['Phòng ẴẶỆỮỘ ỳỵ gj', 'Phòng khám Răng Hàm Mặt 12', 'Quầy phát thuốc bảo hiểm y tế'];
  state.rooms.forEach((room, i) => {
    room.label = { vi: labels[i % 3]! };
    if (room.now) room.now.code = `HB${1000 + i}`;
    room.next = [`HB${2000 + i}`, `M888${i}`];
  });
  state.calls[0]!.code = 'HB1000';
  return state;
}

/** Texts that are cut off or too pale; a page takes a moment to lay itself out for a new screen. */
async function unreadable(page: Page): Promise<unknown[]> {
  return (await measureTexts(page)).filter(({ cut, contrast }) => cut || contrast < 7);
}

describe('a board on the wall', () => {
  it('is read from 8 m on a television of 43 inches, in every shape of screen', async () => {
    const { page } = await openBoard(sampleBoard(5, isoAt(Date.now())));
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await page.waitForTimeout(50);
      const texts = await measureTexts(page);
      const codes = texts.filter(({ name }) =>
        ['plain', 'code', 'plate', 'label', 'big-label'].includes(name),
      );
      expect(codes.length).toBeGreaterThan(6);
      expect(codes.filter(({ capMm }) => capMm < READABLE_MM)).toEqual([]);
      expect(texts.filter(({ contrast }) => contrast < 7)).toEqual([]);
      expect(texts.filter(({ cut }) => cut)).toEqual([]);
      const big = texts.find(({ name }) => name === 'plate');
      expect(big?.text).toBe('A012');
      expect(big?.capMm).toBeGreaterThan(97);
    }
  });

  it('cuts off no letter and no mark of the longest names and codes', async () => {
    const { page } = await openBoard(longest());
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await page.waitForTimeout(50);
      const texts = await measureTexts(page);
      expect(texts.map(({ text }) => text)).toContain('HB1000');
      expect(texts.filter(({ cut }) => cut)).toEqual([]);
    }
  });

  it('shows the call with its room and the way there, and pulses once a second for six seconds', async () => {
    const { page } = await openBoard(sampleBoard(3, isoAt(Date.now())));
    await expect.poll(() => page.locator('.big.loud .plate').textContent(), SOON).toBe('A012');
    expect(await page.locator('.big-label').textContent()).toBe('Phòng khám 1');
    expect(await page.getByRole('img', { name: 'bên phải' }).count()).toBe(1);
    const timing = await page
      .locator('.plate')
      .first()
      .evaluate((plate) => {
        const [pulse] = plate.getAnimations();
        const { duration, iterations } = pulse?.effect?.getTiming() ?? {};
        return { duration, iterations };
      });
    expect(timing).toEqual({ duration: 1_000, iterations: 6 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const still = page.locator('.plate').first();
    await expect.poll(() => still.evaluate((plate) => getComputedStyle(plate).opacity), SOON).toBe('1');
  });

  it('shows a call of a moment ago at once, and an undone one no more', async () => {
    const quiet = sampleBoard(2, isoAt(Date.now() - 600_000));
    const { page } = await openBoard({ ...quiet, calls: [] });
    expect(await page.locator('.big-words').textContent()).toBe('Mời theo dõi số của mình');
    const call = { callId: 'new', rev: 0, code: 'H077', room: 'pk2', at: isoAt(Date.now()), ...PLAIN };
    const called = { ...quiet, calls: [call] };
    server.change('/board', 'hall', called, [{ calls: called.calls }]);
    await expect.poll(() => page.locator('.big.loud .plate').textContent(), SOON).toBe('H077');
    server.change('/board', 'hall', { ...quiet, calls: [] }, [{ calls: [] }]);
    await expect.poll(() => page.locator('.big-words').count(), SOON).toBe(1);
  });

  it('says that a room is on a break or closed, and still shows who is inside', async () => {
    const state = sampleBoard(3, isoAt(Date.now() - 600_000));
    state.rooms[0] = { ...state.rooms[0]!, status: 'paused', now: null };
    state.rooms[1] = { ...state.rooms[1]!, status: 'closed' };
    state.rooms[2] = { ...state.rooms[2]!, now: null };
    const { page } = await openBoard(state);
    const codes = (room: string): Promise<string[]> =>
      page.locator(`[data-room=${room}] .codes > span`).allTextContents();
    expect(await codes('pk1')).toEqual(['Tạm nghỉ']);
    expect(await codes('pk2')).toEqual(['H013', 'Đã đóng']);
    expect((await codes('pk3'))[0]).toBe('–');
  });

  it('shows the wait of a newcomer quietly, without touching names and codes', async () => {
    const state = sampleBoard(2, isoAt(Date.now() - 600_000));
    for (const room of state.rooms) room.wait = { from: 120, to: 145 };
    const { page } = await openBoard(state);
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expect.poll(() => page.locator('.wait').count(), SOON).toBe(2);
      await expect.poll(() => unreadable(page), SOON).toEqual([]);
      const texts = await measureTexts(page);
      expect(texts.map(({ text }) => text).join(' ')).toMatch(/chờ ?120–145 phút/);
    }
  });

  it('asks a group to come near in a frame, never in the yellow of a call', async () => {
    const state = sampleBoard(3, isoAt(Date.now() - 600_000));
    const group = {
      callId: 'g',
      rev: 1,
      code: 'HB1021 – HB1030',
      room: 'pk1',
      at: isoAt(Date.now()),
      ...PLAIN,
    };
    const { page } = await openBoard({ ...state, calls: [group, ...state.calls] });
    await page.locator('.big.loud').waitFor();
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expect.poll(() => unreadable(page), SOON).toEqual([]);
      const texts = await measureTexts(page);
      const said = texts.map(({ text }) => text);
      expect(said).toEqual(expect.arrayContaining(['từ', 'HB1021', 'đến', 'HB1030', 'Mời đến gần']));
      expect(said).not.toContain('Mời vào');
      expect(texts.find(({ text }) => text === 'HB1021')?.capMm).toBeGreaterThan(READABLE_MM);
    }
    const ground = page.locator('.big .plate');
    expect(await ground.evaluate((plate) => getComputedStyle(plate).backgroundColor)).toBe(
      'rgba(0, 0, 0, 0)',
    );
    expect(await page.locator('.history').textContent()).not.toContain('HB1021');
  });

  it('turns its pages, and wanders against burning in', async () => {
    server.put('/board', 'hall', sampleBoard(7, isoAt(Date.now() - 600_000)));
    seen = await openScreen(browser, server.origin, SCREENS[0]!, HALL);
    const { page } = seen;
    await page.clock.install();
    await page.goto(`${server.origin}/board/hall`);
    const rooms = (): Promise<(string | null)[]> =>
      page.locator('.room').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-room')));
    await page.locator('.board').waitFor();
    const all = new Set<string | null>();
    for (let turn = 0; turn < 4; turn += 1) {
      for (const room of await rooms()) all.add(room);
      await page.clock.runFor(10_000);
    }
    expect(all.size).toBe(7);
    const place = await page.locator('.board').getAttribute('class');
    await page.clock.runFor(60_000);
    expect(await page.locator('.board').getAttribute('class')).not.toBe(place);
  });
});

describe('a board without news', () => {
  it('says so after ten seconds, greys its numbers after sixty, and is right again by itself', async () => {
    server.put('/board', 'hall', sampleBoard(3, isoAt(Date.now())));
    seen = await openScreen(browser, server.origin, SCREENS[0]!, HALL);
    const { page } = seen;
    await page.clock.install();
    await page.goto(`${server.origin}/board/hall`);
    await page.locator('.board.fresh').waitFor();
    let knocks = 0;
    page.on('websocket', () => {
      knocks += 1;
    });
    await server.cut();
    await page.clock.runFor(9_000);
    expect(await page.locator('.board.fresh').count()).toBe(1);
    await page.clock.runFor(1_200);
    expect(await page.locator('.board.amber .notice').textContent()).toBe('Đang kết nối lại');
    await page.clock.runFor(50_000);
    expect(await page.locator('.board.grey .big-words').textContent()).toContain('Mời hỏi nhân viên');
    expect(
      await page
        .locator('.plate')
        .first()
        .evaluate((plate) => getComputedStyle(plate).backgroundColor),
    ).toBe('rgba(0, 0, 0, 0)');
    // Chromium makes a page wait that has failed to open many WebSockets.
    expect(knocks).toBeLessThan(5);
    await server.open();
    await page.clock.runFor(10_000);
    await expect.poll(() => page.locator('.board.fresh').count(), SOON).toBe(1);
  });
});
