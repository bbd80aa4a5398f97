import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPage, openStage, type Stage, type Visit } from '../console/browser.ts';
import { readyStation } from '../console/fake-house.ts';
import { binhCard, paperOut } from './people.ts';
import { asks, nextMorning, openKiosk, passTime, portrait, press } from './walk.ts';

let stage: Stage;
let kiosk: Visit;

beforeAll(async () => {
  stage = await openStage();
  kiosk = await openKiosk(stage, portrait, true);
});
afterAll(() => stage.close());
afterEach(() => expect(kiosk.complaints).toEqual([]));

async function morning(): Promise<Page> {
  await nextMorning(stage, kiosk);
  return kiosk.page;
}

const badCards = [
  ['024085001234|121234567|Nguyễn Văn', 'Mã đọc chưa đủ', 'too_few_fields'],
  ['0', 'Mã này không phải mã trên thẻ', 'no_separator'],
  ['https://example.test/x', 'Đây là mã trang web, không phải thẻ', 'url'],
  ['00020101021238570010A000000727', 'Đây là mã chuyển tiền, không phải thẻ', 'payment_qr'],
] as const;

describe('a card that cannot be used', () => {
  it('has words, a small code and no alarm, and the next scan is read at once', async () => {
    const page = await morning();
    for (const [text, words, reason] of badCards) {
      stage.house.scan(text);
      await asks(page, words);
      expect(await page.locator('.reason').innerText()).toContain(reason);
    }
    expect(page.url()).toBe(`${stage.house.origin}/kiosk`);
    stage.house.scan(binhCard);
    await asks(page, 'Có phải bác/anh/chị không?');
  });
});

describe('a request that is refused', () => {
  it('because the service has just closed leads to the others; the card is still known', async () => {
    const page = await morning();
    stage.house.scan(binhCard);
    await press(page, 'Đúng');
    stage.house.refuseNext(/check-ins/, 409, 'service-closed');
    await press(page, 'Khám Nhi');
    await asks(page, 'Nơi khám này đang không nhận số');
    await press(page, 'Chọn nơi khác');
    await press(page, 'Khám Mắt');
    await asks(page, 'Số thứ tự');
  });

  it('because the server failed is asked for again as the same request', async () => {
    const page = await morning();
    stage.house.scan(binhCard);
    await press(page, 'Đúng');
    stage.house.refuseNext(/check-ins/, 500, 'internal-error');
    await press(page, 'Khám Mắt');
    await asks(page, 'Chưa lấy được số');
    await press(page, 'Thử lại');
    await asks(page, 'Số thứ tự');
    const asked = stage.house.asked.filter(({ path }) => path.endsWith('/check-ins'));
    const ids = asked.map(({ body }) => (body as { requestId: string }).requestId);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids).toEqual([ids[0], ids[0]]);
  });
});

describe('a number taken in English', () => {
  it('says so, and another language on the second try is no second request', async () => {
    const page = await morning();
    await press(page, 'English');
    stage.house.refuseNext(/check-ins/, 500, 'internal-error');
    await press(page, 'No card');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await press(page, 'Tiếng Việt');
    await press(page, 'Thử lại');
    await asks(page, 'Số thứ tự');
    const asked = stage.house.asked.filter(({ path }) => path.endsWith('/check-ins')).map(({ body }) => body);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[0]).toMatchObject({ language: 'en' });
    await press(page, 'Xong');
    await press(page, 'Không có thẻ');
    await asks(page, 'Số thứ tự');
    const { body } = stage.house.asked.findLast(({ path }) => path.endsWith('/check-ins'))!;
    expect(body).not.toHaveProperty('language');
  });
});

describe('a device that is away', () => {
  it('no paper: the number stands large with a code for the phone; no scanner: the other ways', async () => {
    const page = await morning();
    stage.house.setStation({ ...paperOut, scanner: { attached: false, state: 'away', advice: '' } });
    await asks(page, 'Đầu đọc thẻ đang tạm nghỉ');
    await press(page, 'Không có thẻ');
    await page.getByText('Mời chụp lại màn hình').waitFor();
    expect(await page.getByRole('img', { name: 'Quét mã này' }).isVisible()).toBe(true);
    const size = await page.locator('.number-code').evaluate((node) => getComputedStyle(node).fontSize);
    expect(size).toBe('160px');
  });

  it('a preview printer shows its slip on the screen', async () => {
    const page = await morning();
    stage.house.slipPicture = onePixel;
    stage.house.setStation({ ...readyStation, printer: { ...readyStation.printer, kind: 'preview' } });
    await press(page, 'Không có thẻ');
    const slip = page.getByRole('img', { name: 'Phiếu của số này' });
    await slip.waitFor();
    expect(await slip.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  });

  it('the server gone for a minute: the counter; back again: the cards', async () => {
    const page = await morning();
    await stage.house.goAway();
    await page.clock.fastForward(75_000);
    await asks(page, 'Mời đến quầy tiếp đón');
    expect(await page.locator('.actions').count()).toBe(0);
    await stage.house.comeBack();
    await page.clock.fastForward(10_000);
    await asks(page, 'Mời đặt thẻ lên đây');
  });

  it('a station that says nothing yet: no card is asked for; still nothing after ten seconds: the other ways', async () => {
    stage.house.newMorning('kiosk', null);
    stage.house.deaf = true;
    const { page } = kiosk;
    await page.reload();
    await page.getByText('Bệnh viện Đa khoa Minh Họa').waitFor();
    await asks(page, 'Đang khởi động');
    await page.clock.fastForward(11_000);
    await press(page, 'Không có thẻ');
    await asks(page, 'Số thứ tự');
  });

  it('a browser that is no kiosk sends patients on and tells staff what to run', async () => {
    const opening = { path: '/kiosk', size: portrait, identity: null, clock: false };
    const { page, context } = await openPage(stage, opening);
    await asks(page, 'Máy này chưa được ghi danh');
    expect(await page.locator('code').innerText()).toBe('npm run admin -- links');
    await context.close();
  });
});

describe('a person who walks away', () => {
  it('is asked, then forgotten, within 65 seconds', async () => {
    const page = await morning();
    stage.house.scan(binhCard);
    await asks(page, 'Có phải bác/anh/chị không?');
    await passTime(stage, page, 40_000);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await passTime(stage, page, 5_000);
    await press(page, 'Cần thêm thời gian');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await passTime(stage, page, 65_000);
    await asks(page, 'Mời đặt thẻ lên đây');
  });
});

const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
