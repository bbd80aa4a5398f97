import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../web/chromium.ts';
import { type CameraKiosk, openCameraKiosk } from './camera-kiosk.ts';
import type { Seen } from './camera-page.tsx';
import { cameraFlags, writeFilm } from './film.ts';
import { frameOf } from './frame-set.ts';

const card = frameOf('clean', 0);
const wall = { ...card.gray, pixels: new Uint8Array(card.gray.pixels.length).fill(120) };
const PORTRAIT = { width: 1080, height: 1920 };
const LANDSCAPE = { width: 1920, height: 1080 };
const PATIENCE = 15_000;

let dir: string;
let kiosk: CameraKiosk;
let browser: Browser;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tiepdon-film-'));
  const film = join(dir, 'card.y4m');
  // Somebody takes the card away for a moment and puts it back.
  writeFilm(film, [wall, wall, card.gray, card.gray, card.gray, card.gray]);
  kiosk = await openCameraKiosk();
  browser = await openChromium(cameraFlags(film));
});
afterAll(async () => {
  await browser?.close();
  await kiosk?.close();
  rmSync(dir, { recursive: true });
});

/** A page of the kiosk; `asked` are the addresses it asked for, `faults` what it complained of. */
async function visit(
  origin: string,
  from = browser,
  before: () => void = () => {},
): Promise<{ page: Page; asked: string[]; faults: string[]; leave: () => Promise<void> }> {
  const context = await from.newContext({ viewport: PORTRAIT });
  const page = await context.newPage();
  const [asked, faults]: [string[], string[]] = [[], []];
  context.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (fault) => faults.push(fault.message));
  page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
  await page.addInitScript(before);
  await page.goto(origin);
  return { page, asked, faults, leave: () => context.close() };
}

const open = (page: Page) => page.getByRole('button', { name: 'Mở' }).click();
const close = (page: Page) => page.getByRole('button', { name: 'Quay lại' }).click();

async function firstScan(page: Page): Promise<string> {
  await open(page);
  await page.waitForFunction(() => (window as unknown as { seen: Seen }).seen.scans.length > 0, null, {
    timeout: PATIENCE,
  });
  return page.evaluate(() => (window as unknown as { seen: Seen }).seen.scans[0]!.text);
}

/** A camera that takes its time to start. */
function slowCamera(): void {
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wish) => {
    const stream = await ask(wish);
    await new Promise((resolve) => setTimeout(resolve, 800));
    return stream;
  };
}

describe('a card before the camera of a kiosk', () => {
  it('is read, every letter of it, with files of the kiosk alone', async () => {
    const { page, asked, faults, leave } = await visit(kiosk.origin);
    expect(asked.filter((url) => /wasm|worker|panel/.test(url))).toEqual([]);
    expect(await firstScan(page)).toBe(card.text);
    expect(card.text).toMatch(/[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/);
    expect(asked.filter((url) => !url.startsWith(`${kiosk.origin}/`))).toEqual([]);
    expect(asked.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
    expect(asked.filter((url) => url.includes('plain'))).toEqual([]);
    expect(faults).toEqual([]);
    await leave();
  });

  it('is told once as long as it lies there', async () => {
    const { page, leave } = await visit(kiosk.origin);
    await firstScan(page);
    const video = page.locator('video');
    const from = await video.evaluate((it: HTMLVideoElement) => it.currentTime);
    // Twice through the film.
    await page.waitForFunction((since) => document.querySelector('video')!.currentTime > since + 1.4, from);
    expect(await page.evaluate(() => (window as unknown as { seen: Seen }).seen.scans.length)).toBe(1);
    await leave();
  });

  it('leaves nothing behind when the camera is closed: no track, no worker, no picture, nothing stored', async () => {
    const { page, leave } = await visit(kiosk.origin);
    await firstScan(page);
    expect(page.workers()).toHaveLength(1);
    const video = await page.locator('video').elementHandle();
    await close(page);
    const left = await page.evaluate(async (it) => {
      const { seen } = window as unknown as { seen: Seen };
      return {
        tracks: seen.tracks.map(({ readyState }) => readyState),
        source: (it as HTMLVideoElement).srcObject,
        stored: localStorage.length + sessionStorage.length + (await caches.keys()).length,
        databases: (await indexedDB.databases()).length,
        canvases: document.querySelectorAll('canvas, video, img').length,
      };
    }, video);
    expect(left).toEqual({ tracks: ['ended'], source: null, stored: 0, databases: 0, canvases: 0 });
    await expect.poll(() => page.workers().length).toBe(0);
    await leave();
  });

  it('is read again when the camera is opened again', async () => {
    const { page, leave } = await visit(kiosk.origin);
    await firstScan(page);
    await close(page);
    await open(page);
    await page.waitForFunction(() => (window as unknown as { seen: Seen }).seen.scans.length > 1, null, {
      timeout: PATIENCE,
    });
    await leave();
  });

  it('cannot be seen by a camera that comes when its screen is closed already', async () => {
    const { page, faults, leave } = await visit(kiosk.origin, browser, slowCamera);
    await open(page);
    await close(page);
    await page.waitForFunction(() => {
      const { tracks } = (window as unknown as { seen: Seen }).seen;
      return tracks.length === 1 && tracks[0]!.readyState === 'ended';
    });
    await expect.poll(() => page.workers().length).toBe(0);
    expect(faults).toEqual([]);
    await leave();
  });
});

/** A camera or a graphics card that hands out colours: red, green and blue, no brightness of its own. */
function colouredFrames(): void {
  const Plain = window.VideoFrame;
  class VideoFrame extends Plain {
    constructor(video: HTMLVideoElement) {
      const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
      canvas.getContext('2d')!.drawImage(video, 0, 0);
      super(canvas, { timestamp: 0 });
      Object.assign(window, { format: this.format });
    }
  }
  Object.assign(window, { VideoFrame });
}

describe('a camera that sends colours instead of brightness', () => {
  it('is read too', async () => {
    const { page, faults, leave } = await visit(kiosk.origin, browser, colouredFrames);
    expect(await firstScan(page)).toBe(card.text);
    expect(await page.evaluate(() => (window as unknown as { format: string }).format)).toMatch(/^(RGB|BGR)/);
    expect(faults).toEqual([]);
    await leave();
  });
});

describe('a kiosk that forbids WebAssembly', () => {
  it('reads a clean card all the same', async () => {
    const { page, asked, leave } = await visit(kiosk.originWithoutWasm);
    await page.evaluate(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
    expect(await firstScan(page)).toBe(card.text);
    expect(asked.filter((url) => url.includes('decoder-plain'))).toHaveLength(1);
    expect(asked.filter((url) => !url.startsWith(`${kiosk.originWithoutWasm}/`))).toEqual([]);
    await leave();
  });
});

describe('a camera that is not there', () => {
  it.each([
    ['missing', cameraFlags(null)],
    ['denied', ['--use-fake-device-for-media-stream', '--deny-permission-prompts']],
  ])('(%s) is said in quiet words with the way on', async (status, flags) => {
    const other = await openChromium(flags);
    const { page, leave } = await visit(kiosk.origin, other);
    await open(page);
    await page.locator(`.camera[data-status=${status}]`).waitFor({ timeout: PATIENCE });
    expect(await page.locator('h1').textContent()).toBe('Máy ảnh đang tạm nghỉ');
    expect(await page.locator('.camera').textContent()).toContain('gọi nhân viên');
    expect(await page.locator('video').count()).toBe(0);
    await close(page);
    expect(await page.locator('.camera').count()).toBe(0);
    await leave();
    await other.close();
  });

  it('since somebody has pulled it out is missing too', async () => {
    const { page, leave } = await visit(kiosk.origin);
    await firstScan(page);
    await page.evaluate(() =>
      (window as unknown as { seen: Seen }).seen.tracks[0]!.dispatchEvent(new Event('ended')),
    );
    await page.locator('.camera[data-status=missing]').waitFor();
    expect(await page.evaluate(() => (window as unknown as { seen: Seen }).seen.statuses)).toEqual([
      'closed',
      'starting',
      'reading',
      'missing',
    ]);
    await leave();
  });
});

describe('the camera screen', () => {
  it.each([
    ['portrait', PORTRAIT],
    ['landscape', LANDSCAPE],
  ])('in %s shows picture, frame, prompt and promise, and a way back of 20 mm', async (_, size) => {
    const { page, leave } = await visit(kiosk.origin);
    await page.setViewportSize(size);
    await firstScan(page);
    const inside = async (selector: string) => {
      const box = (await page.locator(selector).boundingBox())!;
      expect(box.x >= 0 && box.y >= 0, selector).toBe(true);
      expect(box.x + box.width <= size.width && box.y + box.height <= size.height, selector).toBe(true);
      return box;
    };
    for (const part of ['h1', '.camera-advice', 'figcaption', '.camera-frame']) await inside(part);
    const picture = await inside('video');
    expect(picture.width).toBeGreaterThan(size.width * 0.5);
    expect(await page.locator('figcaption').textContent()).toBe('Hình ảnh không được lưu lại');
    const mm = await page.evaluate(() =>
      Number.parseFloat(document.documentElement.style.getPropertyValue('--mm')),
    );
    const back = await inside('.camera-actions button');
    expect(Math.min(back.width, back.height) / mm).toBeGreaterThanOrEqual(20);
    await leave();
  });

  it('gives axe nothing to complain of', async () => {
    const { page, leave } = await visit(kiosk.origin);
    await firstScan(page);
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: { id: string }[] }> } };
      return (await axe.run()).violations.map(({ id }) => id);
    });
    expect(found).toEqual([]);
    await leave();
  });
});
