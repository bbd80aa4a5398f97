import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { BoardState } from '../../core/queue/views.ts';
import { builtPages, ROOT } from '../web/built-pages.ts';
import { openChromium, openScreen, type Screen } from '../web/chromium.ts';
import { FakeLiveServer } from '../web/fake-live-server.ts';
import { isoAt, sampleBoard, sampleFace } from './sample-board.ts';

/**
 * The pictures of docs/screens.md: `node test/display/board-pictures.ts [folder]`. Each board is drawn at the size of
 * a real television and kept at a quarter of it.
 */
const folder = process.argv[2] ?? join(ROOT, 'docs/pictures');
const WIDE = { width: 1920, height: 1080 };
const TALL = { width: 1080, height: 1920 };
const SCALE = 4;
const now = Date.now();
const LONG_AGO = now - 600_000;

const board = (rooms: number, at: number, face: Partial<BoardState['face']>): BoardState => ({
  ...sampleBoard(rooms, isoAt(at)),
  face: sampleFace(face),
});

function rooms(): BoardState {
  const state = board(4, now, {});
  state.calls[0]!.priority = true;
  return state;
}

function beside(): BoardState {
  const state = board(8, now, { letterRem: 6.7, rows: 8 });
  state.rooms.forEach((room, i) => {
    room.label = { vi: `Phòng ${i + 1}` };
  });
  Object.assign(state.rooms[3]!, { status: 'paused', now: null });
  return state;
}

function hall(): BoardState {
  const state = board(20, now, {});
  state.rooms[5]!.missed = ['A009'];
  return { ...state, calls: state.calls.slice(0, 10) };
}

function door(): BoardState {
  const state = board(1, LONG_AGO, {});
  Object.assign(state.rooms[0]!, { label: { vi: 'Phòng khám Răng Hàm Mặt 12' }, missed: ['A009'] });
  state.rooms[0]!.now!.state = 'serving';
  return state;
}

function notice(): BoardState {
  const state = board(3, LONG_AGO, {});
  for (const room of state.rooms) room.now!.state = 'serving';
  const text = 'Chiều nay phòng khám Mắt nghỉ. Mời bà con đến quầy tiếp đón đổi số.';
  return { ...state, calls: [], notices: [{ id: 'n', text }] };
}

const server = new FakeLiveServer(await builtPages());
await server.open();
const browser = await openChromium([]);
await shoot('board-rooms', rooms(), WIDE);
await shoot('board-beside', beside(), WIDE);
await shoot('board-hall', hall(), WIDE);
await shoot('board-door', door(), WIDE);
await shoot('board-notice', notice(), WIDE);
await shoot('board-door-tall', board(1, now, {}), TALL);
await browser.close();
await server.close();

async function shoot(name: string, state: BoardState, screen: Screen): Promise<void> {
  server.put('/board', 'hall', freshly(state));
  const { context, page } = await openScreen(browser, server.origin, screen, { role: 'board', name: 'hall' });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${server.origin}/board/hall`);
  await page.locator('.board').waitFor();
  await page.waitForTimeout(700);
  const bytes = await page.screenshot({ scale: 'css' });
  await context.close();
  const small = { width: screen.width / SCALE, height: screen.height / SCALE };
  const frame = await browser.newPage({ viewport: small });
  await frame.setContent(
    `<body style="margin:0"><img width="${small.width}" src="data:image/png;base64,${bytes.toString('base64')}">`,
  );
  await frame.waitForTimeout(200);
  const path = join(folder, `${name}.png`);
  await frame.screenshot({ path });
  await frame.close();
  spawnSync('optipng', ['-quiet', path]);
}

/** A call of this moment, however long the pictures before took. */
function freshly(state: BoardState): BoardState {
  const [call, ...others] = state.calls;
  if (call === undefined || Date.parse(call.at) < now - 60_000) return state;
  return { ...state, calls: [{ ...call, at: isoAt(Date.now()) }, ...others] };
}
