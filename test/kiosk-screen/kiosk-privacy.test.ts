import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStage, type Stage, typeAsScanner, type Visit } from '../console/browser.ts';
import { readyStation } from '../console/fake-house.ts';
import { asks, openKiosk, passTime, portrait, press } from './walk.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.house.newMorning('kiosk', null));

/** A card whose every part can be looked for. Fictional; typed without diacritics, as such scanners do. */
const typedCard = '024192005678||Hoang Thi Canary|02111992|Nam|Xom Canary|05082024';
const serialCard = '024192005678||Hoàng Thị Canary|02111992|Nữ|Xóm Canary, Bắc Giang|05082024';
const personal = /canary|024192005678|024••••••678|1992|requestId/i;

/** Everything that a page shows, stores or would show again on the way back. */
async function leftOf({ page }: Visit): Promise<string> {
  const stored = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const names = await caches.keys();
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      history.state,
      databases,
      names,
      document.cookie,
    ]);
  });
  return [await page.content(), page.url(), await page.title(), stored].join('\n');
}

/** All strings that the page's memory still holds after a collection. */
async function memoryOf({ page, context }: Visit): Promise<string> {
  const session = await context.newCDPSession(page);
  const parts: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  return parts.join('');
}

describe('after a patient has gone', () => {
  it('nothing personal is left in page, address, storage or history, whichever way the visit ended', async () => {
    const visit = await openKiosk(stage, portrait, true);
    const { page } = visit;
    const before = await page.evaluate(() => history.length);
    const ends: (() => Promise<void>)[] = [
      () => press(page, 'Không phải'),
      async () => {
        await press(page, 'Đúng');
        await press(page, 'Thôi');
      },
      async () => {
        await press(page, 'Đúng');
        await press(page, 'Khám Mắt');
        await press(page, 'Xong');
      },
      () => passTime(stage, page, 65_000),
    ];
    for (const end of ends) {
      stage.house.scan(serialCard);
      await asks(page, 'Có phải bác/anh/chị không?');
      expect(await leftOf(visit)).toMatch(personal);
      await end();
      await asks(page, 'Mời đặt thẻ lên đây');
      expect(await leftOf(visit)).not.toMatch(personal);
    }
    expect(await page.evaluate(() => history.length)).toBe(before);
    await visit.context.close();
  });

  it('the picture of the slip is gone with its address', async () => {
    stage.house.slipPicture =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    stage.house.station = { ...readyStation, printer: { ...readyStation.printer, kind: 'preview' } };
    const visit = await openKiosk(stage, portrait, false);
    const { page } = visit;
    await page.evaluate(() => {
      const kept: string[] = [];
      const make = URL.createObjectURL.bind(URL);
      const revoke = URL.revokeObjectURL.bind(URL);
      URL.createObjectURL = (blob) => kept[kept.push(make(blob)) - 1]!;
      URL.revokeObjectURL = (url) => {
        revoke(url);
        kept.splice(kept.indexOf(url), 1);
      };
      Object.assign(window, { kept });
    });
    const open = () => page.evaluate(() => (window as unknown as { kept: string[] }).kept.length);
    await press(page, 'Không có thẻ');
    await page.getByRole('img', { name: 'Phiếu của số này' }).waitFor();
    expect(await open()).toBe(1);
    await press(page, 'Xong');
    await asks(page, 'Mời đặt thẻ lên đây');
    expect(await open()).toBe(0);
    await visit.context.close();
  });

  it('the memory of the page holds the text of the card no more', async () => {
    const visit = await openKiosk(stage, portrait, false);
    const { page } = visit;
    await typeAsScanner(visit, [...typedCard]);
    await asks(page, 'Có phải bác/anh/chị không?');
    expect(await memoryOf(visit)).toContain('Xom Canary');
    await press(page, 'Đúng');
    await press(page, 'Khám Mắt');
    await press(page, 'Xong');
    await asks(page, 'Mời đặt thẻ lên đây');
    await press(page, 'Nhập số thẻ');
    await press(page, 'Quay lại');
    await asks(page, 'Mời đặt thẻ lên đây');
    expect(await memoryOf(visit)).not.toMatch(/Canary|024192005678/);
    await visit.context.close();
  });
});
