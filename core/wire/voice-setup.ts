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

/** `GET /setup/voice/packs`. */
export type VoiceState = { readonly packs: readonly VoicePack[] };
