import type { Lang, Sentence } from '../../core/queue/words/sentence.ts';
import { runChild } from './child-run.ts';
import { engineText } from './engine-text.ts';
import { ENGLISH_SPELLINGS } from './espeak-spelling-table.ts';
import type { Speech, SpeechEngine, SpeechFaultCode, Voice } from './speech-engine.ts';
import { parseWav, SPEECH_RATE } from './wav.ts';

export type EspeakOptions = {
  /** Program to start, by name or path. */
  readonly command: string;
  readonly timeoutMs: number;
  /** After a timeout the engine is not asked again for so long, else each call of a morning waits in vain. */
  readonly restMs: number;
};
export const USUAL_ESPEAK: EspeakOptions = { command: 'espeak-ng', timeoutMs: 5000, restMs: 10_000 };

const MOST_BYTES = 8_000_000;
const WORDS_PER_MINUTE = '140';
/* Below full scale, where espeak-ng clips by itself; the level is set afterwards. */
const AMPLITUDE = '80';

function fault(code: SpeechFaultCode): {
  readonly ok: false;
  readonly fault: { readonly code: SpeechFaultCode };
} {
  return { ok: false, fault: { code } };
}

function voiceName(lang: Lang, { region, timbre }: Voice): string {
  const base = lang === 'en' ? 'en-gb' : region === 'south' ? 'vi-vn-x-south' : 'vi';
  return timbre === 'female' ? `${base}+f2` : base;
}

/** A lone capital after a word is a letter of a code, not an article. */
function spellLetters(text: string): string {
  return text.replace(/(?<=\p{L} )[AĂÂĐÊÔƠƯ](?!\p{L})/gu, (letter) => ENGLISH_SPELLINGS[letter]!);
}

const textOf = (lang: Lang, text: string): string => (lang === 'en' ? spellLetters(text) : text);

function speechOf(wav: Uint8Array): Speech {
  const parsed = parseWav(wav);
  if (!parsed.ok || parsed.rate !== SPEECH_RATE || parsed.samples.length === 0)
    return fault('engine_garbage');
  return { ok: true, samples: parsed.samples, finished: null };
}

/**
 * The operator's own espeak-ng as a child process: text in, WAV out, never linked (GPL-3). No shell; the text
 * goes in by standard input because it may begin with "-". Measured: 36 ms a sentence, the same bytes for the
 * same text. Faults: those of `SpeechFaultCode`; it never throws.
 */
export function createEspeak({ command, timeoutMs, restMs }: EspeakOptions): SpeechEngine {
  const limits = { timeoutMs, mostBytes: MOST_BYTES };
  let known: string | null = null;
  let asking: Promise<void> | null = null;
  let restUntil = 0;

  const isResting = (): boolean => performance.now() < restUntil;
  const note = (code: SpeechFaultCode): void => {
    if (code === 'engine_timeout') restUntil = performance.now() + restMs;
    if (code === 'engine_missing') known = null;
  };

  async function ask(): Promise<void> {
    const run = await runChild(command, ['--version'], '', limits);
    if (run.ok) known = /\d+\.\d+[\w.-]*/.exec(run.stdout.toString('utf8'))?.[0] ?? 'unknown';
    else note(run.fault.code);
    asking = null;
  }

  async function version(): Promise<string | null> {
    if (known !== null || isResting()) return known;
    asking ??= ask();
    await asking;
    return known;
  }

  async function speak(sentence: Sentence, voice: Voice): Promise<Speech> {
    const clean = engineText(sentence);
    if (!clean.ok) return clean;
    if (isResting()) return fault('engine_timeout');
    const args = ['-v', voiceName(sentence.lang, voice), '-s', WORDS_PER_MINUTE, '-a', AMPLITUDE];
    const run = await runChild(
      command,
      [...args, '--stdin', '--stdout'],
      textOf(sentence.lang, clean.text),
      limits,
    );
    if (run.ok) return speechOf(run.stdout);
    note(run.fault.code);
    return run;
  }

  return { name: 'espeak-ng', version, canSay: ({ tokens }) => ({ ok: true, tokens }), speak };
}
