import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program, programs, providePrograms } from './debian-packages.ts';
import { takeFailedFiles } from './failed-files.ts';
import { leftOut } from './left-out.ts';

/**
 * `npm test`: provides what the tests use, checks types and style, runs every test. Real browsers, sound cards and
 * killed processes share the machine with one another: a few files that failed are looked at once more, alone. What
 * fails again is red; what passed alone is named at the end, as something to be looked into.
 */
const MAY_BE_LOOKED_AT_AGAIN = 4;
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
/** Tests start hundreds of processes: what each compiles is kept for the next, which halves what they cost. */
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/compiled');
const succeeds = (...args: string[]): boolean =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
/** Runs everything, and a few failed files once more; answers those that passed alone, null when the run is red. */
function runAll(): string[] | null {
  const report = join(tmpdir(), `tiepdon-test-${process.pid}.json`);
  const written = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ok = succeeds(vitest, 'run', ...written, ...excludes);
  const failed = takeFailedFiles(root, report);
  if (ok) return [];
  if (failed.length === 0 || failed.length > MAY_BE_LOOKED_AT_AGAIN) return null;
  console.error(`\nonce more, alone: ${failed.join(', ')}`);
  return failed.every((file) => succeeds(vitest, 'run', file)) ? failed : null;
}
const excludes = skipped.flatMap(({ file }) => ['--exclude', file]);
if (words.length > 0) process.exit(succeeds(vitest, 'run', ...excludes, ...words) ? 0 : 1);

if (!succeeds(join(root, 'scripts/check.ts'))) process.exit(1);
const alone = runAll();
if (alone === null) process.exit(1);
// What was not run, or not at once, must be the last thing read.
for (const file of alone) console.error(`failed beside the others and passed alone, look into it: ${file}`);
if (skipped.length > 0)
  console.error(`\n${skipped.length} test files were left out, see above: ${missing.join(', ')} missing`);
