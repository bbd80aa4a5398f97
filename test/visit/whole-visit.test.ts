import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../house/source-tree.ts';
import { startTcpPrinter, type TcpPrinter } from '../printer-drivers/fake/tcp-printer.ts';
import { decodedPng, StrictDecoder } from '../printer-drivers/strict-decoder.ts';
import { binh } from '../server/test-house.ts';
import { Cable } from '../station/scanner/cable.ts';
import { openChromium } from '../web/chromium.ts';
import { CutLine } from './cut-line.ts';
import { Product } from './product.ts';

/**
 * One patient's whole way on real parts: a scanner on a pseudo-terminal, the product in its own process, a
 * printer on a socket, and four pages in Chromium that were enrolled by the links of the terminal.
 */
describe('a whole visit', () => {
  const product = new Product();
  const cable = new Cable();
  const pages = new Map<string, Page>();
  let printer: TcpPrinter;
  let line: CutLine;
  let browser: Browser;

  beforeAll(async () => {
    printer = await startTcpPrinter({}, { oneClient: true, deaf: false });
    await cable.plugIn();
    line = await CutLine.open();
    const settings = ['--scanner', `serial:${cable.port}`, '--origins', `http://127.0.0.1:${line.port}`];
    await product.start([...settings, '--printer', `tcp://127.0.0.1:${printer.port}?profile=generic-80`]);
    line.target = product.port;
    browser = await openChromium(['--autoplay-policy=no-user-gesture-required']);
    await open('kiosk', 'Kiosk', 1080, 1920);
    // The board hangs on a line that can be cut.
    await open('board', 'Bảng hall', 1920, 1080);
    await open('speaker', 'Loa hall', 1280, 720);
    await open('desk', 'Bàn gọi Phòng khám 1', 1280, 800);
  });

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const folder = join(root, 'test-output');
    mkdirSync(folder, { recursive: true });
    for (const [name, page] of pages) await page.screenshot({ path: join(folder, `visit-${name}.png`) });
    writeFileSync(join(folder, 'visit-server.txt'), product.output);
  });

  afterAll(async () => {
    await browser?.close();
    await product.end();
    await line?.close();
    await printer?.stop();
    await cable.throwAway();
  });

  async function open(name: string, what: string, width: number, height: number): Promise<void> {
    const page = await (await browser.newContext({ viewport: { width, height } })).newPage();
    pages.set(name, page);
    const link = product.link(what);
    await page.goto(name === 'board' ? link.replace(`:${product.port}/`, `:${line.port}/`) : link);
  }

  const text = (name: string): Promise<string> => pages.get(name)!.locator('body').innerText();
  const shows = (name: string, pattern: RegExp): Promise<void> =>
    expect.poll(() => text(name), { timeout: 10_000 }).toMatch(pattern);

  it('reads the card from the scanner and asks whether it is this person, masked', async () => {
    await shows('kiosk', /Mời đặt thẻ lên đây/);
    const bytes = Buffer.from(`${binh}\r`);
    // Cut inside "ễ", three bytes long, as a slow line does.
    const inside = bytes.indexOf(Buffer.from('ễ')) + 1;
    await cable.send(bytes.subarray(0, inside), 30, bytes.subarray(inside));
    await shows('kiosk', /N\.V\. Bình/);
    const shown = await text('kiosk');
    expect(shown).toContain('1985');
    expect(shown).not.toContain('024085001234');
    expect(shown).not.toContain('Nguyễn');
  });

  it('gives a number, says where to wait, and prints the ticket', async () => {
    const kiosk = pages.get('kiosk')!;
    await kiosk.getByRole('button', { name: 'Đúng', exact: true }).click();
    await kiosk.getByRole('button', { name: /Khám Nội/ }).click();
    await shows('kiosk', /A001/);
    expect(await text('kiosk')).toMatch(/Phòng khám 1, Phòng khám 2/);
    await expect.poll(() => printer.engine.tickets.length, { timeout: 10_000 }).toBe(1);
  });

  it('has put on paper what leads to the ticket of this patient and to nobody’s name in full', async () => {
    const decoded = new StrictDecoder(576, 203).decode(printer.engine.tickets[0]!);
    expect(decoded.failures).toEqual([]);
    expect(decoded.events.some(({ kind }) => kind === 'cut')).toBe(true);
    expect(decoded.millimetres).toBeLessThanOrEqual(80);
    const file = join(product.dir, 'ticket.png');
    writeFileSync(file, decodedPng(decoded));
    const read = spawnSync('zbarimg', ['-q', '--raw', file], { encoding: 'utf8' }).stdout.trim();
    expect(read).toMatch(new RegExp(`^http://127.0.0.1:${line.port}/t/[\\w-]{12}$`));
    const own = (await (await fetch(read.replace('/t/', '/api/v1/t/'))).json()) as {
      code: string;
      ahead: number;
    };
    expect(own).toMatchObject({ code: 'A001', state: 'waiting', ahead: 0 });
  });

  it('is called with one key at the desk, shown on the board and spoken in the hall', async () => {
    await shows('desk', /A001/);
    await pages.get('desk')!.keyboard.press('Space');
    await expect.poll(() => pages.get('board')!.locator('[data-room="pk1"] .now').textContent()).toBe('A001');
    await shows('board', /Phòng khám 1/);
    await expect.poll(() => metric('announcements_total{phase="started"}'), { timeout: 15_000 }).toBe(1);
    await expect
      .poll(() => metric('announcements_total{phase="done"}'), { timeout: 30_000 })
      .toBeGreaterThanOrEqual(1);
    await shows('desk', /Loa đã phát/);
  }, 60_000);

  async function metric(line: string): Promise<number> {
    const all = await (await fetch(`${product.base}/metrics`)).text();
    return Number(
      all
        .split('\n')
        .find((each) => each.startsWith(line))
        ?.split(' ')[1] ?? 0,
    );
  }

  it('forgets the patient on the kiosk, and gives the same number to the same card', async () => {
    const kiosk = pages.get('kiosk')!;
    await kiosk.getByRole('button', { name: 'Xong' }).click();
    await shows('kiosk', /Mời đặt thẻ lên đây/);
    expect(await kiosk.content()).not.toMatch(/Bình|A001/);
    await new Promise((resolve) => setTimeout(resolve, 5_500));
    await cable.send(`${binh}\r\n`);
    await shows('kiosk', /N\.V\. Bình/);
    await kiosk.getByRole('button', { name: 'Đúng', exact: true }).click();
    await kiosk.getByRole('button', { name: /Khám Nội/ }).click();
    await shows('kiosk', /đã có số[\s\S]*A001/);
    expect(printer.engine.tickets).toHaveLength(1);
  }, 40_000);

  it('has a board that is right again by itself after the network was cut', async () => {
    const board = pages.get('board')!;
    const now = board.locator('[data-room="pk1"] .now');
    expect(await now.textContent()).toBe('A001');
    line.cut();
    await pages.get('desk')!.keyboard.press('KeyF');
    await shows('desk', /Phòng trống|Chưa gọi ai|Trống/);
    await expect.poll(() => text('board'), { timeout: 15_000 }).toMatch(/Đang kết nối lại/);
    line.mend();
    await expect.poll(() => now.textContent(), { timeout: 10_000 }).toBe('–');
  }, 30_000);

  it('has written nothing of the card to its log lines', () => {
    expect(product.output).not.toMatch(/Bình|024085001234|15031985/);
    expect(product.output).toMatch(/"event":"scan","verdict":"ok","code":null/);
  });
});
