import type { Buffer } from 'node:buffer';
import { assemble } from './assembly.ts';
import { chime } from './chime.ts';
import { createGate } from './gate.ts';
import { checkOrder, keyOf, type Order, type OrderFault } from './order.ts';
import type { SpeechEngine, SpeechFault } from './speech-engine.ts';
import { takeSentences } from './take.ts';
import { buildWav, SPEECH_RATE, wavMs } from './wav.ts';
import { type KeptAudio, openWavCache } from './wav-cache.ts';

export type AnnouncerOptions = {
  readonly engine: SpeechEngine;
  readonly cacheDir: string;
  readonly capBytes: number;
};

export type AnnouncementFault = SpeechFault | OrderFault | { readonly code: 'cache_unwritable' };

/**
 * A finished file. `engine` is "chime" when it holds no speech. `faults` tells what is less than ordered and
 * wants a red mark at the desk: a sentence that could not be spoken, a disk that would not keep the file
 * (`file` is then null; `readAudio` has it all the same for a while).
 */
export type Rendered =
  | {
      readonly ok: true;
      readonly sha256: string;
      readonly ms: number;
      readonly file: string | null;
      readonly engine: string;
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
};

/** Room for some days of calls. */
export const USUAL_CAP_BYTES = 500_000_000;

/* A hall that calls thirty rooms at once must not start thirty engines on a small computer. */
const ENGINES_AT_ONCE = 2;

function rendered(kept: KeptAudio, engine: string, faults: readonly AnnouncementFault[]): Rendered {
  const { sha256, file, bytes } = kept;
  const unkept = file === null ? [{ code: 'cache_unwritable' as const }] : [];
  return {
    ok: true,
    sha256,
    ms: wavMs(bytes),
    file,
    engine,
    bytes: bytes.length,
    faults: [...faults, ...unkept],
  };
}

/**
 * The maker of announcements: one WAV (22,050 Hz, mono, 16 bit) an order, kept on disk by its content. An
 * engine that is missing or fails costs the words, not the chime; a cache that fails costs time. Neither
 * keeps a call from being made.
 */
export function createAnnouncer({ engine, cacheDir, capBytes }: AnnouncerOptions): Announcer {
  const cache = openWavCache(cacheDir, capBytes);
  const gate = createGate(ENGINES_AT_ONCE);
  const underWay = new Map<string, Promise<Rendered>>();
  const soundOf = (sentences: readonly unknown[]): string => (sentences.length > 0 ? engine.name : 'chime');

  async function make(order: Order, version: string | null, key: string): Promise<Rendered> {
    const kept = await cache.find(key);
    if (kept) return rendered(kept, soundOf(order.sentences), []);
    const { said, faults } = await takeSentences(engine, gate, order.sentences, order.voice);
    if (faults[0] && said.length === 0 && order.chime === 'none') return { ok: false, fault: faults[0] };
    const samples = assemble(
      {
        leadMs: order.leadMs,
        chime: order.chime === 'none' ? null : chime(order.chime, SPEECH_RATE),
        sentences: said.map((one) => one.samples),
      },
      SPEECH_RATE,
    );
    // What lacks a sentence is kept as what it is, or the voice would stay away after the engine's return.
    const made = { ...order, sentences: said.map(({ sentence }) => sentence) };
    const file = await cache.keep(keyOf(made, engine.name, version), buildWav(samples, SPEECH_RATE));
    return rendered(file, soundOf(said), faults);
  }

  async function render(order: Order): Promise<Rendered> {
    const fault = checkOrder(order);
    if (fault) return { ok: false, fault };
    const version = order.sentences.length > 0 ? await engine.version() : null;
    const key = keyOf(order, engine.name, version);
    const making = underWay.get(key) ?? make(order, version, key).finally(() => underWay.delete(key));
    underWay.set(key, making);
    return making;
  }

  async function readAudio(sha256: string): Promise<ReadAudio> {
    if (!/^[0-9a-f]{64}$/i.test(sha256)) return { ok: false, fault: { code: 'hash_malformed' } };
    const bytes = await cache.read(sha256.toLowerCase());
    return bytes ? { ok: true, bytes } : { ok: false, fault: { code: 'audio_unknown' } };
  }

  return { render, readAudio };
}
