import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTcpPrinter, type TcpPrinter } from '../printer-drivers/fake/tcp-printer.ts';
import { openChromium } from '../web/chromium.ts';
import { Product } from './product.ts';

/** The printer is asked every three seconds, and what it says is told at once; a loaded machine is given more. */
const PATIENCE_MS = 20_000;

/** A kiosk PC with two printers, its server elsewhere: who stands where learns where the paper is. */
describe('the paper of a kiosk PC of its own', () => {
  const server = new Product();
  const kioskPc = new Product();
  let first: TcpPrinter;
  let second: TcpPrinter;
  let browser: Browser;
  let kiosk: Page;
  let desk: Page;

  beforeAll(async () => {
    const doorway = { oneClient: true, deaf: false };
    [first, second] = [await startTcpPrinter({}, doorway), await startTcpPrinter({}, doorway)];
    await server.start([]);
    const { token } = server.addDevice('station', 'sanh-a');
    const at = ({ port }: TcpPrinter): string => `tcp://127.0.0.1:${port}?profile=epson-tm-t20iii`;
    const paper = ['--printer', at(first), '--printer-fallback', at(second)];
    await kioskPc.startStation(['--server', server.base, '--token', token, ...paper]);
    browser = await openChromium([]);
    desk = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await desk.goto(server.link('Bàn gọi Quầy 1'));
    await desk.getByText('Trong phòng').waitFor();
    kiosk = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await kiosk.goto(`${kioskPc.base}/kiosk`);
  });
  afterAll(async () => {
    await browser?.close();
    await kioskPc.end();
    await server.end();
    await first?.stop();
    await second?.stop();
  });

  const shows = (page: Page, pattern: RegExp, ms: number): Promise<void> =>
    expect.poll(() => page.locator('body').innerText(), { timeout: ms }).toMatch(pattern);

  it('is seen at the reception, and an empty roll is told there within seconds, over the station’s socket', async () => {
    await shows(desk, /sanh-a\s+Máy in sẵn sàng/, 30_000);
    first.engine.ail({ paperEnd: true });
    await expect
      .poll(() => desk.getByRole('alert').allInnerTexts(), { timeout: PATIENCE_MS })
      .toEqual([expect.stringMatching(/Máy in sanh-a: Hết giấy: mở nắp, thay cuộn mới/)]);
  });

  it('comes out of the second printer then, and the kiosk says where it is', async () => {
    await kiosk.getByRole('button', { name: /Không có thẻ/ }).click({ timeout: 20_000 });
    await shows(kiosk, /L001[\s\S]*Phiếu ra ở máy in dự phòng bên cạnh/, 20_000);
    expect([first.engine.tickets.length, second.engine.tickets.length]).toEqual([0, 1]);
  });
});
