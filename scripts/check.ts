import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** `npm run check`: types of every room, then lint and format; seconds. The house rules are a test. */
const root = process.env.TIEPDON_ROOT ?? process.cwd();
if (process.argv.includes('--help')) {
  console.log('npm run check\nTypes of every room (tsc -b), then lint and format (biome).');
  process.exit(0);
}
const steps: [string, string[]][] = [
  ['types', ['node_modules/typescript/bin/tsc', '-b']],
  ['lint and format', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
];
for (const [name, [script, ...args]] of steps) {
  const done = spawnSync(process.execPath, [join(root, script!), ...args], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) {
    console.error(`check: ${name} failed`);
    process.exit(1);
  }
}
console.log('check: types, lint and format are in order');
