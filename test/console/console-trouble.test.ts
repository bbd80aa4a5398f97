import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { click, type DeskStage, inside, openDesk } from './desk-walk.ts';

let at: DeskStage;

beforeAll(async () => {
  at = await openDesk();
});
afterAll(() => at.stage.close());
afterEach(() => expect(at.desk.complaints).toEqual([]));

describe('when something is not as it should be', () => {
  it('a slow server: the line says so, and pressing again asks no second time', async () => {
    const page = await at.morning(3);
    at.stage.house.slowMs = 1_500;
    await page.keyboard.press('Space');
    await page.getByText('Đang chờ máy chủ trả lời').waitFor();
    await page.keyboard.press('Space');
    await page.getByText('chưa trả lời lần bấm trước').waitFor();
    await inside(page, 'A001');
    expect(at.posts()).toHaveLength(1);
  });

  it('two people at one desk: the second press is refused in a quiet line and nobody is skipped', async () => {
    const page = await at.morning(3);
    at.stage.house.refuseNext(/next/, 409, 'expected-mismatch');
    await page.keyboard.press('Space');
    await page.getByText('Từ chối để thử.').waitFor();
    expect(await page.locator('.now .code').innerText()).toBe('–');
  });

  it('the speaker: heard at which second, or silent in red words', async () => {
    const page = await at.morning(1);
    await page.keyboard.press('Space');
    await page.getByText('Đang báo loa').waitFor();
    at.stage.house.sound({ callId: 'c', phase: 'started', at: Date.now() });
    await page.getByText(/Loa đã phát \d\d:\d\d:\d\d/).waitFor();
    at.stage.house.sound({ callId: 'c', phase: 'silent', at: Date.now() });
    await page.locator('.trouble', { hasText: 'Không có tiếng' }).waitFor();
  });

  it('a kiosk rings: a banner until somebody answers', async () => {
    const page = await at.morning(1);
    at.stage.house.ring('kiosk-1');
    at.stage.house.ring('kiosk-1');
    await page.getByText('Có người cần giúp tại kiosk-1').waitFor();
    expect(await page.getByRole('alert').count()).toBe(1);
    await click(page, 'Đã biết');
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('the server away: amber at 10 s, grey at 60 s with every button dead; right again when it is back', async () => {
    const page = await at.morning(2);
    await at.stage.house.goAway();
    await page.clock.fastForward(11_000);
    await page.getByText('Đang nối lại').waitFor();
    expect(await page.locator('button.primary').isDisabled()).toBe(false);
    await page.clock.fastForward(60_000);
    await page.getByText('Mất máy chủ').waitFor();
    expect(await page.locator('main button:enabled').count()).toBe(0);
    await page.keyboard.press('Space');
    at.stage.house.arrive('noi', 1);
    await at.stage.house.comeBack();
    await page.clock.fastForward(10_000);
    await page.getByText('Đã nối máy chủ').waitFor();
    await page.locator('.queue').getByText('A003').waitFor();
    expect(at.posts()).toEqual([]);
  });
});
