import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cameraFlags, writeFilm } from '../camera/film.ts';
import { frameOf } from '../camera/frame-set.ts';
import { root } from '../house/source-tree.ts';
import { openChromium } from '../web/chromium.ts';
import { Product } from './product.ts';

/** A kiosk without a scanner: the card is held before its camera, on the running product and its own policy. */
describe('a visit by camera', () => {
  const product = new Product();
  const card = frameOf('clean', 0);
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    const clinic = JSON.parse(readFileSync(join(root, 'server/sample/clinic.json'), 'utf8')) as object;
    mkdirSync(join(product.dir, 'data'), { mode: 0o700 });
    writeFileSync(
      join(product.dir, 'data', 'clinic.json'),
      JSON.stringify({ ...clinic, kiosk: { camera: true } }),
    );
    await product.start([]);
    const film = join(product.dir, 'card.y4m');
    writeFilm(film, [card.gray]);
    browser = await openChromium(cameraFlags(film));
    page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(product.link('Kiosk'));
  });
  afterAll(async () => {
    await browser?.close();
    await product.end();
  });

  it('asks whether it is this person, and gives a number', async () => {
    await page.getByRole('button', { name: /Đưa thẻ trước máy ảnh/ }).click();
    const yes = page.getByRole('button', { name: 'Đúng', exact: true });
    await yes.waitFor({ timeout: 20_000 });
    const [id = ''] = card.text.split('|');
    expect(await page.locator('body').innerText()).toContain(`${id.slice(0, 3)}••••••${id.slice(-3)}`);
    await yes.click();
    await page.getByRole('button', { name: /Khám Nội/ }).click();
    await expect.poll(() => page.locator('body').innerText()).toMatch(/A001/);
  });

  it('asked nobody but this house for anything', () => {
    expect(asked.some((url) => url.endsWith('.wasm'))).toBe(true);
    expect(asked.filter((url) => !url.startsWith(product.base) && !url.startsWith('blob:'))).toEqual([]);
  });

  it('has left nothing of the card in the log lines', () => {
    for (const piece of card.text.split('|').filter((each) => each.length > 5)) {
      expect(product.output).not.toContain(piece);
    }
  });
});
