import { createHash } from 'node:crypto';
import type { Draft } from './log.ts';

/** The hash before the first entry. */
export const GENESIS = '0'.repeat(64);

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
  return createHash('sha256').update(previous).update(canonical).digest('hex');
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
