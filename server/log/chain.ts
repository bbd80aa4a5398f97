import { hash as digest } from 'node:crypto';
import type { Entry, Happening } from '../../core/queue/happening.ts';
import type { Against, Draft, Verdict } from './log.ts';

/** The hash before the first entry. */
export const GENESIS = '0'.repeat(64);

const VERIFY_STEP = 2_000;
const NOT_AS_SEEN = 'is not the one that an anchor has seen';

/** What one row of the chain says, as it is hashed. `body` is the happening's JSON exactly as it is stored. */
export type ChainRow = {
  site: string;
  seq: number;
  epoch: string;
  at: number;
  actor: string;
  type: string;
  body: string;
};

/** SHA-256 over the hash before and the row, hex: changing, dropping or moving any row breaks all after it. */
export function chainHash(previous: string, row: ChainRow): string {
  const canonical = JSON.stringify([row.site, row.seq, row.epoch, row.at, row.actor, row.type, row.body]);
  return digest('sha256', previous + canonical, 'hex');
}

/** The rows of a batch with their hashes, chained after `previous`. */
export function chainRows(
  drafts: readonly Draft[],
  after: { site: string; seq: number; epoch: string; hash: string },
): (ChainRow & { previous: string; hash: string })[] {
  let { seq, hash } = after;
  return drafts.map(({ at, actor, happening }) => {
    seq += 1;
    const { type, ...rest } = happening;
    const row = { site: after.site, seq, epoch: after.epoch, at, actor, type, body: JSON.stringify(rest) };
    const previous = hash;
    hash = chainHash(previous, row);
    return { ...row, previous, hash };
  });
}

/** A stored row as an entry of the log. */
export function entryOf(row: Pick<ChainRow, 'seq' | 'at' | 'actor' | 'type' | 'body'>): Entry {
  const happening = { type: row.type, ...(JSON.parse(row.body) as object) } as Happening;
  return { seq: row.seq, at: row.at, actor: row.actor, happening };
}

export type LinkedRow = ChainRow & { previous: string; hash: string };

/** Nothing is known of the log from outside. */
export const UNWITNESSED: Against = { from: null, witnesses: [] };

/** Follows the chain from the first entry on, in steps of rows that `read` gives in order; names the first bad one. */
export async function verifyChain(
  read: (after: number, limit: number) => LinkedRow[] | Promise<LinkedRow[]>,
  { from, witnesses }: Against = UNWITNESSED,
): Promise<Verdict> {
  const seen = new Map(witnesses.map((witness) => [witness.seq, witness.hash]));
  const last = Math.max(0, ...seen.keys());
  let seq = from === null ? 0 : from.seq - 1;
  let hash = GENESIS;
  for (;;) {
    const rows = await read(seq, VERIFY_STEP);
    for (const row of rows) {
      if (row.seq === from?.seq) {
        hash = row.previous;
        if (row.hash !== from.hash) return { ok: false, seq: row.seq, why: NOT_AS_SEEN };
      }
      if (row.seq !== seq + 1) return { ok: false, seq: seq + 1, why: 'missing' };
      if (row.previous !== hash)
        return { ok: false, seq: row.seq, why: 'does not follow the entry before it' };
      if (chainHash(hash, row) !== row.hash) return { ok: false, seq: row.seq, why: 'was changed' };
      if ((seen.get(row.seq) ?? row.hash) !== row.hash) return { ok: false, seq: row.seq, why: NOT_AS_SEEN };
      seq = row.seq;
      hash = row.hash;
    }
    if (rows.length === VERIFY_STEP) continue;
    const end = Math.max(last, from?.seq ?? 0);
    if (seq < end) return { ok: false, seq: seq + 1, why: `is cut off: an anchor has seen entry ${end}` };
    return { ok: true, entries: seq, head: hash };
  }
}
