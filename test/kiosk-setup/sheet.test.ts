import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectedScan } from '../../kiosk/setup/expected-scan.ts';
import { testCodes } from '../../kiosk/setup/sheet-table.ts';
import { listedPort } from '../station/scanner/fake-ports.ts';
import { SetupDesk } from '../station/setup/setup-desk.ts';
import { openChromium } from '../web/chromium.ts';
import { SetupKiosk } from './setup-kiosk.ts';

const TODAY = '2026-11-22';

describe('the sheet for setting up scanners', () => {
  const kiosk = new SetupKiosk();
  const dir = mkdtempSync(join(tmpdir(), 'tiepdon-sheet-'));
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await kiosk.start();
    browser = await openChromium([]);
    page = await browser.newPage({ viewport: { width: 794, height: 1123 }, deviceScaleFactor: 2 });
    await page.goto(`${kiosk.base}/setup/sheet`);
    await page.locator('.test').last().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await kiosk.end();
    rmSync(dir, { recursive: true, force: true });
  });

  it('comes out of the printer as two pages of A4, without the buttons', async () => {
    const pdf = await page.pdf({ preferCSSPageSize: true, path: join(dir, 'sheet.pdf') });
    const text = pdf.toString('latin1');
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(2);
    expect(text).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
  });

  it('bears codes that read back letter for letter, the dark one too', async () => {
    for (const { mark, text, isInverse } of testCodes) {
      const picture = join(dir, `${mark}.png`);
      await page.getByRole('img', { name: `Mã thử ${mark}` }).screenshot({ path: picture });
      expect(read(picture), mark).toBe(isInverse ? '' : text);
      if (!isInverse) continue;
      negate(picture);
      expect(read(picture), mark).toBe(text);
    }
  });

  it('foretells exactly what the page shows of each code that goes through a scanner', async () => {
    const desk = new SetupDesk();
    const cable = await desk.cable();
    desk.plugged = [listedPort(cable.port)];
    await desk.start();
    await desk.setup.bind(cable.port);
    for (const { text, mark } of testCodes) {
      // A fresh start for each: two cards within a second and a half are one gesture.
      await desk.stop();
      await desk.start();
      await vi.waitFor(() => expect(desk.station.state().scanner.state).toBe('connected'), 5_000);
      await cable.send(`${text}\r`);
      const { fields, verdict, kind } = expectedScan(text, TODAY);
      const record = desk.station.record;
      await vi.waitFor(() => expect(record.list(), mark).toMatchObject([{ fields, verdict, kind }]), 5_000);
    }
    await desk.end();
  });

  it('has cards in it that pass', () => {
    expect(testCodes.map(({ text }) => expectedScan(text, TODAY).verdict)).toEqual([
      'reject',
      'ok',
      'ok',
      'ok',
    ]);
  });
});

/** What a scanner that knows only dark codes on light reads from a picture. */
function read(file: string): string {
  return spawnSync('zbarimg', ['-q', '--raw', '-Sbinary', file], { encoding: 'utf8' }).stdout.trim();
}

function negate(file: string): void {
  const picture = PNG.sync.read(readFileSync(file));
  picture.data.forEach((value, at) => {
    if (at % 4 !== 3) picture.data[at] = 255 - value;
  });
  writeFileSync(file, PNG.sync.write(picture));
}
