import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousOf } from '../console/axe.ts';
import { type PtyPrinter, startPtyPrinter } from '../printer-drivers/fake/pty-printer.ts';
import { startTcpPrinter, type TcpPrinter } from '../printer-drivers/fake/tcp-printer.ts';
import { listedPort } from '../station/scanner/fake-ports.ts';
import { openChromium, openScreen, type Seen } from '../web/chromium.ts';
import { SetupKiosk } from './setup-kiosk.ts';

const NOBODY_AT = Array.from({ length: 60 }, (_each, at) => `127.0.3.${at + 1}`);

/** The whole way of whoever attaches a printer: find, ask, print, tick, use, and make the tickets look right. */
describe('a printer is found and chosen by somebody who knows no address', () => {
  const kiosk = new SetupKiosk();
  let network: TcpPrinter;
  let serial: PtyPrinter;
  let browser: Browser;
  let screen: Seen;
  let page: Page;

  beforeAll(async () => {
    network = await startTcpPrinter(
      { name: { maker: 'EPSON', model: 'TM-T20III' } },
      { oneClient: true, deaf: false },
    );
    serial = await startPtyPrinter({ processId: false, fence: false });
    kiosk.desk.printerIsSet = false;
    kiosk.desk.plugged = [listedPort(serial.path, { vid: '1a86', pid: '7523', maker: '1a86' })];
    kiosk.desk.around = {
      ...kiosk.desk.around,
      port: network.port,
      hosts: () => [...NOBODY_AT, '127.0.0.1'],
    };
    await kiosk.start();
    browser = await openChromium([]);
    screen = await openScreen(browser, kiosk.base, { width: 1366, height: 768 }, null);
    page = screen.page;
    await page.goto(`${kiosk.base}/setup/printer`);
  });
  afterAll(async () => {
    await browser?.close();
    await kiosk.end();
    await network?.stop();
    await serial?.stop();
  });

  const shows = (pattern: RegExp): Promise<void> =>
    expect.poll(() => page.locator('main').innerText(), { timeout: 30_000 }).toMatch(pattern);
  const press = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click();
  const ahead = () => page.getByRole('textbox', { name: /^Khi còn người trước/ });
  const kept = () => JSON.parse(readFileSync(kiosk.desk.file, 'utf8'));
  const tickAll = async (): Promise<void> => {
    for (const name of [/Chữ có dấu đúng/, /Không bị cắt mép/, /Mã QR quét được/, /Giấy được cắt/])
      await page.getByLabel(name).check();
    await press('Ghi kết quả');
  };

  it('finds what is plugged in by itself, and the network when it is told to', async () => {
    await shows(/Chưa ai chọn máy in[\s\S]*1a86\s+Cổng nối tiếp qua USB · serial:/);
    await press('Tìm trong mạng');
    await shows(/Đã hỏi 61 địa chỉ: thấy 1 máy[\s\S]*/);
    await shows(new RegExp(`tcp://127\\.0\\.0\\.1:${network.port}`));
    expect(await seriousOf(page, true)).toEqual([]);
  });

  it('asks it without printing, and says what its name is worth', async () => {
    await page
      .locator('.devices > li', { hasText: `tcp://127.0.0.1:${network.port}` })
      .getByRole('button', { name: 'Xem máy này' })
      .click();
    await shows(/Máy in trả lời: báo được phiếu đã in và cắt xong\.\s+Máy in sẵn sàng\./);
    await shows(
      /Tự xưng là EPSON TM-T20III, giống kiểu epson-tm-t20iii\. Máy in tự xưng tên cũng có khi nói sai/,
    );
    await shows(/chứng minh: in và cắt xong \(đã thử\)/);
    expect(network.engine.tickets).toEqual([]);
    expect(await seriousOf(page, true)).toEqual([]);
  });

  it('refines it by what came out, and uses it at once', async () => {
    await press('In tờ thử');
    await shows(/Máy in báo đã in và cắt xong/);
    for (const name of [/Chữ có dấu đúng/, /Không bị cắt mép/, /Mã QR quét được/])
      await page.getByLabel(name).check();
    await press('Ghi kết quả');
    await shows(/1 điều chưa đúng[\s\S]*Máy không có dao cắt[\s\S]*cut=none/);
    await press('Sửa theo kết quả');
    await expect.poll(() => page.getByLabel('Máy in có dao cắt').isChecked()).toBe(false);
    await press('In tờ thử');
    await shows(/Giấy ra hết tới chỗ xé/);
    for (const name of [/Chữ có dấu đúng/, /Không bị cắt mép/, /Mã QR quét được/, /Giấy ra hết/])
      await page.getByLabel(name).check();
    await press('Ghi kết quả');
    await shows(/mọi điều đúng/);
    await press('Dùng máy in này');
    await shows(/Chọn ở trang này\./);
    expect(kept().printer.address).toBe(`tcp://127.0.0.1:${network.port}?completion=processId&cut=none`);
  });

  it('changes to a serial printer and back again with one press', async () => {
    await page
      .locator('.devices > li', { hasText: 'serial:' })
      .getByRole('button', { name: 'Xem máy này' })
      .click();
    await shows(/Máy in trả lời: báo được tình trạng trước và sau khi in/);
    await press('In tờ thử');
    await shows(/Trước và sau khi in máy đều sẵn sàng/);
    await tickAll();
    await press('Dùng máy in này');
    await expect.poll(() => kept().printer.address).toContain(`serial:${serial.path}`);
    await press('Quay lại máy in trước');
    await expect.poll(() => kept().printer.address).toContain(`:${network.port}?`);
    await shows(new RegExp(`Máy in của trạm này[\\s\\S]*tcp://127\\.0\\.0\\.1:${network.port}`));
  });

  it('shows a look while it is typed, says what is wrong beside the field, and uses it at once', async () => {
    const picture = page.getByAltText(/Phiếu mẫu, dài \d\d mm/);
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640);
    // As wide as the roll: 640 dots of 203 dpi are 80 mm, 302 px of the page.
    const wide = (await picture.boundingBox())?.width ?? 0;
    expect(Math.abs(wide - 302)).toBeLessThan(4);
    const before = await picture.getAttribute('src');
    await page.getByRole('textbox', { name: /^Tên bệnh viện/ }).fill('Trạm y tế xã Mẫu');
    await expect.poll(() => picture.getAttribute('src')).not.toBe(before);
    await ahead().fill('Chờ chút');
    await shows(/Phải có \{n\}: chỗ đó máy điền số\./);
    expect(await page.getByRole('button', { name: 'Dùng mẫu này' }).isDisabled()).toBe(true);
    await ahead().fill('Còn {n} người ☃');
    await shows(/Không in được ☃: bỏ ký tự này\./);
    await ahead().fill('Còn {n} người');
    await page.getByRole('checkbox', { name: 'Mã QR', exact: true }).uncheck();
    await press('Xuống: Nơi đến');
    await expect.poll(() => page.getByRole('button', { name: 'Dùng mẫu này' }).isEnabled()).toBe(true);
    expect(await page.getByRole('checkbox', { name: /^Số thứ tự/ }).isDisabled()).toBe(true);
    await shows(/Luôn luôn\s+Không bao giờ in họ tên đầy đủ, số CCCD/);
    expect(await seriousOf(page, true)).toEqual([]);
    await press('Dùng mẫu này');
    await shows(/Đang dùng mẫu riêng/);
    expect(kept().look.own).toMatchObject({
      parts: [
        'number',
        'service',
        'place',
        'second',
        'person',
        'waiting',
        'instructions',
        'issued',
        'facility',
      ],
      facility: 'Trạm y tế xã Mẫu',
      words: { ahead: 'Còn {n} người' },
    });
  });

  it('goes back to the look before, and to the standard', async () => {
    await press('Về mẫu chuẩn');
    await shows(/Đang dùng mẫu chuẩn: Phiếu thường/);
    expect(kept().look.own).toBeNull();
    await press('Quay lại mẫu trước');
    await shows(/Đang dùng mẫu riêng/);
    expect(await page.getByRole('textbox', { name: /^Tên bệnh viện/ }).inputValue()).toBe('Trạm y tế xã Mẫu');
    await press('Về mẫu chuẩn');
    await shows(/Đang dùng mẫu chuẩn/);
    expect(screen.faults).toEqual([]);
  });
});
