import type { Announce } from '../wire/protocol.ts';

/** Audio that is ready to be played; only its player knows what it is. */
export type Sound = { readonly seconds: number; readonly data: unknown };
export type LoadFault = 'fetch' | 'checksum' | 'decode';
/**
 * How a play ended: to its end, without any level, not in time, cut off by `cut`, or refused by the device (a card
 * that is gone, a network that is down).
 */
export type Ending = 'heard' | 'silent' | 'stalled' | 'cut' | 'device';
/** One play: its highest level in dBFS (null: this way to the air cannot measure it) and its time by the wall. */
export type Played = { readonly ending: Ending; readonly peakDb: number | null; readonly playedMs: number };

/** The way to the air. `blocked`: the browser withholds sound until somebody touches the page. */
export type Player = {
  state: () => 'running' | 'blocked';
  /** Asks again for leave to sound; it is granted within a touch or a key press. */
  wake: () => void;
  load: (audio: Announce['audio']) => Promise<Sound | LoadFault>;
  /** Plays at a level of 0 dB or below. */
  play: (sound: Sound, gainDb: number) => Promise<Played>;
  /** Fades what is in the air out within 10 ms; its `play` ends as `cut`. Nothing in the air: nothing happens. */
  cut: () => void;
};
