import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import { USUAL_STYLE } from '../../core/queue/words/call-sentence.ts';
import type { Lang, Region } from '../../core/queue/words/sentence.ts';
import { completeLines, type Tongue } from '../../core/queue/words/vocabulary.ts';
import { loadClinic } from '../../server/clinic-store.ts';
import { toFloat } from '../../server/speech/assembly.ts';
import { createEspeak, USUAL_ESPEAK } from '../../server/speech/espeak.ts';
import { openDefaultPack } from '../../server/speech/pack/default-pack.ts';
import { type Pack, tongueOf } from '../../server/speech/pack/pack.ts';
import { createPackEngine, tongueName } from '../../server/speech/pack/pack-engine.ts';
import type { SpeechEngine } from '../../server/speech/speech-engine.ts';
import { SPEECH_RATE } from '../../server/speech/wav.ts';
import { createVocabulary, type Vocabulary } from './matched-filter.ts';

const speech = new URL('../../server/speech/', import.meta.url).pathname;

/** Over all that has a hand in how the packs sound: a change there must be heard in the next run of the tests. */
function makersHash(): string {
  const names = readdirSync(speech, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const hash = createHash('sha256');
  for (const name of names.sort()) hash.update(readFileSync(join(speech, name)));
  return hash.digest('hex').slice(0, 12);
}

/** Kept between runs and shared by all test files. */
export const DEFAULT_DIR = join(tmpdir(), `tiepdon-default-voice-${userInfo().uid}-${makersHash()}`);

/** The sample clinic of the product. */
export function sampleClinic(): Clinic {
  const read = loadClinic(new URL('../../server/sample/clinic.json', import.meta.url).pathname);
  if (!read.ok) throw new Error(read.fault);
  return read.clinic;
}

/** The sample clinic with speakers of another tongue. */
export function clinicSpeaking(lang: Lang, region: Region): Clinic {
  const clinic = sampleClinic();
  const speakers = clinic.speakers.map((speaker) => ({ ...speaker, languages: [lang], region }));
  return { ...clinic, speakers };
}

/** The product's own pack for one tongue, as it makes it at the first start for this clinic. */
export async function defaultPack(lang: Lang, region: Region, clinic = sampleClinic()): Promise<Pack> {
  const tongue: Tongue = { lang, region };
  const lines = completeLines(clinic, USUAL_STYLE, tongue);
  const engine = createEspeak({ ...USUAL_ESPEAK, timeoutMs: 60_000 });
  const made = await openDefaultPack({
    ...{ engine, dir: DEFAULT_DIR, tongue, lines, atOnce: 2 },
    onBegin: () => undefined,
    stop: new AbortController().signal,
  });
  if (!made.ok) throw new Error(made.fault);
  return made.pack;
}

/** What the decoder is told: every clip of a pack, and nothing of what was ordered. */
export function vocabularyOf(...packs: readonly Pack[]): Vocabulary {
  const clips = packs.flatMap((pack) => [...pack.clips]);
  return createVocabulary(
    new Map(clips.map(([token, { samples }]) => [token, { samples: toFloat(samples), rate: SPEECH_RATE }])),
  );
}

/** An engine that speaks from packs. */
export function speakingFrom(...packs: readonly Pack[]): SpeechEngine {
  const shelf = new Map(packs.map((pack) => [tongueName(tongueOf(pack)), pack]));
  return createPackEngine(
    'default',
    () => shelf,
    () => false,
  );
}
