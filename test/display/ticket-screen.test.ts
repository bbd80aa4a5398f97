import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtPages } from '../web/built-pages.ts';
import { openChromium, openScreen, type Seen } from '../web/chromium.ts';
import { FakeLiveServer } from '../web/fake-live-server.ts';

const SOON = { timeout: 8_000 };
/** A small phone of five years ago. */
const PHONE = { width: 360, height: 640 };
const PATH = '/api/v1/t/abc';
const face = {
  code: 'A012',
  state: 'waiting',
  ahead: 4,
  service: { vi: 'Khám Nội', en: 'Internal medicine' },
  room: null,
  facility: 'Bệnh viện Đa khoa Minh Họa',
  updatedAt: Date.parse('2026-11-22T07:42:00+07:00'),
};

let browser: Browser;
let server: FakeLiveServer;
let seen: Seen;
beforeAll(async () => {
  server = new FakeLiveServer(await builtPages());
  await server.open();
  browser = await openChromium([]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  server.answers[PATH] = { status: 200, body: face };
  seen = await openScreen(browser, server.origin, PHONE, null);
});
afterEach(async () => {
  await seen.context.close();
  expect(seen.faults).toEqual([]);
});

async function open(): Promise<Page> {
  await seen.page.clock.install();
  await seen.page.goto(`${server.origin}/t/abc`);
  return seen.page;
}
const said = (page: Page): Promise<string | null> => page.locator('.own-said p').first().textContent();

describe("a patient's own ticket on a phone", () => {
  it('shows the number, how many are ahead, and nothing wider than the phone', async () => {
    const page = await open();
    await expect.poll(() => said(page), SOON).toBe('Còn 4 người trước bạn');
    expect(await page.locator('.own-code').textContent()).toBe('A012');
    expect(await page.locator('.own-updated').textContent()).toBe('Cập nhật lúc 07:42');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  });

  it('hears of the call by itself', async () => {
    const page = await open();
    await expect.poll(() => said(page), SOON).toBe('Còn 4 người trước bạn');
    const called = { ...face, state: 'called', room: { vi: 'Phòng khám 1' } };
    server.answers[PATH] = { status: 200, body: called };
    await page.clock.runFor(12_000);
    await expect.poll(() => said(page), SOON).toBe('Mời vào Phòng khám 1');
    expect(await page.title()).toBe('A012 · Mời vào Phòng khám 1');
    expect(await page.locator('main.called').count()).toBe(1);
  });

  it('does not show an old place as the current one when the network is gone', async () => {
    const page = await open();
    await expect.poll(() => said(page), SOON).toBe('Còn 4 người trước bạn');
    server.answers[PATH] = { status: 503, body: {} };
    for (let minute = 0; minute < 3; minute += 1) {
      await page.clock.runFor(45_000);
      await page.waitForTimeout(100);
    }
    await expect.poll(() => said(page), SOON).toBe('Chưa cập nhật được. Mời xem bảng gọi số');
  });

  it('says where to ask when the ticket is not of today', async () => {
    server.answers[PATH] = { status: 404, body: { code: 'not-found' } };
    const page = await open();
    await expect.poll(() => said(page), SOON).toContain('Mời hỏi quầy tiếp đón');
  });
});

describe('the first page', () => {
  it('says how a browser becomes a screen, and leads to the one that it is', async () => {
    const { page } = seen;
    await page.goto(server.origin);
    await expect.poll(() => page.locator('main').textContent(), SOON).toContain('npm run admin -- links');
    expect(await page.locator('.places a').count()).toBe(0);
    await page.evaluate(() => {
      const device = { id: 'd1', token: 't', role: 'board', name: 'hall', room: null };
      for (const key of ['board', 'board.hall']) {
        localStorage.setItem(`tiepdon.device.${key}`, JSON.stringify(device));
      }
      localStorage.setItem('tiepdon.device.kiosk', '{"cut off');
    });
    await page.reload();
    await expect.poll(() => page.locator('.places a').count(), SOON).toBe(1);
    expect(await page.locator('.places a').getAttribute('href')).toBe('/board/hall');
  });
});
