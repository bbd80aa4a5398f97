import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Program, programs, providePrograms } from './debian-packages.ts';
import { tortureTable } from './torture-table.ts';

/** `npm run torture [-- WORD]`: the long form of tests that `npm test` plays in short. */
const root = process.env.TIEPDON_ROOT ?? process.cwd();
const [word = ''] = process.argv.slice(2);

if (word.startsWith('-')) {
  const rows = tortureTable.map(({ file, does }) => `  ${file}\n    ${does}`);
  console.log(
    `npm run torture [-- WORD]\nThe long form of these tests; with a word, of those whose file name has it.\n\n${rows.join('\n')}`,
  );
  process.exit(0);
}
const rows = tortureTable.filter(({ file }) => file.includes(word));
if (rows.length === 0) {
  console.error(`no file of the torture has '${word}' in its name; npm run torture -- --help lists them`);
  process.exit(2);
}
const missing = providePrograms(Object.keys(programs) as Program[]);
if (missing.length > 0) {
  // An hour into the night is too late to hear of it.
  console.error(`missing: apt-get install ${missing.map((program) => programs[program]).join(' ')}`);
  process.exit(1);
}
/** One red trial does not keep the others from being tried: hours of them may run over a night. */
const ends = rows.map(({ file, env }, index) => {
  const from = Date.now();
  console.log(`\n${index + 1} of ${rows.length}: ${file}`);
  const done = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', file], {
    cwd: root,
    // What is set from outside wins: a seed, or fewer rounds.
    env: { ...env, ...process.env },
    stdio: 'inherit',
  });
  return { file, ok: done.status === 0, minutes: (Date.now() - from) / 60_000 };
});
console.log('\ntorture:');
for (const { file, ok, minutes } of ends)
  console.log(`  ${ok ? 'held  ' : 'FAILED'} ${minutes.toFixed(1).padStart(6)} min  ${file}`);
if (ends.some(({ ok }) => !ok)) process.exit(1);
