import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousOf } from '../console/axe.ts';
import { startTcpPrinter, type TcpPrinter } from '../printer-drivers/fake/tcp-printer.ts';
import { openChromium, openScreen, type Seen } from '../web/chromium.ts';
import { SetupKiosk } from './setup-kiosk.ts';

describe('a printer is tried by somebody who has never heard of ESC/POS', () => {
  const kiosk = new SetupKiosk();
  let printer: TcpPrinter;
  let browser: Browser;
  let screen: Seen;
  let page: Page;

  beforeAll(async () => {
    printer = await startTcpPrinter({}, { oneClient: true, deaf: false });
    kiosk.desk.printer = `tcp://127.0.0.1:${printer.port}?profile=epson-tm-t20iii`;
    await kiosk.start();
    browser = await openChromium([]);
    screen = await openScreen(browser, kiosk.base, { width: 1280, height: 900 }, null);
    page = screen.page;
    await page.goto(`${kiosk.base}/setup`);
    await page.getByRole('link', { name: 'Máy in phiếu' }).click();
  });
  afterAll(async () => {
    await browser?.close();
    await kiosk.end();
    await printer?.stop();
  });

  const shows = (pattern: RegExp): Promise<void> =>
    expect.poll(() => page.locator('main').innerText(), { timeout: 30_000 }).toMatch(pattern);
  const press = (name: string): Promise<void> => page.getByRole('button', { name }).click();
  const kept = () => JSON.parse(readFileSync(kiosk.desk.file, 'utf8')).printer;

  it('shows the printer in use and how it is', async () => {
    await shows(/TM-T20III\s+tcp:\/\/127\.0\.0\.1:\d+\?profile=epson-tm-t20iii\s+576 điểm mỗi dòng/);
    await shows(/Máy in sẵn sàng\./);
  });

  it('prints the sample sheet on the station’s own connection and asks what came out', async () => {
    await press('In tờ thử');
    await shows(/Máy in báo đã in và cắt xong\.[\s\S]*So tờ giấy với hình/);
    expect([printer.engine.tickets.length, printer.clients()]).toEqual([1, 1]);
    const sheet = page.getByAltText('Tờ thử khi in đúng');
    await expect
      .poll(() => sheet.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(576);
    expect(await seriousOf(page, true)).toEqual([]);
  });

  it('says in words what to try where something came out wrong, and is content when all is right', async () => {
    await page.getByLabel(/Chữ có dấu đúng/).check();
    await page.getByLabel(/Mã QR quét được: điện thoại hiện TIEPDON-IN-THU/).check();
    await page.getByLabel(/Giấy được cắt/).check();
    await press('Ghi kết quả');
    await shows(/Đã thử ngày \d\d\/\d\d\/\d{4}, kiểu epson-tm-t20iii: 1 điều chưa đúng/);
    await shows(/Giấy rộng 58 mm: chọn kiểu generic-58/);
    expect(kept().trial).toMatchObject({ letters: true, edges: false, code: true, cut: true });
    await page.getByLabel(/Không bị cắt mép/).check();
    await press('Ghi kết quả');
    await shows(/kiểu epson-tm-t20iii: mọi điều đúng\./);
  });

  it('tells the paper that is left once somebody has put in a roll', async () => {
    await shows(/Cuộn giấy chưa rõ còn bao nhiêu phiếu/);
    await page.getByRole('radio', { name: '80 m' }).check();
    await press('Vừa thay cuộn giấy');
    await shows(/Cuộn giấy còn khoảng \d{3} phiếu\.\s+Tính từ khi lắp cuộn 80 m/);
    expect(kept().roll).toEqual({ rollMm: 80_000, usedMm: 0, slips: 0 });
  });

  it('sees a printer that fails, and lets staff say that a jam is cleared', async () => {
    printer.engine.ailments.cutter = true;
    await press('In tờ thử');
    await shows(/Kẹt dao cắt/);
    await expect.poll(() => page.getByRole('button', { name: 'Đã gỡ kẹt giấy' }).count()).toBe(1);
    expect(await seriousOf(page, true)).toEqual([]);
    printer.engine.ailments.cutter = false;
    await press('Đã gỡ kẹt giấy');
    await shows(/Máy in sẵn sàng\./);
    expect(kiosk.desk.notes).toContainEqual({ event: 'printer-recovered', done: true });
    expect(screen.faults).toEqual([]);
  });
});
