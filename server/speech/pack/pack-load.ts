import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as otherWork } from 'node:timers/promises';
import { resample } from '../../../core/speaker/resample.ts';
import { fadeEnds, toFloat, toInt16 } from '../assembly.ts';
import { clipLoudness } from '../loudness.ts';
import { parseWav, SPEECH_RATE } from '../wav.ts';
import { type ClipFaultCode, clipFault } from './clip-check.ts';
import type { Pack, PackClip } from './pack.ts';
import { type ClipEntry, PackFile } from './pack-file.ts';
import { soundOf } from './spoken-words.ts';

export type PackFaultCode = ClipFaultCode | 'pack_missing' | 'pack_not_json' | 'pack_malformed';

/** One thing wrong with a pack: the file (and token) it is about. `detail` is for the reader of a report. */
export type PackFault = {
  readonly file: string;
  readonly token: string | null;
  readonly code: PackFaultCode;
  readonly detail: string;
};
export type LoadedPack =
  | { readonly ok: true; readonly pack: Pack; readonly file: PackFile }
  | { readonly ok: false; readonly faults: readonly PackFault[] };

/* A clip of 60 s at 48 kHz, 32 bit; anything larger was never a clip. */
const LARGEST_BYTES = 12_000_000;
const WRONG_BY_MS = 20;
const WRONG_BY_LU = 1.5;

const packFault = (code: PackFaultCode, detail: string): LoadedPack => ({
  ok: false,
  faults: [{ file: 'pack.json', token: null, code, detail }],
});

/** `pack.json` of a folder, read and checked by its form alone. */
export async function readPackFile(dir: string): Promise<PackFile | LoadedPack> {
  const text = await readFile(join(dir, 'pack.json'), 'utf8').catch(() => null);
  if (text === null) return packFault('pack_missing', 'cannot be read');
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return packFault('pack_not_json', 'is no JSON');
  }
  const parsed = PackFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  return packFault('pack_malformed', `${issue.path.join('.')}: ${issue.message}`);
}

async function readClip(file: string): Promise<Uint8Array | 'clip_missing' | 'clip_damaged'> {
  const info = await stat(file).catch(() => null);
  if (!info?.isFile()) return 'clip_missing';
  if (info.size > LARGEST_BYTES) return 'clip_damaged';
  return readFile(file).catch(() => 'clip_missing' as const);
}

type ReadClip =
  | { readonly samples: Float32Array; readonly bytes: Uint8Array }
  | { readonly code: ClipFaultCode };

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function soundClip(file: string, entry: ClipEntry, rate: number): Promise<ReadClip> {
  const bytes = await readClip(file);
  if (typeof bytes === 'string') return { code: bytes };
  if (entry.sha256 && entry.sha256 !== sha256Of(bytes)) return { code: 'clip_damaged' };
  const wav = parseWav(bytes);
  if (!wav.ok) return { code: 'clip_not_wav' };
  if (wav.rate !== rate) return { code: 'clip_wrong_rate' };
  const ms = (1000 * wav.samples.length) / rate;
  if (Math.abs(ms - entry.ms) > WRONG_BY_MS) return { code: 'clip_ms_wrong' };
  const samples = toFloat(wav.samples);
  const code = clipFault(samples, rate, entry.text);
  if (code) return { code };
  const lufs = clipLoudness(samples, rate) ?? Number.NEGATIVE_INFINITY;
  return Math.abs(lufs - entry.lufs) > WRONG_BY_LU ? { code: 'clip_lufs_wrong' } : { samples, bytes };
}

/**
 * Reads a pack and looks at every clip: there, a WAV, whole, of the pack's rate, as long and as loud as
 * `pack.json` says, neither silent nor cut off. All faults come back together, each with its file. It works in
 * steps that let the server do other work between them.
 */
export async function loadPack(dir: string): Promise<LoadedPack> {
  const file = await readPackFile(dir);
  if ('ok' in file) return file;
  const clips = new Map<string, PackClip>();
  const faults: PackFault[] = [];
  const hash = createHash('sha256').update(JSON.stringify([file.lang, file.region]));
  for (const [token, entry] of Object.entries(file.clips)) {
    await otherWork();
    const clip = await soundClip(join(dir, entry.file), entry, file.sampleRate);
    if ('code' in clip) {
      faults.push({ file: entry.file, token, code: clip.code, detail: entry.text });
      continue;
    }
    const words = soundOf(entry.text);
    hash.update(JSON.stringify([token, words])).update(clip.bytes);
    const samples = resample(clip.samples, file.sampleRate, SPEECH_RATE);
    clips.set(token, { token, words, samples: toInt16(fadeEnds(samples, SPEECH_RATE)) });
  }
  if (faults.length > 0) return { ok: false, faults };
  const { id, lang, region } = file;
  const byWords = new Map([...clips.values()].map((clip) => [clip.words, clip]));
  return { ok: true, file, pack: { id, lang, region, hash: hash.digest('hex'), clips, byWords } };
}
