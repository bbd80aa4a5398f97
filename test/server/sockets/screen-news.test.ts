import { beforeEach, describe, expect, it } from 'vitest';
import type { ScreenRow } from '../../../core/wire/screen.ts';
import type { Hub } from '../../../server/sockets/hub.ts';
import { ScreenNews } from '../../../server/sockets/screen-news.ts';
import type { ScreenRoll } from '../../../server/sockets/screen-roll.ts';
import { quietClinic } from '../test-house.ts';

let now: number;
let rows: ScreenRow[];
let told: { room: string; event: string; message: unknown }[];
let news: ScreenNews;
beforeEach(() => {
  now = 0;
  told = [];
  rows = ['hall', 'pk1'].map((name) => ({
    ...{ role: 'board', name, device: `d-${name}`, connected: true, level: 'calm', trouble: null },
    ...{ troubleSeconds: 0, seenSeconds: 1, sound: null, clockOffMs: null, sign: null },
  }));
  const sockets = new Map(
    ['*', 'pk1', 'xn1', ''].map((room) => [
      room,
      {
        data: { view: room === '' ? null : { name: room } },
        emit: (event: string, message: unknown) => told.push({ room, event, message }),
      },
    ]),
  );
  const hub = { space: () => ({ sockets }) } as unknown as Hub;
  const roll = { rows: () => rows, isThere: () => true } as unknown as ScreenRoll;
  news = new ScreenNews({ clinic: quietClinic(), hub, roll, muted: () => [], clock: () => now });
  look(1_000);
  told = [];
});
function look(after: number): void {
  now += after;
  news.look();
}
const kinds = (): string[] => told.map(({ room, event }) => `${room} ${event}`);

describe('the news of the screens', () => {
  it('goes out at the next look after something has changed, and not again', () => {
    look(1_000);
    expect(told).toEqual([]);
    rows = rows.map((row) => (row.name === 'hall' ? { ...row, level: 'amber', trouble: 'away' } : row));
    look(1_000);
    expect(kinds()).toEqual(['* roll', 'pk1 screens', 'xn1 screens']);
    const troubles = told.map(({ message }) => (message as { troubles?: unknown[] }).troubles?.length);
    expect(troubles).toEqual([undefined, 1, 0]);
    // Older by a second is no news of its own; the heartbeat tells it.
    rows = rows.map((row) => ({ ...row, troubleSeconds: row.troubleSeconds + 1 }));
    look(1_000);
    expect(told).toHaveLength(3);
    news.beat();
    expect(told).toHaveLength(6);
  });

  it('judges nothing right after the house itself stood still', () => {
    rows = rows.map((row) => ({ ...row, level: 'red', trouble: 'silent' }));
    look(20_000);
    expect(told).toEqual([]);
    look(1_000);
    expect(kinds()).toHaveLength(3);
  });
});
