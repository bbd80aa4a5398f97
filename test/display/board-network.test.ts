import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LATER_OBJECTS } from '../web/after-chromium-53-table.ts';
import { builtPages } from '../web/built-pages.ts';
import { openChromium, openScreen, type Seen } from '../web/chromium.ts';
import { FakeLiveServer } from '../web/fake-live-server.ts';
import { isoAt, sampleBoard } from './sample-board.ts';

/** Patience for what is promised without a time; a busy machine is no fault of the board. */
const SOON = { timeout: 8_000 };
const SCREEN = { width: 640, height: 360 };
const HALL = { role: 'board', name: 'hall' };

let browser: Browser;
let server: FakeLiveServer;
let seen: Seen;
beforeAll(async () => {
  browser = await openChromium([]);
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = new FakeLiveServer(await builtPages());
  await server.open();
  server.put('/board', 'hall', sampleBoard(2, isoAt(Date.now() - 600_000)));
});
afterEach(async () => {
  await seen.context.close();
  await server.close();
  expect(seen.faults).toEqual([]);
});

async function open(device: { role: string; name: string } | null, path = '/board/hall'): Promise<Page> {
  seen = await openScreen(browser, server.origin, SCREEN, device);
  await seen.page.goto(server.origin + path);
  return seen.page;
}

/** The first room serves this code now: told to the screens as one change. */
function serve(code: string): void {
  const state = sampleBoard(2, isoAt(Date.now() - 600_000));
  const room = { ...state.rooms[0]!, now: { code, state: 'serving' as const, calledAt: isoAt(Date.now()) } };
  state.rooms[0] = room;
  server.change('/board', 'hall', state, [{ room }]);
}
const serving = (page: Page): Promise<string | null> =>
  page.locator('[data-room=pk1] .now').textContent({ timeout: 2_000 });

describe('a board behind a bad network', () => {
  it('is right within two seconds after the server came back', async () => {
    const page = await open(HALL);
    await expect.poll(() => serving(page), SOON).toBe('A012');
    await server.cut();
    serve('A050');
    await new Promise((done) => setTimeout(done, 1_500));
    await server.open();
    await expect.poll(() => serving(page), { timeout: 2_000, interval: 20 }).toBe('A050');
  });

  it('shows the last word though changes are lost, come twice or in the wrong order', async () => {
    const page = await open(HALL);
    await expect.poll(() => serving(page), SOON).toBe('A012');
    server.fate = () => 'lost';
    serve('A051');
    expect(await serving(page)).toBe('A012');
    server.beat();
    await expect.poll(() => serving(page), { timeout: 2_000, interval: 20 }).toBe('A051');
    server.fate = () => 'held';
    for (const code of ['A052', 'A053', 'A054']) serve(code);
    server.release();
    server.fate = () => 'twice';
    await expect.poll(() => serving(page), SOON).toBe('A054');
    serve('A055');
    await expect.poll(() => serving(page), SOON).toBe('A055');
  });

  it('takes a restored log with lower numbers for what it is', async () => {
    const page = await open(HALL);
    for (const code of ['A060', 'A061']) serve(code);
    await expect.poll(() => serving(page), SOON).toBe('A061');
    server.put('/board', 'hall', sampleBoard(2, isoAt(Date.now() - 600_000)));
    server.restore('epoch-2');
    server.beat();
    await expect.poll(() => serving(page), SOON).toBe('A012');
  });
});

describe('a board on a television of 2018', () => {
  it('runs without anything that came after Chromium 53', async () => {
    seen = await openScreen(browser, server.origin, SCREEN, HALL);
    const { page } = seen;
    await page.addInitScript((later) => {
      for (const [owner, name] of later) {
        const path = owner === '' ? [] : owner.split('.');
        const object = path.reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], window);
        Reflect.deleteProperty(object as object, name);
      }
    }, LATER_OBJECTS);
    await page.goto(`${server.origin}/board/hall`);
    await expect.poll(() => serving(page), SOON).toBe('A012');
    serve('A070');
    await expect.poll(() => serving(page), SOON).toBe('A070');
    await server.cut();
    serve('A071');
    await server.open();
    await expect.poll(() => serving(page), SOON).toBe('A071');
  });
});

describe('a browser on the wall that is no board', () => {
  it('says so when the clinic file has no such board', async () => {
    const page = await open(HALL);
    await expect.poll(() => serving(page), SOON).toBe('A012');
    server.tell('/board', 'fault', { code: 'unknown-view' });
    await expect.poll(() => page.locator('h1').textContent(), SOON).toBe('Không có bảng «hall»');
  });

  it('says what to do', async () => {
    const page = await open(null);
    await expect.poll(() => page.locator('h1').textContent(), SOON).toBe('Màn hình chưa được đăng ký');
    expect(await page.locator('main').textContent()).toContain('npm run admin -- links');
    expect(server.heard).toEqual([]);
  });

  it('becomes one by the link with a one-time code, and stays one', async () => {
    const device = { id: 'd1', token: 'token-1', role: 'board', name: 'hall', room: null };
    server.answers['/api/v1/enrol'] = { status: 201, body: device };
    const page = await open(null, '/board/hall#enrol=K7QM-3XRD');
    await expect.poll(() => serving(page), SOON).toBe('A012');
    expect(new URL(page.url()).hash).toBe('');
    delete server.answers['/api/v1/enrol'];
    await page.reload();
    await expect.poll(() => serving(page), SOON).toBe('A012');
  });

  it('forgets its token when the server says that it is revoked', async () => {
    server.tokens.clear();
    server.answers['/api/v1/place'] = { status: 401, body: { code: 'unauthorized' } };
    const page = await open(HALL);
    await expect.poll(() => page.locator('h1').textContent(), SOON).toBe('Màn hình chưa được đăng ký');
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  it('keeps its token while the server only says that it is not ready', async () => {
    server.tokens.clear();
    seen = await openScreen(browser, server.origin, SCREEN, HALL);
    const { page } = seen;
    await page.clock.install();
    await page.goto(`${server.origin}/board/hall`);
    await page.waitForTimeout(200);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['tiepdon.device.board.hall']);
    server.tokens.add('token-1');
    await page.clock.runFor(4_000);
    await expect.poll(() => serving(page), SOON).toBe('A012');
  });
});
