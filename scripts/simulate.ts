import { writeFileSync } from 'node:fs';
import { checkRuntime, refuse } from './runtime.ts';
import type { Outcome } from './simulate-outcome.ts';

checkRuntime();
const { readSimulateWords, simulateHelp } = await import('./simulate-words.ts');
const read = readSimulateWords(process.argv.slice(2));
if (!read.ok) refuse(read.fault);
if (read.wish.help) {
  console.log(simulateHelp());
  process.exit(0);
}
const { wish } = read;
const outcome = await simulate();
console.log(outcome.text);
write(wish.json, `${JSON.stringify(outcome.data, null, 2)}\n`);
write(wish.svg, outcome.picture);

async function simulate(): Promise<Outcome> {
  const { whatIf, arrivals } = wish;
  if (whatIf !== null && arrivals !== null) {
    const made = await (await import('./simulate-what-if.ts')).simulateWhatIf(wish, whatIf, arrivals);
    return made.ok ? made.outcome : refuse(made.fault);
  }
  if (wish.wait) return (await import('./simulate-wait.ts')).simulateWait();
  return wish.visits
    ? (await import('./simulate-visits.ts')).simulateVisits(wish)
    : (await import('./simulate-rules.ts')).simulateRules(wish);
}

function write(file: string | null, content: string): void {
  if (file === null) return;
  try {
    writeFileSync(file, content);
  } catch {
    refuse(`${file}: cannot be written`);
  }
}
