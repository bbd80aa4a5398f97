import type { Page } from 'playwright-core';
import { kioskDevice, type Opening, openPage, type Stage, type Visit } from '../console/browser.ts';

export const portrait = { width: 1080, height: 1920 };
export const landscape = { width: 1920, height: 1080 };

/** An enrolled kiosk, ready for the first patient. `clock`: the test moves its time. */
export async function openKiosk(stage: Stage, size: Opening['size'], clock: boolean): Promise<Visit> {
  const visit = await openPage(stage, { path: '/kiosk', size, identity: kioskDevice, clock });
  await asks(visit.page, 'Mời đặt thẻ lên đây');
  return visit;
}

/** The next morning at the same kiosk. */
export async function nextMorning(stage: Stage, { page }: Visit): Promise<void> {
  stage.house.newMorning('kiosk', null);
  await page.reload();
  await asks(page, 'Mời đặt thẻ lên đây');
}

/** Presses the button of that name. */
export function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: false }).first().click();
}

/** Waits for the question of a screen. */
export async function asks(page: Page, text: string): Promise<void> {
  await page.getByRole('heading', { name: text, level: 1 }).waitFor();
}

/** Makes the kiosk's clock run `ms` ahead in steps, with news from the server in between. */
export async function passTime(stage: Stage, page: Page, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 5_000) {
    stage.house.changed();
    await page.clock.fastForward(Math.min(5_000, left));
  }
}
