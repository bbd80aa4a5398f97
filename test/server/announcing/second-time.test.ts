import { describe, expect, it } from 'vitest';
import { SteppedHall } from './stepped-hall.ts';

const hall = (): SteppedHall => {
  const made = new SteppedHall([{ id: 'hall' }]);
  made.open('hall');
  return made;
};

describe('a call to be said twice', () => {
  it('whose first time failed on the way to the air is said the second time, and the desk hears of both', async () => {
    const it = hall();
    it.manners = { hall: 'failing' };
    it.call('hall', 1, { plays: 2 });
    await it.pass(500);
    it.manners = {};
    await it.pass(20_000);
    expect(it.order).toEqual(['1@1']);
    expect(it.told.map(({ phase }) => phase)).toEqual(['received', 'failed', 'silent', 'started', 'audible']);
    expect(it.noted).toEqual([]);
  });

  it('is not said a third time by a speaker that fails each time', async () => {
    const it = hall();
    it.manners = { hall: 'failing' };
    it.call('hall', 1, { plays: 2 });
    await it.pass(5_000);
    it.manners = {};
    await it.pass(20_000);
    expect(it.heard).toEqual([]);
    expect(it.noted).toEqual([
      { event: 'repeat-left', speaker: 'hall', call: 'c1', reason: 'failed', played: 1, plays: 2 },
    ]);
  });

  it('whose end nobody told is said the second time', async () => {
    const it = hall();
    it.manners = { hall: 'stuck' };
    it.call('hall', 1, { plays: 2 });
    await it.pass(7_000);
    it.manners = {};
    await it.pass(20_000);
    expect(it.order).toEqual(['1@0', '1@10']);
  });

  it('whose repeat did not begin gets one more turn for it, and no third', async () => {
    const it = hall();
    it.call('hall', 1, { plays: 2 });
    await it.pass(6_500);
    it.manners = { hall: 'mute' };
    await it.pass(4_000);
    it.manners = {};
    await it.pass(20_000);
    expect(it.order).toEqual(['1@0', '1@13']);
    it.call('hall', 2, { plays: 2 });
    await it.pass(6_500);
    it.manners = { hall: 'mute' };
    await it.pass(20_000);
    it.manners = {};
    await it.pass(20_000);
    expect(it.order).toHaveLength(3);
    expect(it.noted).toMatchObject([{ call: 'c2', reason: 'no-start' }]);
  });

  it('that did not begin is tried once more after the others, where nobody else can say it', async () => {
    const it = hall();
    it.manners = { hall: 'mute' };
    it.call('hall', 1);
    await it.pass(2_000);
    it.call('hall', 2);
    await it.pass(500);
    it.manners = {};
    await it.pass(20_000);
    expect(it.order).toEqual(['2@3', '1@9']);
    const first = it.told.filter(({ callId }) => callId === 'c1').map(({ phase }) => phase);
    expect(first).toEqual(['silent', 'started', 'audible']);
  });
});
