import type { Buffer } from 'node:buffer';
import { assemble } from './assembly.ts';
import { chime } from './chime.ts';
import { createGate, type Gate } from './gate.ts';
import { checkOrder, keyOf, type Order, type OrderFault, type Speaker } from './order.ts';
import type { SpeechEngine } from './speech-engine.ts';
import { type Cast, castFor, type EngineFault, type Said, type Taker, takeSentence } from './take.ts';
import { joinWav, SPEECH_RATE, wavMs } from './wav.ts';
import { type KeptAudio, openWavCache, type WavCache, writeWhole } from './wav-cache.ts';

export type AnnouncerOptions = {
  /** The best first; what one cannot say the next one is asked for. */
  readonly engines: readonly SpeechEngine[];
  readonly cacheDir: string;
  readonly capBytes: number;
};

export type AnnouncementFault = EngineFault | OrderFault | { readonly code: 'cache_unwritable' };

/**
 * A finished file. `engine` names who speaks in it, several with "+"; it is "chime" when it holds no speech.
 * `tokens` are the clips that are heard, in order; a synthesiser's are those of its sentence. `file` is where it will
 * lie in a moment; `readAudio` has it at once. `faults` tells what is less than ordered and wants a mark at the desk:
 * an engine that failed (the next one spoke, or none did), a disk that would not keep the file before this one
 * (`readAudio` has it all the same for a while).
 */
export type Rendered =
  | {
      readonly ok: true;
      readonly sha256: string;
      readonly ms: number;
      readonly file: string;
      readonly engine: string;
      readonly tokens: readonly string[];
      readonly bytes: number;
      readonly faults: readonly AnnouncementFault[];
    }
  | { readonly ok: false; readonly fault: AnnouncementFault };

export type ReadAudio =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly fault: { readonly code: 'hash_malformed' | 'audio_unknown' } };

export type Announcer = {
  /** Never throws; the same order asked for twice at once is made once. */
  render(order: Order): Promise<Rendered>;
  /** The bytes of a file by its hash, 64 hex characters. */
  readAudio(sha256: string): Promise<ReadAudio>;
  /** Resolves when the disk has all that was made until now, or has refused it. */
  settled(): Promise<void>;
};

/** Room for some days of calls. */
export const USUAL_CAP_BYTES = 500_000_000;

/* A hall that calls thirty rooms at once must not start thirty engines on a small computer. */
const ENGINES_AT_ONCE = 2;

function rendered(
  { sha256, file, bytes }: KeptAudio,
  takers: readonly Taker[],
  faults: readonly EngineFault[],
  isRefused: boolean,
): Rendered {
  const unkept = isRefused ? [{ code: 'cache_unwritable' as const }] : [];
  return {
    ok: true,
    sha256,
    ms: wavMs(bytes),
    file,
    engine: [...new Set(takers.map(({ engine }) => engine.name))].join('+') || 'chime',
    tokens: takers.flatMap(({ tokens }) => tokens),
    bytes: bytes.length,
    faults: [...faults, ...unkept],
  };
}

const speakerOf = (taker: Taker | undefined): Speaker | null =>
  taker ? { engine: taker.engine.name, version: taker.version } : null;

function soundOf({ leadMs, chime: kind }: Order, said: readonly Said[]): Buffer {
  const parts = {
    leadMs,
    chime: kind === 'none' ? null : chime(kind, SPEECH_RATE),
    sentences: said.map(({ sound }) => sound),
  };
  return joinWav(assemble(parts, SPEECH_RATE), SPEECH_RATE);
}

type Workshop = { readonly cache: WavCache; readonly gates: ReadonlyMap<SpeechEngine, Gate> };

/** Makes an order, or finds it made; `key` is that of the order when everybody who is first asked can speak. */
async function make(
  { cache, gates }: Workshop,
  order: Order,
  casts: readonly Cast[],
  key: string,
): Promise<Rendered> {
  const kept = casts.every(({ takers }) => takers.length > 0) ? await cache.find(key) : null;
  if (kept)
    return rendered(
      kept,
      casts.map(({ takers }) => takers[0]!),
      casts.flatMap(({ faults }) => faults),
      cache.isRefused(),
    );
  const said: Said[] = [];
  const faults: EngineFault[] = [];
  for (const cast of casts) {
    const take = await takeSentence(cast, gates, order.voice);
    faults.push(...take.faults);
    if (take.said) said.push(take.said);
  }
  if (faults[0] && said.length === 0 && order.chime === 'none') return { ok: false, fault: faults[0] };
  // Kept as what it is: what lacks its voice must not stay without it after the engine's return.
  const takers = said.map(({ taker }) => taker);
  const made = keyOf({ ...order, sentences: said.map(({ sentence }) => sentence) }, takers.map(speakerOf));
  return rendered(await cache.keep(made, soundOf(order, said)), takers, faults, cache.isRefused());
}

/**
 * The maker of announcements: one WAV (22,050 Hz, mono, 16 bit) an order, kept on disk by its content. An
 * engine that is missing or fails is stood in for by the next; when none is left it costs the words, not the
 * chime; a cache that fails costs time. None of it keeps a call from being made.
 */
export function createAnnouncer({ engines, cacheDir, capBytes }: AnnouncerOptions): Announcer {
  const workshop = {
    cache: openWavCache(cacheDir, capBytes, writeWhole),
    // A gate each: an engine that hangs must not hold up those that stand in for it.
    gates: new Map(engines.map((engine) => [engine, createGate(ENGINES_AT_ONCE)])),
  };
  const underWay = new Map<string, Promise<Rendered>>();

  async function render(order: Order): Promise<Rendered> {
    const fault = checkOrder(order);
    if (fault) return { ok: false, fault };
    const casts = await Promise.all(
      order.sentences.map((sentence) => castFor(engines, sentence, order.voice)),
    );
    const key = keyOf(
      order,
      casts.map(({ takers }) => speakerOf(takers[0])),
    );
    const making = underWay.get(key) ?? make(workshop, order, casts, key).finally(() => underWay.delete(key));
    underWay.set(key, making);
    return making;
  }

  async function readAudio(sha256: string): Promise<ReadAudio> {
    if (!/^[0-9a-f]{64}$/i.test(sha256)) return { ok: false, fault: { code: 'hash_malformed' } };
    const bytes = await workshop.cache.read(sha256.toLowerCase());
    return bytes ? { ok: true, bytes } : { ok: false, fault: { code: 'audio_unknown' } };
  }

  return { render, readAudio, settled: workshop.cache.settled };
}
