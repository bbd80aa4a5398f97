import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breaches, History } from '../history/history.ts';
import { Product } from '../visit/product.ts';
import { chance } from './chance.ts';
import { codeOfDay, outcomeOf } from './log-outcome.ts';

/** `npm run torture` takes every call in turn. */
const POINTS = Number(process.env.TIEPDON_FAULT_POINTS ?? 2);
const SEED = Number(process.env.TIEPDON_SEED ?? 20_261_122);
const PEOPLE = 10;
const TRIES = 8;
/** Calls of a morning of ten people, from the opening of the file on: some are never met. */
const CALLS = { pwrite64: 90, 'fsync,fdatasync': 22 };

type Fault = { calls: keyof typeof CALLS; error: string; first: number; last: number };
type Given = { id: string; code: string; businessDay: string };

/** A disk that refuses its n-th call and, when it is full, the next few too. */
function faults(): Fault[] {
  const kinds = [
    { calls: 'pwrite64', error: 'ENOSPC', lasts: 4 },
    { calls: 'pwrite64', error: 'EIO', lasts: 0 },
    { calls: 'fsync,fdatasync', error: 'EIO', lasts: 0 },
  ] as const;
  const next = chance(SEED);
  return kinds.flatMap(({ calls, error, lasts }) => {
    const all = Array.from({ length: CALLS[calls] }, (_, at) => at + 1);
    const chosen = all.length <= POINTS ? all : draw(all, POINTS, next);
    return chosen.map((first) => ({ calls, error, first, last: first + lasts }));
  });
}

function draw(from: number[], count: number, next: () => number): number[] {
  const left = [...from];
  return Array.from({ length: count }, () => left.splice(Math.floor(next() * left.length), 1)[0]!);
}

describe(`a disk that fails at one call (seed ${SEED})`, () => {
  const untouched = new Product();
  let token = '';
  const tally = { refused: 0, notStarted: 0, unmet: 0 };

  beforeAll(async () => {
    await untouched.start(['--log-level', 'error']);
    token = untouched.addDevice('api', 'rush').token;
    await untouched.stop();
  });
  afterAll(async () => {
    await untouched.end();
    console.log(`a failing disk: ${JSON.stringify(tally)}`);
  });

  it.each(faults())('$calls answers $error at call $first', { timeout: 120_000 }, async (fault) => {
    const product = new Product();
    try {
      cpSync(join(untouched.dir, 'data'), join(product.dir, 'data'), { recursive: true });
      const file = join(product.dir, 'data', 'tiepdon.sqlite');
      const history = new History(null);
      product.through = failing(file, join(product.dir, 'trace.txt'), fault);
      // Pages reach the file itself within these few numbers.
      const tidy = new URL('tidy-database.ts', import.meta.url).pathname;
      product.environment = { NODE_OPTIONS: `--import ${tidy}` };
      const said = await morning(product, token, history);
      tally.refused += said.refused;
      tally.notStarted += said.started ? 0 : 1;
      expect(said.strange).toEqual([]);
      expect(breaches(history.events, outcomeOf(file))).toEqual([]);
      const db = new Database(file, { readonly: true });
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      db.close();
      expect(product.admin('log', 'verify')).toBe(0);
    } finally {
      await product.end();
    }
  });

  it('was really met', () => {
    expect(tally.refused + tally.notStarted).toBeGreaterThan(POINTS / 2);
  });
});

/** The command that lets the calls on this database fail; the process keeps its own number. */
function failing(file: string, trace: string, { calls, error, first, last }: Fault): string[] {
  const paths = [file, `${file}-wal`].flatMap((path) => ['-P', path]);
  const fault = `inject=${calls}:error=${error}:when=${first}..${last}`;
  return ['strace', '-D', '-f', '-o', trace, ...paths, '-e', `trace=${calls}`, '-e', fault];
}

type Said = { started: boolean; refused: number; strange: string[] };

/** Ten people, one after the other; who is refused asks again, also after the server had to be started anew. */
async function morning(product: Product, token: string, history: History): Promise<Said> {
  const said: Said = { started: true, refused: 0, strange: [] };
  const start = (): Promise<void> => product.start(['--log-level', 'error']);
  await start().catch(async (error: Error) => {
    said.started = false;
    // A start that is refused says why in words.
    if (/^\s+at .*:\d+/m.test(product.output)) said.strange.push(error.message);
    product.through = [];
    product.output = '';
    await start();
  });
  for (let client = 0; client < PEOPLE; client += 1) {
    const op = randomUUID();
    const event = { client, op, what: 'check-in', code: null, ticket: null } as const;
    for (let tries = 1; ; tries += 1) {
      history.note({ ...event, phase: 'invoke' });
      const { status, ticket } = await asks(product.base, token, op);
      if (ticket !== null) {
        const code = codeOfDay(ticket.businessDay, ticket.code);
        history.note({ ...event, phase: 'ok', ticket: ticket.id, code });
        break;
      }
      history.note({ ...event, phase: 'info' });
      said.refused += 1;
      if (status !== 503 || tries === TRIES) {
        said.strange.push(`answer ${status} at try ${tries}`);
        break;
      }
    }
  }
  await product.stop();
  return said;
}

async function asks(
  base: string,
  token: string,
  requestId: string,
): Promise<{ status: number; ticket: Given | null }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ requestId, service: 'noi', scan: null, confirmed: false, declared: [] });
  const reply = await fetch(`${base}/api/v1/check-ins`, { method: 'POST', headers, body });
  const { ticket = null } = (await reply.json()) as { ticket?: Given };
  return { status: reply.status, ticket: reply.status === 201 ? ticket : null };
}
