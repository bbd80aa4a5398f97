import { describe, expect, it } from 'vitest';
import { announce } from './announced.ts';
import { FakeAir } from './fake-air.ts';

describe('a calling speaker', () => {
  it('tells how far a call got: received, started, audible, done', async () => {
    const air = new FakeAir();
    air.speaker.hear(announce(1));
    await air.pass(10_000);
    expect(air.acksOf('n1')).toEqual(['received', 'started', 'audible', 'done']);
    expect(air.spoken).toEqual([{ url: '/audio/1.wav', from: 0, to: 3_000 }]);
  });

  it('plays one at a time, in the order of the log, and cuts none off', async () => {
    const air = new FakeAir();
    for (const seq of [5, 9, 7]) air.speaker.hear(announce(seq));
    await air.pass(20_000);
    expect(air.spoken.map(({ url }) => url)).toEqual(['/audio/5.wav', '/audio/7.wav', '/audio/9.wav']);
    expect(air.spoken.map(({ from }) => from)).toEqual([0, 3_000, 6_000]);
  });

  it('speaks a call once, though it came three times or under another id', async () => {
    const air = new FakeAir();
    for (let i = 0; i < 3; i += 1) air.speaker.hear(announce(1));
    air.speaker.hear(announce(1, { id: 'other' }));
    await air.pass(10_000);
    expect(air.spoken).toHaveLength(1);
    expect(air.acksOf('n1')).toEqual(['received', 'started', 'audible', 'done']);
    expect(air.acksOf('other')).toEqual(['dropped duplicate']);
  });

  it('speaks a recall again, and both languages of one call', async () => {
    const air = new FakeAir();
    air.speaker.hear(announce(1));
    air.speaker.hear(announce(1, { id: 'en', lang: 'en' }));
    await air.pass(10_000);
    air.speaker.hear(announce(1, { id: 'again', rev: 1, seq: 2 }));
    await air.pass(10_000);
    expect(air.spoken).toHaveLength(3);
  });

  it('lets a recall take the place of the call that still waits', async () => {
    const air = new FakeAir();
    air.speaker.hear(announce(1));
    air.speaker.hear(announce(2));
    air.speaker.hear(announce(2, { id: 'recall', rev: 1, seq: 3 }));
    await air.pass(20_000);
    expect(air.acksOf('n2')).toEqual(['received', 'dropped superseded']);
    expect(air.acksOf('recall')).toContain('done');
    expect(air.spoken).toHaveLength(2);
  });

  it('remembers over a reload what it has said', async () => {
    const before = new FakeAir();
    before.speaker.hear(announce(1));
    await before.pass(10_000);
    const after = new FakeAir({ heard: before.kept });
    after.speaker.hear(announce(1, { id: 'late copy' }));
    await after.pass(10_000);
    expect(after.spoken).toEqual([]);
  });

  it('remembers the last two hundred and no more', async () => {
    const air = new FakeAir();
    for (let seq = 1; seq <= 230; seq += 1) {
      air.speaker.hear(announce(seq, { expiresAt: 10_000_000 }));
      await air.pass(4_000);
    }
    expect(air.kept).toHaveLength(200);
    expect(air.spoken).toHaveLength(230);
  });

  it('never speaks late: a call that expired while others spoke is dropped at its turn', async () => {
    const air = new FakeAir();
    air.speaker.hear(announce(1));
    air.speaker.hear(announce(2, { expiresAt: 2_900 }));
    air.speaker.hear(announce(3, { expiresAt: -1 }));
    await air.pass(10_000);
    expect(air.acksOf('n2')).toEqual(['received', 'dropped expired']);
    expect(air.acksOf('n3')).toEqual(['dropped expired']);
    expect(air.spoken).toHaveLength(1);
  });

  it('never speaks late: the sound came so slowly that the call expired meanwhile', async () => {
    const air = new FakeAir({ loadMs: 5_000 });
    air.speaker.hear(announce(1, { expiresAt: 4_000 }));
    await air.pass(10_000);
    expect(air.acksOf('n1')).toEqual(['received', 'dropped expired']);
  });

  it('repeats after one second of silence', async () => {
    const air = new FakeAir();
    air.speaker.hear(announce(1, { repeat: 2 }));
    await air.pass(20_000);
    expect(air.spoken.map(({ from }) => from)).toEqual([0, 4_000]);
    expect(air.acksOf('n1')).toEqual(['received', 'started', 'audible', 'done']);
  });

  it('lets the first call of another go before a repeat', async () => {
    const air = new FakeAir();
    air.speaker.hear(announce(1, { repeat: 2 }));
    air.speaker.hear(announce(2));
    await air.pass(20_000);
    const urls = air.spoken.map(({ url }) => url);
    expect(urls).toEqual(['/audio/1.wav', '/audio/2.wav', '/audio/1.wav']);
    expect(air.acksOf('n1').filter((phase) => phase === 'done')).toHaveLength(1);
  });

  it('waits while the browser withholds sound, drops what expires, and goes on when it is allowed', async () => {
    const air = new FakeAir();
    air.blocked = true;
    air.speaker.hear(announce(1, { expiresAt: 5_000 }));
    air.speaker.hear(announce(2));
    await air.pass(10_000);
    expect(air.spoken).toEqual([]);
    expect(air.acksOf('n1')).toEqual(['received', 'dropped expired']);
    air.blocked = false;
    await air.pass(10_000);
    expect(air.spoken.map(({ url }) => url)).toEqual(['/audio/2.wav']);
  });

  it('says why a sound failed, and goes on with the next', async () => {
    const air = new FakeAir({ faults: { '/audio/1.wav': 'checksum', '/audio/2.wav': 'fetch' } });
    air.endings = { '/audio/3.wav': 'silent', '/audio/4.wav': 'stalled' };
    for (const seq of [1, 2, 3, 4, 5]) air.speaker.hear(announce(seq));
    await air.pass(60_000);
    const lasts = [1, 2, 3, 4, 5].map((seq) => air.acksOf(`n${seq}`).pop());
    expect(lasts).toEqual(['failed checksum', 'failed fetch', 'failed silent', 'failed stalled', 'done']);
  });
});

describe('a call that is over', () => {
  it('leaves the queue unspoken, and the others keep their order', async () => {
    const air = new FakeAir();
    for (const seq of [1, 2, 3]) air.speaker.hear(announce(seq, { rev: 1 }));
    await air.pass(500);
    air.speaker.withdraw('c2');
    await air.pass(20_000);
    expect(air.acksOf('n2')).toEqual(['received', 'dropped withdrawn']);
    expect(air.spoken.map(({ url }) => url)).toEqual(['/audio/1.wav', '/audio/3.wav']);
  });

  it('is heard to the end of its sentence when it is in the air, and not repeated', async () => {
    const air = new FakeAir();
    air.speaker.hear(announce(1, { rev: 1, repeat: 3 }));
    await air.pass(1_000);
    air.speaker.withdraw('c1');
    await air.pass(20_000);
    expect(air.spoken).toEqual([{ url: '/audio/1.wav', from: 0, to: 3_000 }]);
    expect(air.acksOf('n1')).toEqual(['received', 'started', 'audible', 'done']);
  });

  it('is not repeated when it goes in the silence before the repeat', async () => {
    const air = new FakeAir();
    air.speaker.hear(announce(1, { rev: 1, repeat: 2 }));
    await air.pass(3_500);
    air.speaker.withdraw('c1');
    await air.pass(20_000);
    expect(air.spoken).toHaveLength(1);
    expect(air.acksOf('n1')).toEqual(['received', 'started', 'audible', 'dropped withdrawn']);
    expect(air.speaker.idle).toBe(true);
  });

  it('is not spoken when its sound was still on the way', async () => {
    const air = new FakeAir({ loadMs: 2_000 });
    air.speaker.hear(announce(1, { rev: 1 }));
    await air.pass(1_000);
    air.speaker.withdraw('c1');
    await air.pass(10_000);
    expect(air.acksOf('n1')).toEqual(['received', 'dropped withdrawn']);
    expect(air.spoken).toEqual([]);
  });

  it('leaves in all its languages, also while the browser withholds sound', async () => {
    const air = new FakeAir();
    air.blocked = true;
    air.speaker.hear(announce(1, { rev: 1 }));
    air.speaker.hear(announce(1, { rev: 1, id: 'en', lang: 'en' }));
    air.speaker.withdraw('c1');
    expect([air.acksOf('n1').pop(), air.acksOf('en').pop()]).toEqual([
      'dropped withdrawn',
      'dropped withdrawn',
    ]);
    expect(air.speaker.idle).toBe(true);
  });

  it('is not spoken when the word that it is over comes before the call itself', async () => {
    const air = new FakeAir();
    air.speaker.withdraw('c1');
    air.speaker.hear(announce(1, { rev: 1 }));
    await air.pass(10_000);
    expect(air.acksOf('n1')).toEqual(['dropped withdrawn']);
    expect(air.spoken).toEqual([]);
  });

  it('is spoken again by a recall, after the patient who was there had not been there', async () => {
    const air = new FakeAir();
    air.speaker.hear(announce(1, { rev: 1 }));
    await air.pass(10_000);
    air.speaker.withdraw('c1');
    air.speaker.hear(announce(1, { rev: 2, id: 'recall', seq: 9 }));
    await air.pass(10_000);
    expect(air.acksOf('recall')).toEqual(['received', 'started', 'audible', 'done']);
    air.speaker.withdraw('c1');
    air.speaker.hear(announce(1, { rev: 2, id: 'en', lang: 'en', seq: 9 }));
    expect(air.acksOf('en')).toEqual(['dropped withdrawn']);
  });

  it('says nothing of calls it never heard of, and remembers no more of them than it needs', async () => {
    const air = new FakeAir();
    for (let seq = 1; seq <= 101; seq += 1) air.speaker.withdraw(`c${seq}`);
    for (const seq of [1, 2]) air.speaker.hear(announce(seq, { rev: 1 }));
    await air.pass(10_000);
    expect(air.acksOf('n1')).toContain('done');
    expect(air.acksOf('n2')).toEqual(['dropped withdrawn']);
  });

  it('is told apart from a call whose name begins alike', async () => {
    const air = new FakeAir();
    air.speaker.hear(announce(1, { rev: 1, callId: 'c1x7' }));
    air.speaker.withdraw('c1');
    air.speaker.hear(announce(2, { rev: 2, callId: 'c1' }));
    await air.pass(20_000);
    expect(air.spoken).toHaveLength(2);
  });
});
