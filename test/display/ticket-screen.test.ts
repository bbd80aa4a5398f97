import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LATER_OBJECTS } from '../web/after-chromium-53-table.ts';
import { builtPages } from '../web/built-pages.ts';
import { openChromium, openScreen, type Seen } from '../web/chromium.ts';
import { FakeLiveServer } from '../web/fake-live-server.ts';
import { calledFace, visitSteps, waitingFace } from './sample-face.ts';

const SOON = { timeout: 8_000 };
/** A small phone of five years ago. */
const PHONE = { width: 320, height: 568 };
const PATH = '/api/v1/t/abc';
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
  server.answers[PATH] = { status: 200, body: waitingFace };
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

/** Answers the next asks with this. */
const tell = (body: object): void => {
  server.answers[PATH] = { status: 200, body };
};
/** How far down (px) the bottom of a part reaches. */
const bottom = async (page: Page, part: string): Promise<number> => {
  const box = await page.locator(part).first().boundingBox();
  return (box?.y ?? Number.NaN) + (box?.height ?? 0);
};

describe("a patient's own ticket on a phone", () => {
  it('shows the number, how many are ahead, when and where, all at the first glance', async () => {
    const page = await open();
    await expect.poll(() => said(page), SOON).toBe('Còn 4 người trước bạn');
    expect(await page.locator('.own-code').textContent()).toBe('A012');
    expect(await page.locator('.own-wait p').allTextContents()).toEqual([
      'Khoảng 20–35 phút nữa',
      'dự kiến 9:30–9:45',
      'In about 20–35 minutes, 9:30–9:45',
    ]);
    expect(await page.locator('.own-place').allTextContents()).toEqual([
      'Phòng khám 1, Phòng khám 2',
      'Tầng 1, nhà A',
    ]);
    expect(await page.locator('.own-updated').textContent()).toBe('Cập nhật lúc 9:10');
    expect(await bottom(page, '.own-wait')).toBeLessThanOrEqual(PHONE.height);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  });

  it('hears of the call by itself, and shows the room and the way within the small screen', async () => {
    const page = await open();
    await expect.poll(() => said(page), SOON).toBe('Còn 4 người trước bạn');
    tell(calledFace);
    await page.clock.runFor(18_000);
    await expect.poll(() => said(page), SOON).toBe('Mời vào Phòng khám 1');
    expect(await page.title()).toBe('ĐẾN LƯỢT A012 · Mời vào Phòng khám 1');
    expect(await page.locator('main.called .own-turn').textContent()).toContain('ĐẾN LƯỢT');
    expect(await page.locator('.own-place').allTextContents()).toEqual(['Tầng 1, nhà A']);
    expect(await page.locator('.own-arrow').textContent()).toContain('bên trái');
    expect(await bottom(page, '.own-place')).toBeLessThanOrEqual(PHONE.height);
  });

  it('buzzes and sounds at the call and at the recall when the patient has asked for it', async () => {
    await seen.page.addInitScript(() => {
      const heard = { buzzes: 0, notes: 0 };
      Object.assign(window, { heard });
      navigator.vibrate = () => {
        heard.buzzes += 1;
        return true;
      };
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (when) {
        heard.notes += 1;
        start.call(this, when);
      };
    });
    const page = await open();
    const heard = (): Promise<unknown> =>
      page.evaluate(() => (window as unknown as { heard: unknown }).heard);
    await page.locator('.own-bell').evaluate((bell) => (bell as HTMLButtonElement).click());
    await expect.poll(() => page.locator('.own-bell').getAttribute('aria-pressed'), SOON).toBe('true');
    expect(await heard()).toEqual({ buzzes: 0, notes: 2 });
    tell(calledFace);
    await page.clock.runFor(18_000);
    await expect.poll(heard, SOON).toEqual({ buzzes: 1, notes: 6 });
    await page.clock.runFor(6_000);
    tell({ ...calledFace, calls: 2 });
    await page.clock.runFor(6_000);
    await expect.poll(heard, SOON).toEqual({ buzzes: 2, notes: 10 });
  });

  it('shows the way of the visit: what is done, what comes next, what comes after', async () => {
    tell({ ...waitingFace, steps: visitSteps });
    const page = await open();
    await expect.poll(() => page.locator('.own-steps li').count(), SOON).toBe(4);
    const vietnamese = await page
      .locator('.own-steps li')
      .evaluateAll((steps) =>
        steps.map((step) =>
          [...step.querySelectorAll('.own-name, .own-when')].map((part) => part.firstChild?.textContent),
        ),
      );
    expect(vietnamese).toEqual([
      ['Khám Nội', 'Đã xong'],
      ['Xét nghiệm', 'Đã xong'],
      ['Khám Nội', 'Tiếp theo'],
      ['Thu viện phí', 'Sau đó'],
    ]);
  });

  it('does not show an old place as the current one when the network is gone, and says what to do', async () => {
    const page = await open();
    await expect.poll(() => said(page), SOON).toBe('Còn 4 người trước bạn');
    server.answers[PATH] = { status: 503, body: {} };
    await page.clock.runFor(18_000);
    await expect.poll(() => page.locator('main.amber').count(), SOON).toBe(1);
    expect(await page.locator('.own-updated').textContent()).toBe('Đang kết nối lại. Cập nhật lúc 9:10');
    await page.clock.runFor(45_000);
    await expect.poll(() => said(page), SOON).toContain('Mời xem bảng và nghe loa');
    expect(await page.locator('.own-wait, .own-way').count()).toBe(0);
    expect(await page.locator('.own-code').textContent()).toBe('A012');
  });

  it('asks at once when the network is back or the phone is looked at', async () => {
    const page = await open();
    await expect.poll(() => said(page), SOON).toBe('Còn 4 người trước bạn');
    await page.clock.runFor(2_000);
    tell({ ...waitingFace, ahead: 2 });
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect.poll(() => said(page), SOON).toBe('Còn 2 người trước bạn');
  });

  it('asks no more when the visit is over', async () => {
    tell({ ...waitingFace, state: 'done', wait: null, place: null, nextPollMs: null });
    const page = await open();
    await expect.poll(() => said(page), SOON).toBe('Đã xong. Cảm ơn bạn');
    let asks = 0;
    page.on('request', () => {
      asks += 1;
    });
    await page.clock.runFor(300_000);
    expect([asks, await said(page)]).toEqual([0, 'Đã xong. Cảm ơn bạn']);
  });

  it('says where to ask when the ticket is not of today', async () => {
    server.answers[PATH] = { status: 404, body: { code: 'not-found' } };
    const page = await open();
    await expect.poll(() => said(page), SOON).toContain('Mời hỏi quầy tiếp đón');
  });

  it('runs on a phone whose browser is of 2016', async () => {
    await seen.page.addInitScript((later) => {
      for (const [owner, name] of later) {
        const path = owner === '' ? [] : owner.split('.');
        const object = path.reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], window);
        Reflect.deleteProperty(object as object, name);
      }
    }, LATER_OBJECTS);
    await seen.page.goto(`${server.origin}/t/abc`);
    await expect.poll(() => said(seen.page), SOON).toBe('Còn 4 người trước bạn');
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
