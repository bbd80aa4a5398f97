import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Heard } from '../core/speaker/speech-queue.ts';

/** What a speaker has heard, kept over a restart of its machine, so that no call is spoken twice. */
export type HeardFile = { read(): Heard[]; write(heard: readonly Heard[]): void };

/** A file that cannot be read counts as empty, and one that cannot be written costs only the memory of it. */
export function openHeardFile(path: string): HeardFile {
  return {
    read() {
      try {
        const found: unknown = JSON.parse(readFileSync(path, 'utf8'));
        return Array.isArray(found) ? found.filter(isHeard) : [];
      } catch {
        return [];
      }
    },
    write(heard) {
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(`${path}.part`, JSON.stringify(heard));
        renameSync(`${path}.part`, path);
      } catch {}
    },
  };
}

const isHeard = (each: unknown): each is Heard =>
  Array.isArray(each) && each.length === 2 && each.every((part) => typeof part === 'string');
