import type { Page } from 'playwright-core';
import { deskDevice, openPage, openStage, type Stage, type Visit } from './browser.ts';

export const deskSize = { width: 1280, height: 800 };

/** The desk of room 1 in a real browser, over a fake house. */
export type DeskStage = {
  stage: Stage;
  desk: Visit;
  /** A new morning with so many people waiting; everything of the last one is gone. */
  morning: (waiting: number) => Promise<Page>;
  /** Addresses of the commands that were sent this morning. */
  posts: () => string[];
  /** The body of the last command to an address that ends so. */
  sent: (end: string) => object;
};

export async function openDesk(): Promise<DeskStage> {
  const stage = await openStage();
  stage.house.newMorning('console', 'pk1');
  const opening = { path: '/console', size: deskSize, identity: deskDevice('pk1'), clock: true };
  const desk = await openPage(stage, opening);
  async function morning(waiting: number): Promise<Page> {
    stage.house.newMorning('console', 'pk1');
    stage.house.arrive('noi', waiting);
    await desk.page.reload();
    await desk.page.getByText('Trong phòng').waitFor();
    return desk.page;
  }
  const commands = () => stage.house.asked.filter(({ method }) => method === 'POST');
  const posts = () => commands().map(({ path }) => path);
  const sent = (end: string): object => {
    const { body } = commands().findLast(({ path }) => path.endsWith(end)) ?? { body: null };
    const { requestId: _id, ...rest } = (body ?? {}) as { requestId?: string };
    return rest;
  };
  return { stage, desk, morning, posts, sent };
}

/** Waits until that number is in the room. */
export function inside(page: Page, code: string): Promise<void> {
  return page.locator('.now .code', { hasText: code }).waitFor();
}

/** Clicks the button whose name begins so, as a hand does: well apart from the click before. */
export async function click(page: Page, name: string): Promise<void> {
  const words = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  await page
    .getByRole('button', { name: new RegExp(`^${words}`) })
    .first()
    .click();
  await pause(page);
}

/** Presses keys one after another as a hand does: well apart, so that no scanner can have typed them. */
export async function strike(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await pause(page);
  }
}

/** Longer than two presses of one hand. */
export function pause(page: Page): Promise<void> {
  return page.clock.fastForward(800);
}

/** Goes with Tab to the button of that name and presses it with Space. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (focused.includes(name)) {
      await pause(page);
      return strike(page, 'Space');
    }
  }
  throw new Error(`no way to ${name}`);
}
