/** Holds a card before the camera of the page some times, and prints the times as one line of JSON; for the benchmark. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openChromium } from '../web/chromium.ts';
import { openCameraKiosk } from './camera-kiosk.ts';
import type { Seen } from './camera-page.tsx';
import { cameraFlags, writeFilm } from './film.ts';
import { frameClasses } from './frame-class-table.ts';
import { frameOf } from './frame-set.ts';

const VISITS = 5;
const FRAMES_A_VISIT = 45;

const dir = mkdtempSync(join(tmpdir(), 'tiepdon-film-'));
const film = join(dir, 'cards.y4m');
// One of each kind, half-way into its trouble: three or so of them are missed by every rung.
const half = frameClasses.map(({ name, count }) => frameOf(name, Math.floor(count / 2)).gray);
writeFilm(film, half);
const kiosk = await openCameraKiosk();
const browser = await openChromium(cameraFlags(film));
const firstHits: number[] = [];
const frames: number[] = [];
for (let visit = 0; visit < VISITS; visit += 1) {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(timeWorkers);
  await page.goto(kiosk.origin);
  firstHits.push(await firstHit(page));
  await page.waitForFunction(
    (count) => (window as unknown as Timed).frameTimes.length >= count,
    FRAMES_A_VISIT,
  );
  frames.push(...(await page.evaluate(() => (window as unknown as Timed).frameTimes)));
  await page.context().close();
}
await browser.close();
await kiosk.close();
rmSync(dir, { recursive: true });
console.log(JSON.stringify({ firstHits, frames }));

type Timed = { frameTimes: number[] };

/** Notes for each frame the ms from its leaving the page to the worker's answer. */
function timeWorkers(): void {
  const frameTimes: number[] = [];
  Object.assign(window, { frameTimes });
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    #since: number | null = null;
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', () => {
        if (this.#since !== null) frameTimes.push(performance.now() - this.#since);
        this.#since = null;
      });
    }
    override postMessage(message: unknown, transfer: Transferable[] | StructuredSerializeOptions = []): void {
      this.#since = performance.now();
      super.postMessage(message, transfer as Transferable[]);
    }
  };
}

/** Ms from the first picture on the screen to the bytes of the card. */
async function firstHit(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Mở' }).click();
  await page.waitForFunction(() => (window as unknown as { seen: Seen }).seen.scans.length > 0);
  return page.evaluate(() => {
    const { scans, firstPictureAt } = (window as unknown as { seen: Seen }).seen;
    return scans[0]!.at - firstPictureAt!;
  });
}
