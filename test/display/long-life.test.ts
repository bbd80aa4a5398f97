import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BoardState } from '../../core/queue/views.ts';
import { builtPages } from '../web/built-pages.ts';
import { openChromium, openScreen, type Seen } from '../web/chromium.ts';
import { FakeLiveServer } from '../web/fake-live-server.ts';
import { weigh } from '../web/page-weight.ts';
import { isoAt, sampleBoard } from './sample-board.ts';
import { tone } from './tone.ts';

/** `npm run torture` plays 20,000 calls on the board and 10,000 on the speaker. */
const CALLS = Number(process.env.TIEPDON_CALLS ?? 2_500);
const SPOKEN = Number(process.env.TIEPDON_SPOKEN ?? 100);
/** Every list of the page is full and every function is compiled. */
const WARM_CALLS = 600;
const WARM_SPOKEN = 25;
/** As many as stand on one page of the list: none has to wait for its page to turn. */
const ROOMS = 3;
const BATCH = 50;
/** The page keeps up to 50; the rest would be refused as too many. */
const AT_ONCE = 20;
const SCREEN = { width: 1280, height: 720 };
const SOON = { timeout: 60_000 };
const LONG = 60_000 + CALLS * 60 + SPOKEN * 1_200;

let browser: Browser;
let server: FakeLiveServer;
let seen: Seen;
beforeAll(async () => {
  browser = await openChromium(['--autoplay-policy=no-user-gesture-required']);
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = new FakeLiveServer(await builtPages());
  await server.open();
});
afterEach(async () => {
  await seen.context.close();
  await server.close();
  expect(seen.faults).toEqual([]);
});

/** A morning that goes on and on: each step is a call into one of the rooms. */
class Morning {
  state: BoardState = sampleBoard(ROOMS, isoAt(Date.now() - 600_000));
  #calls = 0;

  step(): void {
    this.#calls += 1;
    const at = isoAt(Date.now());
    const room = this.state.rooms[this.#calls % ROOMS]!;
    const code = `A${String(this.#calls % 1_000).padStart(3, '0')}`;
    const changed = {
      ...room,
      now: { code, state: 'called' as const, calledAt: at },
      next: [1, 2, 3].map((step) => `A${String((this.#calls + step) % 1_000).padStart(3, '0')}`),
    };
    const call = { ...this.state.calls[0]!, callId: `c${this.#calls}`, rev: 1, code, room: room.id, at };
    const calls = [call, ...this.state.calls].slice(0, 10);
    const rooms = this.state.rooms.map((each) => (each.id === room.id ? changed : each));
    this.state = { ...this.state, rooms, calls };
    server.change('/board', 'hall', this.state, [{ room: changed }, { calls }]);
  }

  /** So many calls, none faster than the page shows them. */
  async play(page: Page, count: number): Promise<void> {
    for (let left = count; left > 0; left -= BATCH) {
      for (let call = 0; call < Math.min(BATCH, left); call += 1) this.step();
      const { code } = this.state.calls[0]!;
      await page.waitForFunction((wanted) => document.body.textContent?.includes(wanted), code, SOON);
    }
  }
}

async function openBoard(morning: Morning, before: () => void = () => {}): Promise<Page> {
  server.put('/board', 'hall', morning.state);
  seen = await openScreen(browser, server.origin, SCREEN, { role: 'board', name: 'hall' });
  await seen.page.addInitScript(before);
  await seen.page.goto(`${server.origin}/board/hall`);
  await seen.page.locator('.board').waitFor();
  return seen.page;
}

/** Everything that a page can let grow, once a message: what it was told, an element, a listener. */
function leak(): void {
  const kept: unknown[] = [];
  const { parse } = JSON;
  JSON.parse = (text: string) => {
    const value: unknown = parse(text);
    kept.push(value, document.createElement('p'), new Array(20_000).fill(value));
    window.addEventListener('message', () => kept.length);
    return value;
  };
}

describe('a board that hangs there for a month', () => {
  it(`does not grow over ${CALLS} calls`, { timeout: LONG }, async () => {
    const morning = new Morning();
    const page = await openBoard(morning);
    await morning.play(page, WARM_CALLS);
    const before = await weigh(page);
    await morning.play(page, CALLS);
    const after = await weigh(page);
    expect(after.heapMb - before.heapMb).toBeLessThanOrEqual(1);
    expect(after.nodes - before.nodes).toBeLessThanOrEqual(60);
    expect(after.listeners).toBe(before.listeners);
  });

  it('would be caught if it did', { timeout: LONG }, async () => {
    const morning = new Morning();
    const page = await openBoard(morning, leak);
    await morning.play(page, 100);
    const before = await weigh(page);
    await morning.play(page, 600);
    const after = await weigh(page);
    expect(after.heapMb - before.heapMb).toBeGreaterThan(1);
    expect(after.nodes - before.nodes).toBeGreaterThan(500);
    expect(after.listeners - before.listeners).toBeGreaterThan(500);
  });

  it('tells the house what it shows, on what it runs, and that pictures come to the glass', async () => {
    const morning = new Morning();
    const page = await openBoard(morning);
    await morning.play(page, 1);
    const signs = () => server.heard.filter(({ event }) => event === 'sign').map(({ message }) => message);
    await expect.poll(() => signs().length, SOON).toBeGreaterThanOrEqual(3);
    const [first, ...later] = signs();
    expect(first).toMatchObject({
      epoch: 'epoch-1',
      build: 'build-1',
      hidden: false,
      width: 1280,
      height: 720,
    });
    expect(first!.engine).toBeGreaterThan(100);
    expect(first!.heapBytes).toBeGreaterThan(100_000);
    expect(Math.abs(Number(first!.offsetMs))).toBeLessThan(5_000);
    expect(later.at(-1)!.seq).toBe(4);
    expect(Number(later.at(-1)!.paints)).toBeGreaterThan(Number(first!.paints));
  });

  it('loads itself anew when nothing comes to the glass any more, and not again and again', async () => {
    const morning = new Morning();
    server.put('/board', 'hall', morning.state);
    seen = await openScreen(browser, server.origin, SCREEN, { role: 'board', name: 'hall' });
    const { page } = seen;
    await page.clock.install();
    await page.addInitScript(() => {
      window.requestAnimationFrame = () => 0;
    });
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await page.goto(`${server.origin}/board/hall`);
    await page.locator('.board').waitFor();
    /** News all the time, as from a server that is well. */
    const live = async (seconds: number): Promise<void> => {
      for (let at = 0; at < seconds; at += 5) {
        server.beat();
        await page.waitForTimeout(60);
        await page.clock.runFor(5_000).catch(() => {});
      }
    };
    await live(15);
    expect(loads).toBe(1);
    for (let turn = 0; turn < 6 && loads < 2; turn += 1) await live(5);
    expect(loads).toBe(2);
    await page.locator('.board').waitFor();
    await live(90);
    expect(loads).toBe(2);
  });
});

describe('a speaker that speaks for a month', () => {
  const short = tone(0.1, 0.3);
  let said = 0;
  const ended = (): number =>
    server.heard.filter(
      ({ event, message }) => event === 'ack' && /^(done|failed|dropped)$/.test(String(message.phase)),
    ).length;

  function announce(): void {
    said += 1;
    const now = server.now();
    server.tell('/speaker', 'announce', {
      ...{ id: `n${said}`, callId: `c${said}`, rev: 1, seq: said, createdAt: now, expiresAt: now + 60_000 },
      ...{ zone: 'hall', lang: 'vi', text: `Mời số A ${said}, vào phòng khám một`, repeat: 1 },
      audio: { url: '/audio/short.wav', sha256: short.sha256, ms: 100 },
    });
  }

  /** So many announcements, a few waiting at a time; every one of them comes to an end. */
  async function speak(count: number): Promise<void> {
    const until = said + count;
    while (said < until) {
      while (said < until && said - ended() < AT_ONCE) announce();
      await new Promise((done) => setTimeout(done, 20));
    }
    await expect.poll(ended, SOON).toBe(until);
  }

  async function openSpeaker(before: () => void = () => {}): Promise<void> {
    said = 0;
    server.answers['/audio/short.wav'] = { status: 200, body: short.wav };
    server.put('/speaker', 'hall', { speaker: 'hall' });
    seen = await openScreen(browser, server.origin, SCREEN, { role: 'speaker', name: 'hall' });
    await seen.page.addInitScript(before);
    await seen.page.goto(`${server.origin}/speaker/hall`);
    await expect.poll(() => server.heard.some(({ event }) => event === 'sound'), SOON).toBe(true);
  }

  it('would be caught if it grew', { timeout: LONG }, async () => {
    await openSpeaker(leak);
    await speak(5);
    const before = await weigh(seen.page);
    await speak(50);
    const after = await weigh(seen.page);
    expect(after.heapMb - before.heapMb).toBeGreaterThan(2);
    expect(after.nodes - before.nodes).toBeGreaterThan(45);
    expect(after.listeners - before.listeners).toBeGreaterThan(45);
  });

  it(`does not grow over ${SPOKEN} announcements, and answers for each`, { timeout: LONG }, async () => {
    await openSpeaker();
    await speak(WARM_SPOKEN);
    const before = await weigh(seen.page);
    await speak(SPOKEN);
    const after = await weigh(seen.page);
    expect(after.heapMb - before.heapMb).toBeLessThanOrEqual(2);
    expect(after.nodes - before.nodes).toBeLessThanOrEqual(60);
    // One may be on its way out just now, such as that of a line that was closed a moment ago.
    const listeners = async (): Promise<number> => (await weigh(seen.page)).listeners;
    await expect.poll(listeners, { timeout: 60_000, interval: 2_000 }).toBe(before.listeners);
    const phase = (wanted: string): number =>
      server.heard.filter(({ event, message }) => event === 'ack' && message.phase === wanted).length;
    expect(phase('received')).toBe(said);
    expect(phase('started')).toBe(said);
  });
});
