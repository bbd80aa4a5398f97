import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage, typeAsScanner, type Visit } from '../console/browser.ts';
import { binhCard } from './people.ts';
import { asks, landscape, nextMorning, openKiosk, portrait, press } from './walk.ts';

let stage: Stage;
let upright: Visit;

beforeAll(async () => {
  stage = await openStage();
  upright = await openKiosk(stage, portrait, false);
});
afterAll(() => stage.close());
afterEach(() => expect(upright.complaints).toEqual([]));

/** The kiosk on another morning; everything of the last one is gone. */
async function morning(): Promise<Page> {
  await nextMorning(stage, upright);
  return upright.page;
}

const bodyOf = (path: string) =>
  stage.house.asked.filter((each) => each.path === path).map(({ body }) => body);
const code = (page: Page) => page.locator('[data-code]').getAttribute('data-code');

describe('a patient with a card', () => {
  it.each([
    ['upright', portrait],
    ['lying', landscape],
  ])(
    'is three screens from the number on a panel that stands %s, then the cards are shown again',
    async (_name, size) => {
      stage.house.newMorning('kiosk', null);
      stage.house.arrive('noi', 4);
      const { page, context, complaints } = await openKiosk(stage, size, false);
      const scanId = stage.house.scan(binhCard);
      await asks(page, 'Có phải bác/anh/chị không?');
      expect(await page.locator('.person').innerText()).toContain('N.V. Bình');
      await press(page, 'Đúng');
      await asks(page, 'Mời chọn nơi khám');
      await press(page, 'Khám Nội tổng quát');
      await asks(page, 'Số thứ tự');
      expect(await code(page)).toBe('A005');
      const words = await page.locator('.ticket').innerText();
      expect(words).toMatch(/Còn 4 người phía trước[\s\S]*Phòng khám 1[\s\S]*Mời lấy phiếu/);
      const expected = { service: 'noi', scan: null, scanId, confirmed: true, declared: [] };
      expect(bodyOf('/api/v1/check-ins')).toMatchObject([expected]);
      await press(page, 'Xong');
      await asks(page, 'Mời đặt thẻ lên đây');
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  it('keeps the number when coming again and may have the slip once more', async () => {
    const page = await morning();
    for (let time = 0; time < 2; time += 1) {
      stage.house.scan(binhCard);
      await press(page, 'Đúng');
      await press(page, 'Khám Mắt');
      if (time === 0) await press(page, 'Xong');
    }
    await asks(page, 'Bác/anh/chị đã có số');
    expect(await code(page)).toBe('M001');
    await press(page, 'In lại phiếu');
    await page.getByText('Mời lấy phiếu ở khe in').waitFor();
    expect(stage.house.asked.filter(({ path }) => path.endsWith('/print'))).toHaveLength(1);
  });

  it('is read by a scanner that types like a keyboard, and its Enter presses nothing', async () => {
    const page = await morning();
    await page.getByRole('button', { name: 'Không có thẻ' }).focus();
    const card = '024085001234|121234567|Nguyen Van Binh|15031985|Nam|Thon Ha|25042021';
    await typeAsScanner(upright, [...card]);
    await asks(page, 'Có phải bác/anh/chị không?');
    expect(bodyOf('/api/v1/scans')).toEqual([{ scan: card, source: 'keyboard' }]);
    expect(bodyOf('/api/v1/check-ins')).toEqual([]);
  });

  it('is not robbed of the name by an input method: it is hidden, and staff see what to switch off', async () => {
    const page = await morning();
    const keys = [...'024085001234||Nguyee', 'Backspace', ...'n Van Binh|15031985|Nam|Thon Ha|25042021'];
    await typeAsScanner(upright, keys);
    await asks(page, 'Có phải bác/anh/chị không?');
    await page.getByText('Nhân viên: tắt UniKey (chuyển sang E)').waitFor();
    const person = await page.locator('.person').innerText();
    expect(person).not.toContain('Binh');
    expect(person).toContain('Sinh năm 1985');
  });

  it('who reads no Vietnamese changes the language; the next person finds Vietnamese again', async () => {
    const page = await morning();
    await press(page, 'English');
    stage.house.scan(binhCard);
    await asks(page, 'Is this you?');
    await press(page, 'Yes');
    const choice = page.getByRole('button', { name: 'Internal medicine' });
    expect(await choice.innerText()).toContain('Khám Nội tổng quát');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await press(page, 'Stop');
    await asks(page, 'Mời đặt thẻ lên đây');
  });
});

describe('a patient without a card', () => {
  it('has a number of the reception after one press; a small child too, declared', async () => {
    const page = await morning();
    await press(page, 'Không có thẻ');
    await asks(page, 'Số thứ tự');
    expect(await code(page)).toBe('L001');
    await press(page, 'Xong');
    await press(page, 'Trẻ dưới 6 tuổi');
    await asks(page, 'Số thứ tự');
    expect(bodyOf('/api/v1/check-ins')).toMatchObject([
      { service: 'tiep-don', scan: null, scanId: null, confirmed: false, declared: [] },
      { service: 'tiep-don', declared: ['TE'] },
    ]);
  });

  it('types the number, declares a pregnancy, and both arrive', async () => {
    const page = await morning();
    await press(page, 'Nhập số thẻ');
    for (const digit of '024192005678') await page.getByRole('button', { name: digit, exact: true }).click();
    await press(page, 'Tiếp tục');
    await asks(page, 'Có phải bác/anh/chị không?');
    expect(await page.locator('.person').innerText()).toContain('024••••••678');
    await press(page, 'Đúng');
    await press(page, 'Tôi thuộc diện ưu tiên');
    await press(page, 'Đang mang thai');
    await press(page, 'Xong');
    await press(page, 'Khám Sản phụ khoa');
    await asks(page, 'Số thứ tự');
    const expected = { scan: '024192005678', source: 'typed', declared: ['TH'] };
    expect(bodyOf('/api/v1/check-ins')).toMatchObject([expected]);
  });
});

describe('anybody', () => {
  it('calls staff from any screen, and is told when nobody could be reached', async () => {
    const page = await morning();
    stage.house.scan(binhCard);
    await asks(page, 'Có phải bác/anh/chị không?');
    await press(page, 'Gọi nhân viên');
    await page.getByText('Đã gọi nhân viên').waitFor();
    expect(bodyOf('/api/v1/help')).toHaveLength(1);
    await press(page, 'Không phải');
    stage.house.refuseNext(/help/, 429, 'too-many-requests');
    await press(page, 'Gọi nhân viên');
    await page.getByText('Chưa gọi được').waitFor();
  });

  it('goes straight from the yes to the number where there is one service', async () => {
    stage.house.newMorning('kiosk', null);
    stage.house.offered = ['noi'];
    await upright.page.reload();
    await asks(upright.page, 'Mời đặt thẻ lên đây');
    stage.house.scan(binhCard);
    await press(upright.page, 'Đúng');
    await asks(upright.page, 'Số thứ tự');
    expect(await code(upright.page)).toBe('A001');
  });
});
