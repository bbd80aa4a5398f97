import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../server/log/database.ts';
import { openSqliteLog } from '../../server/log/sqlite-log.ts';
import { foldNewestDay } from '../../server/tail.ts';
import { quietClinic } from '../server/test-house.ts';
import { Disk } from './disk.ts';
import { outcomeOf } from './log-outcome.ts';
import type { Ack, Act } from './trace.ts';

export const DATABASE = 'tiepdon.sqlite';
export const FILES: readonly string[] = [DATABASE, `${DATABASE}-wal`, `${DATABASE}-journal`];

export type Found = {
  states: number;
  acknowledged: number;
  /** Answers that left while what they promise was not yet on the disk. */
  early: number;
  /** Acknowledged and not there, by ticket and state. */
  lost: number;
  /** States that do not open, or contradict themselves. */
  broken: string[];
  /** Whole writes of the database file itself: checkpoints were under way. */
  checkpointed: number;
  /** Most people in one state that a ticket names and whose sealed facts are there. */
  known: number;
};

/**
 * Cuts the power at every answer and every 7th act, in three ways: only what was synced is left; a part of the rest
 * too; all of it, the last write torn. `share` of all states is opened and looked through.
 */
export async function cutPower(
  files: ReadonlyMap<string, Buffer | null>,
  acts: readonly Act[],
  share: number,
  next: () => number,
): Promise<Found> {
  // In memory where there is such a place: thousands of small files are synced by nobody here.
  const folder = mkdtempSync('/dev/shm/tiepdon-power-');
  const disk = new Disk(files);
  const found: Found = {
    states: 0,
    acknowledged: 0,
    early: 0,
    lost: 0,
    broken: [],
    checkpointed: 0,
    known: 0,
  };
  const acks: Ack[] = [];
  for (const [index, act] of acts.entries()) {
    if (act.kind === 'ack') {
      acks.push(...act.acks);
      if (FILES.some((file) => disk.pendingOf(file) > 0)) found.early += 1;
    }
    disk.take(act);
    if (act.kind === 'write' && act.file === DATABASE) found.checkpointed += 1;
    if (act.kind !== 'ack' && index % 7 !== 0) continue;
    for (const way of ways(act, next)) {
      if (next() >= share) continue;
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      disk.leave(folder, way);
      await look(folder, acks, found);
    }
  }
  found.acknowledged = acks.length;
  rmSync(folder, { recursive: true });
  return found;
}

/** People that tickets name: those whose sealed facts are there, and those whose are not. */
const NAMED = `
  SELECT count(person.visitor) AS known, count(*) - count(person.visitor) AS lost
  FROM entry LEFT JOIN person ON person.visitor = json_extract(entry.body, '$.visitor')
  WHERE type = 'ticket-issued' AND json_extract(body, '$.visitor') IS NOT NULL`;

type Way = Parameters<Disk['leave']>[1];

function ways(last: Act, next: () => number): Way[] {
  return [
    () => null,
    (change) => (next() < 0.5 ? change : null),
    (change) => {
      if (change !== last || change.kind !== 'write') return change;
      return { ...change, bytes: change.bytes.subarray(0, Math.floor(next() * change.bytes.length)) };
    },
  ];
}

async function look(folder: string, acks: readonly Ack[], found: Found): Promise<void> {
  found.states += 1;
  const state = found.states;
  const file = join(folder, DATABASE);
  const clinic = quietClinic();
  try {
    const db = openDatabase(file);
    const log = openSqliteLog(db, clinic.site);
    const integrity = db.pragma('integrity_check', { simple: true });
    const verdict = await log.verify();
    await foldNewestDay(log, clinic, () => {});
    if (integrity !== 'ok') found.broken.push(`state ${state}: ${integrity}`);
    if (!verdict.ok) found.broken.push(`state ${state}: entry ${verdict.seq} ${verdict.why}`);
    const { known, lost } = db.prepare(NAMED).get() as { known: number; lost: number };
    found.known = Math.max(found.known, known);
    if (lost > 0) found.broken.push(`state ${state}: ${lost} tickets name somebody who is not there`);
    db.close();
    const outcome = outcomeOf(file);
    const issued = new Map(outcome.issued.map(({ ticket, code }) => [ticket, code.split(' ')[1]]));
    const called = new Set(outcome.called.map(({ ticket }) => ticket));
    const kept = ({ id, code, called: isCalled }: Ack) =>
      issued.get(id) === code && (!isCalled || called.has(id));
    found.lost += acks.filter((ack) => !kept(ack)).length;
  } catch (error) {
    found.broken.push(`state ${state}: ${(error as Error).message}`);
  }
}
