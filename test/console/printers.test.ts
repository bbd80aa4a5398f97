import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printerTone } from '../../core/wire/printer-tone.ts';
import type { HousePrinter } from '../../core/wire/protocol.ts';
import { seriousOf } from './axe.ts';
import { deskDevice, openPage, openStage, type Stage } from './browser.ts';

const hallA: HousePrinter = {
  station: 'sanh-a',
  state: 'ready',
  staff: 'Máy in sẵn sàng.',
  left: 120,
  leftWords: 'còn khoảng 120 phiếu',
};
const empty: HousePrinter = {
  ...hallA,
  state: 'paperOut',
  staff: 'Hết giấy: mở nắp, thay cuộn mới, đóng nắp.',
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  stage.house.newMorning('console', null);
});
afterAll(() => stage.close());

/** The desk of a room, or the whole house. */
async function sitDown(where: string): Promise<Page> {
  const size = { width: 1366, height: 768 };
  const identity = deskDevice(where === 'Toàn viện' ? null : where);
  const { page } = await openPage(stage, { path: '/console', size, identity, clock: false });
  if (where === 'Toàn viện') await page.getByRole('button', { name: where }).first().click();
  await page.locator('.banners').waitFor({ state: 'attached' });
  return page;
}

describe.each(['q1', 'Toàn viện'])('whoever looks after the paper at %s', (where) => {
  let page: Page;
  beforeAll(async () => {
    page = await sitDown(where);
  });
  const alarms = (): Promise<string[]> => page.getByRole('alert').allInnerTexts();

  it('sees each printer and how long its roll lasts, without an alarm while all is well', async () => {
    await expect
      .poll(async () => {
        stage.house.printers([
          hallA,
          { ...hallA, station: 'sanh-b', left: null, leftWords: 'chưa rõ còn bao nhiêu phiếu' },
        ]);
        return page.getByRole('region', { name: 'Máy in', exact: true }).allInnerTexts();
      })
      .toEqual([expect.stringMatching(/sanh-a\s+Máy in sẵn sàng\.[\s\S]*còn khoảng 120 phiếu[\s\S]*sanh-b/)]);
    expect(await alarms()).toEqual([]);
  });
});

describe('a desk of the reception', () => {
  it('is alarmed in words while one is out of paper, and no longer than that', async () => {
    const page = await sitDown('q1');
    const alarms = (): Promise<string[]> => page.getByRole('alert').allInnerTexts();
    stage.house.printers([empty]);
    await expect
      .poll(alarms)
      .toEqual([expect.stringMatching(/^Máy in sanh-a: Hết giấy: mở nắp, thay cuộn mới/)]);
    expect(await seriousOf(page, true)).toEqual([]);
    stage.house.printers([{ ...hallA, left: 12, leftWords: 'còn khoảng 12 phiếu' }]);
    await expect.poll(alarms).toEqual([expect.stringMatching(/Cuộn giấy còn khoảng 12 phiếu\./)]);
    stage.house.printers([hallA]);
    await expect.poll(alarms).toEqual([]);
  });
});

describe('the reception', () => {
  it('settles a slip of unknown fate with one press', async () => {
    const { house } = stage;
    const page = await sitDown('q1');
    const slips = page.getByRole('region', { name: 'Phiếu in', exact: true });
    expect(await slips.count()).toBe(0);
    house.arrive('noi', 1);
    const ticket = [...house.today.day.tickets.values()].at(-1)!;
    const paper = { slip: 1, state: 'unknown', printer: null, at: Date.now() } as const;
    house.today.day.tickets.set(ticket.id, { ...ticket, paper });
    house.changed();
    await expect.poll(() => slips.allInnerTexts()).toEqual([expect.stringContaining(ticket.code)]);
    await slips.getByRole('button', { name: 'Đã có phiếu' }).click();
    await expect
      .poll(() => house.asked.at(-1)?.path)
      .toBe(`/api/v1/tickets/${encodeURIComponent(ticket.id)}/paper-seen`);
  });
});

describe('a printer', () => {
  it.each([
    ['ready', null, 'calm'],
    ['unknown', 300, 'calm'],
    ['ready', 29, 'amber'],
    ['paperLow', 200, 'amber'],
    ['away', null, 'amber'],
    ['paperOut', null, 'brick'],
    ['coverOpen', 100, 'brick'],
    ['unreachable', null, 'brick'],
    ['aStateOfANewerStation', null, 'brick'],
  ] as const)('that is %s with %s tickets left is told of as %s', (state, left, tone) => {
    expect(printerTone({ state, left })).toBe(tone);
  });
});
