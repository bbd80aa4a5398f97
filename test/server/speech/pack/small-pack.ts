import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { USUAL_STYLE } from '../../../../core/queue/words/call-sentence.ts';
import { completeLines, type Line } from '../../../../core/queue/words/vocabulary.ts';
import { levelClip } from '../../../../server/speech/pack/clip-level.ts';
import { clipTokens } from '../../../../server/speech/pack/clip-token.ts';
import type { Pack } from '../../../../server/speech/pack/pack.ts';
import type { PackFile } from '../../../../server/speech/pack/pack-file.ts';
import { loadPack } from '../../../../server/speech/pack/pack-load.ts';
import { type PackHead, writePack } from '../../../../server/speech/pack/pack-write.ts';
import { buildWav } from '../../../../server/speech/wav.ts';
import { sampleClinic } from '../../../sound/default-voice.ts';
import { freshFolder } from '../fake-engine.ts';

export const RATE = 24_000;
export const HEAD: PackHead = {
  id: 'giong-thu',
  lang: 'vi',
  region: 'north',
  speaker: 'Người đọc thử',
  licence: 'chỉ để kiểm thử',
  consent: 'hồ sơ thử số một',
  sampleRate: RATE,
};

/** A hum whose pitch tells the clips apart: 0.4 s, swelling and sinking like a syllable. */
export function hum(n: number, rate: number, seconds = 0.4): Float32Array {
  const length = Math.round(seconds * rate);
  return Float32Array.from({ length }, (_, i) => {
    const envelope = Math.sin((Math.PI * i) / length);
    return 0.3 * envelope * Math.sin((2 * Math.PI * (200 + 23 * n) * i) / rate);
  });
}

/** A pack in which every line is a hum of its own. */
export async function hummedPack(
  dir: string,
  lines: readonly Line[],
  head: PackHead = HEAD,
): Promise<PackFile> {
  const tokens = clipTokens(lines);
  const clips = await Promise.all(
    lines.map(async (line, n) => ({
      token: tokens.get(line)!,
      text: line.words,
      samples: await levelClip(hum(n, head.sampleRate), head.sampleRate),
    })),
  );
  return writePack(dir, head, clips, []);
}

/** The sample clinic's voice as hums, loaded. */
export async function hummedVoice(): Promise<Pack> {
  const dir = join(freshFolder(), 'pack');
  await hummedPack(dir, completeLines(sampleClinic(), USUAL_STYLE, { lang: 'vi', region: 'north' }));
  const loaded = await loadPack(dir);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.pack;
}

/** Changes what `pack.json` says. */
export function editPack(dir: string, edit: (pack: PackFile) => unknown): void {
  const file = join(dir, 'pack.json');
  const pack = JSON.parse(readFileSync(file, 'utf8')) as PackFile;
  writeFileSync(file, JSON.stringify(edit(pack) ?? pack));
}

/** Changes what `pack.json` says of one clip. */
export function editClip(dir: string, token: string, change: Partial<PackFile['clips'][string]>): void {
  editPack(dir, (pack) => {
    const clips = { ...pack.clips, [token]: { ...pack.clips[token], ...change } };
    return { ...pack, clips };
  });
}

/** Puts other sound into a clip's file, and lets `pack.json` believe that it is the right one. */
export function putSound(dir: string, token: string, samples: Float32Array, rate = RATE): void {
  mkdirSync(dir, { recursive: true });
  const wave = Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));
  writeFileSync(join(dir, `${token}.wav`), buildWav(wave, rate));
  editPack(dir, (pack) => {
    const clip = pack.clips[token]!;
    const { sha256: _sha256, ...rest } = clip;
    pack.clips[token] = { ...rest, ms: Math.round((1000 * samples.length) / rate) };
  });
}
