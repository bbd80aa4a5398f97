import { describe, expect, it } from 'vitest';
import type { Announce } from '../../../core/wire/protocol.ts';
import { announce } from './announced.ts';
import { FakeAir } from './fake-air.ts';

const held = (seq: number, more: Partial<Announce> = {}): Announce =>
  announce(seq, { rev: 1, held: true, repeat: 2, ...more });
const turn = (seq: number, play: number, more: object = {}) => ({ id: `n${seq}`, play, gainDb: 0, ...more });

describe('a held announcement', () => {
  it('waits for its turn, each play for one, and tells the end of each', async () => {
    const air = new FakeAir();
    air.speaker.hear(held(1));
    await air.pass(5_000);
    expect(air.spoken).toEqual([]);
    air.speaker.takeTurn(turn(1, 1, { gainDb: -6 }));
    await air.pass(5_000);
    expect(air.acksOf('n1')).toEqual(['received', 'started #1', 'audible #1', 'done #1']);
    air.speaker.takeTurn(turn(1, 2));
    await air.pass(5_000);
    expect(air.acksOf('n1').slice(4)).toEqual(['started #2', 'done #2']);
    expect(air.levels).toEqual([-6, 0]);
    expect(air.speaker.idle).toBe(true);
  });

  it('is spoken in the server’s order, not in that of the log', async () => {
    const air = new FakeAir();
    for (const seq of [1, 2, 3]) air.speaker.hear(held(seq));
    for (const seq of [3, 1]) {
      air.speaker.takeTurn(turn(seq, 1));
      await air.pass(4_000);
    }
    expect(air.spoken.map(({ url }) => url)).toEqual(['/audio/3.wav', '/audio/1.wav']);
  });

  it('whose server is gone is spoken under the id that another server gives it, once', async () => {
    const air = new FakeAir();
    for (const seq of [1, 2]) air.speaker.hear(held(seq));
    air.speaker.takeTurn(turn(1, 1));
    await air.pass(1_000);
    // Its server dies: the first is in the air, the second waits for a turn that never comes.
    for (const seq of [1, 2]) air.speaker.hear(held(seq, { id: `other${seq}` }));
    await air.pass(5_000);
    expect(air.acksOf('other1')).toEqual(['dropped duplicate']);
    expect(air.acksOf('n2')).toEqual(['received', 'dropped superseded']);
    air.speaker.takeTurn({ ...turn(2, 1), id: 'other2' });
    await air.pass(5_000);
    expect(air.spoken.map(({ url }) => url)).toEqual(['/audio/1.wav', '/audio/2.wav']);
    air.speaker.hear(held(2, { id: 'third2' }));
    await air.pass(1_000);
    expect(air.acksOf('third2')).toEqual(['dropped duplicate']);
  });

  it('is cut off at once for an emergency, put back, and heard in full later', async () => {
    const air = new FakeAir();
    air.speaker.hear(held(1));
    air.speaker.takeTurn(turn(1, 1));
    await air.pass(1_000);
    air.speaker.hear(held(2, { priority: 0 }));
    air.speaker.cut('n1');
    air.speaker.takeTurn(turn(2, 1));
    await air.pass(4_000);
    air.speaker.takeTurn(turn(1, 1));
    await air.pass(4_000);
    expect(air.spoken.map(({ url, from, to }) => [url, to - from])).toEqual([
      ['/audio/1.wav', 1_000],
      ['/audio/2.wav', 3_000],
      ['/audio/1.wav', 3_000],
    ]);
    expect(air.acksOf('n1').filter((phase) => phase.startsWith('done'))).toEqual(['done #1']);
  });

  it('does not begin when its turn was taken back while its sound was on the way', async () => {
    const air = new FakeAir({ loadMs: 2_000 });
    air.speaker.hear(held(1));
    air.speaker.takeTurn(turn(1, 1));
    await air.pass(500);
    air.speaker.cut('n1');
    await air.pass(8_000);
    expect(air.spoken).toEqual([]);
    expect(air.acksOf('n1')).toEqual(['received']);
  });

  it('plays the shorter sound that came with its turn', async () => {
    const air = new FakeAir();
    air.speaker.hear(held(1));
    const audio = { url: '/audio/short.wav', sha256: '', ms: 2_000 };
    air.speaker.takeTurn(turn(1, 1, { audio, text: 'Số một' }));
    await air.pass(4_000);
    expect(air.spoken.map(({ url }) => url)).toEqual(['/audio/short.wav']);
  });

  it('says so when it is not known here, or when the browser withholds sound, and keeps it for later', async () => {
    const air = new FakeAir();
    air.speaker.takeTurn(turn(9, 1));
    expect(air.acksOf('n9')).toEqual(['dropped unknown #1']);
    air.speaker.hear(held(1));
    air.blocked = true;
    air.speaker.takeTurn(turn(1, 1));
    air.blocked = false;
    air.speaker.takeTurn(turn(1, 1));
    await air.pass(4_000);
    expect(air.acksOf('n1').slice(0, 3)).toEqual(['received', 'failed blocked #1', 'started #1']);
  });

  it('that stuck or did not come the first time is played at its second turn', async () => {
    const faults: { [url: string]: 'fetch' } = { '/audio/2.wav': 'fetch' };
    const air = new FakeAir({ faults });
    air.endings = { '/audio/1.wav': 'stalled' };
    for (const seq of [1, 2]) {
      air.speaker.hear(held(seq));
      air.speaker.takeTurn(turn(seq, 1));
      await air.pass(4_000);
    }
    air.endings = {};
    delete faults['/audio/2.wav'];
    for (const seq of [1, 2]) {
      air.speaker.takeTurn(turn(seq, 2));
      await air.pass(4_000);
    }
    expect(air.acksOf('n1')).toEqual([
      'received',
      'started #1',
      'failed stalled #1',
      'started #2',
      'done #2',
    ]);
    expect(air.acksOf('n2')).toEqual(['received', 'failed fetch #1', 'started #2', 'done #2']);
    expect(air.speaker.idle).toBe(true);
  });

  it('that fails at each of its turns leaves', async () => {
    const air = new FakeAir();
    air.endings = { '/audio/1.wav': 'silent' };
    air.speaker.hear(held(1));
    for (const play of [1, 2, 3]) {
      air.speaker.takeTurn(turn(1, play));
      await air.pass(4_000);
    }
    expect(air.acksOf('n1').slice(3)).toEqual(['started #2', 'failed silent #2', 'dropped unknown #3']);
    expect(air.speaker.idle).toBe(true);
  });

  it('that waited at a reload is spoken after it; one that had begun is not', async () => {
    const before = new FakeAir();
    for (const seq of [1, 2]) before.speaker.hear(held(seq));
    before.speaker.takeTurn(turn(1, 1));
    await before.pass(1_000);
    const after = new FakeAir({ heard: before.kept });
    for (const seq of [1, 2]) after.speaker.hear(held(seq));
    for (const seq of [1, 2]) after.speaker.takeTurn(turn(seq, 1));
    await after.pass(5_000);
    expect(after.spoken.map(({ url }) => url)).toEqual(['/audio/2.wav']);
  });

  it('whose turn comes again after a cut line is not spoken again: it says where it is', async () => {
    const air = new FakeAir();
    air.speaker.hear(held(1, { repeat: 1 }));
    air.speaker.takeTurn(turn(1, 1));
    await air.pass(1_000);
    air.speaker.hear(held(1, { repeat: 1 }));
    air.speaker.takeTurn(turn(1, 1));
    expect(air.acksOf('n1')).toEqual(['received', 'started #1', 'started #1']);
    await air.pass(5_000);
    air.speaker.takeTurn(turn(1, 1));
    expect(air.acksOf('n1').slice(3)).toEqual(['audible #1', 'done #1', 'done #1']);
    expect(air.spoken).toHaveLength(1);
  });

  it('is never spoken late, whenever its turn comes', async () => {
    const air = new FakeAir();
    air.speaker.hear(held(1, { expiresAt: 2_000 }));
    await air.pass(3_500);
    air.speaker.takeTurn(turn(1, 1));
    await air.pass(4_000);
    expect(air.spoken).toEqual([]);
    expect(air.acksOf('n1')).toEqual(['received', 'dropped expired', 'dropped unknown #1']);
  });
});

describe('audible', () => {
  const heardAs = async (change: (air: FakeAir) => void): Promise<string[]> => {
    const air = new FakeAir();
    change(air);
    air.speaker.hear(announce(1));
    await air.pass(10_000);
    return air.acksOf('n1');
  };

  it('is what the speaker measured above −40 dBFS and within a tenth of its length', async () => {
    expect(await heardAs(() => {})).toContain('audible');
    const quiet = await heardAs((air) => Object.assign(air, { peakDb: -41 }));
    const hurried = await heardAs((air) => Object.assign(air, { soundMs: 2_600 }));
    const stuck = await heardAs((air) => Object.assign(air, { soundMs: 3_400 }));
    for (const acks of [quiet, hurried, stuck]) expect(acks).toEqual(['received', 'started', 'done']);
  });

  it('is never claimed by a device that cannot measure', async () => {
    expect(await heardAs((air) => Object.assign(air, { peakDb: null }))).toEqual([
      'received',
      'started',
      'done',
    ]);
  });
});
