import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deskMoves } from './desk-move-table.ts';
import { click, type DeskStage, inside, openDesk, strike } from './desk-walk.ts';

let at: DeskStage;

beforeAll(async () => {
  at = await openDesk();
});
afterAll(() => at.stage.close());
afterEach(() => expect(at.desk.complaints).toEqual([]));

/** A001 is in the room, called by the way of the test itself; five others wait. */
async function called(call: (page: Page) => Promise<void>): Promise<Page> {
  const page = await at.morning(6);
  await call(page);
  await inside(page, 'A001');
  await page.getByText('Đã gọi A001').waitFor();
  return page;
}

describe('every move by the keys alone', () => {
  it.each(deskMoves)('$wish', async ({ keys, path, body }) => {
    const page = await called((desk) => strike(desk, 'Space'));
    await strike(page, ...keys);
    await expect.poll(() => at.posts().at(-1)).toMatch(new RegExp(`${path}$`));
    expect(at.sent(path)).toMatchObject(body);
    await page.locator('.panel').waitFor({ state: 'detached' });
    expect(await page.locator('.line').innerText()).not.toMatch(/Chưa làm được|không/i);
  });
});

describe('every move of the numeric pad', () => {
  it.each(deskMoves.filter(({ pad }) => pad !== null))('$wish', async ({ pad, path, body }) => {
    const page = await called((desk) => strike(desk, 'NumpadEnter'));
    await strike(page, ...pad!);
    await expect.poll(() => at.posts().at(-1)).toMatch(new RegExp(`${path}$`));
    expect(at.sent(path)).toMatchObject(body);
  });
});

describe('every move by the mouse alone', () => {
  it.each(deskMoves)('$wish', async ({ clicks, path, body }) => {
    const page = await called((desk) => click(desk, 'Gọi tiếp'));
    for (const name of clicks) await click(page, name);
    await expect.poll(() => at.posts().at(-1)).toMatch(new RegExp(`${path}$`));
    expect(at.sent(path)).toMatchObject(body);
    await page.locator('.panel').waitFor({ state: 'detached' });
  });
});
