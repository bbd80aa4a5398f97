import { describe, expect, it } from 'vitest';
import { SOUND_MS, SteppedHall } from './stepped-hall.ts';

const hall = (more: object = {}): SteppedHall => {
  const made = new SteppedHall([{ id: 'hall', ...more }]);
  made.open('hall');
  return made;
};
const twoInOneAir = (): SteppedHall => {
  const made = new SteppedHall([
    { id: 'left', acousticGroup: 'sanh' },
    { id: 'right', rooms: ['pk2'], acousticGroup: 'sanh' },
    { id: 'far', rooms: ['pk3'] },
  ]);
  for (const zone of ['left', 'right', 'far']) made.open(zone);
  return made;
};
/** Pairs of sounds that were in the air together. */
const overlaps = (heard: SteppedHall['heard']): string[] =>
  heard.flatMap((a, i) =>
    heard.slice(i + 1).flatMap((b) => (b.from < a.to && a.from < b.to ? `${a.id}|${b.id}` : [])),
  );

describe('a room of air', () => {
  it('hears one announcement at a time, whole, in the order of the log', async () => {
    const it = hall();
    for (const seq of [7, 5, 9]) it.call('hall', seq);
    await it.pass(30_000);
    expect(it.order).toEqual(['7@0', '5@6', '9@12']);
    expect(overlaps(it.heard)).toEqual([]);
    expect(it.heard.every(({ from, to }) => to - from === SOUND_MS)).toBe(true);
  });

  it('that two speakers share hears them one after the other; another air does not wait', async () => {
    const it = twoInOneAir();
    it.call('left', 1);
    it.call('right', 2);
    it.call('far', 3);
    await it.pass(20_000);
    expect(it.order).toEqual(['1@0', '3@0', '2@6']);
    expect(overlaps(it.heard.filter(({ zone }) => zone !== 'far'))).toEqual([]);
  });

  it('hears priority patients before the others, and these by the log', async () => {
    const it = hall();
    it.call('hall', 1);
    await it.pass(1_000);
    it.call('hall', 3);
    it.call('hall', 2, { priority: 3 });
    it.call('hall', 4, { priority: 1 });
    await it.pass(30_000);
    expect(it.order.map((each) => each.split('@')[0])).toEqual(['1', '4', '3', '2']);
  });

  it('is cut through by an emergency alone; the cut call is heard whole afterwards', async () => {
    const it = hall();
    it.call('hall', 1, { priority: 1 });
    await it.pass(2_000);
    it.call('hall', 2, { priority: 0 });
    await it.pass(1_000);
    it.call('hall', 3, { priority: 0 });
    await it.pass(30_000);
    const spans = it.heard.map(({ id, from, to }) => [id.split('-')[1], to - from]);
    expect(spans).toEqual([
      ['1', 1_900],
      ['2', SOUND_MS],
      ['3', SOUND_MS],
      ['1', SOUND_MS],
    ]);
    expect(overlaps(it.heard)).toEqual([]);
  });

  it('does not hear a cut call again that has expired meanwhile', async () => {
    const it = hall();
    it.call('hall', 1);
    await it.pass(2_000);
    it.manners = { hall: 'stuck' };
    it.call('hall', 2, {
      priority: 0,
      expiresAt: Number.MAX_SAFE_INTEGER,
      ms: [70_000, 70_000, 70_000, 70_000],
    });
    await it.pass(80_000);
    expect(it.order.filter((each) => each.startsWith('1@'))).toHaveLength(1);
  });

  it('passes on from a speaker that begins and never ends, after its length and three seconds', async () => {
    const it = twoInOneAir();
    it.manners = { left: 'stuck' };
    it.call('left', 1);
    it.call('right', 2);
    await it.pass(20_000);
    expect(it.order).toEqual(['1@0', '2@9']);
  });

  it('passes on from a speaker that does not begin within three seconds, and silences it for good', async () => {
    const it = twoInOneAir();
    it.manners = { left: 'mute' };
    it.call('left', 1);
    it.call('right', 2);
    await it.pass(20_000);
    expect(it.order).toEqual(['2@3']);
    expect(it.told.find(({ callId }) => callId === 'c1')).toMatchObject({
      phase: 'silent',
      reason: 'no-start',
    });
  });

  it('never hears a speaker that wakes up after its turn was over', async () => {
    const it = twoInOneAir();
    it.manners = { left: 'late' };
    it.call('left', 1);
    it.call('right', 2);
    await it.pass(20_000);
    expect(it.order).toEqual(['2@3']);
  });

  it('is not held by a speaker that is not there', async () => {
    const it = new SteppedHall([
      { id: 'left', acousticGroup: 'sanh' },
      { id: 'right', rooms: ['pk2'], acousticGroup: 'sanh' },
    ]);
    it.open('right');
    it.call('left', 1);
    it.call('right', 2);
    await it.pass(10_000);
    expect(it.order).toEqual(['2@0']);
  });
});

describe('a call', () => {
  it('is repeated after one second of silence', async () => {
    const it = hall();
    it.call('hall', 1, { plays: 2 });
    await it.pass(20_000);
    expect(it.order).toEqual(['1@0', '1@7']);
  });

  it('is repeated after the first calls of others that wait', async () => {
    const it = hall();
    it.call('hall', 1, { plays: 2 });
    it.call('hall', 2, { plays: 2 });
    await it.pass(40_000);
    expect(it.order).toEqual(['1@0', '2@6', '1@12', '2@18']);
  });

  it('is not repeated later than twenty seconds after it was heard', async () => {
    const it = hall();
    it.call('hall', 1, { plays: 2 });
    for (const seq of [2, 3, 4, 5]) it.call('hall', seq);
    await it.pass(60_000);
    expect(it.order.map((each) => each.split('@')[0])).toEqual(['1', '2', '3', '4', '5']);
  });

  it('that has expired at the start of its turn is not spoken, and the desk is told', async () => {
    const it = hall();
    it.call('hall', 1);
    it.call('hall', 2, { expiresAt: Date.parse('2026-11-22T00:30:05Z') });
    await it.pass(20_000);
    expect(it.order).toEqual(['1@0']);
    expect(it.told.findLast(({ callId }) => callId === 'c2')).toMatchObject({
      phase: 'dropped',
      reason: 'expired',
    });
  });

  it('called again takes the place of the one that still waits', async () => {
    const it = hall();
    it.call('hall', 1);
    it.call('hall', 2);
    it.call('hall', 3, { callId: 'c2', rev: 2 });
    await it.pass(30_000);
    expect(it.heard.map(({ id }) => id)).toEqual(['hall-1-1', 'hall-3-2']);
  });

  it('that is over leaves the queue; in the air it ends with its sentence and is not repeated', async () => {
    const it = hall();
    it.call('hall', 1, { plays: 2 });
    it.call('hall', 2);
    await it.pass(2_000);
    it.speakers.withdraw('pk1', 'c1');
    it.speakers.withdraw('pk1', 'c2');
    await it.pass(30_000);
    expect(it.heard.map(({ id, from, to }) => [id, to - from])).toEqual([['hall-1-1', SOUND_MS]]);
  });

  it('played by a speaker that knows no turns is over when it says so', async () => {
    const it = hall();
    it.manners = { hall: 'plain' };
    it.call('hall', 1, { plays: 2 });
    it.call('hall', 2);
    await it.pass(30_000);
    expect(it.order).toEqual(['1@0', '2@6']);
  });
});

describe('many calls at once', () => {
  it('are said without their repeats when more than five wait', async () => {
    const it = hall();
    for (let seq = 1; seq <= 7; seq += 1) it.call('hall', seq, { plays: 2 });
    await it.pass(100_000);
    const first = it.order.slice(0, 7).map((each) => each.split('@')[0]);
    expect(first).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(it.heard.every(({ text }) => text.startsWith('full'))).toBe(true);
  });

  it('are said short so that every one is heard before it expires', async () => {
    const it = hall();
    for (let seq = 1; seq <= 20; seq += 1) it.call('hall', seq, { plays: 2 });
    await it.pass(120_000);
    expect(new Set(it.heard.map(({ id }) => id)).size).toBe(20);
    // The first was alone when it began.
    expect(it.heard.slice(0, 2).map(({ text }) => text)).toEqual(['full 1', 'short 3 2']);
    expect(it.told.filter(({ phase }) => phase === 'dropped')).toEqual([]);
  });

  it('that are too many even so are dropped, and each desk is told', async () => {
    const it = hall();
    for (let seq = 1; seq <= 40; seq += 1) it.call('hall', seq);
    await it.pass(120_000);
    const dropped = it.told.filter(({ phase }) => phase === 'dropped').length;
    expect(it.heard.length + dropped).toBe(40);
    expect(dropped).toBeGreaterThan(5);
  });

  it('are said in full again when the rush is over', async () => {
    const it = hall();
    for (let seq = 1; seq <= 20; seq += 1) it.call('hall', seq);
    await it.pass(90_000);
    it.call('hall', 30, { plays: 2 });
    await it.pass(30_000);
    expect(it.heard.slice(-2).map(({ text }) => text)).toEqual(['full 30', 'full 30']);
  });
});
