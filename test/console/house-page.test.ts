import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousOf } from './axe.ts';
import { deskDevice, openPage, openStage, type Stage, type Visit } from './browser.ts';

let stage: Stage;
let visit: Visit;
let page: Page;

const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
const post = (end: string): unknown =>
  stage.house.asked.findLast(({ method, path }) => method === 'POST' && path.endsWith(end))?.body;

beforeAll(async () => {
  stage = await openStage();
  const { house } = stage;
  house.newMorning('console', null);
  house.arrive('noi', 3);
  house.arrive('nhi', 4);
  house.today.ask({ type: 'room', room: 'pk2', to: 'paused', reason: 'Nghỉ trưa' });
  const size = { width: 1366, height: 768 };
  visit = await openPage(stage, { path: '/console', size, identity: deskDevice(null), clock: false });
  page = visit.page;
  await button('Toàn viện').click();
  await page.getByRole('heading', { name: 'Toàn viện' }).waitFor();
});
afterAll(() => stage.close());

describe('the head nurse who looks at the whole house', () => {
  it('sees trouble first, with its words: people wait and no room is open', async () => {
    const services = await page.locator('.services tbody tr').allInnerTexts();
    expect(services[0]).toMatch(/Khám Nhi[\s\S]*4 người chờ, không phòng nào mở/);
    expect(services[1]).toMatch(/Khám Nội tổng quát/);
    const rooms = await page.locator('.house-rooms li').allInnerTexts();
    expect(rooms[0]).toMatch(/Phòng khám 2[\s\S]*Tạm nghỉ: Nghỉ trưa/);
  });

  it('sees what happens as it happens: who is inside which room', async () => {
    stage.house.today.ask({ type: 'next', room: 'pk1', expected: null, call: 'c1' });
    stage.house.changed();
    await page.locator('.house-rooms li', { hasText: 'Phòng khám 1' }).getByText('A001').waitFor();
  });

  it('finds nothing cut at the two usual sizes, and axe finds nothing serious', async () => {
    for (const size of [
      { width: 1366, height: 768 },
      { width: 1920, height: 1080 },
    ]) {
      await page.setViewportSize(size);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(await seriousOf(page, false)).toEqual([]);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
  });

  it('sees slips of which nobody knows whether they came out, and settles each with one press', async () => {
    const { today } = stage.house;
    const tickets = [...today.day.tickets.values()].filter(({ service }) => service === 'nhi').slice(0, 2);
    for (const { id } of tickets) {
      today.ask({ type: 'print', ticket: id, paperFor: null });
      const slip = today.day.tickets.get(id)!.slips;
      today.ask({ type: 'slip', ticket: id, slip, state: 'unknown', printer: null });
    }
    stage.house.changed();
    const [first, second] = tickets.map(({ code }) => code);
    await page.getByRole('heading', { name: 'Phiếu in cần xem' }).waitFor();
    expect(await page.locator('.papers li').allInnerTexts()).toHaveLength(2);
    await button(`Đã có phiếu ${first}`).click();
    await page.locator('.papers li', { hasText: first! }).waitFor({ state: 'detached' });
    await button(`In lại ${second}`).click();
    await expect.poll(() => post('/print')).toBeTruthy();
    expect(await seriousOf(page, false)).toEqual([]);
  });

  it('opens the room again, and the trouble is gone', async () => {
    await page.locator('.house-rooms li', { hasText: 'Phòng khám 2' }).getByRole('button').click();
    await button('Mở phòng').click();
    await page.getByText('không phòng nào mở').waitFor({ state: 'detached' });
    expect(post('/rooms/pk2/state')).toMatchObject({ to: 'open', reason: null });
    await button(/^Khám Sản/).click();
    await button('Áp dụng dịch vụ').click();
    await expect.poll(() => post('/rooms/pk2/services')).toMatchObject({ services: ['nhi', 'mat', 'san'] });
    expect(await seriousOf(page, false)).toEqual([]);
  });

  it('changes the rule of a service after reading what it will say on the wall', async () => {
    await page.locator('.services tr', { hasText: 'Khám Nội' }).getByRole('button').click();
    const panel = page.locator('.panel.rule');
    await panel.getByText('Sau nhiều nhất 4 lượt ưu tiên').waitFor();
    await panel.getByLabel(/Nhiều nhất mấy lượt/).fill('0');
    await panel.getByText('Số từ 1 đến 50').waitFor();
    expect(await button('Áp dụng từ lượt sau').isDisabled()).toBe(true);
    await panel.getByLabel(/Nhiều nhất mấy lượt/).fill('2');
    await panel.getByText('Sau nhiều nhất 2 lượt ưu tiên').waitFor();
    expect(await seriousOf(page, false)).toEqual([]);
    await button('Áp dụng từ lượt sau').click();
    await page.getByRole('button', { name: 'Theo mức chờ (đã đổi)' }).waitFor();
    expect(post('/services/noi/rule')).toMatchObject({ rule: { policy: 'target', streak: 2 } });
  });

  it('gives it back to the clinic file', async () => {
    await button('Theo mức chờ (đã đổi)').click();
    await button('Về quy tắc gốc').click();
    await page.getByRole('button', { name: '(đã đổi)' }).waitFor({ state: 'detached' });
    expect(post('/services/noi/rule')).toMatchObject({ rule: null });
  });

  it('hands in the day’s appointments from a file; wrong lines are named before it is sent', async () => {
    await button('Danh sách hẹn').click();
    const csv =
      'Giờ;Dịch vụ;Họ tên\n08:30;Khám Nhi;Người Thử\n25:00;Khám Nhi;x\n9:00;Khám Lạ;x\n10:15;noi;x\n';
    const file = { name: 'hen.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('hen.csv: 2 dòng đọc được, 2 dòng sai').waitFor();
    await page.getByText('Dòng 3: giờ không đúng').waitFor();
    await page.getByText('Dòng 4: không có dịch vụ này').waitFor();
    expect(await seriousOf(page, false)).toEqual([]);
    await button('Nhận danh sách này').click();
    await page.getByText('Đã nhận 2 lịch hẹn').waitFor();
    await page.getByText('0/2').first().waitFor();
  });

  it('hangs a text on the boards and takes it down; a file that is no picture is named', async () => {
    await button('Thông báo').click();
    const panel = page.locator('.panel');
    await panel.getByText('1 ảnh trong thư mục').waitFor();
    await panel.getByText('lich.pdf: không phải ảnh').waitFor();
    expect(await button('Đưa lên bảng').isDisabled()).toBe(true);
    await panel.getByLabel('Nội dung').fill('Chiều nay phòng khám Mắt nghỉ <b>');
    await panel.getByLabel('Đến').fill('2099-01-01T17:00');
    expect(await seriousOf(page, false)).toEqual([]);
    await button('Đưa lên bảng').click();
    await panel.locator('li', { hasText: 'Chiều nay phòng khám Mắt nghỉ <b>' }).waitFor();
    expect(post('/notices')).toMatchObject({
      from: null,
      until: expect.stringMatching(/^2098|^2099/),
      boards: null,
    });
    await button('Gỡ').click();
    await panel.getByText('Chưa có thông báo').waitFor();
  });

  it('takes a chair at a room’s desk, and comes back to the whole house', async () => {
    await page.locator('.house-rooms li', { hasText: 'Phòng khám 1' }).getByRole('button').click();
    await button('Ngồi bàn này').click();
    await page.locator('.now .code', { hasText: 'A001' }).waitFor();
    await button('Đổi phòng').click();
    await button('Toàn viện').click();
    await page.getByRole('heading', { name: 'Toàn viện' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Toàn viện' }).waitFor();
    expect(visit.complaints).toEqual([]);
  });
});

describe('the rules on the wall', () => {
  it('are one sheet of A4 a service, for everybody without a device', async () => {
    const size = { width: 1280, height: 1000 };
    const wall = await openPage(stage, { path: '/rules', size, identity: null, clock: false });
    await wall.page.locator('.sheet').first().waitFor();
    expect(await wall.page.locator('.sheet').count()).toBe(10);
    const [first] = await wall.page.locator('.sheet').allInnerTexts();
    expect(first).toMatch(/Bệnh viện Đa khoa Minh Họa[\s\S]*Quầy tiếp đón[\s\S]*L[\s\S]*cấp cứu/);
    const cut = await wall.page.evaluate(() =>
      [...document.querySelectorAll('.sheet')].filter((sheet) => sheet.scrollHeight > sheet.clientHeight),
    );
    expect(cut).toEqual([]);
    expect(await seriousOf(wall.page, true)).toEqual([]);
    const pages = (await wall.page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pages.match(/\/Type \/Page\b/g)).toHaveLength(10);
    await wall.page.getByRole('link', { name: 'Khám Nhi' }).click();
    await expect.poll(() => wall.page.locator('.sheet').count()).toBe(1);
    expect(wall.complaints).toEqual([]);
    await wall.context.close();
  });
});
