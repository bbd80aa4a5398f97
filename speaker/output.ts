import type { Ending } from '../core/speaker/player.ts';
import type { Pcm } from './pcm.ts';

/**
 * A way out of this machine: a sound card, a multicast group, a loudspeaker on the network. It is opened anew for
 * each play: sets that were switched off when the machine started, and cables that came late, are found then.
 */
export type Output = {
  /** As it was named in the settings, for the log. */
  readonly name: string;
  /** The sound will be played soon; what can be done beforehand is begun. Never throws. */
  prepare(sound: Pcm): void;
  /** Plays to the end: `heard` (the device took all of it), `cut`, `device` (it refused) or `stalled`. */
  play(sound: Pcm): Promise<Ending>;
  /** Ends what is in the air at once; nothing in the air: nothing happens. */
  cut(): void;
  close(): Promise<void>;
};
