import { type ChildProcess, fork } from 'node:child_process';
import { get } from 'node:http';
import { join } from 'node:path';
import { COUNT_CPU, type ComebackOrder, type ComebackWord } from './bench-comeback-crowd.ts';
import { silentClinic } from './bench-fanout.ts';
import { BenchHouse, quantile } from './bench-house.ts';
import type { Row } from './bench-row.ts';

const BOARDS = 1_000;
const CROWDS = 2;
const ROUNDS = 5;
const TICKETS = 200;
const PATIENCE_MS = 60_000;

const root = process.env.TIEPDON_ROOT ?? process.cwd();
const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** The server is restarted under a thousand boards: from its first answer until the last of them has its state. */
export async function benchComeback(): Promise<Row[]> {
  // A new house makes its voice for minutes, beside the work: without espeak-ng there is none to make.
  const house = new BenchHouse({ ...process.env, PATH: '/nowhere' });
  const settings = ['--clinic', silentClinic(house.dir)];
  await house.start(settings);
  const api = house.device('api', 'desk', null);
  for (let each = 0; each < TICKETS; each += 1)
    await house.post(api, '/check-ins', { service: 'noi', scan: null });
  const token = house.device('board', 'hall', null);
  const boards = new Boards();
  await boards.open({ port: house.port, view: 'hall', token, count: BOARDS / CROWDS });
  const rounds: Round[] = [];
  for (let each = 0; each < ROUNDS; each += 1) rounds.push(await round(house, settings, boards));
  boards.close();
  await house.end();
  return rows(rounds);
}

/** Away: told to leave until the first answer; back: first answer until each board's snapshot; all in ms. */
type Round = { away: number; back: number[]; serverCpu: number; boardsCpu: number };

async function round(house: BenchHouse, settings: readonly string[], boards: Boards): Promise<Round> {
  const from = now();
  await house.stop();
  const all = boards.all();
  const started = house.start(settings);
  const first = await firstAnswer(house.port);
  const cpu = house.cpuMs();
  boards.countCpu();
  const parts = await all;
  const serverCpu = house.cpuMs() - cpu;
  await started;
  const back = parts.flatMap(({ times }) => times.map((at) => at - first));
  return {
    ...{ away: first - from, back, serverCpu },
    boardsCpu: parts.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
  };
}

function rows(rounds: readonly Round[]): Row[] {
  const last = rounds.map(({ back }) => Math.max(...back));
  const worst = Math.max(...last);
  const all = rounds.flatMap(({ back }) => back);
  const ms = (value: number): string => `${Math.round(value)} ms`;
  const middle = (of: (round: Round) => number): string => ms(quantile(rounds.map(of), 0.5));
  return [
    {
      what: `restart: first answer → the last of ${BOARDS} boards has its snapshot, worst of ${ROUNDS}`,
      measured: `${ms(worst)} (median ${ms(quantile(last, 0.5))}; of all boards p50 ${ms(quantile(all, 0.5))}, p99 ${ms(quantile(all, 0.99))})`,
      bar: '≤ 1000 ms',
      met: worst <= 1_000,
    },
    {
      what: 'told to leave (SIGTERM) → first answer of the new server, median',
      measured: middle(({ away }) => away),
      bar: '',
      met: null,
    },
    {
      what: `processor time of the comeback of ${BOARDS} boards, median: the server's; that of the boards, which share its cores here`,
      measured: `${middle(({ serverCpu }) => serverCpu)}; ${middle(({ boardsCpu }) => boardsCpu)}`,
      bar: '',
      met: null,
    },
  ];
}

/** When the server answers anything at all again, whatever it says. */
async function firstAnswer(port: number): Promise<number> {
  for (;;) {
    const answered = await new Promise<boolean>((resolve) => {
      get({ host: '127.0.0.1', port, path: '/api/v1/health/live' }, (response) => {
        response.resume();
        resolve(true);
      }).on('error', () => resolve(false));
    });
    if (answered) return now();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The boards in processes of their own, as their work is not the server's. */
class Boards {
  readonly #children: ChildProcess[] = Array.from({ length: CROWDS }, () =>
    fork(join(root, 'scripts/bench-comeback-crowd.ts'), { execArgv: [] }),
  );

  async open(order: ComebackOrder): Promise<void> {
    const all = this.all();
    for (const child of this.#children) child.send(order);
    await all;
  }

  /** When each board has its next snapshot, once all have it. */
  all(): Promise<ComebackWord[]> {
    return Promise.all(this.#children.map(nextOf));
  }

  countCpu(): void {
    for (const child of this.#children) child.send(COUNT_CPU);
  }

  close(): void {
    for (const child of this.#children) child.kill();
  }
}

function nextOf(child: ChildProcess): Promise<ComebackWord> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('waited in vain for the boards')), PATIENCE_MS);
    child.once('message', (word: ComebackWord) => {
      clearTimeout(timer);
      resolve(word);
    });
  });
}
