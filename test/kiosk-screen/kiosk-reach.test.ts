import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousOf } from '../console/axe.ts';
import { openStage, type Stage } from '../console/browser.ts';
import { readyStation } from '../console/fake-house.ts';
import { usualLanguages } from './fake-voice.ts';
import { binhCard, paperOut } from './people.ts';
import { asks, landscape, openKiosk, passTime, portrait, press } from './walk.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.house.newMorning('kiosk', null);
  // As many languages as there can be, with and without text and sound.
  stage.house.languages = [
    ...usualLanguages,
    { code: 'hmn', name: 'Hmông', text: true, audio: false },
    { code: 'km', name: 'Khmer', text: true, audio: true },
    { code: 'nut', name: 'Nùng', text: false, audio: true },
    { code: 'tyz', name: 'Tày', text: true, audio: true },
  ];
});

/** A slip of an 80 mm printer, as large as they come. */
const slip = PNG.sync.write(new PNG({ width: 576, height: 640 })).toString('base64');

/** Each screen of the kiosk in turn, with what `look` does on it. */
async function walkAll(page: Page, look: (screen: string) => Promise<void>): Promise<void> {
  const { house } = stage;
  await look('idle');
  await press(page, 'Ngôn ngữ');
  await asks(page, 'Mời chọn ngôn ngữ');
  await look('languages');
  await press(page, 'Quay lại');
  await press(page, 'Nhập số thẻ');
  await look('keypad');
  await press(page, 'Quay lại');
  house.scan('https://example.test/x');
  await asks(page, 'Đây là mã trang web, không phải thẻ');
  await look('trouble');
  house.scan(binhCard);
  await asks(page, 'Có phải bác/anh/chị không?');
  await look('confirm');
  await press(page, 'Gọi nhân viên');
  await page.getByText('Đã gọi nhân viên').waitFor();
  await look('confirm with a passing word');
  await press(page, 'Đúng');
  await asks(page, 'Mời chọn nơi khám');
  await look('services');
  await press(page, 'Tôi thuộc diện ưu tiên');
  await press(page, 'Khuyết tật nặng');
  await look('classes');
  await press(page, 'Xong');
  await press(page, 'Khám Nội');
  await asks(page, 'Số thứ tự');
  await look('ticket');
  house.setStation(paperOut);
  await page.locator('.qr').waitFor();
  await look('ticket without paper');
  await press(page, 'Xong');
  house.slipPicture = slip;
  house.setStation({ ...readyStation, printer: { ...readyStation.printer, kind: 'preview' } });
  house.scan(binhCard);
  await press(page, 'Đúng');
  await press(page, 'Khám Phục hồi');
  await page.getByRole('img', { name: 'Phiếu của số này' }).waitFor();
  await look('ticket with the picture of the slip');
  await press(page, 'Xong');
}

type Target = {
  name: string;
  kind: string;
  x: number;
  y: number;
  width: number;
  height: number;
  hit: boolean;
};

/** Every button in millimetres of the panel, and whether a finger in its middle reaches it. */
function targetsOf(page: Page): Promise<Target[]> {
  return page.evaluate(() => {
    const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
    return [...document.querySelectorAll('button')].map((button) => {
      const { x, y, width, height } = button.getBoundingClientRect();
      const hit = button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
      const box = { x: x / mm, y: y / mm, width: width / mm, height: height / mm };
      return { name: button.innerText, kind: button.className, hit, ...box };
    });
  });
}

/** Millimetres between two targets; 0 when they touch. */
function gap(a: Target, b: Target): number {
  const across = Math.max(a.x - b.x - b.width, b.x - a.x - a.width);
  const down = Math.max(a.y - b.y - b.height, b.y - a.y - a.height);
  return Math.max(across, down, 0);
}

describe.each([
  ['21.5 inches upright', portrait, 21.5],
  ['21.5 inches lying', landscape, 21.5],
  ['15.6 inches lying', landscape, 15.6],
  ['a tablet of 10.1 inches upright', { width: 800, height: 1280 }, 10.1],
])('on %s', (_name, size, inches) => {
  it('every target is 20 mm at least, the main one 30 mm high, 3 mm apart, and in reach', async () => {
    stage.house.inches = inches;
    const { page, context } = await openKiosk(stage, size, false);
    await walkAll(page, async (screen) => {
      const targets = await targetsOf(page);
      expect(targets.length).toBeGreaterThan(1);
      for (const target of targets) {
        const where = `${screen}: ${target.name}`;
        expect(Math.min(target.width, target.height), where).toBeGreaterThanOrEqual(20);
        if (target.kind === 'primary') expect(target.height, where).toBeGreaterThanOrEqual(30);
        expect(target.hit, where).toBe(true);
        for (const other of targets) {
          if (other !== target)
            expect(gap(target, other), `${where} – ${other.name}`).toBeGreaterThanOrEqual(3);
        }
      }
      expect(await clipped(page), screen).toEqual([]);
    });
    await context.close();
  });
});

/** Texts and pictures that stick out of their box or the screen's, or lie over the buttons. */
function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const things = 'h1, p:not(.unseen, .note), button, b, small, li, img, svg.qr';
    const boxOf = (node: Element): DOMRect => node.getBoundingClientRect();
    const within = (a: DOMRect, b: DOMRect): boolean =>
      a.left >= b.left - 1 && a.top >= b.top - 1 && a.right <= b.right + 1 && a.bottom <= b.bottom + 1;
    const apart = (a: DOMRect, b: DOMRect): boolean =>
      a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
    const panel = boxOf(document.documentElement);
    const below = [...document.querySelectorAll('.actions > *')].map(boxOf);
    return [...document.querySelectorAll<HTMLElement>(things)]
      .filter((node) => getComputedStyle(node).display !== 'inline')
      .filter((node) => {
        const room = node.closest('main, header, footer');
        const own = boxOf(node);
        const free = !node.closest('.say') || below.every((box) => apart(own, box));
        return !within(own, room ? boxOf(room) : panel) || !free || node.scrollWidth > node.clientWidth + 2;
      })
      .map((node) => `${node.tagName} ${node.innerText}`);
  });
}

describe('people who cannot see or reach well', () => {
  it('meet nothing that axe calls serious on any screen, in either language, at 7:1', async () => {
    const { page, context } = await openKiosk(stage, portrait, true);
    await walkAll(page, async (screen) => expect(await seriousOf(page, true), screen).toEqual([]));
    await press(page, 'Ngôn ngữ');
    await press(page, 'English');
    expect(await seriousOf(page, true)).toEqual([]);
    await press(page, 'Type the card number');
    await passTime(stage, page, 45_000);
    await page.getByRole('dialog').waitFor();
    expect(await seriousOf(page, true)).toEqual([]);
    await context.close();
  });

  it('walk the whole way with Tab and Space alone', async () => {
    const { page, context } = await openKiosk(stage, portrait, false);
    const tabTo = async (name: string) => {
      for (let tries = 0; tries < 30; tries += 1) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => (document.activeElement as HTMLElement).innerText ?? '');
        if (focused.includes(name)) return page.keyboard.press('Space');
      }
      throw new Error(`no way to ${name}`);
    };
    await tabTo('Nhập số thẻ');
    await asks(page, 'Mời nhập số thẻ');
    for (const digit of '024085001234') await page.keyboard.press(digit, { delay: 140 });
    await tabTo('Tiếp tục');
    await asks(page, 'Có phải bác/anh/chị không?');
    await tabTo('Đúng');
    await asks(page, 'Mời chọn nơi khám');
    await tabTo('Khám Mắt');
    await asks(page, 'Số thứ tự');
    await context.close();
  });
});

describe('a kiosk in a public hall', () => {
  it('has no button that Enter presses, no menu, no selection, no browser shortcut, no field', async () => {
    const { page, context, complaints } = await openKiosk(stage, portrait, false);
    for (const button of await page.getByRole('button').all()) {
      await button.focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('NumpadEnter');
    }
    expect(await page.locator('h1').textContent()).toBe('Mời đặt thẻ lên đây');
    expect(stage.house.asked.filter(({ method }) => method === 'POST')).toEqual([]);
    const allowed = await page.evaluate(() => {
      const events = [
        new MouseEvent('contextmenu', { bubbles: true, cancelable: true }),
        new Event('selectstart', { bubbles: true, cancelable: true }),
        new Event('dragstart', { bubbles: true, cancelable: true }),
        new WheelEvent('wheel', { ctrlKey: true, bubbles: true, cancelable: true }),
        ...['F5', 'F12', 'F11'].map(
          (key) => new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
        ),
        ...['w', 'p', 'r', 'l'].map(
          (key) => new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }),
        ),
      ];
      return events.filter((event) => document.body.dispatchEvent(event)).map(({ type }) => type);
    });
    expect(allowed).toEqual([]);
    expect(await page.locator('input, textarea, select, a').count()).toBe(0);
    const touch = await page.locator('body').evaluate((body) => getComputedStyle(body).userSelect);
    expect(touch).toBe('none');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('takes no second tap of a double tap for an answer to the next question', async () => {
    const { page, context } = await openKiosk(stage, portrait, false);
    stage.house.scan(binhCard);
    await asks(page, 'Có phải bác/anh/chị không?');
    await press(page, 'Đúng');
    await asks(page, 'Mời chọn nơi khám');
    const second = page.getByRole('button', { name: 'Khám Mắt' });
    await second.dispatchEvent('click', { detail: 2 });
    await asks(page, 'Mời chọn nơi khám');
    await second.dispatchEvent('click', { detail: 1 });
    await asks(page, 'Số thứ tự');
    await context.close();
  });
});
