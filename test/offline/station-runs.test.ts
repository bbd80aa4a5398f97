import { describe, expect, it } from 'vitest';
import { StationRuns } from '../../server/offline/station-runs.ts';
import { MINUTE } from '../core/queue/test-day.ts';

/** A house that hears runs of one station, a minute apart each; a capital letter asks with another journal. */
function heardAs(heard: string, wait = 0): { isDouble: boolean; isShared: boolean } {
  const runs = new StationRuns();
  let now = 0;
  for (const run of heard) {
    now += MINUTE / 2;
    const own = run === run.toUpperCase();
    runs.heard('sanh-a', run.toLowerCase(), own ? `journal ${run}` : 'journal', now);
  }
  return { isDouble: runs.isDouble('sanh-a', now + wait), isShared: runs.isShared('journal') };
}

describe('the house that hears a station', () => {
  it('knows two PCs with one identity by that they are heard in turn', () => {
    expect(heardAs('abab')).toEqual({ isDouble: false, isShared: false });
    expect(heardAs('ababa')).toEqual({ isDouble: true, isShared: true });
    expect(heardAs('aabbaabba')).toEqual({ isDouble: true, isShared: true });
  });

  it('takes a station that is started anew for itself, however often, and though a request comes late', () => {
    expect(heardAs('aabbbcdefgghhh')).toEqual({ isDouble: false, isShared: false });
    expect(heardAs('aababbb')).toEqual({ isDouble: false, isShared: false });
    expect(heardAs('aabaabbb')).toEqual({ isDouble: false, isShared: false });
    expect(heardAs('abbabccbcccccdddddddddd')).toEqual({ isDouble: false, isShared: false });
  });

  it('goes on to say so as long as both are there, also when each has a journal of its own', () => {
    expect(heardAs('ababaABABAB')).toEqual({ isDouble: true, isShared: true });
    expect(heardAs('ABABAB')).toEqual({ isDouble: true, isShared: false });
    expect(heardAs('ababaABABABBBBBBBBBBB')).toEqual({ isDouble: false, isShared: true });
    expect(heardAs('ababa', 5 * MINUTE).isDouble).toBe(false);
  });

  it('leaves each its own journal once they are parted, and forgets runs of long ago', () => {
    const runs = new StationRuns();
    for (const [at, run] of [...'ababababab'].entries())
      runs.heard('sanh-a', run, at < 5 ? 'journal' : `journal ${run}`, at);
    const shared = ['journal', 'journal a', 'journal b'].map((each) => runs.isShared(each));
    expect(shared).toEqual([true, false, false]);
    expect(heardAs('abcdefghiaja').isDouble).toBe(false);
    expect(heardAs('abcdefgaja').isDouble).toBe(true);
  });

  it('knows one station from another', () => {
    const runs = new StationRuns();
    for (let now = 0; now < 10; now += 1) runs.heard(now % 2 ? 'sanh-a' : 'sanh-b', `${now % 2}`, 'j', now);
    expect([runs.isDouble('sanh-a', 10), runs.isDouble('sanh-b', 10), runs.isShared('j')]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
