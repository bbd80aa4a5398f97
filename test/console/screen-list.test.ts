import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secondsWords } from '../../console/screen-words.ts';
import type { DeskScreens, SpeakerHealth } from '../../core/wire/protocol.ts';
import type { ScreenRow } from '../../core/wire/screen.ts';
import { healthySign } from '../server/sockets/sample-sign.ts';
import { seriousOf } from './axe.ts';
import { deskDevice, openPage, openStage, type Stage, type Visit } from './browser.ts';

const row = (name: string, more: Partial<ScreenRow>): ScreenRow => ({
  ...{ role: 'board', name, device: `d-${name}`, connected: true, level: 'calm', trouble: null },
  ...{ troubleSeconds: 0, seenSeconds: 2, sound: null, clockOffMs: null, sign: healthySign },
  ...more,
});
const loa = (more: Partial<SpeakerHealth>): SpeakerHealth => ({
  ...{ id: 'hall', rooms: ['Phòng khám 1'], state: 'ready', reason: null, pages: 1, heardAt: 1, newsAt: 1 },
  ...{ waiting: 0, engine: 'default-pack', muted: null, test: null, backup: null },
  ...more,
});
const uninstalled = { boards: 0, speakers: 0 };
const allThere: DeskScreens = {
  ...{ boards: [1, 1], speakers: [1, 1], uninstalled },
  ...{ troubles: [], muted: [] },
};
const well = [
  row('hall', {}),
  row('tang-2', {}),
  row('pk1', { device: null, connected: false, seenSeconds: null, sign: null }),
  row('hall', { role: 'speaker', device: 'd-loa', sound: 'running' }),
];
const ill = [
  row('hall', { connected: false, level: 'red', trouble: 'away', troubleSeconds: 41, seenSeconds: 41 }),
  row('hall', { role: 'speaker', device: 'd-loa', sound: 'blocked', level: 'red', trouble: 'no-sound' }),
  row('tang-2', { level: 'amber', trouble: 'old-engine', sign: { ...healthySign, engine: 38 } }),
  ...well.slice(2, 3),
];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function open(room: string | null, size = { width: 1366, height: 768 }): Promise<Visit> {
  stage.house.newMorning('console', room);
  stage.house.arrive('noi', 2);
  return openPage(stage, { path: '/console', size, identity: deskDevice(room), clock: false });
}

it('a span is told in the unit in which staff would say it', () => {
  const spans = [89, 90, 7_199, 7_200, 47 * 3_600, 48 * 3_600, 7 * 86_400];
  expect(spans.map(secondsWords)).toEqual([
    ...['89 giây', '2 phút', '2 giờ', '2 giờ', '47 giờ', '2 ngày', '7 ngày'],
  ]);
});

describe('the supervisor', () => {
  it('sees in one line that all boards are well, and each of them on request; speakers in a list of their own', async () => {
    const { page } = await open(null);
    await page.getByRole('button', { name: 'Toàn viện' }).click();
    await page.getByRole('heading', { name: 'Toàn viện' }).waitFor();
    stage.house.screens({ screens: well }, allThere);
    stage.house.speak([loa({})]);
    const summary = page.locator('.devices-all summary');
    await expect.poll(() => summary.textContent()).toBe('3 bảng: 2 đang chạy tốt, 1 chưa lắp');
    expect(await page.locator('.devices li:visible').count()).toBe(0);
    await summary.click();
    expect(await page.locator('.devices li').allInnerTexts()).toEqual([
      expect.stringMatching(/^Bảng hall\s+đang nối · Chromium 120 · 1920 × 1080$/),
      expect.stringMatching(/^Bảng tang-2/),
      expect.stringMatching(/^Bảng pk1\s+chưa lắp$/),
    ]);
    expect(await page.locator('aside b').filter({ hasText: 'Loa hall' }).allInnerTexts()).toEqual([
      'Loa hall',
    ]);
    expect(await seriousOf(page, false)).toEqual([]);
    await page.context().close();
  });

  it('sees each trouble as it comes, with what to do, and sees it go', async () => {
    const { page, complaints } = await open(null);
    await page.getByRole('button', { name: 'Toàn viện' }).click();
    await page.getByRole('heading', { name: 'Toàn viện' }).waitFor();
    stage.house.screens({ screens: ill }, allThere);
    stage.house.speak([loa({ state: 'blocked' })]);
    const lines = page.locator('[role=status] .devices li');
    await lines.first().waitFor();
    expect(await lines.allInnerTexts()).toEqual([
      expect.stringMatching(/^Bảng hall mất kết nối 41 giây\s+Xem tivi có bật, dây mạng có cắm không$/),
      expect.stringMatching(/^Bảng tang-2 trình duyệt quá cũ\s+Báo CNTT: gắn máy tính nhỏ vào tivi$/),
    ]);
    const speaker = page.locator('.speakers li');
    await expect
      .poll(() => speaker.locator('.about').innerText())
      .toMatch(/^Loa hall chưa được phát tiếng\s+Chạm vào màn hình loa\s+phát lúc/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await seriousOf(page, false)).toEqual([]);
    stage.house.screens({ screens: well }, allThere);
    stage.house.speak([loa({})]);
    await expect.poll(() => speaker.locator('b').innerText()).toBe('Loa hall');
    await lines.first().waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('a desk', () => {
  const troubles: DeskScreens['troubles'] = [
    { role: 'speaker', name: 'hall', kind: 'silent', level: 'amber', seconds: 16 },
    { role: 'board', name: 'hall', kind: 'frozen', level: 'red', seconds: 130 },
  ];

  it.each([
    { width: 1366, height: 768 },
    { width: 360, height: 160 },
  ])('says the worst of its room in one line of $width px, and is calm again after it', async (size) => {
    const { page } = await open('pk1', size);
    await page.locator('header .room').waitFor({ state: 'attached' });
    stage.house.screens({ screens: [] }, { ...allThere, speakers: [0, 1], troubles });
    const line = page.locator('.screens');
    await line.waitFor({ state: 'attached' });
    expect(await line.textContent()).toBe('Bảng hall đứng hình 2 phút. Tắt rồi bật lại tivi (và 1 máy nữa)');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await page.locator('button.primary').isVisible()).toBe(true);
    stage.house.screens({ screens: [] }, allThere);
    await line.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('says what was never installed otherwise than what is lost, in whole words also at 360 px', async () => {
    const { page } = await open('pk1', { width: 360, height: 160 });
    const line = page.locator('.screens span');
    const says = async (there: Partial<DeskScreens>, words: string): Promise<void> => {
      stage.house.screens({ screens: [] }, { ...allThere, ...there });
      await expect.poll(() => line.textContent(), { timeout: 10_000 }).toBe(words);
      const cut = await line.evaluate((span) => span.scrollWidth > span.clientWidth + 1);
      expect(cut, words).toBe(false);
    };
    const none = { boards: 2, speakers: 1 };
    await says({ boards: [0, 2], speakers: [0, 1], uninstalled: none }, '2 bảng, 1 loa chưa lắp');
    await says({ boards: [1, 3], uninstalled: { boards: 1, speakers: 0 } }, 'Bảng mất kết nối: 1/2');
    await says({ speakers: [0, 1] }, 'Loa mất kết nối: 1/1');
    await page.context().close();
  });
});
