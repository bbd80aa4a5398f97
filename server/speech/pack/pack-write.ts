import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toInt16 } from '../assembly.ts';
import { clipLoudness } from '../loudness.ts';
import { buildWav } from '../wav.ts';
import type { ClipEntry, PackFile } from './pack-file.ts';

/** A clip ready to be stored: what it says and how it sounds, −1..1 at the pack's rate. */
export type MadeClip = { readonly token: string; readonly text: string; readonly samples: Float32Array };
/** A clip of an earlier pack, to be taken over as it is. */
export type KeptClip = { readonly token: string; readonly entry: ClipEntry; readonly bytes: Uint8Array };
export type PackHead = Omit<PackFile, 'clips'>;

async function takePlace(growing: string, dir: string): Promise<void> {
  try {
    await rename(growing, dir);
  } catch {
    await rm(dir, { recursive: true, force: true });
    await rename(growing, dir);
  }
}

/**
 * Writes a whole pack, or nothing: it grows in a folder beside `dir` and takes its place at the end. Throws what
 * the disk says (full, read-only), with nothing left behind.
 */
export async function writePack(
  dir: string,
  head: PackHead,
  clips: readonly MadeClip[],
  kept: readonly KeptClip[],
): Promise<PackFile> {
  const growing = `${dir}.${randomUUID()}.part`;
  try {
    await mkdir(growing, { recursive: true });
    const entries: PackFile['clips'] = {};
    for (const { token, entry, bytes } of kept) {
      await writeFile(join(growing, entry.file), bytes);
      entries[token] = entry;
    }
    for (const { token, text, samples } of clips) {
      const wav = buildWav(toInt16(samples), head.sampleRate);
      const file = `${token}.wav`;
      await writeFile(join(growing, file), wav);
      entries[token] = {
        file,
        text,
        lufs: Math.round(10 * (clipLoudness(samples, head.sampleRate) ?? -70)) / 10,
        ms: Math.round((1000 * samples.length) / head.sampleRate),
        sha256: createHash('sha256').update(wav).digest('hex'),
      };
    }
    const pack = { ...head, clips: entries };
    await writeFile(join(growing, 'pack.json'), `${JSON.stringify(pack, null, 1)}\n`);
    await mkdir(dirname(dir), { recursive: true });
    await takePlace(growing, dir);
    return pack;
  } catch (error) {
    await rm(growing, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}
