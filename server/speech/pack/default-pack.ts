import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Line, Tongue } from '../../../core/queue/words/vocabulary.ts';
import { toFloat, trimSilence } from '../assembly.ts';
import { ENGLISH_SPELLINGS } from '../espeak-spelling-table.ts';
import { createGate } from '../gate.ts';
import type { SpeechEngine, SpeechFaultCode } from '../speech-engine.ts';
import { joinSamples, SPEECH_RATE } from '../wav.ts';
import { CLIP_LUFS, levelClip } from './clip-level.ts';
import { clipTokens } from './clip-token.ts';
import type { Pack } from './pack.ts';
import { tongueName } from './pack-engine.ts';
import { loadPack } from './pack-load.ts';
import { type MadeClip, writePack } from './pack-write.ts';

/* To be raised when the same words shall sound otherwise. */
const RECIPE = 1;
const OLD_MS = 24 * 3_600_000;

export type DefaultPackFault = SpeechFaultCode | 'stopped' | 'disk_unwritable' | 'pack_damaged';
export type DefaultPack =
  | { readonly ok: true; readonly pack: Pack; readonly made: boolean }
  | { readonly ok: false; readonly fault: DefaultPackFault };

export type DefaultPackWanted = {
  readonly engine: SpeechEngine;
  /** Folder of all default packs; this one gets a folder of its own in it. */
  readonly dir: string;
  readonly tongue: Tongue;
  readonly lines: readonly Line[];
};

export type DefaultPackOrder = DefaultPackWanted & {
  /** How many words are said at a time; one leaves the processor to the calls. */
  readonly atOnce: number;
  /** Told when it has to be made. */
  readonly onBegin: () => void;
  readonly stop: AbortSignal;
};

function textFor({ words }: Line, { lang }: Tongue): string {
  return lang === 'en' ? (ENGLISH_SPELLINGS[words] ?? words) : words;
}

async function sayClip(
  engine: SpeechEngine,
  tongue: Tongue,
  line: Line,
): Promise<Float32Array | SpeechFaultCode> {
  const sentence = { lang: tongue.lang, text: textFor(line, tongue), tokens: [line.token] };
  const speech = await engine.speak(sentence, { region: tongue.region, timbre: 'female' });
  if (!speech.ok) return speech.fault.code;
  const samples = toFloat(speech.samples ?? joinSamples(speech.finished));
  return levelClip(trimSilence(samples, SPEECH_RATE), SPEECH_RATE);
}

async function sayAll(order: DefaultPackOrder): Promise<readonly MadeClip[] | DefaultPackFault> {
  const { engine, tongue, lines, atOnce, stop } = order;
  const gate = createGate(atOnce);
  const tokens = clipTokens(lines);
  let fault: DefaultPackFault | null = null;
  const clips = lines.map((line) =>
    gate(async (): Promise<MadeClip | null> => {
      if (stop.aborted) fault = 'stopped';
      if (fault) return null;
      const samples = await sayClip(engine, tongue, line);
      if (typeof samples !== 'string') return { token: tokens.get(line)!, text: line.words, samples };
      fault = samples;
      return null;
    }),
  );
  const made = (await Promise.all(clips)).filter((clip) => clip !== null);
  return fault ?? made;
}

/** Packs of the same tongue that were made for other words or by another program, a day ago or more, go. */
async function clearOld(dir: string, prefix: string, keep: string): Promise<void> {
  const names = await readdir(dir).catch((): string[] => []);
  for (const name of names) {
    const ours =
      name.startsWith(prefix) && /^[0-9a-f]{16}(\.[0-9a-f-]+\.part)?$/.test(name.slice(prefix.length));
    if (!ours || name === keep) continue;
    const path = join(dir, name);
    const info = await stat(path).catch(() => null);
    if (info && Date.now() - info.mtimeMs > OLD_MS)
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

const prefixOf = (tongue: Tongue): string => `${tongueName(tongue)}-`;

function nameOf({ engine, tongue, lines }: DefaultPackWanted, version: string): string {
  const recipe = JSON.stringify([RECIPE, CLIP_LUFS, engine.name, version, tongue, lines]);
  return prefixOf(tongue) + createHash('sha256').update(recipe).digest('hex').slice(0, 16);
}

/** The pack of `openDefaultPack` if it lies on disk and is whole; null when it has to be made. */
export async function keptDefaultPack(wanted: DefaultPackWanted): Promise<Pack | null> {
  const { engine, dir, tongue } = wanted;
  const names = await readdir(dir).catch((): string[] => []);
  // Before the first pack there is nothing to ask the synthesiser for, which costs a process.
  const version = names.some((name) => name.startsWith(prefixOf(tongue))) ? await engine.version() : null;
  const kept = version === null ? null : await loadPack(join(dir, nameOf(wanted, version)));
  return kept?.ok ? kept.pack : null;
}

/**
 * The product's own voice for one tongue, word by word from the synthesiser. Made at the first start (some
 * seconds) and kept under a name made of the synthesiser's version and the words, so that it is made anew when
 * either changes; a damaged one is made anew, too. Faults: those of the engine, `disk_unwritable`, `pack_damaged`.
 */
export async function openDefaultPack(order: DefaultPackOrder): Promise<DefaultPack> {
  const { engine, dir, tongue } = order;
  const version = await engine.version();
  if (version === null) return { ok: false, fault: 'engine_missing' };
  const name = nameOf(order, version);
  const kept = await loadPack(join(dir, name));
  if (kept.ok) return { ok: true, pack: kept.pack, made: false };
  const isThere = await mkdir(dir, { recursive: true }).then(
    () => true,
    () => false,
  );
  if (!isThere) return { ok: false, fault: 'disk_unwritable' };
  order.onBegin();
  const clips = await sayAll(order);
  if (typeof clips === 'string') return { ok: false, fault: clips };
  const head = {
    id: tongueName(tongue),
    lang: tongue.lang,
    region: tongue.lang === 'en' ? null : tongue.region,
    speaker: `${engine.name} ${version}`,
    licence: 'Âm thanh do chương trình espeak-ng tạo ra trên máy này',
    consent: null,
    sampleRate: SPEECH_RATE,
  };
  // Another server on the same folder may have been faster; what it made is the same.
  const others = await loadPack(join(dir, name));
  if (others.ok) return { ok: true, pack: others.pack, made: false };
  const isWritten = await writePack(join(dir, name), head, clips, []).then(
    () => true,
    () => false,
  );
  await clearOld(dir, prefixOf(tongue), name);
  const made = await loadPack(join(dir, name));
  if (made.ok) return { ok: true, pack: made.pack, made: true };
  return { ok: false, fault: isWritten ? 'pack_damaged' : 'disk_unwritable' };
}
