import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { binhCard } from '../kiosk-screen/people.ts';
import { deskDevice, openPage, typeAsScanner } from './browser.ts';
import { click, type DeskStage, deskSize, inside, openDesk, pause, strike } from './desk-walk.ts';

let at: DeskStage;

beforeAll(async () => {
  at = await openDesk();
});
afterAll(() => at.stage.close());
afterEach(() => expect(at.desk.complaints).toEqual([]));

describe('looking a ticket up', () => {
  it('shows any ticket of the day with its whole way, and calls it here or prints it again', async () => {
    const page = await at.morning(2);
    at.stage.house.today.issue('noi', null, ['TH?'], { journey: 'tong-quat', appointment: null });
    await strike(page, 'KeyD', '3', 'Enter');
    await page.getByRole('heading', { name: 'A003' }).waitFor();
    const panel = page.locator('.panel');
    await panel.getByText('mang thai (xem giấy tờ)').waitFor();
    const way = await panel.locator('.journey li').allInnerTexts();
    expect(way.map((step) => step.split('\n')[0])).toEqual([
      'Khám Nội tổng quát',
      'Xét nghiệm máu',
      'X-quang',
      'Khám Nội tổng quát',
      'Thu ngân',
    ]);
    await click(page, 'In lại');
    await expect.poll(() => at.posts().at(-1)).toMatch(/t5\/print$/);
    await click(page, 'Gọi vào đây');
    await inside(page, 'A003');
  });

  it('strikes a step out that is not wanted any more', async () => {
    const page = await at.morning(1);
    at.stage.house.today.issue('noi', null, [], { journey: 'tong-quat', appointment: null });
    await strike(page, 'KeyD', '2', 'Enter');
    await click(page, 'Bỏ bước X-quang');
    await expect.poll(() => at.posts().at(-1)).toMatch(/t3\/skip$/);
    expect(at.sent('/skip')).toEqual({ service: 'x-quang' });
  });

  it('lets the nurse choose when several series have the number', async () => {
    const page = await at.morning(2);
    at.stage.house.arrive('nhi', 2);
    await strike(page, 'KeyD', '2', 'Enter');
    await expect.poll(() => page.locator('.panel .queue .code').allInnerTexts()).toEqual(['A002', 'H002']);
    await page.locator('.panel .queue button').last().click();
    await page.getByRole('heading', { name: 'H002' }).waitFor();
  });

  it('a number that cannot be called here is shown where it is instead', async () => {
    const page = await at.morning(1);
    at.stage.house.arrive('nhi', 1);
    await strike(page, 'KeyG', 'h', '0', '0', '1', 'Enter');
    await page.getByRole('heading', { name: 'H001' }).waitFor();
    expect(await page.locator('.now .code').innerText()).toBe('–');
    await strike(page, 'Escape', 'Numpad7', 'Numpad7', 'NumpadEnter');
    await page.getByText('Hôm nay không có số 77').waitFor();
  });

  it('digits of the pad are shown and forgotten after four seconds', async () => {
    const page = await at.morning(2);
    await strike(page, 'Numpad2');
    await page.getByText('Gọi số 2 – Enter').waitFor();
    await page.clock.fastForward(4_100);
    await page.getByText('Gọi số 2').waitFor({ state: 'detached' });
    await strike(page, 'NumpadEnter');
    await inside(page, 'A001');
  });
});

describe('an order from the doctor', () => {
  it('becomes the way of the visit: labs side by side, then back to this room', async () => {
    const page = await at.morning(2);
    await strike(page, 'Space');
    await inside(page, 'A001');
    await strike(page, 'KeyC', 'Digit1', 'Digit2', 'Space');
    await page.locator('.now .journey').waitFor();
    const way = await page.locator('.now .journey li').allInnerTexts();
    expect(way.map((step) => step.replaceAll('\n', ' '))).toEqual([
      expect.stringMatching(/^Khám Nội tổng quát đang ở đây/),
      expect.stringMatching(/^Xét nghiệm máu sắp tới/),
      expect.stringMatching(/^X-quang sắp tới/),
      'Khám Nội tổng quát sắp tới · Phòng khám 1',
    ]);
    await page.getByText('Cả lượt 0 phút / 3 giờ 30').waitFor();
    await strike(page, 'Control+KeyZ');
    await page.locator('.now .journey').waitFor({ state: 'detached' });
  });

  it('without the way back when the nurse says so', async () => {
    const page = await at.morning(2);
    await strike(page, 'Space');
    await inside(page, 'A001');
    await strike(page, 'KeyC', 'Digit3');
    await page.getByLabel('rồi quay lại phòng này').uncheck();
    await click(page, 'Chỉ định 1');
    await expect.poll(() => at.posts().at(-1)).toMatch(/order$/);
    expect(at.sent('/order')).toEqual({ services: ['sieu-am'], back: false });
  });
});

describe('a change of priority', () => {
  it('takes a reason that stands in no list, and shows the class with its word', async () => {
    const page = await at.morning(2);
    await strike(page, 'Space');
    await inside(page, 'A001');
    await strike(page, 'KeyU', 'Digit1');
    await page.getByLabel('Lý do khác').fill('Ngã trước cửa phòng');
    await strike(page, 'Enter');
    await page.locator('.now').getByText('CẤP CỨU').waitFor();
    expect(at.sent('/priority')).toEqual({ priority: 'urgent', reason: 'Ngã trước cửa phòng' });
  });
});

describe('a patient who comes to the desk and not to a kiosk', () => {
  const opening = { path: '/console', size: deskSize, identity: deskDevice('q1'), clock: true };

  it('is read by the desk’s scanner, confirmed, and known when he comes again; no key of the card acts', async () => {
    at.stage.house.newMorning('console', 'q1');
    at.stage.house.arrive('tiep-don', 2);
    const visit = await openPage(at.stage, opening);
    const { page, context, complaints } = visit;
    await page.getByText('Trong phòng').waitFor();
    for (const words of ['Số mới', 'Hôm nay đã có số này']) {
      await typeAsScanner(visit, [...binhCard.normalize('NFD').replaceAll(/\p{M}|[đĐ]/gu, '')]);
      await page.locator('.card-read').waitFor();
      await click(page, 'Khám Nội tổng quát');
      await click(page, 'Đúng người này, cấp số');
      await page.locator('.issued', { hasText: words }).waitFor();
      expect(await page.locator('.issued .code').innerText()).toBe('A001');
    }
    expect(at.posts().filter((path) => /rooms|hold|cancel/.test(path))).toEqual([]);
    expect(at.posts().filter((path) => path.endsWith('/print'))).toHaveLength(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('letters as fast as a scanner’s hold and cancel nobody', async () => {
    const page = await at.morning(2);
    await strike(page, 'Space');
    await inside(page, 'A001');
    await page.keyboard.type('htx');
    await pause(page);
    await strike(page, 'KeyR');
    await expect.poll(() => at.posts().at(-1)).toMatch(/recall$/);
    expect(at.posts().map((path) => path.split('/').at(-1))).toEqual(['next', 'recall']);
  });

  it('without a card and without paper, on a way and with a class', async () => {
    const page = await at.morning(0);
    await strike(page, 'KeyN');
    await click(page, 'Khám Nội tổng quát');
    await page.getByLabel('Lộ trình').selectOption({ label: 'Khám tổng quát' });
    await click(page, 'Phụ nữ mang thai');
    await page.getByLabel('In phiếu').uncheck();
    await click(page, 'Cấp số');
    await page.locator('.issued .code', { hasText: 'A001' }).waitFor();
    expect(at.sent('/check-ins')).toMatchObject({
      service: 'noi',
      scan: null,
      journey: 'tong-quat',
      declared: ['TH'],
    });
    expect(at.posts().some((path) => path.endsWith('/print'))).toBe(false);
    await click(page, 'Người tiếp theo');
    expect(await page.getByRole('button', { name: /^Phụ nữ/ }).getAttribute('aria-pressed')).toBe('false');
  });

  it('a number that is no card’s is refused in words, and nothing can be given on it', async () => {
    const page = await at.morning(0);
    await strike(page, 'KeyN');
    await click(page, 'Khám Nội tổng quát');
    await page.getByLabel(/Quét thẻ/).fill('12');
    await strike(page, 'Enter');
    await page.locator('.card-read.reject').waitFor();
    expect(await page.getByRole('button', { name: /cấp số/i }).isDisabled()).toBe(true);
    await click(page, 'Bỏ thẻ này');
    await click(page, 'Cấp số');
    await page.locator('.issued').waitFor();
  });

  it('an appointment is found in the list and taken in by hand, once', async () => {
    const page = await at.morning(0);
    const slot = Date.now() + 60_000;
    const bookings = [{ id: 'hen1', service: 'mat', slot, visitor: null }];
    at.stage.house.today.ask({ type: 'turn-day' });
    const businessDay = at.stage.house.today.day.businessDay ?? '';
    at.stage.house.today.ask({ type: 'book', businessDay, bookings });
    await strike(page, 'KeyL');
    await page.getByLabel(/Lọc theo giờ/).fill('mat');
    await click(page, 'Đã đến, cấp số');
    await page.locator('.issued .code', { hasText: 'M001' }).waitFor();
    expect(at.sent('/check-ins')).toMatchObject({ service: 'mat', appointment: 'hen1', scan: null });
    await strike(page, 'Escape', 'KeyL');
    await click(page, 'M001');
    await page.locator('.panel').getByText('HẸN GIỜ').waitFor();
  });
});
