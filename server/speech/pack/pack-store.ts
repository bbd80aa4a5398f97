import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type ClipEntry, PackFile } from './pack-file.ts';

/** Folders of recorded voices: `DATA_DIR/voice/packs/<id>`, and `active.json` that names those in use. */
export const packDir = (voiceDir: string, id: string): string => join(voiceDir, 'packs', id);

const Active = z.partialRecord(
  z.enum(['vi-north', 'vi-south', 'en']),
  z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
);
const Confirmed = z.record(
  z.string(),
  z.strictObject({ sha256: z.string(), at: z.string(), right: z.boolean() }),
);

/** The pack in use of each tongue (`vi-north`, `vi-south`, `en`) by its id; a tongue without one has the default. */
export type ActivePacks = Readonly<Record<string, string>>;
/** What a person has found of clips that were heard, by token, each with the hash of the very sound. */
export type Confirmations = Readonly<
  Record<string, { readonly sha256: string; readonly at: string; readonly right: boolean }>
>;

/** Reads a JSON file; null when it is absent or is not what it should be. */
async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(part, `${JSON.stringify(value, null, 1)}\n`);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

const activeFile = (voiceDir: string): string => join(voiceDir, 'active.json');
const confirmedFile = (voiceDir: string, id: string): string => join(packDir(voiceDir, id), 'confirmed.json');

/** A file that is absent or damaged means the default voice everywhere. */
export async function readActive(voiceDir: string): Promise<ActivePacks> {
  return (await readJson(activeFile(voiceDir), Active)) ?? {};
}

/** Puts a pack into use for a tongue, or with null the default again. Throws what the disk says. */
export async function setActive(voiceDir: string, tongue: string, id: string | null): Promise<void> {
  const { [tongue]: _before, ...others } = await readActive(voiceDir);
  await writeJson(activeFile(voiceDir), id === null ? others : { ...others, [tongue]: id });
}

export async function readConfirmed(voiceDir: string, id: string): Promise<Confirmations> {
  return (await readJson(confirmedFile(voiceDir, id), Confirmed)) ?? {};
}

export async function writeConfirmed(voiceDir: string, id: string, all: Confirmations): Promise<void> {
  await writeJson(confirmedFile(voiceDir, id), all);
}

/** The packs that were imported, by id; one whose pack.json cannot be read is left out. */
export async function listPacks(voiceDir: string): Promise<PackFile[]> {
  const names = await readdir(join(voiceDir, 'packs')).catch((): string[] => []);
  const packs = await Promise.all(
    names.sort().map((name) => readJson(join(packDir(voiceDir, name), 'pack.json'), PackFile)),
  );
  return packs.filter((pack) => pack !== null);
}

/** What was decided on a clip as it sounds now; null: nothing yet. */
export function verdictOn({ sha256 }: ClipEntry, heard: Confirmations[string] | undefined): boolean | null {
  return sha256 && heard?.sha256 === sha256 ? heard.right : null;
}

/** Tokens that nobody has confirmed as they sound now. */
export function unconfirmedTokens({ clips }: PackFile, confirmed: Confirmations): string[] {
  return Object.entries(clips)
    .filter(([token, clip]) => verdictOn(clip, confirmed[token]) !== true)
    .map(([token]) => token);
}
