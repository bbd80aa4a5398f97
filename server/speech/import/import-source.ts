import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readZip, type ZipFault } from './zip.ts';

export type Source =
  | { readonly ok: true; readonly files: ReadonlyMap<string, Uint8Array> }
  | {
      readonly ok: false;
      readonly fault: ZipFault | 'source_missing' | 'source_too_large';
      readonly file: string;
    };

const MOST_FILES = 500;
const MOST_BYTES_EACH = 15_000_000;
const LARGEST_ZIP = 320_000_000;

async function readFolder(dir: string): Promise<Source> {
  const names = (await readdir(dir, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
  if (names.length > MOST_FILES) return { ok: false, fault: 'source_too_large', file: dir };
  const files = new Map<string, Uint8Array>();
  for (const name of names) {
    const { size } = await stat(join(dir, name));
    if (size > MOST_BYTES_EACH) return { ok: false, fault: 'source_too_large', file: name };
    files.set(name.normalize('NFC'), await readFile(join(dir, name)));
  }
  return { ok: true, files };
}

/** The files of a folder (not of folders in it) or of a zip, by name. */
export async function readSource(path: string): Promise<Source> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) return await readFolder(path);
    if (info.size > LARGEST_ZIP) return { ok: false, fault: 'source_too_large', file: path };
    return readZip(await readFile(path));
  } catch {
    return { ok: false, fault: 'source_missing', file: path };
  }
}
