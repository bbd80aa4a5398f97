import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseWav } from '../../core/speaker/wave.ts';
import { openAxisOutput } from '../../speaker/axis-output.ts';
import type { Output } from '../../speaker/output.ts';
import { FakeAxis } from './fake-axis.ts';
import { decibels, strength, toneOf } from './tones.ts';

let axis: FakeAxis;
let output: Output;
const notes: object[] = [];
beforeEach(async () => {
  axis = await FakeAxis.open();
  output = open(axis.password);
  notes.length = 0;
});
afterEach(async () => {
  for (const action of Object.keys(axis.moods)) delete axis.moods[action];
  await output.close();
  await axis.close();
});
const open = (password: string, playOptions: Record<string, string> = {}): Output =>
  openAxisOutput({ origin: axis.origin, playOptions, credentials: { user: axis.user, password } }, (event) =>
    notes.push(event),
  );
const call = (n: number) => toneOf(500 + 100 * n, 0.3, 22_050, 0.5);

describe('a loudspeaker with the media clip interface', () => {
  it('gets each sound once, plays it as often as asked, and keeps at most three of ours', async () => {
    axis.clips.set(0, { name: 'Fire alarm', wave: Buffer.from('theirs') });
    for (const n of [1, 1, 2, 3, 4, 4]) expect(await output.play(call(n))).toBe('heard');
    const uploads = axis.asked.filter((each) => each.startsWith('upload'));
    expect(uploads).toHaveLength(4);
    expect(axis.played).toHaveLength(6);
    const heard = axis.played.map(({ wave }) => {
      const parsed = parseWav(wave);
      if (!parsed.ok) throw new Error(parsed.fault.code);
      expect(parsed.rate).toBe(16_000);
      return [1, 2, 3, 4].find((n) => decibels(strength(parsed.samples, 16_000, 500 + 100 * n)) > -8);
    });
    expect(heard).toEqual([1, 1, 2, 3, 4, 4]);
    expect([...axis.clips.values()].filter(({ name }) => name === 'tiepdon')).toHaveLength(3);
    await output.close();
    expect([...axis.clips.values()].map(({ name }) => name)).toEqual(['Fire alarm']);
  });

  it('is occupied for as long as the sound lasts', async () => {
    await output.play(call(1));
    await output.play(call(2));
    expect(axis.played[1]!.at - axis.played[0]!.at).toBeGreaterThanOrEqual(300);
  });

  it('has the sound before its turn comes', async () => {
    output.prepare(call(1));
    await expect.poll(() => axis.clips.size, { timeout: 8_000 }).toBe(1);
    await output.play(call(1));
    expect(axis.asked).toEqual(['list', 'upload', 'play clip=0']);
  });

  it('is cleared of what a run without an end left behind', async () => {
    for (let n = 0; n < 10; n += 1)
      axis.clips.set(n, { name: n < 9 ? 'tiepdon' : 'Bell', wave: Buffer.alloc(0) });
    expect(await output.play(call(1))).toBe('heard');
    expect([...axis.clips.values()].map(({ name }) => name).sort()).toEqual(['Bell', 'tiepdon']);
  });

  it.each(['MD5', 'SHA-256'] as const)(
    'is entered by %s digest, one challenge for many requests',
    async (algorithm) => {
      axis.algorithm = algorithm;
      for (const n of [1, 2, 1]) expect(await output.play(call(n))).toBe('heard');
      expect(axis.challenges).toBe(1);
    },
  );

  it('may let a nonce grow old at any time', async () => {
    axis.nonceUses = 2;
    for (const n of [1, 2, 3, 4]) expect(await output.play(call(n))).toBe('heard');
    expect(axis.challenges).toBeGreaterThan(2);
  });

  it('falls silent at once when it is told to', async () => {
    const playing = output.play(toneOf(500, 20, 8_000, 0.5));
    await expect.poll(() => axis.played.length, { timeout: 8_000 }).toBe(1);
    output.cut();
    expect(await playing).toBe('cut');
    expect(axis.stopped).toBe(1);
  });

  it('does not begin what was cut while it was still being brought there', async () => {
    const playing = output.play(toneOf(500, 20, 8_000, 0.5));
    output.cut();
    expect(await playing).toBe('cut');
    expect(axis.played).toEqual([]);
    expect(await output.play(call(1))).toBe('heard');
  });

  it('passes volume and output on as they were set', async () => {
    await output.close();
    output = open(axis.password, { volume: '80', audiodeviceid: '0', audiooutputid: '1' });
    await output.play(call(1));
    expect(axis.played[0]!.query).toBe('?action=play&clip=0&volume=80&audiodeviceid=0&audiooutputid=1');
  });
});

describe('a loudspeaker in trouble', () => {
  it('refuses a wrong password, and is not asked again and again', async () => {
    await output.close();
    output = open('wrong');
    expect(await output.play(call(1))).toBe('device');
    expect(axis.played).toEqual([]);
    expect(axis.challenges).toBeLessThan(8);
  });

  it.each([
    ['upload', 'refuses', 'device'],
    ['upload', 'fails', 'device'],
    ['upload', 'cuts', 'device'],
    ['upload', 'babbles', 'device'],
    ['play', 'refuses', 'device'],
    ['play', 'fails', 'device'],
    ['play', 'cuts', 'device'],
    ['play', 'babbles', 'device'],
    ['play', 'hangs', 'stalled'],
    ['list', 'fails', 'heard'],
  ] as const)(
    'whose %s %s lets the next one take over: %s; and works when it is well again',
    async (action, mood, ending) => {
      axis.moods[action] = mood;
      expect(await output.play(call(1))).toBe(ending);
      delete axis.moods[action];
      expect(await output.play(call(1))).toBe('heard');
      expect(axis.played.length).toBe(ending === 'heard' ? 2 : 1);
    },
  );

  it('is told to stop when it is not known whether it began', async () => {
    axis.moods.play = 'hangs';
    await output.play(call(1));
    expect(axis.stopped).toBe(1);
    expect(notes).toContainEqual({ event: 'axis', output: `axis:${axis.origin}`, fault: 'late' });
  });

  it('that is switched off is a device that failed, within seconds', async () => {
    await output.play(call(1));
    await axis.close();
    expect(await output.play(call(2))).toBe('device');
    axis = await FakeAxis.open();
  });
});
