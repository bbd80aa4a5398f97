import { createHash } from 'node:crypto';
import type { Sentence } from '../../core/queue/words/sentence.ts';
import { resample } from '../../core/speaker/resample.ts';
import { toFloat, toInt16 } from './assembly.ts';
import { engineText } from './engine-text.ts';
import type { Speech, SpeechEngine, SpeechFaultCode } from './speech-engine.ts';
import { parseWav, SPEECH_RATE } from './wav.ts';

export type PiperOptions = {
  /** Where the operator's own Piper listens, on this machine only: http://127.0.0.1:5000. */
  readonly url: string;
  /** For one sentence; a voice on a weak computer takes up to a second. */
  readonly timeoutMs: number;
  /** After a failure it is not asked again for so long, else each call of a morning waits in vain. */
  readonly restMs: number;
};
export const USUAL_PIPER = { timeoutMs: 4000, restMs: 10_000 } as const;

/* The newer server answers at the first, version 1.3.0 at the second. */
const PATHS = ['/synthesize', '/'] as const;
const MOST_BYTES = 8_000_000;
const LOWEST_RATE = 8000;
const HIGHEST_RATE = 48_000;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const TRIAL = 'xin chào';

/** What an address of Piper should be, when it is none; null when it is one. Names leave the machine; it does not. */
export function piperAddressFault(value: string): string | null {
  const url = URL.canParse(value) ? new URL(value) : null;
  const here = url?.protocol === 'http:' && LOOPBACK.test(url.hostname) && url.pathname === '/';
  return here && url.search === '' && url.username === '' && url.hash === ''
    ? null
    : 'an address on this machine, such as http://127.0.0.1:5000';
}

type Heard =
  | { readonly ok: true; readonly samples: Int16Array }
  | { readonly ok: false; readonly code: SpeechFaultCode; readonly status: number | null };

const failed = (code: SpeechFaultCode, status: number | null = null): Heard => ({ ok: false, code, status });

function faultOf(error: unknown): SpeechFaultCode {
  if (error instanceof Error && error.name === 'TimeoutError') return 'engine_timeout';
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code === 'ECONNREFUSED' ? 'engine_missing' : 'engine_failed';
}

/** A body of at most 8 MB; null when it is larger. The time-out of the request covers its last byte, too. */
async function bodyOf(response: Response): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function ask({ url, timeoutMs }: PiperOptions, path: string, text: string): Promise<Heard> {
  try {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return failed('engine_failed', response.status);
    }
    const body = await bodyOf(response);
    const wav = body && parseWav(body);
    if (!wav?.ok || wav.samples.length === 0 || wav.rate < LOWEST_RATE || wav.rate > HIGHEST_RATE)
      return failed('engine_garbage');
    const samples =
      wav.rate === SPEECH_RATE ? wav.samples : toInt16(resample(toFloat(wav.samples), wav.rate, SPEECH_RATE));
    return { ok: true, samples };
  } catch (error) {
    return failed(faultOf(error));
  }
}

/** Which voice it has, as far as it tells; another voice is another sound. */
async function voiceOf({ url, timeoutMs }: PiperOptions): Promise<string> {
  try {
    const response = await fetch(new URL('/info', url), {
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = response.ok ? await bodyOf(response) : null;
    return body ? createHash('sha256').update(body).digest('hex').slice(0, 16) : 'unknown';
  } catch {
    return 'unknown';
  }
}

type Known = { readonly path: string; readonly version: string };

/** Tries both addresses of synthesis; the first that gives speech is kept. */
async function probe(options: PiperOptions): Promise<Known | SpeechFaultCode> {
  let code: SpeechFaultCode = 'engine_missing';
  for (const path of PATHS) {
    const heard = await ask(options, path, TRIAL);
    if (heard.ok) return { path, version: `${path} ${await voiceOf(options)}` };
    code = heard.code;
    if (heard.status === null) break;
  }
  return code;
}

/**
 * A Vietnamese voice that the operator runs beside the server (Piper's HTTP server, on loopback). It is looked for
 * at the start and again while it is away, always beside the calls: a call never waits for a Piper that is not
 * there, and at most the time-out for one that hangs, once. Faults: those of `SpeechFaultCode`; it never throws.
 */
export function createPiper(options: PiperOptions): SpeechEngine {
  let known: Known | null = null;
  let fault: SpeechFaultCode = 'engine_starting';
  let looking: Promise<void> | null = null;
  let restUntil = 0;

  const miss = (code: SpeechFaultCode): void => {
    known = null;
    fault = code;
    restUntil = performance.now() + options.restMs;
  };

  function look(): void {
    if (known || looking || performance.now() < restUntil) return;
    looking = probe(options).then((found) => {
      if (typeof found === 'string') miss(found);
      else known = found;
      looking = null;
    });
  }

  async function speak(sentence: Sentence): Promise<Speech> {
    const clean = engineText(sentence);
    if (!clean.ok) return clean;
    if (!known) return { ok: false, fault: { code: fault } };
    const heard = await ask(options, known.path, clean.text);
    if (heard.ok) return { ok: true, samples: heard.samples, finished: null };
    miss(heard.code);
    return { ok: false, fault: { code: heard.code } };
  }

  look();
  return {
    name: 'piper',
    async version() {
      look();
      return known?.version ?? null;
    },
    canSay({ lang, tokens }) {
      if (lang !== 'vi') return { ok: false, fault: { code: 'language_missing' } };
      look();
      return known ? { ok: true, tokens } : { ok: false, fault: { code: fault } };
    },
    speak,
  };
}
