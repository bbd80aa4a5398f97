import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardState } from '../../../core/queue/views.ts';
import type { DeskScreens, ScreenList } from '../../../core/wire/protocol.ts';
import type { ScreenRow, ScreenSign } from '../../../core/wire/screen.ts';
import { type Heard, sampleClinic, TestHouse } from '../test-house.ts';
import { healthySign } from './sample-sign.ts';
import { openBoard, openDesk, type Screen } from './screen.ts';

/** A board that says twice a second how it is, as a page does every five seconds. */
function talk(board: Screen<BoardState>, more: () => Partial<ScreenSign>): () => void {
  let paints = 0;
  const timer = setInterval(() => {
    paints += 1;
    const { epoch = null, seq = null, build = null } = board.held ?? {};
    board.heard.socket.emit('sign', { ...healthySign, paints, epoch, seq, build, ...more() });
  }, 500);
  return () => clearInterval(timer);
}

describe('a screen that is ill', () => {
  let house: TestHouse;
  let supervisor: Heard;
  beforeAll(async () => {
    house = await new TestHouse(sampleClinic(() => {})).start();
    const { token } = house.device('console', 'dieu-phoi', null);
    supervisor = await house.socket('/console', token, {});
    await supervisor.hear('connect');
    supervisor.socket.emit('sub', { view: '*', epoch: null, seq: null, v: 1 });
    await supervisor.hear('snap');
  });
  afterAll(() => house.end());
  const rowIn = (message: Record<string, unknown>, name: string): ScreenRow | undefined =>
    (message as unknown as ScreenList).screens.find((row) => row.role === 'board' && row.name === name);
  const troublesIn = (message: Record<string, unknown>): string[] =>
    (message as unknown as DeskScreens).troubles.map(({ name, kind, level }) => `${name} ${kind} ${level}`);

  it('that was never installed is told apart from one that is lost', async () => {
    const { heard } = await openDesk(house, 'pk1');
    const mine = ({ rooms }: { rooms: readonly string[] }) => rooms.includes('pk1');
    const count = {
      boards: house.clinic.boards.filter(mine).length,
      speakers: house.clinic.speakers.filter(mine).length,
    };
    await heard.hear(
      'screens',
      ({ uninstalled }) => JSON.stringify(uninstalled) === JSON.stringify(count),
      12_000,
    );
    const { token } = house.device('board', 'hall', null);
    const board = await house.socket('/board', token, {});
    await board.hear('connect');
    board.socket.close();
    const one = { ...count, boards: count.boards - 1 };
    await heard.hear(
      'screens',
      ({ uninstalled }) => JSON.stringify(uninstalled) === JSON.stringify(one),
      12_000,
    );
  }, 40_000);

  it('is seen by the supervisor and by the desks of its rooms as it falls ill and recovers', async () => {
    const board = await openBoard(house, 'hall');
    const desk = (await openDesk(house, 'pk1')).heard;
    const elsewhere = (await openDesk(house, 'xn1')).heard;
    let stop = talk(board, () => ({}));
    await supervisor.hear('roll', (message) => rowIn(message, 'hall')?.sign?.width === 1920, 12_000);
    stop();
    await desk.hear('screens', (message) => troublesIn(message).includes('hall silent amber'), 30_000);
    const ill = await supervisor.hear('roll', (message) => rowIn(message, 'hall')?.level === 'amber');
    // Trouble stands above what is well.
    expect((ill as unknown as ScreenList).screens[0]).toMatchObject({ name: 'hall', trouble: 'silent' });
    const before = desk.messages.length;
    stop = talk(board, () => ({}));
    await expect.poll(() => troublesOf(desk.messages.slice(before)), { timeout: 12_000 }).toEqual([]);
    stop();
    expect(elsewhere.messages.filter(({ event }) => event === 'screens').length).toBeGreaterThan(0);
    expect(troublesOf(elsewhere.messages)).toEqual([]);
  }, 60_000);

  /** Of the last news. */
  function troublesOf(messages: Heard['messages']): string[] | null {
    const last = messages.filter(({ event }) => event === 'screens').at(-1);
    return last ? troublesIn(last.message) : null;
  }

  it('with an old engine is told to the supervisor alone, and stands in the list and in the numbers', async () => {
    const board = await openBoard(house, 'pk1');
    const desk = (await openDesk(house, 'pk1')).heard;
    const stop = talk(board, () => ({ engine: 38 }));
    await supervisor.hear('roll', (message) => rowIn(message, 'pk1')?.trouble === 'old-engine', 12_000);
    await desk.hear('screens', () => true, 12_000);
    expect(JSON.stringify(desk.messages)).not.toContain('old-engine');
    const api = house.device('api', 'monitor', null).token;
    const { body } = await house.get(api, '/screens');
    const row = rowIn(body, 'pk1')!;
    expect(row).toMatchObject({ connected: true, level: 'amber', trouble: 'old-engine' });
    expect(row.sign).toMatchObject({ engine: 38, seq: board.held!.seq, epoch: board.held!.epoch });
    const numbers = (await house.get(api, '/metrics')).body.text as string;
    expect(numbers).toMatch(new RegExp(`device_up\\{device="${row.device}",role="board",name="pk1"\\} 1`));
    expect(numbers).toMatch(/ws_clients\{ns="\/board"\} [12]/);
    expect(numbers).toMatch(new RegExp(`device_last_seen_seconds\\{device="${row.device}",[^}]*\\} \\d`));
    stop();
  }, 40_000);

  it('whose words make no sense is a stranger after the third', async () => {
    const board = await openBoard(house, 'can-lam-sang');
    for (let i = 0; i < 3; i += 1) board.heard.socket.emit('sign', { ...healthySign, paints: -1 });
    await board.heard.hear('disconnect');
    const desk = await openDesk(house, 'pk2');
    for (let i = 0; i < 3; i += 1) desk.heard.socket.emit('sign', healthySign);
    await desk.heard.hear('disconnect');
  });

  it('tells the one who started it how it is, and of no other', async () => {
    const board = await openBoard(house, 'can-lam-sang');
    const { token } = house.device('board', 'can-lam-sang', null);
    const { body } = await house.get(token, '/screens');
    const rows = (body as unknown as ScreenList).screens;
    expect(new Set(rows.map(({ role, name }) => `${role} ${name}`))).toEqual(new Set(['board can-lam-sang']));
    expect(rows.some(({ connected }) => connected)).toBe(true);
    board.heard.socket.close();
  });

  it('is of no concern to the desk of one room that asks for all', async () => {
    const { token } = house.device('console', 'desk-pk3', 'pk3');
    expect((await house.get(token, '/screens')).status).toBe(403);
  });
});
