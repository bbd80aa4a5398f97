import type { ClinicSpeaker } from '../../core/queue/clinic-file.ts';
import { tonguesOfCall } from '../../core/queue/speaker-tongues.ts';
import type { Lang, Sentence } from '../../core/queue/words/sentence.ts';
import type { Announcer, Rendered } from '../speech/announcement.ts';
import type { Brevity } from './air-queue.ts';
import type { Shorter } from './item.ts';
import type { Spoken } from './spoken-call.ts';

/** Nobody listens longer than this to one call, whatever languages it is in. */
const LONGEST_MS = 14_000;
/** Chime, gaps, a code of four signs and a room, without the lead-in. */
const SHORT_MS = 3_000;

/** What is said on one speaker: the sound, its words, and what it lacks. `ms` is the length by brevity. */
export type Made = {
  readonly rendered: Extract<Rendered, { ok: true }>;
  readonly langs: readonly Lang[];
  readonly text: string;
  readonly tokens: readonly string[];
  readonly ms: readonly [number, number, number, number];
  /** Why it is played without its words; null: all is said. */
  readonly fault: string | null;
};

export type Making =
  | { readonly ok: true; readonly made: Made }
  | { readonly ok: false; readonly fault: string };

/** Makes the sound of a call for one speaker; the second language is left off where both take too long. */
export async function makeCall(
  announcer: Announcer,
  speaker: ClinicSpeaker,
  spoken: Spoken,
): Promise<Making> {
  const langs = speaker.speech ? tonguesOfCall(speaker, spoken.english) : [];
  const full = await make(announcer, speaker, spoken, langs, false);
  const long = full.rendered.ok && full.rendered.ms - speaker.leadInMs > LONGEST_MS;
  const first = langs.slice(0, 1);
  const { rendered, sentences } =
    long && langs.length > 1 ? await make(announcer, speaker, spoken, first, false) : full;
  if (!rendered.ok) return { ok: false, fault: rendered.fault.code };
  const wordless = langs.length > 0 && rendered.engine === 'chime';
  const fault = wordless ? (rendered.faults[0]?.code ?? 'words') : null;
  const { ms } = rendered;
  const one = sentences.length > 1 ? Math.round(ms * 0.6) : ms;
  return {
    ok: true,
    made: {
      rendered,
      langs: sentences.map(({ lang }) => lang),
      text: sentences.map(({ text }) => text).join(' '),
      tokens: rendered.tokens,
      ms: [ms, ms, one, Math.min(one, speaker.leadInMs + SHORT_MS)],
      fault,
    },
  };
}

/** The same in fewer words: level 2 in one language, level 3 code and room alone. Null: no shorter way was found. */
export async function makeShorter(
  announcer: Announcer,
  speaker: ClinicSpeaker,
  spoken: Spoken,
  level: Brevity,
): Promise<Shorter | null> {
  const langs = speaker.speech ? tonguesOfCall(speaker, spoken.english) : [];
  if (langs.length === 0 || (level < 3 && langs.length < 2)) return null;
  const { rendered, sentences } = await make(announcer, speaker, spoken, langs.slice(0, 1), level === 3);
  if (!rendered.ok || rendered.engine === 'chime') return null;
  return { audio: audioOf(rendered), text: sentences.map(({ text }) => text).join(' ') };
}

/** Where the sound is to be fetched, by its content. */
export function audioOf({ sha256, ms }: Extract<Rendered, { ok: true }>): Shorter['audio'] {
  return { url: `/audio/${sha256}.wav`, sha256, ms };
}

async function make(
  announcer: Announcer,
  speaker: ClinicSpeaker,
  spoken: Spoken,
  langs: readonly Lang[],
  short: boolean,
): Promise<{ rendered: Rendered; sentences: readonly Sentence[] }> {
  const sentences = langs.flatMap((lang) => spoken.say(lang, speaker, short) ?? []);
  const rendered = await announcer.render({
    sentences,
    voice: { region: speaker.region, timbre: 'female' },
    leadMs: speaker.leadInMs,
    chime: speaker.chime ? spoken.chime : 'none',
  });
  return { rendered, sentences };
}
