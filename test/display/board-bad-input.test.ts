import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BoardState } from '../../core/queue/views.ts';
import { quietClinic, TestHouse } from '../server/test-house.ts';
import { boardStage } from './board-stage.ts';
import { isoAt, sampleBoard } from './sample-board.ts';
import { measureTexts } from './text-measure.ts';

const SCREENS = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
  { width: 1080, height: 1920 },
];
const SOON = { timeout: 8_000 };
const MARKUP = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';

const stage = boardStage();

const open = async (state: BoardState): Promise<Page> => {
  const page = await stage.open(state, SCREENS[0]!, false);
  await page.locator('.board').waitFor();
  return page;
};

afterEach(() => {
  stage.server.fate = () => 'sent';
});

/** Nobody was called lately: the large place is free for notices. */
function idle(text: string): BoardState {
  const state = sampleBoard(3, isoAt(Date.now() - 600_000));
  for (const room of state.rooms) room.now!.state = 'serving';
  return { ...state, calls: [], notices: [{ id: 'n', text }] };
}

/** The notice is there, whole, and nothing else was pushed away by it. */
async function isWhole(page: Page): Promise<void> {
  for (const screen of SCREENS) {
    await page.setViewportSize(screen);
    const cut = async () => (await measureTexts(page)).filter((text) => text.cut).map(({ text }) => text);
    await expect.poll(cut, SOON).toEqual([]);
    const box = await page.locator('.notice-text').boundingBox();
    const bar = await page.locator('.bar').boundingBox();
    expect(box!.y).toBeGreaterThanOrEqual(0);
    expect(box!.y + box!.height).toBeLessThanOrEqual(bar!.y + 1);
    expect(await page.locator('.room').count()).toBe(3);
  }
}

describe('what a board is told by somebody who means it no good', () => {
  it('H01: markup in a name stands there as text and runs nothing', async () => {
    const state = sampleBoard(2, isoAt(Date.now()));
    state.calls[0]!.name = MARKUP;
    state.rooms[1]!.label = { vi: MARKUP };
    const page = await open(state);
    await expect.poll(() => page.locator('.said bdi').textContent(), SOON).toBe(MARKUP);
    expect(await page.locator('#page img, #page script').count()).toBe(0);
    expect(await page.evaluate(() => (window as unknown as { hurt?: number }).hurt)).toBeUndefined();
  });

  it('H03: a notice of 20,000 letters is cut to 200, and everything keeps its place', async () => {
    const page = await open(idle('Ệ'.repeat(20_000)));
    await expect
      .poll(async () => [...(await page.locator('.notice-text').textContent())!].length, SOON)
      .toBe(200);
    await isWhole(page);
    await stage.leave();
    const words = await open(idle('Mời bà con giữ trật tự, chú ý nghe loa. '.repeat(500)));
    await expect.poll(() => words.locator('.notice-text').count(), SOON).toBe(1);
    await isWhole(words);
  });

  it('H04: emoji and right-to-left text stay in an isolate of their own', async () => {
    const page = await open(idle('😀👩‍⚕️ \u202eمرحبا\u202c שלום 12:30 ẴẶỆỮỘ ỳỵ gj'));
    await expect.poll(() => page.locator('.notice-text > bdi').count(), SOON).toBe(1);
    await isWhole(page);
    expect(await page.locator('.clock').textContent()).toMatch(/^\d\d:\d\d$/);
  });

  it('H06: a change that is older than what it holds is ignored', async () => {
    const page = await open(sampleBoard(2, isoAt(Date.now() - 600_000)));
    const serving = () => page.locator('[data-room=pk1] .now').textContent();
    const newer = sampleBoard(2, isoAt(Date.now() - 600_000));
    newer.rooms[0] = { ...newer.rooms[0]!, now: { ...newer.rooms[0]!.now!, code: 'A055' } };
    stage.server.change('/board', 'hall', newer, [{ room: newer.rooms[0] }]);
    await expect.poll(serving, SOON).toBe('A055');
    const old = { ...newer.rooms[0], now: { ...newer.rooms[0].now!, code: 'A001' } };
    const replay = { view: 'hall', epoch: 'epoch-1', prev: 1, seq: 3, now: Date.now(), ops: [{ room: old }] };
    for (let again = 0; again < 3; again += 1) stage.server.tell('/board', 'delta', replay);
    stage.server.beat();
    await page.waitForTimeout(300);
    expect(await serving()).toBe('A055');
  });

  it('H07: a gap in the numbers makes it ask, and it is right within two seconds', async () => {
    const page = await open(sampleBoard(2, isoAt(Date.now() - 600_000)));
    const state = sampleBoard(2, isoAt(Date.now() - 600_000));
    const say = (code: string) => {
      state.rooms[0] = { ...state.rooms[0]!, now: { ...state.rooms[0]!.now!, code } };
      stage.server.change('/board', 'hall', { ...state }, [{ room: state.rooms[0] }]);
    };
    stage.server.fate = () => 'lost';
    say('A060');
    stage.server.fate = () => 'sent';
    say('A061');
    const serving = () => page.locator('[data-room=pk1] .now').textContent();
    await expect.poll(serving, { timeout: 2_000, interval: 20 }).toBe('A061');
  });
});

describe('a board that oversteps', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await new TestHouse(quietClinic()).start();
  });
  afterAll(() => house.end());

  it('H08: is told that it may not, changes nothing, and is cut off at the third time', async () => {
    const { token } = house.device('board', 'hall', null);
    const heard = await house.socket('/board', token, {});
    await heard.hear('connect');
    const before = house.open.house.tail.day.seq;
    for (const event of ['next', 'call', 'ack']) heard.socket.emit(event, { room: 'pk1' });
    await heard.hear('disconnect');
    expect(heard.messages.filter(({ event }) => event === 'fault')).toHaveLength(3);
    for (const path of ['/rooms/pk1/next', '/notices'])
      expect((await house.post(token, path, { expected: null, text: 'x' })).status).toBe(403);
    expect(house.open.house.tail.day.seq).toBe(before);
  });

  it('H09: is shown in no frame of another site', async () => {
    const { headers } = await fetch(`${house.base}/board/hall`);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const page = await (await stage.browser.newContext()).newPage();
    await page.route('http://other.test/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<iframe src="${stage.server.origin}/board/hall"></iframe>`,
      }),
    );
    await page.goto('http://other.test/');
    const framed = () => page.frames()[1]?.url();
    await expect.poll(framed, SOON).toBe('chrome-error://chromewebdata/');
    await page.context().close();
  });
});
