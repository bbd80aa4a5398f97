import { parseArgs } from 'node:util';
import { fuzz } from './identity-fuzz/fuzz.ts';

const HELP = `Reads many damaged fictional cards and looks for one that is read wrongly without a word.

  --count N   cards to read (default 1000000)
  --seed N    seed of the cards and of what happens to them (default 1)

Exits 1 when a reading threw, or was "ok" and said something else than the card.`;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

function main(): number {
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const [count, seed] = [Number(values.count), Number(values.seed)];
  if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
    console.error('--count must be a whole number from 1, --seed a whole number');
    return 2;
  }
  const started = performance.now();
  const { rows, faults } = fuzz(count, seed);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.table(Object.fromEntries([...rows].sort(([a], [b]) => a.localeCompare(b))));
  for (const fault of faults) console.error(fault);
  console.log(`${count} cards, seed ${seed}, ${seconds} s: ${faults.length === 0 ? 'no fault' : 'FAULTS'}`);
  return faults.length === 0 ? 0 : 1;
}

process.exitCode = main();
