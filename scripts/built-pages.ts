import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { refuse } from './runtime.ts';

/** The folder of the built pages; builds what changed, in another process. */
export function builtPages(root: string): string {
  const args = [join(root, 'scripts/build-pages-apart.ts')];
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const dir = done.stdout.trim().split('\n').at(-1) ?? '';
  if (done.status !== 0 || dir === '') refuse('the pages could not be built; see the lines above');
  return dir;
}
