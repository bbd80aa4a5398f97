import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousOf } from './axe.ts';
import { deskDevice, openPage } from './browser.ts';
import { click, type DeskStage, deskSize, inside, openDesk, pause, strike, tabTo } from './desk-walk.ts';

let at: DeskStage;

beforeAll(async () => {
  at = await openDesk();
});
afterAll(() => at.stage.close());
afterEach(() => expect(at.desk.complaints).toEqual([]));

describe('a nurse with one hand on the keyboard', () => {
  it('sees who comes next and why on the key before she presses it, and why he was called after', async () => {
    const page = await at.morning(3);
    expect(await page.locator('button.primary').innerText()).toMatch(/A001[\s\S]*chờ 0\/60 phút/);
    await strike(page, 'Space');
    await inside(page, 'A001');
    await page.getByText('gọi vì: thường, chờ 0/60 phút').waitFor();
    await page.getByText('Cả lượt 0 phút / 2 giờ').waitFor();
    expect(await page.title()).toBe('A001 › A002 · Phòng khám 1');
  });

  it('has ten seconds to take a call back, and then no more', async () => {
    const page = await at.morning(2);
    await strike(page, 'Space');
    await page.getByText('Đã gọi A001').waitFor();
    await page.getByRole('button', { name: /Hoàn tác \((?:9|10)\)/ }).waitFor();
    await strike(page, 'Control+KeyZ');
    await inside(page, '–');
    expect(await page.locator('button.primary').innerText()).toContain('A001');
    await strike(page, 'Space');
    await inside(page, 'A001');
    await page.clock.fastForward(11_000);
    await page.getByText('Đã gọi A001').waitFor({ state: 'detached' });
    await strike(page, 'Backspace');
    expect(at.posts().filter((path) => path.endsWith('/undo'))).toHaveLength(1);
  });

  it('holds a patient back, asks him in again and cancels another, without a mouse', async () => {
    const page = await at.morning(2);
    await strike(page, 'Space');
    await inside(page, 'A001');
    await strike(page, 'KeyH');
    await page.getByText('Đang giữ (1)').waitFor();
    await tabTo(page, 'Mời lại');
    await page.getByText('Đang giữ (1)').waitFor({ state: 'detached' });
    await strike(page, 'KeyD', '2', 'Enter');
    await page.getByRole('heading', { name: 'A002' }).waitFor();
    await tabTo(page, 'Hủy');
    await strike(page, 'Digit1');
    await expect.poll(() => at.posts().at(-1)).toMatch(/t3\/cancel$/);
    expect(at.sent('/cancel')).toEqual({ reason: 'Người bệnh xin về' });
    expect(at.posts().filter((path) => path.endsWith('/next'))).toHaveLength(1);
  });

  it('reads why somebody was kept aside before she came', async () => {
    const page = await at.morning(1);
    const { house } = at.stage;
    const [id] = [...house.today.day.tickets.keys()];
    const reason = 'Hai phiếu cùng số K1-001: phiếu này lấy lúc 07:05, hỏi người bệnh';
    house.today.ask({ type: 'move', ticket: id!, move: 'hold', reason });
    house.changed();
    await page.getByText('Đang giữ (1)').waitFor();
    await page.getByText(`· ${reason}`).waitFor();
  });

  it('who presses twice in a hurry calls one patient, though the first answer has come', async () => {
    const page = await at.morning(3);
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
    await page.keyboard.press('Space');
    await inside(page, 'A001');
    await page.getByText('Đã gọi A001').waitFor();
    await page.clock.fastForward(200);
    await page.keyboard.press('Space');
    await page.clock.fastForward(400);
    await page.keyboard.press('F2');
    await page.clock.fastForward(150);
    await page.keyboard.press('Space');
    await inside(page, 'A002');
    expect(at.posts()).toHaveLength(2);
    await page.clock.resume();
  });

  it('types into the search field without calling anybody', async () => {
    const page = await at.morning(3);
    await strike(page, 'KeyD');
    await page.getByLabel('Số hoặc mã').waitFor();
    await strike(page, 'a', '0', 'r', 'v', 'Space', 'Escape');
    expect(at.posts()).toEqual([]);
    await strike(page, 'KeyD');
    await page.getByLabel('Số hoặc mã').waitFor();
    await strike(page, '2', 'Enter');
    await page.getByText('còn 1 trước').waitFor();
  });

  it('may switch single keys off; the choice stays in this browser, F keys and the pad stay too', async () => {
    const page = await at.morning(4);
    await strike(page, 'Shift+Slash');
    await page.getByLabel('Phím tắt một phím').click();
    await strike(page, 'Escape', 'Space', 'KeyV');
    expect(at.posts()).toEqual([]);
    await page.reload();
    await page.getByText('Trong phòng').waitFor();
    await strike(page, 'KeyV', 'F2');
    await inside(page, 'A001');
    await strike(page, 'NumpadEnter');
    await inside(page, 'A002');
    await click(page, 'Phím tắt');
    await page.getByLabel('Phím tắt một phím').click();
    await strike(page, 'Escape', 'Space');
    await inside(page, 'A003');
  });

  it('takes a break by holding 0, and the next press opens the room again', async () => {
    const page = await at.morning(2);
    await page.keyboard.down('Numpad0');
    await pause(page);
    await page.keyboard.down('Numpad0');
    await page.keyboard.up('Numpad0');
    await page.getByRole('heading', { name: 'Tạm nghỉ vì sao?' }).waitFor();
    await strike(page, 'Numpad2');
    await page.getByText('TẠM NGHỈ: Cấp cứu').waitFor();
    await page.getByRole('button', { name: /^Mở lại, gọi/ }).waitFor();
    await strike(page, 'NumpadEnter');
    await inside(page, 'A001');
    await page.getByText('Đang mở').waitFor();
  });
});

describe('a nurse with the mouse', () => {
  it('leaves no focus behind: the Space after a click is still the next patient', async () => {
    const page = await at.morning(3);
    await click(page, 'Gọi tiếp');
    await inside(page, 'A001');
    await click(page, 'Gọi lại');
    await expect.poll(() => at.posts().at(-1)).toMatch(/recall$/);
    await page.getByRole('button', { name: /^Gọi lại 1\/3/ }).waitFor();
    await strike(page, 'Space');
    await inside(page, 'A002');
  });

  it('brings an absent patient back with one press, and closes the room when it is empty', async () => {
    const page = await at.morning(2);
    await click(page, 'Gọi tiếp');
    await inside(page, 'A001');
    await click(page, 'Vắng');
    await page.getByText('Vắng (1)').waitFor();
    await click(page, 'Mời lại');
    await page.getByText('Vắng (1)').waitFor({ state: 'detached' });
    await click(page, 'Tạm nghỉ');
    await click(page, 'Đóng phòng');
    await page.getByText('PHÒNG ĐANG ĐÓNG').waitFor();
    await strike(page, 'Space');
    await page.getByText('Mở phòng trước khi gọi').waitFor();
    await click(page, 'Mở phòng');
    await page.getByText('Đang mở').waitFor();
  });
});

describe('the window beside the other programs', () => {
  it('at 360 × 160 shows who is inside, the next, its keys and the health, and nothing is cut', async () => {
    const page = await at.morning(12);
    await strike(page, 'Space');
    await inside(page, 'A001');
    await page.setViewportSize({ width: 360, height: 160 });
    const wanted = ['.now .code', 'main > button.primary', '.undo button', '.count', '.voice', '.server'];
    const shown = await page.evaluate(
      (selectors) =>
        selectors.map((selector) => {
          const { left, top, right, bottom } = document.querySelector(selector)!.getBoundingClientRect();
          const fits = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
          return right > left && bottom > top && fits ? selector : `cut: ${selector}`;
        }),
      [...wanted, '.move.recall button', '.move.no-show button'],
    );
    expect(shown).toEqual([...wanted, '.move.recall button', '.move.no-show button']);
    expect(await page.locator('button.primary').innerText()).toMatch(/A002[\s\S]*Space/);
    expect(await page.locator('aside').isVisible()).toBe(false);
    await strike(page, 'KeyT');
    await page.getByRole('heading', { name: 'Chuyển A001 đến' }).waitFor();
    await strike(page, 'Digit1');
    await inside(page, '–');
    await page.setViewportSize(deskSize);
  });

  it('opens from a button as a window that stays above the others, with the same keys', async () => {
    const page = await at.morning(3);
    const opened = at.desk.context.waitForEvent('page');
    await click(page, 'Thu nhỏ');
    const small = await opened;
    await small.locator('.now .code').waitFor();
    expect(small.url()).toBe('about:blank');
    await small.keyboard.press('NumpadEnter');
    await inside(page, 'A001');
    await small.locator('.now .code', { hasText: 'A001' }).waitFor();
    await small.close();
  });

  it('opens as an ordinary small window where the browser knows no other, and stays small there', async () => {
    at.stage.house.newMorning('console', 'pk1');
    at.stage.house.arrive('noi', 3);
    const opening = { path: '/console', size: deskSize, identity: deskDevice('pk1'), clock: true };
    const { page, context } = await openPage(at.stage, opening);
    await page.evaluate(() => Reflect.deleteProperty(window, 'documentPictureInPicture'));
    const opened = context.waitForEvent('page');
    await click(page, 'Thu nhỏ');
    const small = await opened;
    await small.locator('.now .code').waitFor();
    expect(await small.evaluate(() => [innerWidth, innerHeight])).toEqual([360, 160]);
    expect(await small.getByRole('button', { name: 'Thu nhỏ' }).count()).toBe(0);
    await context.close();
  });
});

describe('the desk with everything on it', () => {
  it('has nothing that axe calls serious', async () => {
    const page = await at.morning(12);
    await strike(page, 'Space');
    await inside(page, 'A001');
    at.stage.house.ring('kiosk-1');
    at.stage.house.sound({ callId: at.stage.house.callIn('pk1'), phase: 'silent', at: Date.now() });
    await page.getByText('A001: Không có tiếng').waitFor();
    for (const key of ['KeyC', 'KeyU', 'KeyG', 'KeyN', 'KeyL', 'KeyP', 'Shift+Slash']) {
      await strike(page, key);
      expect(await seriousOf(page, false)).toEqual([]);
      await strike(page, 'Escape');
    }
    await strike(page, 'KeyV');
    await page.getByText('Vắng (1)').waitFor();
    expect(await seriousOf(page, false)).toEqual([]);
  });
});

describe('a desk without a room of its own', () => {
  it('asks once for the room and remembers it; another can be taken', async () => {
    at.stage.house.newMorning('console', null);
    const opening = { path: '/console', size: deskSize, identity: deskDevice(null), clock: true };
    const { page, context } = await openPage(at.stage, opening);
    await click(page, 'Phòng khám 2');
    await page.getByText('Trong phòng').waitFor();
    await page.reload();
    await page.locator('.room', { hasText: 'Phòng khám 2' }).waitFor();
    await click(page, 'Đổi phòng');
    await click(page, 'Quầy 1');
    await page.locator('.room', { hasText: 'Quầy 1' }).waitFor();
    await context.close();
  });
});

describe('the page of the IT person', () => {
  it('shows the devices to a desk without a room, and the commands to everybody', async () => {
    at.stage.house.newMorning('console', null);
    at.stage.house.devices = [{ id: 'k1', role: 'kiosk', name: 'kiosk-1', room: null, connected: false }];
    for (const identity of [deskDevice(null), null]) {
      const { page, context, complaints } = await openPage(at.stage, {
        path: '/admin',
        size: deskSize,
        identity,
        clock: false,
      });
      await page.getByText('npm run admin -- device list').waitFor();
      expect(await page.getByRole('cell', { name: 'kiosk-1', exact: true }).count()).toBe(identity ? 1 : 0);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });
});
