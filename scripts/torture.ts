import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** `npm run torture`: the long form of tests that `npm test` plays in short. */
const root = process.env.TIEPDON_ROOT ?? process.cwd();
const tests = [
  { file: 'test/visit/hospital-day.test.ts', env: { TIEPDON_TICKETS: '10000' } },
  { file: 'test/display/long-life.test.ts', env: { TIEPDON_CALLS: '20000', TIEPDON_SPOKEN: '10000' } },
  { file: 'test/printer-drivers/reading.test.ts', env: { TIEPDON_QR_CODES: '1000' } },
  { file: 'test/sound/spoken-calls.test.ts', env: { TIEPDON_SPOKEN_CALLS: '1000' } },
  { file: 'test/sound/lossy.test.ts', env: { TIEPDON_LOSSY_CALLS: '30' } },
  { file: 'test/printer-drivers/long-day.test.ts', env: { TIEPDON_PAPERS: '10000' } },
];

if (process.argv.includes('--help')) {
  console.log(
    'npm run torture\nPlays a hospital day of 10,000 tickets in forty rooms over HTTP, 20,000 calls on a board and 10,000\nannouncements on a speaker page, prints 10,000 slips in a row, reads 1,000 QR codes off\nprinted paper, and hears 1,000 spoken calls out, 180 more of them after codecs and in noise (an hour).',
  );
  process.exit(0);
}
for (const { file, env } of tests) {
  const done = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', file], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
