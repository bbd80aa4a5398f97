import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Product } from '../visit/product.ts';
import { openChromium } from '../web/chromium.ts';
import { heardOn, listenIn } from './ear.ts';

/** The whole way of a prompt: synthesiser, server, kiosk PC, page. */
describe('the guide on a kiosk PC of its own', () => {
  const server = new Product();
  const kioskPc = new Product();
  let browser: Browser;
  let page: Page;
  let token: string;
  const soon = <T>(ask: () => Promise<T>) => expect.poll(ask, { timeout: 20_000 });

  const startStation = (folder: string): Promise<void> =>
    kioskPc.startStation([
      '--server',
      server.base,
      '--token',
      token,
      '--data-dir',
      `${kioskPc.dir}/${folder}`,
    ]);

  beforeAll(async () => {
    await server.start([]);
    ({ token } = server.addDevice('station', 'sanh-a'));
    await startStation('data');
    browser = await openChromium([]);
    page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await listenIn(page);
    await page.goto(`${kioskPc.base}/kiosk`);
  });
  afterAll(async () => {
    await browser?.close();
    await kioskPc.end();
    await server.end();
  });

  const listen = () => page.locator('button.guide:enabled').click({ timeout: 40_000 });

  it('speaks the first screen with the voice of the server', async () => {
    await page.getByRole('heading', { name: /đặt thẻ|Đầu đọc/ }).waitFor();
    await listen();
    await soon(async () => (await heardOn(page)).sounds.length).toBeGreaterThan(1);
    const [first] = (await heardOn(page)).sounds;
    expect(first?.ms).toBeGreaterThan(1_500);
    expect(first?.ms).toBeLessThan(15_000);
    await listen();
    await soon(async () => (await heardOn(page)).open).toBe(0);
  });

  it('still speaks when the server is away and the kiosk gives out its own numbers', async () => {
    const before = (await heardOn(page)).sounds.length;
    await server.stop();
    await page.getByText('kiosk tự cấp số').waitFor({ timeout: 30_000 });
    await listen();
    await soon(async () => (await heardOn(page)).sounds.length).toBeGreaterThan(before + 1);
  });

  it('says where to go when it may give out none', async () => {
    await kioskPc.stop();
    // A disk that was changed while the server is away: no permit, and nobody to ask for one.
    await startStation('other');
    await page.getByRole('heading', { name: 'Mời đến quầy tiếp đón' }).waitFor({ timeout: 30_000 });
  });
});
