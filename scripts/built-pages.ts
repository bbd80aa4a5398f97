import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { refuse } from './runtime.ts';
import { standingBuild } from './standing-build.ts';

/** The folder of the built pages of `root`. Builds in another process what changed; a restart starts none. */
export function builtPages(root: string): string {
  const { dir, stands } = standingBuild({ root, out: join(root, 'dist/pages') });
  return stands ? dir : buildApart(root);
}

function buildApart(root: string): string {
  const args = [join(root, 'scripts/build-pages-apart.ts')];
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    // The bundler is no part of a start.
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const dir = done.stdout.trim().split('\n').at(-1) ?? '';
  if (done.status !== 0 || dir === '') refuse('the pages could not be built; see the lines above');
  return dir;
}
