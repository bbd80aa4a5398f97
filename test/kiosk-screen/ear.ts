import type { Page } from 'playwright-core';

/** What a page has played so far: each sound's length in ms and loudness, and how many sound devices are open. */
export type Heard = { sounds: { ms: number; gain: number }[]; open: number };

type Listened = { sounds: { source: AudioBufferSourceNode; gain: number }[]; contexts: AudioContext[] };

/** Listens in on the page's real audio from its first script on; nothing of it is changed. */
export async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const ear: Listened = { sounds: [], contexts: [] };
    const { start } = AudioBufferSourceNode.prototype;
    const { connect } = AudioNode.prototype;
    const gains = new Map<AudioNode, GainNode>();
    AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
      if (to[0] instanceof GainNode) gains.set(this, to[0]);
      return Reflect.apply(connect, this, to) as never;
    };
    AudioBufferSourceNode.prototype.start = function (...when) {
      ear.sounds.push({ source: this, gain: gains.get(this)?.gain.value ?? 1 });
      return start.apply(this, when);
    };
    window.AudioContext = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        ear.contexts.push(this);
      }
    };
    Object.assign(window, { ear });
  });
}

export function heardOn(page: Page): Promise<Heard> {
  return page.evaluate(() => {
    const { sounds, contexts } = (window as unknown as { ear: Listened }).ear;
    return {
      sounds: sounds.map(({ source, gain }) => ({
        ms: Math.round((source.buffer?.duration ?? 0) * 1000),
        gain: Math.round(gain * 10) / 10,
      })),
      open: contexts.filter(({ state }) => state === 'running').length,
    };
  });
}
