import type { Announce } from '../wire/protocol.ts';

/** Audio that is ready to be played; only its player knows what it is. */
export type Sound = { readonly seconds: number; readonly data: unknown };
export type LoadFault = 'fetch' | 'checksum' | 'decode';
/** How a play ended: heard, played but without any level, or it did not end in time. */
export type Ending = 'heard' | 'silent' | 'stalled';

/** The way to the air. `blocked`: the browser withholds sound until somebody touches the page. */
export type Player = {
  state: () => 'running' | 'blocked';
  /** Asks again for leave to sound; it is granted within a touch or a key press. */
  wake: () => void;
  load: (audio: Announce['audio']) => Promise<Sound | LoadFault>;
  play: (sound: Sound, onAudible: () => void) => Promise<Ending>;
};
