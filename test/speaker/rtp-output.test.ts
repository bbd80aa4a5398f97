import { afterEach, describe, expect, it } from 'vitest';
import type { Output } from '../../speaker/output.ts';
import { openRtpOutput } from '../../speaker/rtp-output.ts';
import { resampled } from '../../speaker/telephone-sound.ts';
import { PagingReceiver } from './paging-receiver.ts';
import { toneOf } from './tones.ts';

const SOON = { timeout: 5_000 };
const GROUP = '239.66.7.8';
let receiver: PagingReceiver | null = null;
let output: Output | null = null;
afterEach(async () => {
  await output?.close();
  await receiver?.close();
});

async function paging(group: string | null): Promise<{ output: Output; receiver: PagingReceiver }> {
  receiver = await PagingReceiver.open(group);
  const via = group === null ? null : '127.0.0.1';
  output = openRtpOutput({ address: group ?? '127.0.0.1', port: receiver.port, ttl: 1, via });
  return { output, receiver };
}

describe('IP paging', () => {
  it('brings every sample to the group, in order, as packets of 20 ms', async () => {
    const { output, receiver } = await paging(GROUP);
    const sound = toneOf(700, 1.01, 22_050, 0.5);
    expect(await output.play(sound)).toBe('heard');
    await expect.poll(() => receiver.packets.length, SOON).toBe(51);
    const [first] = receiver.packets;
    receiver.packets.forEach((packet, n) => {
      expect(packet).toMatchObject({
        marker: n === 0,
        type: 0,
        ssrc: first!.ssrc,
        sequence: (first!.sequence + n) & 0xffff,
        timestamp: (first!.timestamp + 160 * n) >>> 0,
      });
    });
    const meant = resampled(sound, 8_000);
    const got = receiver.samples().subarray(0, meant.length);
    got.forEach((sample, i) => {
      expect(Math.abs(sample - meant[i]!)).toBeLessThanOrEqual(16 + Math.abs(meant[i]!) / 24);
    });
    expect([...receiver.samples().subarray(meant.length)].every((sample) => sample === 0)).toBe(true);
  });

  it('sends at the pace of the clock: nothing early, and no drift at the end of a sentence', async () => {
    const { output, receiver } = await paging(null);
    const from = performance.now();
    expect(await output.play(toneOf(700, 3, 8_000, 0.5))).toBe('heard');
    expect(performance.now() - from).toBeGreaterThanOrEqual(3_000);
    await expect.poll(() => receiver.packets.length, SOON).toBe(150);
    receiver.packets.forEach(({ at }, n) => {
      expect(at - from).toBeGreaterThanOrEqual(20 * n - 1);
    });
  });

  it('goes on where it was after the machine was held up, and does not send all at once', async () => {
    const { output, receiver } = await paging(null);
    const playing = output.play(toneOf(700, 1, 8_000, 0.5));
    await new Promise((done) => setTimeout(done, 200));
    const until = performance.now() + 500;
    while (performance.now() < until);
    expect(await playing).toBe('heard');
    await expect.poll(() => receiver.packets.length, SOON).toBe(50);
    const sequences = receiver.packets.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, n) => (sequences[0]! + n) & 0xffff));
    // Twenty-five packets had become due meanwhile.
    const times = receiver.packets.map(({ at }) => at);
    const inOneGo = Math.max(
      ...times.map((from) => times.filter((at) => at >= from && at < from + 15).length),
    );
    expect(inOneGo).toBeLessThan(15);
  });

  it('makes one stream of several announcements, each marked as a new beginning', async () => {
    const { output, receiver } = await paging(null);
    await output.play(toneOf(700, 0.1, 8_000, 0.5));
    await new Promise((done) => setTimeout(done, 300));
    await output.play(toneOf(700, 0.1, 8_000, 0.5));
    await expect.poll(() => receiver.packets.length, SOON).toBe(10);
    const [first, , , , last, again] = receiver.packets;
    expect(again!.sequence).toBe((last!.sequence + 1) & 0xffff);
    expect(again!.ssrc).toBe(first!.ssrc);
    expect(again!.marker).toBe(true);
    const aheadMs = ((again!.timestamp - last!.timestamp) >>> 0) / 8;
    expect(aheadMs).toBeGreaterThanOrEqual(300);
    expect(Math.abs(aheadMs - (again!.at - last!.at))).toBeLessThan(60);
  });

  it('falls silent at once, and the next announcement is whole', async () => {
    const { output, receiver } = await paging(null);
    const playing = output.play(toneOf(700, 20, 8_000, 0.5));
    await expect.poll(() => receiver.packets.length).toBeGreaterThan(5);
    output.cut();
    expect(await playing).toBe('cut');
    await new Promise((done) => setTimeout(done, 100));
    const before = receiver.packets.length;
    expect(await output.play(toneOf(700, 0.2, 8_000, 0.5))).toBe('heard');
    await expect.poll(() => receiver.packets.length - before, SOON).toBe(10);
  });

  it('sends nothing of what was cut before it began', async () => {
    const { output, receiver } = await paging(null);
    const playing = output.play(toneOf(700, 20, 8_000, 0.5));
    output.cut();
    expect(await playing).toBe('cut');
    expect(receiver.packets).toEqual([]);
  });

  it('says so when a loudspeaker by its own address does not listen, or there is no such network', async () => {
    const { receiver } = await paging(null);
    const { port } = receiver;
    await receiver.close();
    const gone = openRtpOutput({ address: '127.0.0.1', port, ttl: 1, via: null });
    expect(await gone.play(toneOf(700, 1, 8_000, 0.5))).toBe('device');
    const nowhere = openRtpOutput({ address: GROUP, port, ttl: 1, via: '203.0.113.9' });
    expect(await nowhere.play(toneOf(700, 1, 8_000, 0.5))).toBe('device');
    await paging(null);
  });
});
