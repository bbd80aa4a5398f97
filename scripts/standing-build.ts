import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE_SOURCES } from './page-table.ts';

/**
 * The folder below `out` that belongs to the present sources of `root`, and whether their build stands there. One that
 * stands is marked as used now, as the builds that were used last are kept. Without the bundler and within the
 * process that asks: a restart finds its pages in a tenth of a second.
 */
export function standingBuild({ root, out }: { root: string; out: string }): {
  dir: string;
  stands: boolean;
} {
  const dir = join(out, sourceHash(root));
  const done = join(dir, 'done');
  if (!existsSync(done)) return { dir, stands: false };
  const now = new Date();
  try {
    utimesSync(done, now, now);
  } catch {
    // A folder that somebody else owns, or one that may not be written to: its pages are good all the same.
  }
  return { dir, stands: true };
}

function sourceHash(root: string): string {
  const hash = createHash('sha256');
  for (const source of PAGE_SOURCES) {
    for (const file of filesOf(join(root, source))) {
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
