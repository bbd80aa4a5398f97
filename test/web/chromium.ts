import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export const CHROMIUM = '/usr/bin/chromium';
export const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The real browser; `more` flags as the launcher of a screen would give them. */
export function openChromium(more: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, ...more] });
}

export type Screen = { width: number; height: number };
export type Seen = { context: BrowserContext; page: Page; faults: string[] };

/**
 * A browser that is enrolled as a device (null: not at all), with one empty page. `faults` collects what the
 * page complains of: exceptions, refused files, breaches of the content policy.
 */
export async function openScreen(
  browser: Browser,
  origin: string,
  screen: Screen,
  device: { role: string; name: string } | null,
): Promise<Seen> {
  const identity = device && { id: 'd1', token: 'token-1', room: null, ...device };
  const localStorage = identity
    ? [{ name: `tiepdon.device.${identity.role}.${identity.name}`, value: JSON.stringify(identity) }]
    : [];
  const context = await browser.newContext({
    viewport: screen,
    storageState: { cookies: [], origins: [{ origin, localStorage }] },
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(fault.message));
  page.on('console', (line) => {
    // A server that is cut off in the middle of a file leaves an empty answer.
    const expected = /WebSocket|ERR_CONNECTION|ERR_EMPTY_RESPONSE|404|401|503/.test(line.text());
    if (line.type() === 'error' && !expected) faults.push(line.text());
  });
  return { context, page, faults };
}
