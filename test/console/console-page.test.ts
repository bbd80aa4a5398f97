import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousOf } from './axe.ts';
import { deskDevice, openPage } from './browser.ts';
import { click, type DeskStage, deskSize, inside, openDesk, pause, tabTo } from './desk-walk.ts';

let at: DeskStage;

beforeAll(async () => {
  at = await openDesk();
});
afterAll(() => at.stage.close());
afterEach(() => expect(at.desk.complaints).toEqual([]));

describe('a nurse with one hand on the keyboard', () => {
  it('calls, calls again, starts, and calls the next; who comes next stands on the key before', async () => {
    const page = await at.morning(3);
    expect(await page.locator('button.primary').innerText()).toMatch(/A001[\s\S]*chờ 0\/60 phút/);
    await page.keyboard.press('Space');
    await inside(page, 'A001');
    await page.keyboard.press('KeyR');
    await page.keyboard.press('KeyS');
    await page.getByText('đang khám').waitFor();
    await pause(page);
    await page.keyboard.press('F2');
    await inside(page, 'A002');
    expect(at.posts().map((path) => path.split('/').at(-1))).toEqual(['next', 'recall', 'start', 'next']);
    expect(await page.title()).toBe('A002 › A003 · Phòng khám 1');
  });

  it('works a whole turn on the numeric pad: absent, next, finish, transfer by digit, look a number up', async () => {
    const page = await at.morning(4);
    await page.keyboard.press('NumpadEnter');
    await inside(page, 'A001');
    await page.keyboard.press('NumpadSubtract');
    await page.getByText('Vắng (1)').waitFor();
    await pause(page);
    await page.keyboard.press('NumpadEnter');
    await inside(page, 'A002');
    await page.keyboard.press('NumpadMultiply');
    await inside(page, '–');
    await pause(page);
    await page.keyboard.press('NumpadEnter');
    await inside(page, 'A003');
    await page.keyboard.press('NumpadDivide');
    await page.getByText('Chuyển A003 đến').waitFor();
    await page.keyboard.press('Numpad2');
    await inside(page, '–');
    expect(at.stage.house.asked.at(-1)?.body).toMatchObject({ service: 'nhi' });
    await page.keyboard.press('Numpad4');
    await page.keyboard.press('NumpadEnter');
    await page.locator('.panel .queue').getByText('A004').waitFor();
    expect(at.posts().filter((path) => path.endsWith('/next'))).toHaveLength(3);
  });

  it('has ten seconds to take a call back, and then no more', async () => {
    const page = await at.morning(2);
    await page.keyboard.press('Space');
    await page.getByText('Đã gọi A001').waitFor();
    await page.keyboard.press('Control+KeyZ');
    await inside(page, '–');
    expect(await page.locator('button.primary').innerText()).toContain('A001');
    await pause(page);
    await page.keyboard.press('Space');
    await inside(page, 'A001');
    await page.clock.fastForward(11_000);
    await page.getByText('Đã gọi A001').waitFor({ state: 'detached' });
    await page.keyboard.press('Backspace');
    expect(at.posts().filter((path) => path.endsWith('/undo'))).toHaveLength(1);
  });

  it('holds a patient back, asks him in again and cancels another, without a mouse', async () => {
    const page = await at.morning(2);
    await page.keyboard.press('Space');
    await inside(page, 'A001');
    await page.keyboard.press('KeyH');
    await page.getByText('Đang giữ (1)').waitFor();
    await tabTo(page, 'Mời lại');
    await page.getByText('Đang giữ (1)').waitFor({ state: 'detached' });
    await page.keyboard.press('Numpad2');
    await page.keyboard.press('NumpadEnter');
    await page.locator('.panel .queue').getByText('A002').waitFor();
    await tabTo(page, 'Hủy');
    await expect.poll(() => at.posts().at(-1)).toMatch(/cancel$/);
    expect(at.posts().filter((path) => path.endsWith('/next'))).toHaveLength(1);
  });

  it('who presses twice in a hurry calls one patient, though the first answer has come', async () => {
    const page = await at.morning(3);
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
    await page.keyboard.press('Space');
    await inside(page, 'A001');
    await page.keyboard.press('Space');
    await page.clock.fastForward(600);
    await page.keyboard.press('F2');
    await page.clock.fastForward(150);
    await page.keyboard.press('Space');
    await inside(page, 'A002');
    expect(at.posts()).toHaveLength(2);
    await page.clock.resume();
  });

  it('types into the search field without calling anybody', async () => {
    const page = await at.morning(3);
    await page.keyboard.press('KeyG');
    await page.getByLabel('Số hoặc mã').waitFor();
    await page.keyboard.type('a002 rv');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    expect(at.posts()).toEqual([]);
    await page.keyboard.press('KeyG');
    await page.getByLabel('Số hoặc mã').waitFor();
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await page.getByText('còn 1 trước').waitFor();
  });

  it('may switch single keys off; the choice stays in this browser', async () => {
    const page = await at.morning(3);
    await page.getByLabel('Phím tắt một phím').click();
    await page.keyboard.press('Space');
    await page.keyboard.press('KeyV');
    expect(at.posts()).toEqual([]);
    await page.reload();
    await page.getByText('Trong phòng').waitFor();
    expect(await page.getByLabel('Phím tắt một phím').isChecked()).toBe(false);
    await page.keyboard.press('F2');
    await inside(page, 'A001');
    await page.getByLabel('Phím tắt một phím').click();
  });
});

describe('a nurse with the mouse alone', () => {
  it('reaches every move, and the Space after a click is still the next patient', async () => {
    const page = await at.morning(5);
    await click(page, 'Gọi tiếp');
    await inside(page, 'A001');
    await click(page, 'Gọi lại');
    await expect.poll(() => at.posts().at(-1)).toMatch(/recall$/);
    await pause(page);
    await page.keyboard.press('Space');
    await inside(page, 'A002');
    await click(page, 'Bắt đầu');
    await page.getByText('đang khám').waitFor();
    await click(page, 'Giữ lại');
    await page.getByText('Đang giữ (1)').waitFor();
    await click(page, 'Mời lại');
    await page.getByText('Đang giữ (1)').waitFor({ state: 'detached' });
    await pause(page);
    await click(page, 'Gọi tiếp');
    await inside(page, 'A002');
    await click(page, 'Vắng');
    await page.getByText('Vắng (1)').waitFor();
    await click(page, 'Hoàn tác');
    await inside(page, 'A002');
    await click(page, 'Chuyển');
    await click(page, 'Khám Mắt');
    await inside(page, '–');
    await click(page, 'Tìm số');
    await page.getByLabel('Số hoặc mã').fill('A004');
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await click(page, 'Hủy');
    await expect.poll(() => at.posts().at(-1)).toMatch(/cancel$/);
    await pause(page);
    await page.keyboard.press('Space');
    await inside(page, 'A003');
    await click(page, 'Hoàn tất');
    await inside(page, '–');
  });
});

describe('the window beside the other programs', () => {
  it('at 360 × 160 shows who is inside, the next, the key and the health, and nothing is cut', async () => {
    const page = await at.morning(12);
    await page.keyboard.press('Space');
    await inside(page, 'A001');
    await page.setViewportSize({ width: 360, height: 160 });
    const shown = await page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          '.now .code, button.primary, .undo button, .count, .voice, .server',
        ),
      ].map((node) => {
        const { left, top, right, bottom } = node.getBoundingClientRect();
        return (
          right > left &&
          bottom > top &&
          left >= 0 &&
          top >= 0 &&
          right <= innerWidth &&
          bottom <= innerHeight
        );
      }),
    );
    expect(shown).toEqual(Array(6).fill(true));
    expect(await page.locator('button.primary').innerText()).toMatch(/A002[\s\S]*Space/);
    expect(await page.locator('aside').isVisible()).toBe(false);
    await page.setViewportSize(deskSize);
  });
});

describe('the desk with everything on it', () => {
  it('has nothing that axe calls serious', async () => {
    const page = await at.morning(12);
    await page.keyboard.press('Space');
    await inside(page, 'A001');
    at.stage.house.ring('kiosk-1');
    at.stage.house.sound({ callId: 'c', phase: 'silent', at: Date.now() });
    await page.keyboard.press('KeyV');
    await page.getByText('Vắng (1)').waitFor();
    await page.keyboard.press('KeyG');
    expect(await seriousOf(page, false)).toEqual([]);
  });
});

describe('a desk without a room of its own', () => {
  it('asks once for the room and remembers it; another can be taken', async () => {
    at.stage.house.newMorning('console', null);
    const opening = { path: '/console', size: deskSize, identity: deskDevice(null), clock: false };
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
