import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deskDevice, openPage } from './browser.ts';
import { click, type DeskStage, deskSize, inside, openDesk, strike } from './desk-walk.ts';

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
    await strike(page, 'Space');
    await page.getByText('chưa trả lời lần bấm trước').waitFor();
    await inside(page, 'A001');
    expect(at.posts()).toHaveLength(1);
  });

  it('news that is late: the next press after an absence is not taken for somebody else’s', async () => {
    const page = await at.morning(3);
    await strike(page, 'Space');
    await inside(page, 'A001');
    at.stage.house.mute = true;
    await strike(page, 'KeyV');
    await inside(page, '–');
    at.stage.house.mute = false;
    await strike(page, 'Space');
    await inside(page, 'A002');
    expect(at.sent('/next')).toEqual({ expected: null });
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
    await inside(page, 'A001');
    const callId = at.stage.house.callIn('pk1');
    at.stage.house.sound({ callId: 'of another call', phase: 'silent', at: Date.now() });
    at.stage.house.sound({ callId, phase: 'started', at: Date.now() });
    await page.getByText(/Loa đã phát \d\d:\d\d:\d\d/).waitFor();
    expect(await page.locator('.voice.silent').count()).toBe(0);
    at.stage.house.sound({ callId, phase: 'silent', at: Date.now() });
    await page.locator('.voice.silent', { hasText: 'Không có tiếng' }).waitFor();
    await page.getByRole('alert').getByText('A001: Không có tiếng: mời gọi miệng').waitFor();
    await click(page, 'Đã gọi miệng');
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('two desks of one room: both show who is inside, and what one did the other can take back', async () => {
    const page = await at.morning(3);
    const opening = { path: '/console', size: deskSize, identity: deskDevice('pk1'), clock: true };
    const second = await openPage(at.stage, opening);
    await second.page.getByText('Trong phòng').waitFor();
    await strike(page, 'Space');
    await inside(second.page, 'A001');
    await second.page.getByText('Thao tác vừa xong A001').waitFor();
    await strike(second.page, 'Control+KeyZ');
    await inside(page, '–');
    await second.context.close();
  });

  it('the machine’s clock jumps: the desk says so until it is right again', async () => {
    const page = await at.morning(1);
    const now = Date.now();
    at.stage.house.clock({ kind: 'ahead', wall: now + 86_400_000, now });
    await page.getByText(/Đồng hồ máy chủ nhảy tới/).waitFor();
    at.stage.house.clock(null);
    await page.getByText(/Đồng hồ máy chủ/).waitFor({ state: 'detached' });
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
