import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AlarmName, type AlarmRow, alarmNames } from '../../core/wire/alarm.ts';
import { alarmTable } from '../../server/alarms/alarm-table.ts';
import { seriousOf } from './axe.ts';
import { deskDevice, openPage, openStage, type Stage, type Visit } from './browser.ts';

const row = (alarm: AlarmName, level: AlarmRow['level'], what: string, seconds: number): AlarmRow => {
  const { title, first } = alarmTable[alarm];
  return { alarm, level, title, what, first, seconds };
};

let stage: Stage;
let visit: Visit;
let page: Page;
beforeAll(async () => {
  stage = await openStage();
  stage.house.newMorning('console', null);
  stage.house.arrive('noi', 3);
  const size = { width: 1366, height: 768 };
  visit = await openPage(stage, { path: '/console', size, identity: deskDevice(null), clock: false });
  page = visit.page;
  await page.getByRole('button', { name: 'Toàn viện' }).first().click();
  await page.getByRole('heading', { name: 'Toàn viện' }).waitFor();
});
afterAll(() => stage.close());

/** Said until the page hears it: its socket may have opened after the first word. */
const said = (alarms: readonly AlarmRow[], shown = alarms.length): Promise<unknown> =>
  expect
    .poll(async () => {
      stage.house.alarms(alarms);
      return page.locator('.alarms li').count();
    })
    .toBe(shown);

describe('the supervisor', () => {
  it('reads what is wrong, which of them, since when, and what to do first', async () => {
    await said([
      row('printer', 'red', 'sanh-a: Hết giấy: mở nắp, thay cuộn mới, đóng nắp.', 200),
      row('disk', 'amber', 'còn trống dưới 10 %', 20),
    ]);
    const [printer, disk] = await page.locator('.alarms li').allInnerTexts();
    expect(printer).toMatch(
      /Máy in cần xem · sanh-a: Hết giấy[\s\S]*Thay giấy, đóng nắp, cắm lại dây[\s\S]*đã 3 phút/,
    );
    expect(disk).toMatch(/Ổ đĩa máy chủ sắp đầy · còn trống dưới 10 %[\s\S]*Báo CNTT[\s\S]*vừa xong/);
    expect(await seriousOf(page, false)).toEqual([]);
  });

  it('sees in one quiet line that nothing is wrong', async () => {
    await said([]);
    await page.getByText('Không có việc gì phải xem').waitFor();
    expect(await seriousOf(page, false)).toEqual([]);
  });

  it('still has the house below when everything is wrong at once', async () => {
    const what = 'sanh-a, sanh-b, tang-2 và 4 nơi nữa';
    await said(
      alarmNames.map((alarm) => row(alarm, 'red', what, 4_000)),
      4,
    );
    for (const size of [
      { width: 1366, height: 768 },
      { width: 1920, height: 1080 },
    ]) {
      await page.setViewportSize(size);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      const services = await page.locator('.services tbody tr').first().boundingBox();
      expect(services!.y).toBeLessThan(size.height * 0.7);
      expect(await seriousOf(page, false)).toEqual([]);
    }
    await page.getByRole('button', { name: 'Còn 8 việc nữa' }).click();
    await expect.poll(() => page.locator('.alarms li').count()).toBe(alarmNames.length);
    await page.getByRole('button', { name: 'Thu gọn' }).click();
    await page.setViewportSize({ width: 1366, height: 768 });
  });

  it('says that the machine’s clock is right, and the alarm is gone', async () => {
    const now = Date.now();
    await said([row('clock', 'amber', 'máy báo 23/11/2026, 08:00', 5)]);
    const right = page.getByRole('button', { name: 'Giờ máy chủ đúng, theo giờ mới' });
    stage.house.clock({ kind: 'behind', wall: now - 86_400_000, now });
    await expect.poll(() => right.count()).toBe(0);
    stage.house.clock({ kind: 'ahead', wall: now + 86_400_000, now });
    await right.click();
    await page.getByText('Không có việc gì phải xem').waitFor();
    expect(stage.house.asked.findLast(({ path }) => path.endsWith('/day'))).toBeTruthy();
    expect(visit.complaints).toEqual([]);
  });
});
