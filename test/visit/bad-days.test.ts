import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chance } from '../durability/chance.ts';
import { outcomeOf } from '../durability/log-outcome.ts';
import { breaches } from '../history/history.ts';
import { openChromium } from '../web/chromium.ts';
import { CutLine } from './cut-line.ts';
import { Product } from './product.ts';

const SEED = Number(process.env.TIEPDON_SEED ?? 20_261_122);
const names = ['kiosk', 'board', 'speaker', 'desk'] as const;
type Name = (typeof names)[number];
const LINKS: Record<Name, string> = {
  kiosk: 'Kiosk',
  board: 'Bảng hall',
  speaker: 'Loa hall',
  desk: 'Bàn gọi Phòng khám 1',
};

/** The four pages of the house in Chromium, each on a network line of its own that has its bad days. */
describe(`a house with a bad network (seed ${SEED})`, () => {
  const product = new Product();
  const lines = {} as Record<Name, CutLine>;
  const pages = {} as Record<Name, Page>;
  /** What the pages said and heard over their sockets, in order: which socket, and the text. */
  const frames: { socket: number; said: boolean; text: string }[] = [];
  let sockets = 0;
  let browser: Browser;
  let token: string;

  beforeAll(async () => {
    for (const name of names) lines[name] = await CutLine.open();
    const origins = names.map((name) => `http://127.0.0.1:${lines[name].port}`).join(',');
    await product.start(['--origins', origins]);
    token = product.addDevice('api', 'his').token;
    browser = await openChromium(['--autoplay-policy=no-user-gesture-required']);
    for (const name of names) await open(name);
  }, 120_000);
  afterEach(() => eachLine((line) => (line.slowMs = 0)));
  afterAll(async () => {
    await browser?.close();
    await product.end();
    for (const name of names) await lines[name]?.close();
  });

  async function open(name: Name): Promise<void> {
    lines[name].target = product.port;
    const viewport = name === 'kiosk' ? { width: 1080, height: 1920 } : { width: 1280, height: 800 };
    const page = await (await browser.newContext({ viewport })).newPage();
    page.on('websocket', (socket) => {
      sockets += 1;
      const number = sockets;
      const note = (said: boolean) => (frame: { payload: string | Buffer }) =>
        frames.push({ socket: number, said, text: String(frame.payload) });
      socket.on('framesent', note(true));
      socket.on('framereceived', note(false));
    });
    pages[name] = page;
    await page.goto(product.link(LINKS[name]).replace(`:${product.port}/`, `:${lines[name].port}/`));
  }

  async function api(path: string, body: object): Promise<Record<string, Record<string, unknown>>> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const text = JSON.stringify({ requestId: randomUUID(), ...body });
    const reply = await fetch(`${product.base}/api/v1${path}`, { method: 'POST', headers, body: text });
    expect(reply.ok).toBe(true);
    return (await reply.json()) as Record<string, Record<string, unknown>>;
  }
  const comes = (service: string) => api('/check-ins', { service, scan: null });
  const shows = (name: Name, pattern: RegExp, timeout = 20_000): Promise<void> =>
    expect.poll(() => pages[name].locator('body').innerText(), { timeout }).toMatch(pattern);
  /** A bouncing key does not count at the desk: two presses are 700 ms apart. */
  async function pressNext(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 800));
    await pages.desk.keyboard.press('Space');
  }
  const eachLine = (what: (line: CutLine) => void): void => names.forEach((name) => void what(lines[name]));

  async function counted(start: string): Promise<number> {
    const all = (await (await fetch(`${product.base}/metrics`)).text()).split('\n');
    return all
      .filter((line) => line.startsWith(start))
      .reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
  }

  it('half open: every page says so in time, nothing is done twice, and all are right again when it heals', async () => {
    await comes('noi');
    await shows('desk', /A001/);
    await shows('kiosk', /Mời đặt thẻ lên đây/);
    await shows('speaker', /Loa đang bật|Đang chờ lượt gọi/);
    await pages.board.locator('.rooms, .room').first().waitFor();
    const numbers = await counted('tickets_issued_total');
    eachLine((line) => line.swallow());
    await pressNext();
    await pages.kiosk.getByRole('button', { name: 'Không có thẻ' }).click();
    await shows('desk', /Đang chờ máy chủ trả lời/, 5_000);
    await shows('kiosk', /Đang lấy số/, 5_000);
    await shows('desk', /Máy chủ chưa trả lời\. Xem lại số rồi bấm lại/);
    await shows('kiosk', /Chưa lấy được số[\s\S]*Thử lại/);
    await shows('board', /Đang kết nối lại/);
    await shows('desk', /Đang nối lại/);
    await shows('speaker', /Đang kết nối lại máy chủ/);
    expect(await counted('tickets_issued_total')).toBe(numbers);
    expect(await counted('calls_total')).toBe(0);
    // What goes on in the house meanwhile.
    await comes('nhi');
    const { ticket } = await api('/rooms/pk3/next', { expected: null });
    eachLine((line) => line.mend());
    await shows('board', new RegExp(String(ticket!.code)));
    await expect
      .poll(() => pages.board.locator('body').innerText(), { timeout: 20_000 })
      .not.toMatch(/Đang kết nối lại/);
    await pages.kiosk.getByRole('button', { name: 'Thử lại' }).click();
    await shows('kiosk', /L001/);
    await shows('desk', /Đã nối máy chủ/);
    await pressNext();
    await shows('desk', /A001[\s\S]*Gọi lại/);
    expect(await counted('calls_total{room="pk1"}')).toBe(1);
    expect(await counted('tickets_issued_total')).toBe(numbers + 2);
  }, 180_000);

  it('two seconds late: the pages say that they wait, and each press has one effect', async () => {
    await comes('noi');
    await pages.kiosk.getByRole('button', { name: 'Xong' }).click();
    await shows('desk', /A002/);
    const [numbers, calls] = [await counted('tickets_issued_total'), await counted('calls_total')];
    eachLine((line) => (line.slowMs = 2_000));
    await pressNext();
    await pages.kiosk.getByRole('button', { name: 'Không có thẻ' }).click();
    await shows('desk', /Đang chờ máy chủ trả lời/, 5_000);
    await shows('kiosk', /L002/);
    await pages.desk.locator('.now .code', { hasText: 'A002' }).waitFor({ timeout: 20_000 });
    await pages.board.getByText('A002').first().waitFor({ timeout: 20_000 });
    eachLine((line) => (line.slowMs = 0));
    expect(await counted('tickets_issued_total')).toBe(numbers + 1);
    expect(await counted('calls_total')).toBe(calls + 1);
  }, 120_000);

  it('lines that break again and again: the desk calls everybody once, in order', async () => {
    const next = chance(SEED);
    const WAITING = 4;
    for (let person = 0; person < WAITING; person += 1) await comes('noi');
    let flapping = true;
    const flap = (): void => {
      if (!flapping) return;
      lines[names[Math.floor(next() * names.length)]!].flap();
      setTimeout(flap, 100 + next() * 500);
    };
    flap();
    for (let person = 0; person < WAITING; person += 1) {
      const code = `A00${3 + person}`;
      const inside = pages.desk.locator('.now .code', { hasText: code });
      // As a nurse does: she presses again only when the number did not come.
      for (let tries = 0; tries < 20 && (await inside.count()) === 0; tries += 1) {
        await pressNext();
        await inside.waitFor({ timeout: 10_000 }).catch(() => undefined);
      }
    }
    flapping = false;
    await pages.desk.locator('.now .code', { hasText: 'A006' }).waitFor({ timeout: 20_000 });
    await pages.board.getByText('A006').first().waitFor({ timeout: 20_000 });
  }, 180_000);

  it('nothing was sent twice over a socket, and the log holds each number and each call once', async () => {
    await expect
      .poll(() => counted('announcements_total{phase="done"}'), { timeout: 60_000 })
      .toBeGreaterThan(0);
    const acks = frames.filter(({ said, text }) => said && text.includes('["ack",'));
    expect(acks.length).toBeGreaterThan(0);
    // Said as often as the server gave the turn, and never once more.
    for (const { text } of acks) {
      const { id, play } = /"id":"(?<id>[^"]+)".*?(?:"play":(?<play>\d))?\}/.exec(text)!.groups!;
      const given = frames.filter(
        ({ said, text: heard }) =>
          !said && heard.includes(`"id":"${id}"`) && heard.includes(play ? '["turn",' : '["announce",'),
      );
      expect([text, acks.filter((ack) => ack.text === text).length <= given.length]).toEqual([text, true]);
    }
    // A sign that was kept back would come out of the next socket as it was.
    const signs = frames.filter(({ said, text }) => said && text.includes('["sign",'));
    expect(signs.length).toBeGreaterThan(0);
    const repeated = signs.filter(({ text, socket }) =>
      signs.some((other) => other.text === text && other.socket < socket),
    );
    expect(repeated).toEqual([]);
    // No command ever goes by socket.
    const events = new Set(frames.flatMap(({ said, text }) => (said && /\["(\w+)"/.exec(text)?.[1]) || []));
    expect([...events].filter((event) => !['sub', 'ack', 'sign', 'sound'].includes(event))).toEqual([]);
    await product.stop();
    const outcome = outcomeOf(join(product.dir, 'data', 'tiepdon.sqlite'));
    expect(breaches([], outcome)).toEqual([]);
    expect(outcome.called).toHaveLength(7);
  }, 120_000);
});
