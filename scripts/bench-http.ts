import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchHouse, quantile } from './bench-house.ts';
import type { HttpOrder, HttpWord } from './bench-http-client.ts';
import type { Row } from './bench-row.ts';

const ROUNDS = 9;
const ROUND_MS = 700;
const TOGETHER = 64;
/** What the kernel counts a process's time in; always a hundredth of a second on Linux. */
const TICK_MS = 10;

type Kind = HttpOrder['kind'];
/** One round: answers a second, what each cost server and client (µs of CPU), and how much of a core the client had. */
type Round = { perSecond: number; server: number; client: number; clientShare: number; p99: number };

/**
 * Check-ins from outside, and how much of each is express: a body that is read, checked and refused before any work.
 * The client is a process of its own on bare sockets. CPU a request holds on a busy machine, the rate does not.
 */
export async function benchHttp(): Promise<Row[]> {
  // A new house makes its voice for a minute, beside the work: without espeak-ng there is none to make.
  const house = new BenchHouse({ ...process.env, PATH: '/nowhere' });
  await house.start([]);
  const token = house.device('api', 'bench', null);
  const client = fork(join(process.env.TIEPDON_ROOT ?? process.cwd(), 'scripts', 'bench-http-client.ts'), {
    execArgv: [],
  });
  const kinds = ['refused', 'none', 'card'] as const;
  const seen: Record<Kind, Round[]> = { refused: [], none: [], card: [] };
  const measure = (kind: Kind): Promise<Round> =>
    round(house, client, { port: house.port, token, connections: TOGETHER, ms: ROUND_MS, kind });
  // The first round of each warms the machine code up.
  for (const kind of kinds) await measure(kind);
  for (let each = 0; each < ROUNDS; each += 1) for (const kind of kinds) seen[kind].push(await measure(kind));
  client.kill();
  await house.end();
  return rowsOf(middle(seen.refused), middle(seen.none), middle(seen.card));
}

async function round(house: BenchHouse, client: ChildProcess, order: HttpOrder): Promise<Round> {
  const before = cpuMs(house.child.pid!);
  const word = await new Promise<HttpWord>((resolve, reject) => {
    const gone = (): void => reject(new Error('the client has ended: a connection was lost'));
    client.once('exit', gone);
    client.once('message', (said: HttpWord) => {
      client.off('exit', gone);
      resolve(said);
    });
    client.send(order);
  });
  const server = cpuMs(house.child.pid!) - before;
  const expected = order.kind === 'refused' ? '400' : '201';
  const count = word.took.length;
  if (word.statuses[expected] !== count) throw new Error(`answered ${JSON.stringify(word.statuses)}`);
  return {
    perSecond: (count * 1_000) / word.ms,
    server: (server * 1_000) / count,
    client: (word.cpuMs * 1_000) / count,
    clientShare: word.cpuMs / word.ms,
    p99: quantile(word.took, 0.99),
  };
}

/** CPU that all threads of a process have had, in ms. */
function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name before may hold anything: what follows begins behind its bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function middle(rounds: readonly Round[]): Round {
  const of = (part: keyof Round): number =>
    quantile(
      rounds.map((each) => each[part]),
      0.5,
    );
  return {
    ...{ perSecond: of('perSecond'), server: of('server'), client: of('client') },
    ...{ clientShare: of('clientShare'), p99: of('p99') },
  };
}

function rowsOf(refused: Round, none: Round, card: Round): Row[] {
  const whole = (value: number): string => Math.round(value).toLocaleString('en');
  const costs = ({ server, client }: Round): string =>
    `CPU of the server ${whole(server)} µs each, of the client ${whole(client)} µs`;
  const rate = (round: Round): string =>
    `${whole(round.perSecond)}/s, answer p99 ${round.p99.toFixed(0)} ms; ${costs(round)} (${Math.round(round.clientShare * 100)} % of a core)`;
  return [
    {
      what: `check-ins through HTTP, ${TOGETHER} connections (client a process on the same machine)`,
      measured: rate(none),
      bar: '≥ 4,000/s',
      met: none.perSecond >= 4_000,
    },
    { what: 'the same, each with a card', measured: rate(card), bar: '', met: null },
    {
      what: 'express alone: the same body read, checked and refused',
      measured: `${whole(refused.perSecond)}/s; ${costs(refused)}: ${Math.round((refused.server / none.server) * 100)} % of a check-in`,
      bar: 'to be named',
      met: null,
    },
  ];
}
