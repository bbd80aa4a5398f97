import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { openBenchBrowser, openEnrolled } from './bench-browser.ts';
import { silentClinic } from './bench-fanout.ts';
import { BenchHouse, quantile } from './bench-house.ts';
import type { Row } from './bench-row.ts';

/** A television's processor against this machine's. */
const SLOWER = 6;
const LOADS = 7;
const CALLS = 60;
const REST_MS = 250;

/** The board on a slow television: weight of its script, first picture, first rows, a call until it is in the DOM. */
export async function benchBoard(): Promise<Row[]> {
  const house = new BenchHouse();
  await house.start(['--clinic', silentClinic(house.dir)]);
  await house.settled();
  const token = house.device('board', 'hall', null);
  const browser = await openBenchBrowser([]);
  const paints: number[] = [];
  const lists: number[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    const { paint, rows } = await loadOnce(browser, house, token);
    paints.push(paint);
    lists.push(rows);
  }
  const page = await openEnrolled(browser, { role: 'board', name: 'hall', token }, SLOWER);
  const shown = await calls(house, page);
  await browser.close();
  await house.end();
  const bytes = scriptBytes();
  const slow = `at ${SLOWER} × slower CPU`;
  return [
    {
      what: 'board script, gzip',
      measured: `${(bytes / 1000).toFixed(1)} kB`,
      bar: '≤ 25 kB',
      met: bytes <= 25_000,
    },
    row(`first paint ${slow}, median of ${LOADS}`, quantile(paints, 0.5), 600, Math.max(...paints)),
    row(`rows shown ${slow}, median of ${LOADS}`, quantile(lists, 0.5), 800, Math.max(...lists)),
    row(
      `call answered → in the DOM ${slow}, p95 of ${CALLS}`,
      quantile(shown, 0.95),
      100,
      Math.max(...shown),
    ),
  ];
}

const row = (what: string, value: number, most: number, worst: number): Row => ({
  what,
  measured: `${value.toFixed(0)} ms (worst ${worst.toFixed(0)} ms)`,
  bar: `≤ ${most} ms`,
  met: value <= most,
});

/** A load without anything in the browser's cache, ms from the start of the navigation. */
async function loadOnce(
  browser: Browser,
  { port }: BenchHouse,
  token: string,
): Promise<{ paint: number; rows: number }> {
  const page = await openEnrolled(browser, { role: 'board', name: 'hall', token }, SLOWER);
  // All rows of a page of the list come with one drawing.
  await page.addInitScript(() => {
    const look = new MutationObserver(() => {
      if (document.querySelector('[data-room]') === null) return;
      look.disconnect();
      performance.mark('rows');
    });
    look.observe(document, { childList: true, subtree: true });
  });
  await page.goto(`http://127.0.0.1:${port}/board/hall`);
  const timeOf = async (name: string): Promise<number> => {
    await page.waitForFunction((each) => performance.getEntriesByName(each).length > 0, name);
    return page.evaluate((each) => performance.getEntriesByName(each)[0]!.startTime, name);
  };
  const times = { rows: await timeOf('rows'), paint: await timeOf('first-contentful-paint') };
  await page.context().close();
  return times;
}

/**
 * From the answer at the desk, after which the screens are told, to the change of the page; both by one clock. The
 * page is asked once all calls are over: a question in between would be work for its slow processor too.
 */
async function calls(house: BenchHouse, page: Page): Promise<number[]> {
  await page.goto(`http://127.0.0.1:${house.port}/board/hall`);
  await page.waitForFunction(() => document.querySelector('[data-room]') !== null);
  await page.evaluate(() => {
    const seen: Record<string, number> = {};
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const code = document.querySelector('[data-room="pk1"] .now')?.textContent;
      if (code) seen[code] ??= performance.timeOrigin + performance.now();
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const api = house.device('api', 'caller', null);
  const answered = new Map<string, number>();
  let expected: string | null = null;
  for (let call = 0; call < CALLS; call += 1) {
    await house.post(api, '/check-ins', { service: 'noi', scan: null });
    await rest();
    const { body } = await house.post(api, '/rooms/pk1/next', { expected });
    const ticket = body.ticket as { id: string; code: string };
    answered.set(ticket.code, performance.timeOrigin + performance.now());
    expected = ticket.id;
    await rest();
  }
  const all = await page.waitForFunction(
    (last) => {
      const { seen } = window as unknown as { seen: Record<string, number> };
      return seen[last] === undefined ? null : seen;
    },
    [...answered.keys()].at(-1)!,
  );
  const seen = (await all.jsonValue()) as Record<string, number>;
  let next = Number.NaN;
  // One that the next call overtook was not to be seen before that.
  return [...answered].reverse().map(([code, from]) => {
    next = seen[code] ?? next;
    return next - from;
  });
}

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, REST_MS));

/** Of the build that was served last. */
function scriptBytes(): number {
  const root = join(process.env.TIEPDON_ROOT ?? process.cwd(), 'dist/pages');
  const usedAt = (name: string): number =>
    statSync(join(root, name, 'done'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newest = readdirSync(root)
    .sort((a, b) => usedAt(a) - usedAt(b))
    .at(-1)!;
  const html = readFileSync(join(root, newest, 'board.html'), 'utf8');
  const [, script] = /src="\/(assets\/[^"]+\.js)"/.exec(html)!;
  return gzipSync(readFileSync(join(root, newest, script!))).length;
}
