import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTcpPrinter, type TcpPrinter } from '../printer-drivers/fake/tcp-printer.ts';
import { binh } from '../server/test-house.ts';
import { Cable } from '../station/scanner/cable.ts';
import { openChromium } from '../web/chromium.ts';
import { Product } from './product.ts';

/** A kiosk PC that is not the server: scanner, printer and page are here, the numbers come from over there. */
describe('a kiosk PC of its own', () => {
  const server = new Product();
  const kioskPc = new Product();
  const cable = new Cable();
  let printer: TcpPrinter;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    printer = await startTcpPrinter({}, { oneClient: true, deaf: false });
    await cable.plugIn();
    await server.start([]);
    const { token } = server.addDevice('station', 'sanh-a');
    const devices = ['--scanner', `serial:${cable.port}`, '--printer', `tcp://127.0.0.1:${printer.port}`];
    await kioskPc.startStation(['--server', server.base, '--token', token, ...devices]);
    browser = await openChromium([]);
    page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await page.goto(`${kioskPc.base}/kiosk`);
  });
  afterAll(async () => {
    await browser?.close();
    await kioskPc.end();
    await server.end();
    await printer?.stop();
    await cable.throwAway();
  });

  const shows = (pattern: RegExp, ms: number): Promise<void> =>
    expect.poll(() => page.locator('body').innerText(), { timeout: ms }).toMatch(pattern);

  async function visit(card: string): Promise<void> {
    await cable.send(`${card}\r`);
    await page.getByRole('button', { name: 'Đúng', exact: true }).click({ timeout: 10_000 });
    await page.getByRole('button', { name: /Khám Nội/ }).click();
  }

  it('needs no enrolment on its own screen and prints its own tickets', async () => {
    await shows(/Mời đặt thẻ lên đây/, 15_000);
    await visit(binh);
    await shows(/A001/, 10_000);
    await expect.poll(() => printer.engine.tickets.length, { timeout: 10_000 }).toBe(1);
    await page.getByRole('button', { name: 'Xong' }).click();
  });

  it('says so when its server is away, and goes on by itself when it is back', async () => {
    await server.stop();
    await shows(/Máy đang tạm nghỉ/, 15_000);
    await server.start([]);
    await shows(/Mời đặt thẻ lên đây/, 15_000);
    // Two cards within a second and a half are one gesture; the next patient is slower than that.
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    await visit('024185001111||Đỗ Thị Huệ|01071985|Nữ|Phường Trần Phú, Bắc Giang|10102021');
    await shows(/A002/, 10_000);
    await expect.poll(() => printer.engine.tickets.length, { timeout: 10_000 }).toBe(2);
    await page.getByRole('button', { name: 'Xong' }).click();
  });

  it('gives nothing to a page from elsewhere', async () => {
    const foreign = await fetch(`${kioskPc.base}/api/v1/here`, {
      headers: { origin: 'http://evil.example' },
    });
    expect(foreign.status).toBe(403);
    expect((await fetch(`${kioskPc.base}/api/v1/place`)).status).toBe(401);
    expect(kioskPc.output).not.toMatch(/Bình|024085001234/);
  });

  it('is cut off when its device is revoked', async () => {
    const { id } = server.addDevice('station', 'other');
    expect(server.admin('device', 'revoke', id)).toBe(0);
    for (const line of server.adminLines('device', 'list')) {
      const device = JSON.parse(line) as { id: string; name: string };
      if (device.name === 'sanh-a') expect(server.admin('device', 'revoke', device.id)).toBe(0);
    }
    await shows(/Máy đang tạm nghỉ/, 15_000);
    await expect.poll(() => kioskPc.output, { timeout: 10_000 }).toMatch(/"event":"house","state":"refused"/);
  });
});
