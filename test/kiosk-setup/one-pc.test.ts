import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Product } from '../visit/product.ts';

describe('the product on one PC', () => {
  const product = new Product();
  const data = join(product.dir, 'data');
  beforeAll(async () => {
    mkdirSync(data);
    writeFileSync(join(data, 'station.json'), '{"version":1,"scanners":[');
    await product.start([]);
  });
  afterAll(() => product.end());

  it('starts with a station file that was cut short, and tells the log and the set-up page where it is', async () => {
    const state = (await (await fetch(`${product.base}/setup/state`)).json()) as Record<string, unknown>;
    const aside = readdirSync(data).filter((name) => name.startsWith('station.json'));
    expect(aside).toEqual([expect.stringMatching(/^station\.json\.unreadable-/)]);
    expect(state).toMatchObject({ scanners: [], scans: [], putAside: join(data, aside[0] ?? '') });
    expect(product.output).toContain('"event":"station-file-unreadable"');
  });

  it('serves the set-up page and its sheet, under the content policy of all pages', async () => {
    for (const path of ['/setup', '/setup/sheet']) {
      const page = await fetch(product.base + path);
      expect(page.status).toBe(200);
      expect(await page.text()).toMatch(/<title>(Cài đặt|Tờ cài đặt) máy quét</);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('lets a search be started, and leaves in good order in the middle of it', async () => {
    const headers = { 'content-type': 'application/json' };
    const asked = await fetch(`${product.base}/setup/test-code`, { method: 'POST', headers, body: '{}' });
    expect(asked.status).toBe(200);
    expect(await product.stop()).toBe(0);
  });
});
