import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTcpPrinter } from '../printer-drivers/fake/tcp-printer.ts';
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

  it('prints the next ticket on a printer that was chosen a moment ago, without a restart', async () => {
    const printer = await startTcpPrinter({}, { oneClient: true, deaf: false });
    const post = (path: string, body: object, token: string | null): Promise<Response> =>
      fetch(product.base + path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      });
    const state = async () => (await fetch(`${product.base}/setup/printer/state`)).json();
    const place = `tcp://127.0.0.1:${printer.port}`;
    expect((await post('/setup/printer/pick', { place }, null)).status).toBe(200);
    await expect.poll(async () => (await state()).draft.probe.state, { timeout: 20_000 }).toBe('done');
    expect((await post('/setup/printer/use', {}, null)).status).toBe(200);
    const { token } = product.addDevice('kiosk', 'sanh');
    const wish = { requestId: randomUUID(), service: 'noi', scan: null };
    expect((await post('/api/v1/check-ins', wish, token)).status).toBe(201);
    await expect.poll(() => printer.engine.tickets.length, { timeout: 20_000 }).toBe(1);
    await expect.poll(async () => (await state()).health.state, { timeout: 20_000 }).toBe('ready');
    await printer.stop();
  });

  it('lets a search be started, and leaves in good order in the middle of it', async () => {
    const headers = { 'content-type': 'application/json' };
    const asked = await fetch(`${product.base}/setup/test-code`, { method: 'POST', headers, body: '{}' });
    expect(asked.status).toBe(200);
    expect(await product.stop()).toBe(0);
  });
});
