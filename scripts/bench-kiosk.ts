import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openStation } from '../kiosk/station/station.ts';
import { openBenchBrowser } from './bench-browser.ts';
import { BenchHouse, quantile } from './bench-house.ts';
import type { Row } from './bench-row.ts';

const card = (visit: number): string =>
  `024085${100_000 + visit}||Nguyễn Văn Bình|15031985|Nam|Xã Tân Trung, Bắc Giang|25042021\r`;
/** Parts of the page that load only when the camera is opened. */
const scannerParts = /camera|decoder|worker|zxing|library/i;

/** The kiosk: last byte of a scan to the verdict, the weight of its page, its first picture on a slow machine. */
export async function benchKiosk(): Promise<Row[]> {
  return [await byteToEvent(), ...(await page())];
}

async function byteToEvent(): Promise<Row> {
  const dir = mkdtempSync(join(tmpdir(), 'tiepdon-cable-'));
  const cable = await plug(dir);
  let heard = (): void => {};
  const clock = { timeZone: 'Asia/Ho_Chi_Minh', now: Date.now };
  const opened = openStation({
    name: 'bench',
    scanner: `serial:${join(dir, 'port')}`,
    printer: 'preview:',
    fallback: null,
    clock,
    note: () => {},
  });
  if (!opened.ok) throw new Error(opened.fault);
  opened.station.listen({ scan: () => heard(), state: () => {} });
  while (opened.station.state().scanner.state !== 'connected') await rest(50);
  const end = openSync(join(dir, 'scanner'), 'w');
  const times: number[] = [];
  for (let visit = 0; visit < 60; visit += 1) {
    // Two different cards within a second and a half would be one gesture.
    await rest(visit === 0 ? 500 : 1_550);
    const event = new Promise<void>((resolve) => (heard = resolve));
    writeSync(end, card(visit));
    const from = performance.now();
    await event;
    times.push(performance.now() - from);
  }
  await opened.station.close();
  cable.kill();
  rmSync(dir, { recursive: true, force: true });
  return row('last byte of a scan → verdict, p95 of 60', quantile(times, 0.95), 5, quantile(times, 0.5));
}

async function plug(dir: string): Promise<ChildProcess> {
  const socat = spawn(
    'socat',
    ['port', 'scanner'].map((end) => `pty,raw,echo=0,link=${join(dir, end)}`),
    { stdio: 'ignore' },
  );
  while (!existsSync(join(dir, 'scanner'))) await rest(20);
  return socat;
}

async function page(): Promise<Row[]> {
  const house = new BenchHouse();
  await house.start([]);
  const token = house.device('kiosk', 'kiosk', null);
  const browser = await openBenchBrowser([]);
  const paints: number[] = [];
  for (let times = 0; times < 5; times += 1) {
    const context = await browser.newContext({ viewport: { width: 1080, height: 1920 } });
    const tab = await context.newPage();
    const identity = JSON.stringify({ id: 'bench', token, role: 'kiosk', name: 'kiosk', room: null });
    await tab.addInitScript((value) => localStorage.setItem('tiepdon.device.kiosk', value), identity);
    const tools = await context.newCDPSession(tab);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    await tab.goto(`http://127.0.0.1:${house.port}/kiosk`);
    await tab.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    paints.push(
      await tab.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
    );
    await context.close();
  }
  await browser.close();
  await house.end();
  const weight = kioskWeight();
  return [
    {
      what: 'kiosk page, scripts and style, gzip, without the scanner parts',
      measured: `${weight.toFixed(1)} kB`,
      bar: '≤ 60 kB',
      met: weight <= 60,
    },
    row('kiosk page: first paint at 6 × slower CPU, median of 5', quantile(paints, 0.5), 800, null),
  ];
}

/** Everything that the page's HTML and its chunks name, but for what only the camera asks for. */
function kioskWeight(): number {
  const root = process.env.TIEPDON_ROOT ?? process.cwd();
  const builds = readdirSync(join(root, 'dist/pages')).map((name) => join(root, 'dist/pages', name));
  // Whatever build was served last has its mark touched last.
  const usedAt = (dir: string): number =>
    statSync(join(dir, 'done'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newest = builds.sort((a, b) => usedAt(a) - usedAt(b)).at(-1)!;
  const seen = new Set<string>();
  const open = [join(newest, 'kiosk.html')];
  let bytes = 0;
  while (open.length > 0) {
    const file = open.pop()!;
    if (seen.has(file) || !existsSync(file)) continue;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    if (!file.endsWith('.html')) bytes += gzipSync(text).length;
    // Chunks that are imported at once; `import("…")` is the camera's door.
    for (const [, name] of text.matchAll(
      /(?:src="|href="|from\s*"|import\s*")[./]*(?:assets\/)?([\w.-]+\.(?:js|css))"/g,
    )) {
      if (!scannerParts.test(name!)) open.push(join(newest, 'assets', name!));
    }
  }
  return bytes / 1000;
}

const row = (what: string, value: number, most: number, median: number | null): Row => ({
  what,
  measured: `${value.toFixed(1)} ms${median === null ? '' : ` (median ${median.toFixed(1)} ms)`}`,
  bar: `≤ ${most} ms`,
  met: value <= most,
});
const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
