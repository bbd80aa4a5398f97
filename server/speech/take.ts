import type { Sentence } from '../../core/queue/words/sentence.ts';
import { toFloat, trimSilence } from './assembly.ts';
import type { Gate } from './gate.ts';
import { levelSpeech } from './level.ts';
import type { SpeechEngine, SpeechFault, Voice } from './speech-engine.ts';
import { SPEECH_RATE } from './wav.ts';

/** The sentences an engine could say, levelled and trimmed, and why it could not say the others. */
export type Take = {
  readonly said: readonly { readonly sentence: Sentence; readonly samples: Float32Array }[];
  readonly faults: readonly SpeechFault[];
};

/** Has an engine say sentences one after the other; one that fails does not keep the next from being said. */
export async function takeSentences(
  engine: SpeechEngine,
  gate: Gate,
  sentences: readonly Sentence[],
  voice: Voice,
): Promise<Take> {
  const said: { sentence: Sentence; samples: Float32Array }[] = [];
  const faults: SpeechFault[] = [];
  for (const sentence of sentences) {
    const speech = await gate(() => engine.speak(sentence, voice));
    if (!speech.ok) {
      faults.push(speech.fault);
      continue;
    }
    const samples = trimSilence(await levelSpeech(toFloat(speech.samples), SPEECH_RATE), SPEECH_RATE);
    if (samples.length > 0) said.push({ sentence, samples });
    else faults.push({ code: 'engine_garbage' });
  }
  return { said, faults };
}
