import { type Browser, chromium, type Page } from 'playwright-core';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The machine's own browser, as quiet as it can be; `more` flags as a launcher would give them. */
export function openBenchBrowser(more: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: [...QUIET, ...more] });
}

/** A page of its own that is enrolled as a board or speaker, on a CPU that is so many times slower. */
export async function openEnrolled(
  browser: Browser,
  device: { role: 'board' | 'speaker'; name: string; token: string },
  slower: number,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  const identity = JSON.stringify({ id: 'bench', room: null, ...device });
  const key = `tiepdon.device.${device.role}.${device.name}`;
  await page.addInitScript(([at, value]) => localStorage.setItem(at!, value!), [key, identity]);
  const tools = await context.newCDPSession(page);
  if (slower > 1) await tools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  return page;
}
