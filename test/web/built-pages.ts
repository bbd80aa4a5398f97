import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPages } from '../../scripts/build-pages.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '');

/** The folder of the pages as they are now, built when a source has changed. */
export async function builtPages(): Promise<string> {
  return (await buildPages({ root: ROOT, out: join(ROOT, 'test-output', 'pages') })).dir;
}
