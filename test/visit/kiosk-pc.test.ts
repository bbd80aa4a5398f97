import { join } from 'node:path';
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
    const own = ['--data-dir', join(kioskPc.dir, 'data')];
    await kioskPc.startStation(['--server', server.base, '--token', token, ...devices, ...own]);
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

  /** Two cards within a second and a half are one gesture; the next patient is slower than that. */
  const slower = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_600));

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

  it('goes on with numbers of its own when its server is away, on screen and paper with a mark', async () => {
    await expect.poll(() => kioskPc.output, { timeout: 15_000 }).toMatch(/"engaged":false/);
    await server.kill();
    await shows(/kiosk tự cấp số/, 15_000);
    await slower();
    await visit('024185001111||Đỗ Thị Huệ|01071985|Nữ|Phường Trần Phú, Bắc Giang|10102021');
    await shows(/K1-001\s+MẤT KẾT NỐI/, 10_000);
    await expect.poll(() => printer.engine.tickets.length, { timeout: 10_000 }).toBe(2);
    await page.getByRole('button', { name: 'Xong' }).click();
  });

  it('hands them in by itself when the server is back, and goes on with its numbers', async () => {
    await server.start([]);
    const { token } = server.addDevice('api', 'watch');
    const codes = async (): Promise<string[]> => {
      const reply = await fetch(`${server.base}/api/v1/tickets`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return ((await reply.json()) as { tickets: { code: string }[] }).tickets.map(({ code }) => code).sort();
    };
    await expect.poll(codes, { timeout: 10_000 }).toEqual(['A001', 'K1-001']);
    await expect.poll(() => page.locator('body').innerText(), { timeout: 10_000 }).not.toMatch(/tự cấp số/);
    await slower();
    await visit('079090001357||Bùi Anh|08081990|Nam|Phường 1, TP. Hồ Chí Minh|15072023');
    await shows(/A002/, 10_000);
    await page.getByRole('button', { name: 'Xong' }).click();
    expect(await codes()).toEqual(['A001', 'A002', 'K1-001']);
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
    await shows(/Mời đến quầy tiếp đón/, 15_000);
    await expect.poll(() => kioskPc.output, { timeout: 10_000 }).toMatch(/"event":"house","state":"refused"/);
  });
});
