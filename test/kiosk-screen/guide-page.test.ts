import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousOf } from '../console/axe.ts';
import { kioskDevice, openPage, openStage, type Stage, type Visit } from '../console/browser.ts';
import { heardOn, listenIn } from './ear.ts';
import { binhCard } from './people.ts';
import { asks, passTime, portrait, press } from './walk.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.house.newMorning('kiosk', null));

/** A kiosk that is listened to; `prepare` runs before the page's own scripts. */
async function openHeard(clock: boolean, prepare: (page: Page) => Promise<unknown>): Promise<Visit> {
  const opening = { path: '/kiosk', size: portrait, identity: kioskDevice, clock };
  const visit = await openPage(stage, opening);
  await listenIn(visit.page);
  await prepare(visit.page);
  await visit.page.reload();
  await asks(visit.page, 'Mời đặt thẻ lên đây');
  return visit;
}
const asIs = async (): Promise<void> => {};
const soon = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: 15_000 });

const listen = (page: Page) => page.locator('button.guide').click();
const label = (page: Page) => page.locator('button.guide').innerText();
const outlined = (page: Page) => page.locator('[data-heard]').allInnerTexts();
const prompts = () =>
  stage.house.asked
    .filter(({ path }) => path.includes('/prompts/'))
    .map(({ path }) => path.split('/').slice(-2));

describe('a person who cannot read', () => {
  it('presses the loudspeaker and hears the screen; pressing again ends it', async () => {
    const { page, context, complaints } = await openHeard(false, asIs);
    expect(await label(page)).toBe('Nghe hướng dẫn');
    expect(await heardOn(page)).toEqual({ sounds: [], open: 0 });
    await listen(page);
    await soon(() => label(page)).toBe('Dừng đọc');
    await soon(async () => (await heardOn(page)).sounds.length).toBeGreaterThan(1);
    expect((await heardOn(page)).sounds[0]).toEqual({ ms: 400, gain: 0.6 });
    // A trembling finger: the second tap of a double tap does not end what the first one began.
    await page.locator('button.guide').dispatchEvent('click', { detail: 2 });
    expect(await label(page)).toBe('Dừng đọc');
    expect((await heardOn(page)).open).toBe(1);
    expect(prompts()[0]).toEqual(['vi', 'idle.title']);
    await listen(page);
    await soon(async () => (await heardOn(page)).open).toBe(0);
    expect(await label(page)).toBe('Nghe hướng dẫn');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('sees which service is spoken of, one after another, and may press it right then', async () => {
    stage.house.promptMs = 900;
    const { page, context } = await openHeard(false, asIs);
    stage.house.scan(binhCard);
    await press(page, 'Đúng');
    await asks(page, 'Mời chọn nơi khám');
    await listen(page);
    const seen: string[] = [];
    const look = async (): Promise<number> => {
      const [now] = await outlined(page);
      const name = now?.split('\n').find((line) => line.length > 1);
      if (name && seen.at(-1) !== name) seen.push(name);
      return seen.length;
    };
    await expect.poll(look, { interval: 100, timeout: 20_000 }).toBe(3);
    expect(seen).toEqual(['Quầy tiếp đón', 'Khám Nội tổng quát', 'Khám Nhi']);
    expect(await seriousOf(page, true)).toEqual([]);
    await page.locator('[data-heard]').click();
    await asks(page, 'Số thứ tự');
    await soon(async () => (await heardOn(page)).open).toBe(0);
    expect(await page.locator('[data-code]').getAttribute('data-code')).toBe('H001');
    await context.close();
  });

  it('hears the number and where to go, to the end, and nothing of the card', async () => {
    stage.house.promptMs = 60;
    const { page, context } = await openHeard(false, asIs);
    stage.house.scan(binhCard);
    await asks(page, 'Có phải bác/anh/chị không?');
    await listen(page);
    await soon(async () => (await heardOn(page)).sounds.length).toBe(3);
    await soon(() => label(page)).toBe('Nghe hướng dẫn');
    await press(page, 'Đúng');
    await press(page, 'Khám Nội');
    await asks(page, 'Số thứ tự');
    await soon(async () => (await heardOn(page)).open).toBe(0);
    await listen(page);
    await soon(async () => (await heardOn(page)).sounds.length).toBe(10);
    await soon(() => label(page)).toBe('Nghe hướng dẫn');
    expect(prompts().map(([, key]) => key)).toEqual([
      'confirm.title',
      'confirm.yes',
      'confirm.no',
      'ticket.title',
      'code-A001',
      'ticket.first',
      'ticket.where',
      'place-noi',
      'ticket.paper',
      'ticket.done',
    ]);
    await context.close();
  });

  it('makes it louder and softer; whoever comes next finds it as usual', async () => {
    stage.house.promptMs = 5_000;
    const { page, context } = await openHeard(true, asIs);
    const volume = page.locator('button.volume');
    await volume.click();
    expect(await volume.innerText()).toContain('3/3');
    await press(page, 'Nhập số thẻ');
    await listen(page);
    await soon(async () => (await heardOn(page)).sounds.at(-1)?.gain).toBe(1);
    await volume.click();
    expect(await volume.innerText()).toContain('1/3');
    expect(await label(page)).toBe('Dừng đọc');
    await press(page, 'Quay lại');
    await asks(page, 'Mời đặt thẻ lên đây');
    expect(await volume.innerText()).toContain('2/3');
    await soon(async () => (await heardOn(page)).open).toBe(0);
    await context.close();
  });

  it('is asked aloud for more time, and the wipe ends the voice', async () => {
    stage.house.promptMs = 20_000;
    const { page, context } = await openHeard(true, asIs);
    await press(page, 'Nhập số thẻ');
    await passTime(stage, page, 45_000);
    await page.getByRole('dialog').waitFor();
    await soon(() => prompts().at(-1)).toEqual(['vi', 'time.title']);
    await soon(async () => (await heardOn(page)).sounds.at(-1)?.ms).toBe(20_000);
    await passTime(stage, page, 20_000);
    await asks(page, 'Mời đặt thẻ lên đây');
    await soon(async () => (await heardOn(page)).open).toBe(0);
    await context.close();
  });
});

describe('a kiosk without sound', () => {
  const quietEnds: [string, (page: Page) => Promise<unknown>][] = [
    [
      'a browser without audio',
      (page) => page.addInitScript(() => Reflect.deleteProperty(window, 'AudioContext')),
    ],
    [
      'a browser that refuses to play',
      (page) =>
        page.addInitScript(() => {
          AudioContext.prototype.resume = () => new Promise(() => {});
          Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' });
        }),
    ],
    [
      'a file that is no sound',
      async () => {
        stage.house.promptMs = 0;
      },
    ],
    [
      'a server that sends none',
      async () => {
        for (let each = 0; each < 20; each += 1) stage.house.refuseNext(/prompts/, 503, 'house-away');
      },
    ],
  ];

  it.each(quietEnds)('(%s) says so quietly, and the visit goes on', async (_name, prepare) => {
    const { page, context, complaints } = await openHeard(false, prepare);
    await listen(page);
    await soon(() => label(page)).toBe('Chưa có tiếng');
    expect(await page.locator('button.guide').isEnabled()).toBe(true);
    await press(page, 'Không có thẻ');
    await asks(page, 'Số thứ tự');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('has a button that tells so where the house has no voice at all', async () => {
    stage.house.languages = stage.house.languages.map((each) => ({ ...each, audio: false }));
    const { page, context } = await openHeard(false, asIs);
    expect(await label(page)).toBe('Chưa có tiếng');
    expect(await page.locator('button.guide').isDisabled()).toBe(true);
    expect(await page.locator('button.volume').isDisabled()).toBe(true);
    await context.close();
  });
});

describe('a person who speaks another language', () => {
  it('finds it by its name, is spoken to in it, and leaves Vietnamese behind for the next', async () => {
    const tay = { code: 'tyz', name: 'Tày', text: true, audio: true };
    const nung = { code: 'nut', name: 'Nùng', text: false, audio: true };
    stage.house.languages = [...stage.house.languages, nung, tay];
    stage.house.packs = { tyz: { 'keypad.title': 'Tày: nhập số', 'do.back': 'Tày: quay lại' } };
    stage.house.promptMs = 3_000;
    const { page, context } = await openHeard(false, asIs);
    await press(page, 'Ngôn ngữ');
    await asks(page, 'Mời chọn ngôn ngữ');
    await press(page, 'Nùng');
    await asks(page, 'Mời đặt thẻ lên đây');
    await soon(() => label(page)).toBe('Dừng đọc');
    expect(prompts()).toContainEqual(['nut', 'idle.title']);
    expect(await page.locator('html').getAttribute('lang')).toBe('vi');
    await press(page, 'Ngôn ngữ');
    await press(page, 'Tày');
    await press(page, 'Nhập số thẻ');
    await asks(page, 'Tày: nhập số');
    expect(await page.locator('html').getAttribute('lang')).toBe('tyz');
    expect(await page.getByText('12 số căn cước').count()).toBe(1);
    await press(page, 'Tày: quay lại');
    await asks(page, 'Mời đặt thẻ lên đây');
    expect(await page.locator('html').getAttribute('lang')).toBe('vi');
    await context.close();
  });
});
