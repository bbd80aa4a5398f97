import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousOf } from '../console/axe.ts';
import type { Cable } from '../station/scanner/cable.ts';
import { listedPort } from '../station/scanner/fake-ports.ts';
import { openChromium, openScreen, type Seen } from '../web/chromium.ts';
import { SetupKiosk } from './setup-kiosk.ts';

const NEWLAND = { vid: '1eab', pid: '0d06', serialNumber: 'FM430-1', maker: 'Newland' };
const CARD = '024085001234|121234567|Hoàng Yến Canary|15031985|Nam|Ngõ Bạch Yến, Tổ Chim|25042021';
const OF_THE_CARD = /024085001234|121234567|Canary|Yến|15031985|Bạch|25042021/;

/** The one way through the page that everybody takes: plug in, scan the test code, try a card. */
describe('a scanner is set up by somebody who has never seen a serial port', () => {
  const kiosk = new SetupKiosk();
  let cable: Cable;
  let browser: Browser;
  let screen: Seen;
  let page: Page;

  beforeAll(async () => {
    cable = await kiosk.desk.cable();
    kiosk.desk.timing = { roundMs: 30_000, settleMs: 1_500, awayMs: 10_000 };
    await kiosk.start();
    browser = await openChromium([]);
    screen = await openScreen(browser, kiosk.base, { width: 1280, height: 900 }, null);
    page = screen.page;
    await page.goto(`${kiosk.base}/setup`);
  });
  afterAll(async () => {
    await browser?.close();
    await kiosk.end();
  });

  const shows = (pattern: RegExp): Promise<void> =>
    expect.poll(() => page.locator('main').innerText(), { timeout: 10_000 }).toMatch(pattern);
  const press = (name: RegExp): Promise<void> => page.getByRole('button', { name }).click();

  it('says what to do while nothing is plugged in, and sees by itself when something is', async () => {
    await shows(/Chưa thấy máy quét\. Cắm dây USB/);
    kiosk.desk.plugged = [listedPort('/dev/ttyS0'), listedPort(cable.port, NEWLAND)];
    await shows(/Máy quét Newland[\s\S]*Đã nhận ra máy quét, chưa dùng/);
    await shows(/Ngoài ra có 1 cổng sẵn trên máy \(\/dev\/ttyS0\)/);
    await expect.poll(() => page.getByRole('button', { name: 'Dùng máy này' }).count()).toBe(1);
  });

  it('shows the test code as a picture that a scanner can read, and which port answered', async () => {
    await press(/Hiện mã thử/);
    const code = await page.locator('.test-code code').innerText();
    expect(code).toMatch(/^TIEPDON-TEST-[A-Z0-9]{5}$/);
    const box = await page.locator('.test-code .qr').boundingBox();
    expect(Math.round(box?.width ?? 0)).toBeGreaterThanOrEqual(320);
    expect(await seriousOf(page, true)).toEqual([]);
    await cable.send('something else\r');
    await shows(/Đã nghe thấy một máy quét nhưng chưa đúng mã/);
    await shows(/tốc độ 115200/);
    await expect
      .poll(
        async () => {
          await cable.send(`${code}\r`);
          return page
            .locator('.found')
            .innerText({ timeout: 300 })
            .catch(() => '');
        },
        { timeout: 10_000 },
      )
      .toMatch(/Đã nhận: Máy quét Newland tại/);
    await shows(/Máy quét Newland\s+Đang dùng/);
    expect(JSON.parse(readFileSync(kiosk.desk.file, 'utf8')).scanners).toMatchObject([
      { place: { by: 'identity', identity: { vid: '1eab', serialNumber: 'FM430-1' } } },
    ]);
  });

  it('shows a card as verdict and lengths after a restart, and nothing that stood on it', async () => {
    await kiosk.stop();
    await shows(/Trạm chưa trả lời/);
    await kiosk.start();
    await shows(/Máy quét Newland\s+Đang dùng/);
    await cable.send(`${CARD}\r`);
    await shows(/Đạt[\s\S]*Căn cước[\s\S]*hậu tố CR/);
    const lengths = await page.locator('.scans > li').first().locator('.fields b').allInnerTexts();
    expect(lengths).toEqual(['12', '9', '16', '8', '3', '21', '8']);
    const state = await page.evaluate(() => fetch('/setup/state').then((reply) => reply.text()));
    expect(state).toContain('"fields":[12,9,16,8,3,21,8]');
    const everything = [state, await page.content(), JSON.stringify(kiosk.desk.notes)];
    for (const text of everything) expect(text).not.toMatch(OF_THE_CARD);
  });

  it('says what to set on the scanner when the letters come in wrong', async () => {
    // The same card at once after the scanner was set otherwise: what changed is shown, though it is no new scan.
    await cable.send(Buffer.from('024085001234||Nguy?n V?n B?nh|15031985|Nam|Th?n H?|25042021\r', 'latin1'));
    await shows(/Đọc được, phải hỏi lại[\s\S]*Đặt bảng mã của máy quét là UTF-8/);
    await cable.send('https://vidu.example/\r');
    await shows(/Không nhận[\s\S]*địa chỉ web/);
  });

  it('tells a scanner that types from one that has a port, and reads nothing of what it typed', async () => {
    await page.keyboard.type(CARD.replaceAll(/[^\x20-\x7e]/g, ''), { delay: 2 });
    await page.keyboard.press('Enter');
    await shows(/Vừa có một máy quét gõ chữ như bàn phím/);
    expect(await page.content()).not.toMatch(OF_THE_CARD);
  });

  it('is complete on the keyboard and for screen readers, and lets a scanner be given up', async () => {
    expect(await seriousOf(page, true)).toEqual([]);
    await press(/Bỏ máy này/);
    await expect.poll(() => page.getByRole('button', { name: 'Bỏ máy này' }).count()).toBe(0);
    expect(JSON.parse(readFileSync(kiosk.desk.file, 'utf8')).scanners).toEqual([]);
    expect(screen.faults).toEqual([]);
  });
});
