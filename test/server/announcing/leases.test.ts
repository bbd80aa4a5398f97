import { describe, expect, it } from 'vitest';
import { SteppedHall } from './stepped-hall.ts';

const opened = (...ids: string[]): SteppedHall =>
  new SteppedHall(ids.map((id) => ({ id, ...(id === 'hall' ? { backup: ids[1] } : { rooms: ['pk2'] }) })));

describe('two open pages of one speaker', () => {
  it('do not speak double: the second stands by, and takes over when the first goes', async () => {
    const it = opened('hall');
    const first = it.open('hall', 'first');
    it.open('hall', 'second');
    expect([it.leases.first!.at(-1), it.leases.second!.at(-1)]).toEqual([true, false]);
    it.call('hall', 1);
    it.call('hall', 2);
    await it.pass(7_000);
    expect(it.order).toEqual(['1@0', '2@6']);
    it.call('hall', 3);
    first.close();
    expect(it.leases.second!.at(-1)).toBe(true);
    await it.pass(20_000);
    expect(it.heard.filter(({ id }) => id === 'hall-3-1')).toHaveLength(1);
  });

  it('give the word to the one that may sound', async () => {
    const it = opened('hall');
    const first = it.open('hall', 'first');
    const second = it.open('hall', 'second');
    first.sound({ state: 'blocked' });
    second.sound({ state: 'running' });
    expect([it.leases.first!.at(-1), it.leases.second!.at(-1)]).toEqual([false, true]);
    it.call('hall', 1);
    await it.pass(1_000);
    expect(it.told.at(-1)).toMatchObject({ callId: 'c1', phase: 'started' });
  });

  it('are one page that has come back: its new connection speaks, the dead old one does not hold it up', async () => {
    const it = opened('hall');
    it.open('hall', 'old').sound({ state: 'running', page: 'p1' });
    it.open('hall', 'new').sound({ state: 'running', page: 'p1' });
    expect([it.leases.old!.at(-1), it.leases.new!.at(-1)]).toEqual([false, true]);
    expect(it.speakers.list.health()[0]!.pages).toBe(1);
  });

  it('pass on a turn that the first had not begun when it went, and say nothing twice that it had', async () => {
    const it = opened('hall');
    it.manners = { hall: 'mute' };
    const first = it.open('hall', 'first');
    const second = it.open('hall', 'second');
    it.call('hall', 1);
    await it.pass(500);
    it.manners = {};
    first.close();
    await it.pass(1_000);
    expect(it.order).toEqual(['1@1']);
    it.open('hall', 'third');
    second.close();
    await it.pass(20_000);
    expect(it.order).toEqual(['1@1']);
  });

  it('stand in for each other when the one that speaks does not use its turn', async () => {
    const it = opened('hall');
    it.manners = { hall: 'mute' };
    it.open('hall', 'frozen');
    it.open('hall', 'alive');
    it.call('hall', 1);
    await it.pass(2_900);
    it.manners = {};
    await it.pass(1_000);
    expect(it.leases.alive!.at(-1)).toBe(true);
    expect(it.order).toEqual(['1@3']);
    expect(it.told.at(-1)).toMatchObject({ phase: 'started' });
  });
});

describe('a speaker that comes back', () => {
  it('says what has not expired, once, and nothing older', async () => {
    const it = opened('hall');
    const page = it.open('hall');
    page.close();
    for (const seq of [1, 2, 3]) it.call('hall', seq);
    await it.pass(50_000);
    for (const seq of [4, 5]) it.call('hall', seq);
    await it.pass(40_000);
    it.open('hall', 'again');
    await it.pass(30_000);
    expect(it.heard.map(({ id }) => id)).toEqual(['hall-4-1', 'hall-5-1']);
    expect(it.told.filter(({ phase }) => phase === 'dropped').map(({ callId }) => callId)).toEqual([
      'c1',
      'c2',
      'c3',
    ]);
  });

  it('after 20 s says each of its calls once', async () => {
    const it = opened('hall');
    const page = it.open('hall');
    it.call('hall', 1);
    await it.pass(1_000);
    page.close();
    for (const seq of [2, 3]) it.call('hall', seq);
    await it.pass(20_000);
    it.open('hall', 'again');
    await it.pass(40_000);
    expect(it.heard.map(({ id }) => id)).toEqual(['hall-1-1', 'hall-2-1', 'hall-3-1']);
  });
});

describe('the backup of a speaker', () => {
  it('says the call when the speaker has not begun three seconds after its turn', async () => {
    const it = opened('hall', 'corridor');
    for (const zone of ['hall', 'corridor']) it.open(zone);
    it.manners = { hall: 'mute' };
    it.call('hall', 1);
    await it.pass(2_900);
    expect(it.heard).toEqual([]);
    await it.pass(1_000);
    expect(it.heard.map(({ zone }) => zone)).toEqual(['corridor']);
    expect(it.told.at(-1)).toMatchObject({
      callId: 'c1',
      phase: 'started',
      speaker: 'corridor',
      backup: true,
    });
  });

  it('says it when the speaker is away, blocked or failing, and the speaker does not say it later', async () => {
    for (const how of ['away', 'blocked', 'failing']) {
      const it = opened('hall', 'corridor');
      it.open('corridor');
      if (how === 'blocked') it.open('hall').sound({ state: 'blocked' });
      if (how === 'failing') {
        it.manners = { hall: 'failing' };
        it.open('hall');
      }
      it.call('hall', 1);
      await it.pass(5_000);
      expect(
        it.heard.map(({ zone }) => zone),
        how,
      ).toEqual(['corridor']);
      it.manners = {};
      it.open('hall', 'well again').sound({ state: 'running' });
      await it.pass(30_000);
      expect(
        it.heard.map(({ zone }) => zone),
        how,
      ).toEqual(['corridor']);
    }
  });

  it('is not asked for a call that waits for its turn, however long', async () => {
    const it = opened('hall', 'corridor');
    for (const zone of ['hall', 'corridor']) it.open(zone);
    for (const seq of [1, 2, 3, 4]) it.call('hall', seq);
    await it.pass(40_000);
    expect(new Set(it.heard.map(({ zone }) => zone))).toEqual(new Set(['hall']));
  });

  it('that is silent too leaves the desk with red words', async () => {
    const it = opened('hall', 'corridor');
    it.call('hall', 1);
    await it.pass(10_000);
    expect(it.told.at(-1)).toMatchObject({ phase: 'silent', reason: 'away', speaker: 'hall' });
  });
});

describe('a speaker that staff have switched off', () => {
  it('is silent, the desk knows at once, and it speaks again by itself', async () => {
    const it = opened('hall');
    it.open('hall');
    it.mutes.set('hall', { until: Date.parse('2026-11-22T00:31:00Z'), reason: 'Bảo trì' });
    it.speakers.beat();
    it.call('hall', 1);
    await it.pass(1_000);
    expect(it.heard).toEqual([]);
    expect(it.told).toMatchObject([
      { callId: 'c1', phase: 'received' },
      { phase: 'silent', reason: 'muted' },
    ]);
    expect(it.speakers.list.muted('pk1')).toMatchObject([{ speaker: 'hall', reason: 'Bảo trì' }]);
    await it.pass(61_000);
    it.speakers.beat();
    it.call('hall', 2);
    await it.pass(1_000);
    expect(it.order).toEqual(['2@62']);
    expect(it.speakers.list.muted('pk1')).toEqual([]);
  });
});

describe('the desk', () => {
  it('is told the worst of the room’s speakers', async () => {
    const it = new SteppedHall([{ id: 'hall' }, { id: 'second' }]);
    for (const zone of ['hall', 'second']) it.open(zone);
    it.manners = { second: 'mute' };
    for (const zone of ['hall', 'second']) it.call(zone, 1);
    await it.pass(10_000);
    expect(it.told.at(-1)).toMatchObject({ callId: 'c1', phase: 'silent', speaker: 'second' });
    expect(it.begun).toEqual(['c1']);
  });

  it('is told in order how far one speaker got, and once each', async () => {
    const it = opened('hall');
    it.open('hall');
    it.call('hall', 1, { plays: 2 });
    await it.pass(20_000);
    expect(it.told.map(({ phase }) => phase)).toEqual(['received', 'started', 'audible']);
  });

  it('stays red when a speaker that may not sound says that it has the call', async () => {
    const it = opened('hall');
    it.manners = { hall: 'mute' };
    it.open('hall').sound({ state: 'blocked' });
    const id = it.call('hall', 1);
    it.ack('hall', { id, phase: 'received' });
    expect(it.told.at(-1)).toMatchObject({ callId: 'c1', phase: 'silent', reason: 'blocked' });
  });

  it('believes no speaker that speaks for another', async () => {
    const it = opened('hall', 'corridor');
    for (const zone of ['hall', 'corridor']) it.open(zone);
    const id = it.call('hall', 1);
    const before = it.told.length;
    it.ack('corridor', { id, phase: 'failed', reason: 'decode' });
    expect(it.told).toHaveLength(before);
  });
});

describe('the level of a speaker', () => {
  it('is that of the hour at which it speaks', async () => {
    const volume = [
      { from: '06:00', db: 0 },
      { from: '07:31', db: -9 },
    ];
    const it = new SteppedHall([{ id: 'hall', volume }]);
    it.open('hall');
    it.call('hall', 1);
    await it.pass(61_000);
    it.call('hall', 2);
    await it.pass(1_000);
    expect(it.heard.map(({ gainDb }) => gainDb)).toEqual([0, -9]);
  });
});
