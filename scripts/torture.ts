import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
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
for (const { file, env } of tortureTable.filter((each) => each.file.includes(word))) {
  const done = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', file], {
    cwd: root,
    // What is set from outside wins: a seed, or fewer rounds.
    env: { ...env, ...process.env },
    stdio: 'inherit',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
