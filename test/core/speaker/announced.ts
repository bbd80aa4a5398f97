import type { Announce } from '../../../core/wire/protocol.ts';

/** An announcement of three seconds: `n5` of call `c5` for the fifth entry of the log. */
export const announce = (seq: number, more: Partial<Announce> = {}): Announce => ({
  id: `n${seq}`,
  callId: `c${seq}`,
  rev: 0,
  seq,
  createdAt: 0,
  expiresAt: 60_000,
  zone: 'hall',
  lang: 'vi',
  text: `Mời số ${seq}`,
  audio: { url: `/audio/${seq}.wav`, sha256: '', ms: 3_000 },
  repeat: 1,
  ...more,
});
