import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SpeakerHealth } from '../../core/wire/protocol.ts';
import { deskDevice, openPage, openStage, type Stage, type Visit } from './browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** 07:05:09 in Hà Nội, the evening before in New York. */
const AT = Date.parse('2026-11-22T00:05:09Z');
const loa = {
  ...{ id: 'hall', rooms: ['Phòng khám 1'], state: 'ready', reason: null, pages: 1, newsAt: AT, waiting: 0 },
  ...{ heardAt: AT, engine: 'default-pack', muted: null, test: null, backup: null },
} satisfies SpeakerHealth;

/** A desk on a PC whose Windows was set up for New York. */
function open(room: string | null, timeZone = 'Asia/Ho_Chi_Minh'): Promise<Visit> {
  stage.house.newMorning('console', room);
  stage.house.timeZone = timeZone;
  stage.house.arrive('noi', 1);
  const size = { width: 1366, height: 768 };
  const pc = { size, clock: false, pcZone: 'America/New_York' };
  return openPage(stage, { path: '/console', identity: deskDevice(room), ...pc });
}
async function wholeHouse({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Toàn viện' }).click();
  await page.getByRole('heading', { name: 'Toàn viện' }).waitFor();
}

describe('on a PC in a wrong time zone', () => {
  it.each([
    ['Asia/Ho_Chi_Minh', '07:05:09'],
    ['Asia/Tokyo', '09:05:09'],
  ])('the supervisor reads the times of the hospital (%s)', async (timeZone, time) => {
    const visit = await open(null, timeZone);
    await wholeHouse(visit);
    stage.house.speak([loa]);
    await visit.page.locator('.speakers li', { hasText: `phát lúc ${time}` }).waitFor();
    await visit.context.close();
  });

  it('a notice ends when the clock on the wall says so, and its list says the same', async () => {
    const visit = await open(null);
    await wholeHouse(visit);
    const { page } = visit;
    await page.getByRole('button', { name: 'Thông báo' }).click();
    const panel = page.locator('.panel');
    await panel.getByLabel('Nội dung').fill('Chiều nay phòng khám Mắt nghỉ');
    await panel.getByLabel('Đến').fill('2099-01-01T17:00');
    await page.getByRole('button', { name: 'Đưa lên bảng' }).click();
    await panel.locator('li', { hasText: 'đến 17:00 01/01' }).waitFor();
    const sent = stage.house.asked.findLast(
      ({ method, path }) => method === 'POST' && path.endsWith('/notices'),
    );
    expect(sent?.body).toMatchObject({ from: null, until: '2099-01-01T10:00:00.000Z' });
    await visit.context.close();
  });

  it('a desk says by the same clock when a call was heard', async () => {
    const visit = await open('pk1');
    const { page } = visit;
    await page.locator('header .room').waitFor();
    await page.keyboard.press('Space');
    await page.locator('.now .code', { hasText: 'A001' }).waitFor();
    stage.house.sound({ callId: stage.house.callIn('pk1'), phase: 'started', at: AT });
    await page.getByText('Loa đã phát 07:05:09').waitFor();
    await visit.context.close();
  });
});
