import type { Announce } from '../../core/wire/protocol.ts';
import type { Brevity, Waiting } from './air-queue.ts';

/** A shorter way to say the same: the sound and its words. */
export type Shorter = { audio: Announce['audio']; text: string };

/** Why a speaker cannot be heard now. */
export type ZoneTrouble = 'away' | 'blocked' | 'muted';

/** One announcement on one speaker, as the server keeps it until it was heard or is over. */
export type Item = Waiting & {
  readonly message: Announce;
  /** Room whose desk wants to know; '' for a test. */
  readonly room: string;
  /** When it could have begun but for its speaker (clock that never jumps); null: has not come to that. */
  readonly stuckAt: number | null;
  /** The desk has been told that nobody heard it. */
  readonly unheard: boolean;
  /** The speaker whose place this one takes; null: its own call. */
  readonly backupFor: string | null;
  readonly shorter: (level: Brevity) => Promise<Shorter | null>;
};
