import type { Lang, Region } from '../queue/words/sentence.ts';

/** One clip of a recorded voice as the person who hears it through sees it. */
export type VoiceLine = {
  readonly token: string;
  readonly text: string;
  readonly file: string;
  readonly sha256: string;
  readonly ms: number;
  /** What was decided on this very sound: right, to be recorded again, or nothing yet. */
  readonly verdict: 'right' | 'again' | null;
};

/** A recorded voice that was imported. */
export type VoicePack = {
  readonly id: string;
  readonly lang: Lang;
  readonly region: Region | null;
  readonly speaker: string;
  readonly licence: string;
  readonly consent: string | null;
  readonly active: boolean;
  readonly lines: readonly VoiceLine[];
  /** What keeps it from being used now, in words for the page; confirmations are not in it. */
  readonly obstacles: readonly string[];
};

/** One voice of the chain for one tongue (`vi-north`, `vi-south`, `en`); `fault` is null when it can speak now. */
export type VoiceInChain = {
  readonly engine: string;
  readonly tongue: string;
  readonly fault: string | null;
};

/** `GET /setup/voice/packs`: the voices in the order in which they are asked, and what was recorded. */
export type VoiceState = {
  readonly chain: readonly VoiceInChain[];
  readonly packs: readonly VoicePack[];
};
