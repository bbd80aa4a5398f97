import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Where Node keeps what it has made of our sources, as environment of a process: a restart reads that instead of 600
 * files of TypeScript, takes half the time and is 13 MB smaller, as the reader of TypeScript is not even loaded. Node
 * checks each entry when it reads it and replaces it when its source changed. Nothing where the folder cannot be
 * made, and nothing where somebody else can write into it: what lies there is run.
 */
export function compiledCode(dist = join(root, 'dist')) {
  try {
    mkdirSync(dist, { recursive: true });
    const { uid, mode } = statSync(dist);
    const isOurs = process.platform === 'win32' || (uid === process.getuid() && (mode & 0o022) === 0);
    return isOurs ? { NODE_COMPILE_CACHE: join(dist, 'compiled') } : {};
  } catch {
    return {};
  }
}
