import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Line } from '../../../core/queue/words/vocabulary.ts';
import { toFloat } from '../assembly.ts';
import { slugOf } from '../pack/clip-token.ts';
import type { Pack } from '../pack/pack.ts';
import { readPackFile } from '../pack/pack-load.ts';
import { packDir, readConfirmed, writeConfirmed } from '../pack/pack-store.ts';
import { type KeptClip, type MadeClip, type PackHead, writePack } from '../pack/pack-write.ts';
import { SPEECH_RATE } from '../wav.ts';
import { type CleanFault, cleanClip, PACK_RATE } from './clean-clip.ts';
import { likenessOf, type Suspects, swapSuspects } from './likeness.ts';
import { readRecording } from './recording.ts';
import { recordingScript, type ScriptLine } from './recording-script.ts';

export type ImportFault =
  | CleanFault
  | 'recording_not_wav'
  | 'recording_unknown_format'
  | 'recording_wrong_rate'
  | 'line_doubled';
export type ImportedClip = {
  readonly line: ScriptLine;
  readonly file: string;
  readonly ms: number | null;
  readonly snrDb: number | null;
  readonly faults: readonly ImportFault[];
};

/** What came of an import, file by file and line by line. */
export type ImportReport = {
  readonly clips: readonly ImportedClip[];
  /** Lines that the pack still lacks. */
  readonly missing: readonly ScriptLine[];
  /** Files that belong to no line. */
  readonly unknown: readonly string[];
  /** The same recording under two names. */
  readonly twins: Suspects;
  /** Clips that may have changed places: listen twice. */
  readonly suspects: Suspects;
  /** Clips in the pack now. */
  readonly stored: number;
};

export type ImportOrder = {
  readonly voiceDir: string;
  readonly head: Omit<PackHead, 'sampleRate'>;
  readonly lines: readonly Line[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Another voice that says the same, for the hint of changed places; null: no hint. */
  readonly reference: Pack | null;
};

/** The line of a file: by the name of its clip, by its words, or by its number in the script. */
function lineOf(script: readonly ScriptLine[], file: string): ScriptLine | undefined {
  const stem = file.replace(/\.[a-z0-9]+$/i, '').toLowerCase();
  const named = script.find(({ name }) => name.toLowerCase() === stem);
  const worded = named ?? script.find(({ words }) => slugOf(words) === slugOf(stem));
  const number = /^0*(\d{1,3})(?!\d)/.exec(stem)?.[1];
  return worded ?? script.find(({ n }) => String(n) === number);
}

type Made = { readonly clip: ImportedClip; readonly made: MadeClip | null };

async function readLine(line: ScriptLine, file: string, bytes: Uint8Array): Promise<Made> {
  const read = readRecording(bytes);
  if (!read.ok) return { clip: { line, file, ms: null, snrDb: null, faults: [read.fault] }, made: null };
  const { samples, ms, snrDb, faults } = await cleanClip(read.recording, line.words);
  const made = samples && faults.length === 0 ? { token: line.name, text: line.words, samples } : null;
  return { clip: { line, file, ms, snrDb, faults }, made };
}

/** Files by their lines; a line that two files claim is taken from neither. */
async function readAll(script: readonly ScriptLine[], files: ImportOrder['files']): Promise<Made[]> {
  const claims = new Map<ScriptLine, string[]>();
  for (const file of files.keys()) {
    const line = lineOf(script, file);
    if (line) claims.set(line, [...(claims.get(line) ?? []), file]);
  }
  const all: Made[] = [];
  for (const [line, names] of claims) {
    if (names.length === 1) all.push(await readLine(line, names[0]!, files.get(names[0]!)!));
    else
      for (const file of names)
        all.push({ clip: { line, file, ms: null, snrDb: null, faults: ['line_doubled'] }, made: null });
  }
  return all.sort((a, b) => a.clip.line.n - b.clip.line.n);
}

function twinsIn(made: readonly MadeClip[]): Suspects {
  const seen = new Map<string, string>();
  return made.flatMap(({ token, samples }) => {
    const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const twin = seen.get(hash);
    seen.set(hash, token);
    return twin ? [[twin, token] as const] : [];
  });
}

function suspectsIn(made: readonly MadeClip[], reference: Pack | null): Suspects {
  if (!reference) return [];
  const own = new Map(made.map(({ token, samples }) => [token, likenessOf(samples, PACK_RATE)]));
  const others = new Map(
    made.flatMap(({ token, text }) => {
      const clip = reference.clips.get(token) ?? reference.byWords.get(text);
      return clip ? [[token, likenessOf(toFloat(clip.samples), SPEECH_RATE)] as const] : [];
    }),
  );
  return swapSuspects(own, others);
}

/** What an earlier import of the same voice has brought, byte for byte, but for the lines that came again. */
async function keptClips(
  dir: string,
  script: readonly ScriptLine[],
  again: ReadonlySet<string>,
): Promise<KeptClip[]> {
  const file = await readPackFile(dir);
  if ('ok' in file || file.sampleRate !== PACK_RATE) return [];
  const kept: KeptClip[] = [];
  for (const { name, words } of script) {
    const entry = file.clips[name];
    if (!entry || entry.text !== words || again.has(name)) continue;
    const bytes = await readFile(join(dir, entry.file)).catch(() => null);
    const sha256 = bytes && createHash('sha256').update(bytes).digest('hex');
    if (bytes && sha256 === entry.sha256) kept.push({ token: name, entry, bytes });
  }
  return kept;
}

/**
 * Makes a pack of recordings, or adds to one: each file is found its line, cleaned, levelled and looked at. What has
 * a fault is left out and named; the rest is kept, so that only the faulty lines need to be read again. Confirmations
 * of clips that are as they were stay. Nothing is put into use. Throws what the disk says.
 */
export async function importPack(order: ImportOrder): Promise<ImportReport> {
  const { voiceDir, head, files, reference } = order;
  const script = recordingScript(order.lines);
  const all = await readAll(script, files);
  const made = all.flatMap(({ made: clip }) => clip ?? []);
  const claimed = new Set(all.map(({ clip }) => clip.file));
  const dir = packDir(voiceDir, head.id);
  const kept = await keptClips(dir, script, new Set(made.map(({ token }) => token)));
  const confirmed = await readConfirmed(voiceDir, head.id);
  const stored = await writePack(dir, { ...head, sampleRate: PACK_RATE }, made, kept);
  await writeConfirmed(voiceDir, head.id, confirmed);
  return {
    clips: all.map(({ clip }) => clip),
    missing: script.filter(({ name }) => stored.clips[name] === undefined),
    unknown: [...files.keys()].filter((file) => !claimed.has(file)),
    twins: twinsIn(made),
    suspects: suspectsIn(made, reference),
    stored: Object.keys(stored.clips).length,
  };
}
