import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { BoardState } from '../../core/queue/views.ts';
import { builtPages } from '../web/built-pages.ts';
import { openChromium, openScreen, type Screen, type Seen } from '../web/chromium.ts';
import { FakeLiveServer } from '../web/fake-live-server.ts';

/** The built board page in a real browser before a server that says what it is told to. */
export type BoardStage = {
  readonly browser: Browser;
  readonly server: FakeLiveServer;
  /** Opens the hall's board in a state; `stepped`: its clock goes on only when it is told to. */
  open(state: BoardState, screen: Screen, stepped: boolean): Promise<Page>;
  /** Leaves the board before the end of the test; what it complained of is looked at all the same. */
  leave(): Promise<void>;
};

/** Opens the stage for all tests of a file; a page that complains of anything makes its test fail. */
export function boardStage(): BoardStage {
  let browser!: Browser;
  let server!: FakeLiveServer;
  let seen: Seen | null = null;
  const leave = async (): Promise<void> => {
    await seen?.context.close();
    expect(seen?.faults ?? []).toEqual([]);
    seen = null;
  };
  beforeAll(async () => {
    server = new FakeLiveServer(await builtPages());
    await server.open();
    browser = await openChromium([]);
  });
  afterEach(leave);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  return {
    get browser() {
      return browser;
    },
    get server() {
      return server;
    },
    async open(state, screen, stepped) {
      server.put('/board', 'hall', state);
      seen = await openScreen(browser, server.origin, screen, { role: 'board', name: 'hall' });
      if (stepped) await seen.page.clock.install();
      await seen.page.goto(`${server.origin}/board/hall`);
      await seen.page.locator('#page > *').first().waitFor();
      return seen.page;
    },
    leave,
  };
}
