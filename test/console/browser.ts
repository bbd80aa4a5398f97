import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildPages } from '../../scripts/build-pages.ts';
import type { DeviceIdentity } from '../../web/device.ts';
import { FakeHouse } from './fake-house.ts';

const quietChromium = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The built pages, a fake house that serves them, and a real Chromium; `close` ends all three. */
export type Stage = { house: FakeHouse; browser: Browser; close: () => Promise<void> };

export async function openStage(): Promise<Stage> {
  const out = await mkdtemp(join(tmpdir(), 'tiepdon-pages-'));
  const { dir } = await buildPages({ root: join(import.meta.dirname, '../..'), out });
  const house = await FakeHouse.open(dir);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: quietChromium });
  async function close(): Promise<void> {
    await browser.close();
    await house.goAway();
    await rm(out, { recursive: true });
  }
  return { house, browser, close };
}

/** A page as an enrolled device, with everything it complains about written down. */
export type Visit = { page: Page; context: BrowserContext; complaints: string[] };

export async function openPage(
  { house, browser }: Stage,
  path: string,
  size: { width: number; height: number },
  identity: DeviceIdentity | null,
): Promise<Visit> {
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' });
  if (identity) {
    const shelf: [string, string] = [`tiepdon.device.${identity.role}`, JSON.stringify(identity)];
    await context.addInitScript(([key, text]) => localStorage.setItem(key, text), shelf);
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const refusedOnPurpose = /Failed to load resource|WebSocket connection/.test(message.text());
    if (message.type() === 'error' && !refusedOnPurpose) complaints.push(message.text());
  });
  await page.goto(house.origin + path);
  return { page, context, complaints };
}

const TOKEN = 'fictional-token-of-the-page-tests';

export const kioskDevice: DeviceIdentity = {
  id: 'k1',
  token: TOKEN,
  role: 'kiosk',
  name: 'kiosk-1',
  room: null,
};

export function deskDevice(room: string | null): DeviceIdentity {
  return { id: 'c1', token: TOKEN, role: 'console', name: 'ban-1', room };
}
