import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Program, programs, providePrograms } from './debian-packages.ts';
import { leftOut } from './left-out.ts';

/** `npm test`: provides what the tests use, checks types and style, runs every test. */
const root = process.env.TIEPDON_ROOT ?? process.cwd();
const ci = process.env.CI === 'true';
const words = process.argv.slice(2);
if (words.includes('--help')) {
  console.log(
    'npm test [-- FILES…]\nInstalls what is missing (Debian packages too when run as root), then types, lint and every test.',
  );
  process.exit(0);
}
const missing = providePrograms(Object.keys(programs) as Program[]);
const skipped = leftOut(root, missing);
if (missing.length > 0) {
  const packages = missing.map((program) => programs[program]).join(' ');
  console.error(`missing: ${missing.join(', ')}; install the Debian packages: apt-get install ${packages}`);
  if (ci) process.exit(1);
  console.error('left out:');
  for (const { file, program } of skipped) console.error(`  ${file} needs ${program}`);
}
const run = (...args: string[]): void => {
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
};
if (words.length === 0) run(join(root, 'scripts/check.ts'));
const excludes = skipped.flatMap(({ file }) => ['--exclude', file]);
run(join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...excludes, ...words);
// What was not run must be the last thing read.
if (skipped.length > 0)
  console.error(`\n${skipped.length} test files were left out, see above: ${missing.join(', ')} missing`);
