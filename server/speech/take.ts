import type { Sentence } from '../../core/queue/words/sentence.ts';
import { type Pieces, toFloat, toInt16, trimSilence } from './assembly.ts';
import type { Gate } from './gate.ts';
import { levelSpeech } from './level.ts';
import type { SpeechEngine, SpeechFaultCode, Voice } from './speech-engine.ts';
import { SPEECH_RATE } from './wav.ts';

/** Which engine failed, and why. */
export type EngineFault = { readonly engine: string; readonly code: SpeechFaultCode };

/** What will say a sentence: the engine as it is now, and the names of what will be heard. */
export type Taker = {
  readonly engine: SpeechEngine;
  /** Null while the engine does not answer; it is asked all the same, it may be back. */
  readonly version: string | null;
  readonly tokens: readonly string[];
};
/** A sentence with those who can say it, the best first. `faults` are of those who should be able to and are not. */
export type Cast = {
  readonly sentence: Sentence;
  readonly takers: readonly Taker[];
  readonly faults: readonly EngineFault[];
};
/** A sentence as one engine has said it, levelled and trimmed. */
export type Said = {
  readonly sentence: Sentence;
  readonly taker: Taker;
  readonly sound: Pieces;
};
export type Take = { readonly said: Said | null; readonly faults: readonly EngineFault[] };

/* Not in use, not made yet, or not meant for such a sentence: the next one is asked, and nothing is wrong. */
const QUIET: readonly SpeechFaultCode[] = [
  'pack_absent',
  'words_missing',
  'language_missing',
  'engine_starting',
];

/** Who can say a sentence now, in the order of the engines. */
export async function castFor(
  engines: readonly SpeechEngine[],
  sentence: Sentence,
  voice: Voice,
): Promise<Cast> {
  const takers: Taker[] = [];
  const faults: EngineFault[] = [];
  for (const engine of engines) {
    const sayable = engine.canSay(sentence, voice);
    if (sayable.ok) takers.push({ engine, version: await engine.version(), tokens: sayable.tokens });
    else faults.push({ engine: engine.name, code: sayable.fault.code });
  }
  const told = takers.length > 0 ? faults.filter(({ code }) => !QUIET.includes(code)) : faults;
  return { sentence, takers, faults: told };
}

async function finish(samples: Int16Array): Promise<Pieces> {
  return [toInt16(trimSilence(await levelSpeech(toFloat(samples), SPEECH_RATE), SPEECH_RATE))];
}

/** Has a sentence said by the first engine that manages it. */
export async function takeSentence(
  cast: Cast,
  gates: ReadonlyMap<SpeechEngine, Gate>,
  voice: Voice,
): Promise<Take> {
  const faults = [...cast.faults];
  for (const taker of cast.takers) {
    const { engine } = taker;
    const speech = await gates.get(engine)!(() => engine.speak(cast.sentence, voice));
    if (!speech.ok) {
      faults.push({ engine: engine.name, code: speech.fault.code });
      continue;
    }
    const sound = speech.finished ?? (await finish(speech.samples));
    if (sound.some(({ length }) => length > 0))
      return { said: { sentence: cast.sentence, taker, sound }, faults };
    faults.push({ engine: engine.name, code: 'engine_garbage' });
  }
  return { said: null, faults };
}
