import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../house/source-tree.ts';
import { sampleClinic, TestHouse } from '../server/test-house.ts';
import { builtPages } from '../web/built-pages.ts';
import { openChromium } from '../web/chromium.ts';
import { CutLine } from './cut-line.ts';

const SOON = { timeout: 15_000 };
/** Pictures for whoever changes these pages; kept out of the repository. */
const PICTURES = process.env.SPEAKER_PICTURES === '1' ? join(root, 'test-output') : null;

let house: TestHouse;
let line: CutLine;
let api: string;
const browsers: Browser[] = [];

beforeEach(async () => {
  line = await CutLine.open();
  house = new TestHouse(
    sampleClinic((json) => {
      json.speakers = [{ id: 'hall', rooms: ['pk1', 'pk2', 'pk3'], repeat: 1, leadInMs: 100 }];
    }),
  );
  house.pages = await builtPages();
  house.flags = ['--origins', `http://127.0.0.1:${line.port}`];
  await house.start();
  line.target = Number(new URL(house.base).port);
  api = house.device('api', 'his', null).token;
});
afterEach(async () => {
  await line.close();
  await house.end();
});
afterAll(async () => {
  for (const browser of browsers) await browser.close();
});

/** An enrolled page of the house in a browser of its own storage, on the line that can be cut. */
async function open(
  browser: Browser,
  role: 'speaker' | 'console',
  name: string,
  room: string | null,
): Promise<Page> {
  const { id, token } = house.device(role, name, room);
  const value = JSON.stringify({ id, token, role, name, room });
  const own = role === 'console' ? `tiepdon.device.console` : `tiepdon.device.${role}.${name}`;
  const origin = role === 'speaker' ? `http://127.0.0.1:${line.port}` : house.base;
  const localStorage = [{ name: own, value }];
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    storageState: { cookies: [], origins: [{ origin, localStorage }] },
  });
  const page = await context.newPage();
  await page.goto(role === 'speaker' ? `${origin}/speaker/${name}` : `${origin}/console`);
  return page;
}
async function call(room: string, service: string): Promise<void> {
  await house.post(api, '/check-ins', { service, scan: null });
  expect((await house.post(api, `/rooms/${room}/next`, { expected: null })).status).toBe(200);
}
const text = (page: Page): Promise<string> => page.locator('body').innerText();
const spoken = (page: Page): Promise<string[]> => page.locator('.speaker-before li span').allInnerTexts();
async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === null) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `speaker-${name}.png`) });
}

describe('a speaker page that may sound', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium(['--autoplay-policy=no-user-gesture-required']);
    browsers.push(browser);
  });

  it('says a call aloud, shows it large, and the desk knows when', async () => {
    const [speaker, desk] = [
      await open(browser, 'speaker', 'hall', null),
      await open(browser, 'console', 'pk1', 'pk1'),
    ];
    await expect.poll(() => text(speaker), SOON).toContain('Loa đang bật');
    await expect.poll(() => text(desk), SOON).toContain('Phòng khám 1');
    await picture(speaker, 'ready');
    await call('pk1', 'noi');
    await speaker.locator('.speaker-code').waitFor(SOON);
    expect(await speaker.locator('.speaker-code').innerText()).toMatch(/A001\s+Phòng khám 1/);
    await picture(speaker, 'speaking');
    await expect.poll(() => text(desk), SOON).toMatch(/Loa đã phát \d\d:\d\d:\d\d/);
    await expect.poll(() => spoken(speaker), SOON).toEqual(['A001 → Phòng khám 1']);
    const list = async () =>
      (await house.get(api, '/speakers')).body.speakers as { state: string; engine: string }[];
    expect(await list()).toMatchObject([{ state: 'ready', pages: 1, waiting: 0 }]);
    expect((await list())[0]!.engine).not.toBe('chime');
    await picture(desk, 'desk-heard');
  });

  it('opened twice speaks once; the second page says that it stands by, and takes over', async () => {
    const first = await open(browser, 'speaker', 'hall', null);
    await expect.poll(() => text(first), SOON).toContain('Loa đang bật');
    const second = await open(browser, 'speaker', 'hall', null);
    await expect.poll(() => text(second), SOON).toContain('trang này im lặng');
    await picture(second, 'stand-by');
    await call('pk1', 'noi');
    await expect.poll(() => spoken(first), SOON).toHaveLength(1);
    expect(await spoken(second)).toEqual([]);
    await first.close();
    await expect.poll(() => text(second), SOON).toContain('Loa đang bật');
    await call('pk2', 'noi');
    await expect.poll(() => spoken(second), SOON).toEqual(['A002 → Phòng khám 2']);
  });

  it('that was cut off for 90 s says nothing of the calls of that time, and the next one at once', async () => {
    const speaker = await open(browser, 'speaker', 'hall', null);
    await expect.poll(() => text(speaker), SOON).toContain('Loa đang bật');
    line.cut();
    for (const [room, service] of [
      ['pk1', 'noi'],
      ['pk2', 'noi'],
      ['pk3', 'nhi'],
    ] as const)
      await call(room, service);
    house.now += 90_000;
    line.mend();
    const pages = async () =>
      ((await house.get(api, '/speakers')).body.speakers as { pages: number }[])[0]!.pages;
    await expect.poll(pages, SOON).toBe(1);
    await house.post(api, '/speakers/hall/test', {});
    await expect.poll(() => spoken(speaker), SOON).toHaveLength(1);
    expect((await spoken(speaker))[0]).toContain('Thử loa');
  });

  it('is tried from the supervisor’s desk, switched off and on again', async () => {
    const speaker = await open(browser, 'speaker', 'hall', null);
    await expect.poll(() => text(speaker), SOON).toContain('Loa đang bật');
    const chief = await open(browser, 'console', 'chief', null);
    await chief.setViewportSize({ width: 1366, height: 768 });
    await chief.getByRole('button', { name: 'Toàn viện' }).click();
    await chief.getByRole('button', { name: 'Thử loa' }).click();
    await expect.poll(() => text(chief), SOON).toMatch(/Thử loa: có tiếng \(mức −?-?\d+ dB\)/);
    await chief.getByRole('button', { name: 'Tạm tắt' }).click();
    await picture(chief, 'mute-panel');
    await chief.getByRole('button', { name: '30 phút' }).click();
    await expect.poll(() => text(speaker), SOON).toMatch(/Tạm tắt đến \d\d:\d\d: Bảo trì/);
    await picture(speaker, 'muted');
    await expect.poll(() => text(chief), SOON).toContain('tạm tắt đến');
    await chief.getByRole('button', { name: 'Bật lại' }).click();
    await expect.poll(() => text(speaker), SOON).toContain('Loa đang bật');
    await picture(chief, 'supervisor');
  });
});

// Nothing looks into the speaker's page here: a page that a test looks into counts as touched.
describe('a speaker page whose browser withholds sound', () => {
  it('makes the desk red within seconds, with what to do', async () => {
    const mute = await openChromium([]);
    browsers.push(mute);
    const desk = await open(mute, 'console', 'pk1', 'pk1');
    await expect.poll(() => text(desk), SOON).toContain('Phòng khám 1');
    const speaker = await open(mute, 'speaker', 'hall', null);
    const state = async () =>
      ((await house.get(api, '/speakers')).body.speakers as { state: string }[])[0]!.state;
    await expect.poll(state, SOON).toBe('blocked');
    await call('pk1', 'noi');
    await expect.poll(() => text(desk), SOON).toContain('A001: Không có tiếng: mời gọi miệng');
    expect(await text(desk)).toContain('chạm vào màn hình loa hall');
    await picture(desk, 'desk-red');
    await picture(speaker, 'blocked');
  });
});
