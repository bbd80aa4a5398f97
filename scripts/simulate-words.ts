import { parseArgs } from 'node:util';

/** One option of `npm run simulate`: the word after it (null for none) and what it means. */
type Option = { value: string | null; means: string };

const options: Record<string, Option> = {
  days: { value: 'N', means: 'mornings to play (200; 20 with --visits)' },
  seed: { value: 'S', means: 'another draw of patients (1 is the published one)' },
  visits: { value: null, means: 'whole visits with labs, return, cashier and pharmacy, through the core' },
  wait: { value: null, means: 'how well the expected wait holds that people are told' },
  'what-if': { value: 'CLINIC.json', means: 'replay a day of this clinic with other rooms, hours or rules' },
  arrivals: {
    value: 'FILE.csv|DIR:DAY',
    means: 'who came: time,service,priority[,minutes], or a data folder’s log',
  },
  rooms: { value: 'SERVICE=3,4,5', means: 'variants: that many rooms for the service' },
  policy: { value: 'SERVICE=fifo,target', means: 'variants: the service’s policy' },
  hours: { value: 'ROOM=07:00-11:30', means: 'a variant: when the room is open (ranges with +)' },
  json: { value: 'FILE', means: 'all figures as JSON' },
  svg: { value: 'FILE', means: 'the picture' },
  help: { value: null, means: 'this text' },
};
const many = ['rooms', 'policy', 'hours'];

/** What was asked for; texts as they were written, null where nothing was. */
export type SimulateWish = {
  help: boolean;
  visits: boolean;
  wait: boolean;
  days: number;
  seed: number;
  whatIf: string | null;
  arrivals: string | null;
  rooms: readonly string[];
  policy: readonly string[];
  hours: readonly string[];
  json: string | null;
  svg: string | null;
};

type Read = { ok: true; wish: SimulateWish } | { ok: false; fault: string };

/** Reads the words after `npm run simulate --`; a wrong one is named in one line. */
export function readSimulateWords(words: readonly string[]): Read {
  let values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  try {
    const known = Object.entries(options).map(([name, { value }]) => [
      name,
      { type: value === null ? ('boolean' as const) : ('string' as const), multiple: many.includes(name) },
    ]);
    values = parseArgs({ args: [...words], options: Object.fromEntries(known), strict: true }).values;
  } catch (error) {
    return { ok: false, fault: `${(error as Error).message.split('. ')[0]}; see --help` };
  }
  const one = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null);
  const all = (name: string): string[] => [values[name] ?? []].flat().map(String);
  const visits = values.visits === true;
  const days = whole(one('days') ?? (visits ? '20' : '200'), 1000);
  const seed = whole(one('seed') ?? '1', 1_000_000);
  if (days === null) return { ok: false, fault: '--days should be a whole number from 1 to 1000' };
  if (seed === null) return { ok: false, fault: '--seed should be a whole number from 1 to 1000000' };
  const whatIf = one('what-if');
  const arrivals = one('arrivals');
  if ((whatIf === null) !== (arrivals === null))
    return { ok: false, fault: '--what-if and --arrivals belong together' };
  const changes = { rooms: all('rooms'), policy: all('policy'), hours: all('hours') };
  if (whatIf === null && Object.values(changes).some(({ length }) => length > 0))
    return { ok: false, fault: '--rooms, --policy and --hours need --what-if' };
  const files = { json: one('json'), svg: one('svg') };
  if (values.wait === true && files.svg !== null) return { ok: false, fault: '--wait has no picture' };
  return {
    ok: true,
    wish: {
      help: values.help === true,
      visits,
      wait: values.wait === true,
      days,
      seed,
      whatIf,
      arrivals,
      ...changes,
      ...files,
    },
  };
}

function whole(word: string, most: number): number | null {
  const number = Number(word);
  return /^\d+$/.test(word) && number >= 1 && number <= most ? number : null;
}

/** The text of `--help`. */
export function simulateHelp(): string {
  const lines = Object.entries(options).map(
    ([name, { value, means }]) => `  ${`--${name} ${value ?? ''}`.padEnd(30)} ${means}`,
  );
  return `npm run simulate -- [options]\n\nPlays seeded mornings of fictional patients under every rule and prints how long each class waits.\n\n${lines.join('\n')}`;
}
