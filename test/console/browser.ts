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
  // Named by content and put in place whole: the test files share one build.
  const out = join(tmpdir(), 'tiepdon-page-tests');
  const { dir } = await buildPages({ root: join(import.meta.dirname, '../..'), out });
  const house = await FakeHouse.open(dir);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: quietChromium });
  async function close(): Promise<void> {
    await browser.close();
    await house.goAway();
  }
  return { house, browser, close };
}

/** A page as an enrolled device, with everything it complains about written down. */
export type Visit = { page: Page; context: BrowserContext; complaints: string[] };

/** `clock`: the page's time can be moved by the test, from its first timer on. */
export type Opening = {
  path: string;
  size: { width: number; height: number };
  identity: DeviceIdentity | null;
  clock: boolean;
  /** The zone that the PC believes to be in; absent: that of the test machine. */
  pcZone?: string;
};

export async function openPage({ house, browser }: Stage, opening: Opening): Promise<Visit> {
  const { path, size, identity, clock, pcZone } = opening;
  const zone = pcZone === undefined ? {} : { timezoneId: pcZone };
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce', ...zone });
  if (identity) {
    const shelf: [string, string] = [`tiepdon.device.${identity.role}`, JSON.stringify(identity)];
    await context.addInitScript(([key, text]) => localStorage.setItem(key, text), shelf);
  }
  const page = await context.newPage();
  if (clock) await page.clock.install();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const refusedOnPurpose = /Failed to load resource|WebSocket connection/.test(message.text());
    if (message.type() === 'error' && !refusedOnPurpose) complaints.push(message.text());
  });
  await page.goto(house.origin + path);
  return { page, context, complaints };
}

/** Types as a keyboard-mode scanner does: keys 8 ms apart by their own time stamps, however busy the machine is. */
export async function typeAsScanner({ page, context }: Visit, keys: readonly string[]): Promise<void> {
  const session = await context.newCDPSession(page);
  const start = Date.now() / 1000;
  const sent = [...keys, 'Enter'].flatMap((key, index) => {
    const text = key.length === 1 ? key : key === 'Enter' ? '\r' : '';
    const stamp = { key, timestamp: start + index * 0.008, windowsVirtualKeyCode: keyCode(key) };
    return [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', text, ...stamp }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stamp }),
    ];
  });
  await Promise.all(sent);
  await session.detach();
}

function keyCode(key: string): number {
  if (key === 'Enter') return 13;
  return key === 'Backspace' ? 8 : key.toUpperCase().charCodeAt(0);
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
