import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Bare, Crowd } from './bench-children.ts';
import { BenchHouse, quantile } from './bench-house.ts';
import type { Row } from './bench-row.ts';

const BOARDS = 1_000;
const CROWDS = 2;
const ROUNDS = 20;
const PRESSES = 50;
/** Between two presses, so that each is a broadcast of its own. */
const REST_MS = 40;

const root = process.env.TIEPDON_ROOT ?? process.cwd();
const now = (): number => Number(process.hrtime.bigint()) / 1e6;
const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A press of `next` with a thousand boards: until the last of them has it, and what it does to the server. */
export async function benchFanout(): Promise<Row[]> {
  const desk = new Desk();
  await desk.start();
  await desk.house.settled();
  desk.stalls();
  const alone = await desk.presses(PRESSES, null);
  const before = await desk.readStalls();
  const token = desk.house.device('board', 'hall', null);
  const url = `ws://127.0.0.1:${desk.house.port}/socket.io/?EIO=4&transport=websocket`;
  const boards = await Crowd.open({ url, view: 'hall', token, count: BOARDS / CROWDS }, CROWDS);
  const bare = await Bare.open(BOARDS / CROWDS, CROWDS);
  // The first presses warm both up and give the bytes that are sent.
  await desk.presses(10, boards);
  await bare.broadcasts(10, boards.text);
  const pressed: Pressed[] = [];
  const raw: number[] = [];
  desk.stalls();
  for (let round = 0; round < ROUNDS; round += 1) {
    pressed.push(...(await desk.presses(PRESSES, boards)));
    raw.push(...(await bare.broadcasts(PRESSES, boards.text)));
  }
  const stalls = await desk.readStalls();
  bare.close();
  boards.close();
  await desk.close();
  return rows({ pressed, raw, alone, still: worstOf(pressed, stalls), before: worstOf(alone, before) });
}

type Pressed = { from: number; answered: number; last: number };
type Stall = { at: number; ms: number };

/** How long the loop stood still at most during each press, until its last board had it. */
const worstOf = (pressed: readonly Pressed[], stalls: readonly Stall[]): number[] =>
  pressed.map(({ from, last }) =>
    Math.max(0, ...stalls.filter(({ at, ms }) => at >= from && at - ms <= last).map(({ ms }) => ms)),
  );

type Measured = {
  pressed: readonly Pressed[];
  raw: readonly number[];
  alone: readonly Pressed[];
  still: readonly number[];
  /** The same of presses without boards: what the flush to disk and the machine's other work make. */
  before: readonly number[];
};

function rows({ pressed, raw, alone, still, before }: Measured): Row[] {
  const reached = pressed.map(({ from, last }) => last - from);
  const answers = (list: readonly Pressed[]): number[] => list.map(({ from, answered }) => answered - from);
  const ratio = quantile(reached, 0.99) / quantile(raw, 0.99);
  const beside = quantile(answers(pressed), 0.99) / quantile(answers(alone), 0.99);
  const ms = (list: readonly number[]): string =>
    `p50 ${quantile(list, 0.5).toFixed(1)}, p99 ${quantile(list, 0.99).toFixed(1)} ms`;
  return [
    {
      what: `next → the last of ${BOARDS} boards, p99 of ${reached.length}, against the same bytes by bare WebSocket`,
      measured: `${ratio.toFixed(2)} (${ms(reached)}; bare ${ms(raw)})`,
      bar: '≤ 1.5',
      met: ratio <= 1.5,
    },
    {
      what: 'the server’s event loop stands still during one broadcast, p99',
      measured: `${quantile(still, 0.99).toFixed(1)} ms (median ${quantile(still, 0.5).toFixed(1)}, worst ${Math.max(...still).toFixed(1)}; without boards p99 ${quantile(before, 0.99).toFixed(1)} ms)`,
      bar: '≤ 15 ms',
      met: quantile(still, 0.99) <= 15,
    },
    {
      what: `answer to next, p99 with ${BOARDS} boards against none`,
      measured: `${beside.toFixed(2)} (${ms(answers(pressed))}; alone ${ms(answers(alone))})`,
      bar: '≤ 2',
      met: beside <= 2,
    },
  ];
}

/** The clinic without speakers: what is spoken would compete for the machine. Returns its file. */
export const silentClinic = (dir: string): string => onePageClinic(dir, { speakers: [] });

/**
 * The sample clinic with a television in its hall that shows all rooms on one page: a row on another page would be
 * measured by when the page is turned. `change` replaces parts of the clinic. Returns its file.
 */
export function onePageClinic(dir: string, change: object): string {
  const text = readFileSync(join(root, 'server/sample/clinic.json'), 'utf8');
  const sample = JSON.parse(text) as { boards: { id: string }[] };
  const boards = sample.boards.map((board) =>
    board.id === 'hall' ? { ...board, inches: 65, farthestMetres: 5 } : board,
  );
  const file = join(dir, 'clinic.json');
  writeFileSync(file, JSON.stringify({ ...sample, boards, ...change }));
  return file;
}

/** A house with a desk at which `next` is pressed. */
class Desk {
  readonly house = new BenchHouse();
  #token = '';
  #expected: string | null = null;
  readonly #file = join(this.house.dir, 'stalls.json');

  async start(): Promise<void> {
    const before = process.env.NODE_OPTIONS;
    process.env.TIEPDON_STALLS = this.#file;
    process.env.NODE_OPTIONS = `--import ${pathToFileURL(join(root, 'scripts/bench-stall.ts'))}`;
    await this.house.start(['--clinic', silentClinic(this.house.dir)]);
    delete process.env.TIEPDON_STALLS;
    if (before === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = before;
    this.#token = this.house.device('api', 'desk', null);
  }

  async presses(count: number, boards: Crowd | null): Promise<Pressed[]> {
    const pressed: Pressed[] = [];
    for (let press = 0; press < count; press += 1) {
      const heard = boards?.next();
      await this.house.post(this.#token, '/check-ins', { service: 'noi', scan: null });
      await heard;
      await rest(REST_MS);
      const shown = boards?.next();
      const from = now();
      const { body } = await this.house.post(this.#token, '/rooms/pk1/next', { expected: this.#expected });
      const answered = now();
      this.#expected = (body.ticket as { id: string }).id;
      pressed.push({ from, answered, last: (await shown) ?? answered });
      await rest(REST_MS);
    }
    return pressed;
  }

  /** Forgets what was noted so far. */
  stalls(): void {
    this.house.child.kill('SIGUSR2');
  }

  async readStalls(): Promise<Stall[]> {
    await rest(100);
    rmSync(this.#file, { force: true });
    this.house.child.kill('SIGUSR2');
    while (!existsSync(this.#file)) await rest(10);
    await rest(50);
    return JSON.parse(readFileSync(this.#file, 'utf8')) as Stall[];
  }

  close(): Promise<void> {
    return this.house.end();
  }
}
