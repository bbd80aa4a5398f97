import { join } from 'node:path';
import type { Clinic } from '../../../core/queue/clinic-file.ts';
import type { Entry, Happening } from '../../../core/queue/happening.ts';
import { sayCall } from '../../../core/queue/words/call-sentence.ts';
import { calledRoom } from '../../../core/queue/words/called-room.ts';
import { openDatabase } from '../../../server/log/database.ts';
import { openSqliteLog } from '../../../server/log/sqlite-log.ts';
import { type Pack, stepsOf } from '../../../server/speech/pack/pack.ts';

/** One call of the log, as it should be heard on its speaker. */
export type Called = {
  speaker: string;
  code: string;
  room: string;
  at: number;
  /** When it was worth nothing any more: taken back, begun, ended, or called again. */
  overAt: number;
  expiresAt: number;
  plays: number;
  /** Its clips in order. */
  words: string;
};

const FIRST_LIVES_MS = 60_000;
const RECALL_LIVES_MS = 20_000;
const OVER = new Set<Happening['type']>([
  'service-started',
  'service-finished',
  'ticket-missed',
  'ticket-held',
  'ticket-away',
  'ticket-transferred',
  'ticket-cancelled',
]);

/** Every entry in the log of a data folder. */
export async function entriesIn(dataDir: string, site: string): Promise<Entry[]> {
  const db = openDatabase(join(dataDir, 'tiepdon.sqlite'));
  try {
    const log = openSqliteLog(db, site);
    const all: Entry[] = [];
    for (;;) {
      const some = await log.read(all.at(-1)?.seq ?? 0, 1_000);
      if (some.length === 0) return all;
      all.push(...some);
    }
  } finally {
    db.close();
  }
}

/** The calls of a log by the rules of the facts alone: who was called where, until when, how often to be said. */
export function calledIn(entries: readonly Entry[], clinic: Clinic, pack: Pack): Called[] {
  const called: Called[] = [];
  const codes = new Map<string, string>();
  const open = new Map<string, Called[]>();
  const end = (ticket: string, at: number): void => {
    for (const call of open.get(ticket) ?? []) call.overAt = Math.min(call.overAt, at);
    open.delete(ticket);
  };
  for (const { happening, at } of entries) {
    if (happening.type === 'ticket-issued') codes.set(happening.ticket, happening.code);
    if (happening.type === 'move-undone') for (const ticket of happening.tickets) end(ticket, at);
    if (OVER.has(happening.type) && 'ticket' in happening) end(happening.ticket, at);
    if (happening.type !== 'ticket-called' && happening.type !== 'call-repeated') continue;
    const recall = happening.type === 'call-repeated';
    end(happening.ticket, at);
    const code = codes.get(happening.ticket)!;
    for (const { id, repeat, rooms } of clinic.speakers.filter(({ rooms }) =>
      rooms.includes(happening.room),
    )) {
      const room = clinic.rooms.find((each) => each.id === happening.room)!;
      const expiresAt = at + (recall ? RECALL_LIVES_MS : FIRST_LIVES_MS);
      const call: Called = {
        ...{ speaker: id, code, room: room.id, at, overAt: Number.POSITIVE_INFINITY, expiresAt },
        plays: recall ? 1 : repeat,
        words: wordsOf(pack, code, room.label.vi, recall),
      };
      if (!rooms.includes(room.id)) continue;
      called.push(call);
      open.set(happening.ticket, [...(open.get(happening.ticket) ?? []), call]);
    }
  }
  return called;
}

function wordsOf(pack: Pack, code: string, label: string, recall: boolean): string {
  const said = sayCall({
    code,
    room: calledRoom(label),
    lang: 'vi',
    region: 'north',
    priority: false,
    recall,
  });
  const steps = said.ok ? stepsOf(pack, said) : null;
  if (!steps?.ok) throw new Error(`cannot be said: ${code}, ${label}`);
  return steps.steps.map(({ clip }) => clip.token).join(' ');
}
