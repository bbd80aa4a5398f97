import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskTicket } from '../../core/queue/desk-view.ts';
import type { BoardState } from '../../core/queue/views.ts';
import { Product } from '../visit/product.ts';
import { openChromium } from '../web/chromium.ts';
import { click, deskSize, pause, strike } from './desk-walk.ts';

type Way = { key: string; button: string; answers: readonly number[]; confirm: boolean };

/** What is done to whoever is in the room, and how the server's own ticket looks after. */
const moves: readonly (Way & { wish: string; after: Partial<DeskTicket> })[] = [
  { wish: 'calls again', ...one('KeyR', 'Gọi lại'), after: { state: 'called', recalls: 1 } },
  { wish: 'starts', ...one('KeyS', 'Bắt đầu'), after: { state: 'serving' } },
  { wish: 'marks as absent', ...one('KeyV', 'Vắng'), after: { state: 'no-show' } },
  { wish: 'finishes', ...one('KeyF', 'Hoàn tất'), after: { state: 'done' } },
  { wish: 'holds', ...one('KeyH', 'Giữ lại'), after: { state: 'held' } },
  { wish: 'sends on', ...asked('KeyT', 'Chuyển', [1]), after: { state: 'waiting', room: null } },
  { wish: 'lets go away', ...asked('KeyA', 'Tạm vắng', [4]), after: { state: 'away' } },
  { wish: 'gives priority', ...asked('KeyU', 'Ưu tiên', [2, 1]), after: { priority: 'priority' } },
  { wish: 'cancels', ...asked('KeyX', 'Hủy', [1]), after: { state: 'cancelled' } },
];

function one(key: string, button: string): Way {
  return { key, button, answers: [], confirm: false };
}

function asked(key: string, button: string, answers: readonly number[]): Way {
  return { key, button, answers, confirm: false };
}

/** A hand on the keyboard alone. */
async function byKeys(page: Page, { key, answers, confirm }: Way): Promise<void> {
  await strike(page, key, ...answers.map((answer) => `Digit${answer}`), ...(confirm ? ['Enter'] : []));
}

/** A hand on the mouse alone. */
async function byMouse(page: Page, { button, answers, confirm }: Way): Promise<void> {
  await click(page, button);
  for (const answer of answers) {
    await page
      .locator('.choices button')
      .nth(answer - 1)
      .click();
    await pause(page);
  }
  if (confirm) await page.locator('.panel button.primary').click();
  await pause(page);
}

describe.each([
  { hand: 'on the keyboard', go: byKeys },
  { hand: 'on the mouse', go: byMouse },
])('a morning at the desk of the real house, a hand $hand alone', ({ go }) => {
  const product = new Product();
  let browser: Browser;
  let page: Page;
  let token = '';
  const complaints: string[] = [];

  beforeAll(async () => {
    await product.start([]);
    token = product.addDevice('api', 'his').token;
    for (let person = 0; person < 24; person += 1) {
      const body = { requestId: randomUUID(), service: 'noi', scan: null };
      expect((await api('/check-ins', body)).status).toBe(201);
    }
    browser = await openChromium([]);
    page = await (await browser.newContext({ viewport: deskSize, reducedMotion: 'reduce' })).newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.clock.install();
    await page.goto(product.link('Bàn gọi Phòng khám 1'));
    await page.getByText('Trong phòng').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await product.end();
  });

  function api(path: string, body: object | null): Promise<Response> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = body === null ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    return fetch(`${product.base}/api/v1${path}`, init);
  }

  async function ticketOf(code: string): Promise<DeskTicket> {
    const { tickets } = (await (await api('/tickets', null)).json()) as { tickets: DeskTicket[] };
    const id = tickets.find((ticket) => ticket.code === code)?.id ?? '';
    return ((await (await api(`/tickets/${id}`, null)).json()) as { ticket: DeskTicket }).ticket;
  }

  /** The number in the room as the server knows it. */
  async function inRoom(): Promise<string> {
    const { state } = (await (await api('/boards/hall', null)).json()) as { state: BoardState };
    return state.rooms.find(({ id }) => id === 'pk1')?.now?.code ?? '–';
  }

  /** The next patient, called by the same hand; the number that came into the room. */
  async function next(): Promise<string> {
    await page.locator('.desk.fresh').waitFor();
    const before = await inRoom();
    await page.locator('.now .code', { hasText: before }).waitFor();
    const coming = await page.locator('button.primary .code').innerText();
    await go(page, one('Space', 'Gọi tiếp'));
    await page.locator('.now .code', { hasText: coming }).waitFor();
    expect(coming).not.toBe(before);
    return coming;
  }

  it.each(moves)('$wish', async (move) => {
    const code = await next();
    await go(page, move);
    await expect.poll(() => ticketOf(code)).toMatchObject(move.after);
  });

  it('orders more for the visit, and the way back', async () => {
    const code = await next();
    await go(page, { ...asked('KeyC', 'Chỉ định', [1]), confirm: true });
    const way = async () => (await ticketOf(code)).steps.map(({ state }) => state);
    await expect.poll(way).toEqual(['here', 'ahead', 'ahead']);
  });

  it('takes a call back', async () => {
    const code = await next();
    await go(page, one('Control+KeyZ', 'Hoàn tác'));
    await expect.poll(() => ticketOf(code)).toMatchObject({ state: 'waiting' });
  });

  it('goes for lunch, and the next press opens the room again', async () => {
    await go(page, asked('KeyP', 'Tạm nghỉ', [1]));
    await page.getByText('TẠM NGHỈ: Nghỉ trưa').waitFor();
    const coming = await page.locator('button.primary .code').innerText();
    await go(page, one('Space', 'Mở lại, gọi'));
    await page.locator('.now .code', { hasText: coming }).waitFor();
    await page.getByText('Đang mở').waitFor();
  });

  it('invites the next ten, and calls one of them out of turn', async () => {
    await go(page, asked('KeyM', 'Mời nhiều số', [1]));
    await page.getByText(/Đã mời A\d+ đến A\d+/).waitFor();
    if (go === byKeys) await strike(page, 'KeyG', '2', '0', 'Enter');
    else {
      await click(page, 'Tìm số');
      await page.getByLabel('Số hoặc mã').fill('A020');
      await page.locator('.panel').getByRole('button', { name: 'Tìm', exact: true }).click();
      await click(page, 'Gọi vào đây');
    }
    await page.locator('.now .code', { hasText: 'A020' }).waitFor();
    expect(await ticketOf('A020')).toMatchObject({ state: 'called', room: 'pk1' });
    expect(complaints).toEqual([]);
  });
});

describe('the head nurse before the real house', () => {
  const product = new Product();
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await product.start([]);
    const { id, token } = product.addDevice('console', 'dieu-phoi');
    browser = await openChromium([]);
    const identity = JSON.stringify({ id, token, role: 'console', name: 'dieu-phoi', room: null });
    const localStorage = [{ name: 'tiepdon.device.console', value: identity }];
    const storageState = { cookies: [], origins: [{ origin: product.base, localStorage }] };
    page = await (await browser.newContext({ viewport: deskSize, storageState })).newPage();
    await page.goto(`${product.base}/console`);
    await page.getByRole('button', { name: 'Toàn viện' }).click();
    await page.getByRole('heading', { name: 'Toàn viện' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await product.end();
  });

  it('closes a room, sees at once that nobody calls those who wait, and opens it again', async () => {
    const line = page.locator('.house-rooms li', { hasText: 'Phòng khám 5' });
    await line.getByRole('button', { name: 'Đổi' }).click();
    await page.getByRole('button', { name: 'Đóng phòng' }).click();
    await line.getByText('Đóng phòng').waitFor();
    await page.getByRole('button', { name: 'Ngồi bàn này' }).click();
    await page.getByText('PHÒNG ĐANG ĐÓNG').waitFor();
    await page.getByRole('button', { name: /^Nhận bệnh/ }).click();
    await page.getByRole('button', { name: /^Khám Mắt/ }).click();
    await page.getByLabel('In phiếu').uncheck();
    await page.getByRole('button', { name: 'Cấp số' }).click();
    await page.locator('.issued .code').waitFor();
    await page.getByRole('button', { name: 'Đổi phòng' }).click();
    await page.getByRole('button', { name: 'Toàn viện' }).click();
    const first = page.locator('.services tbody tr').first();
    await first.getByText('1 người chờ, không phòng nào mở').waitFor();
    expect(await first.innerText()).toMatch(/Khám Mắt/);
    await line.getByRole('button', { name: 'Đổi' }).click();
    await page.getByRole('button', { name: 'Mở phòng' }).click();
    await page.getByText('không phòng nào mở').waitFor({ state: 'detached' });
  });

  it('changes a rule and hands in a list of appointments', async () => {
    await page.locator('.services tr', { hasText: 'Khám Mắt' }).getByRole('button').click();
    await page.getByRole('button', { name: 'Ai trước gọi trước' }).click();
    await page.getByRole('button', { name: 'Áp dụng từ lượt sau' }).click();
    await page.getByRole('button', { name: 'Ai trước gọi trước (đã đổi)' }).waitFor();
    await page.getByRole('button', { name: 'Danh sách hẹn' }).click();
    const buffer = Buffer.from('giờ,dịch vụ,số thẻ\n23:30,Khám Mắt,\n23:40,Khám Mắt,12\n');
    await page.locator('input[type=file]').setInputFiles({ name: 'hen.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Nhận danh sách này' }).click();
    await page.getByText('Đã nhận 1 lịch hẹn').waitFor();
    await page.getByText('Dòng 3: số thẻ không đúng').waitFor();
  });
});
