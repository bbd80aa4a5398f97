import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Clinic } from '../core/queue/clinic-file.ts';
import type { Entry } from '../core/queue/happening.ts';
import { openSqliteLog } from '../server/log/sqlite-log.ts';
import { type Arrival, peopleOf, readArrivals, readTime } from '../simulation/arrivals.ts';
import { midnightOf } from '../simulation/midnight.ts';
import { type DayPlan, peopleOfLog } from '../simulation/replay.ts';

/** A day to be replayed and one line about where it is from; or why it cannot be. */
type Read = { ok: true; plan: DayPlan; from: string } | { ok: false; fault: string };

const STEP = 5_000;
/** Any day will do for a file that names none; this one is a Monday. */
const SOME_DAY = '2026-01-05';
const MOST_FAULTS = 10;

/** The people of `FILE.csv`, or of `DIR:DAY` in the log of a data folder, which is only read. */
export async function readDay(source: string, clinic: Clinic, seed: number): Promise<Read> {
  const [, folder, businessDay] = /^(.+):(\d{4}-\d{2}-\d{2})$/.exec(source) ?? [];
  return folder && businessDay ? fromLog(folder, businessDay, clinic) : fromFile(source, clinic, seed);
}

function fromFile(file: string, clinic: Clinic, seed: number): Read {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {
      ok: false,
      fault: `--arrivals ${file}: should be a file that can be read, or a data folder and a day`,
    };
  }
  const read = readArrivals(text, clinic);
  if (!read.ok) {
    const named = read.faults
      .slice(0, MOST_FAULTS)
      .map(({ line, should }) => `line ${line}: should be ${should}`);
    const more =
      read.faults.length > MOST_FAULTS ? [`and ${read.faults.length - MOST_FAULTS} more lines`] : [];
    return { ok: false, fault: [`${file}:`, ...named, ...more].join('\n  ') };
  }
  if (read.arrivals.length === 0) return { ok: false, fault: `${file}: should name somebody who came` };
  const people = peopleOf(read.arrivals, clinic, seed);
  const midnight = midnightOf(SOME_DAY, clinic.timeZone);
  return {
    ok: true,
    plan: { people, midnight, from: opening(read.arrivals, clinic) },
    from: `${people.length} arrivals of ${file}`,
  };
}

/** When rooms begin: with the hours of the services that people came for, else with the first of them. */
function opening(arrivals: readonly Arrival[], clinic: Clinic): number {
  const wanted = new Set(arrivals.map(({ service }) => service));
  const first = Math.min(...arrivals.map(({ minute }) => minute));
  const opens = clinic.services
    .filter(({ id }) => wanted.has(id))
    .map(({ hours }) => (hours[0] ? (readTime(hours[0].from) ?? first) : first));
  return Math.min(...opens);
}

async function fromLog(folder: string, businessDay: string, clinic: Clinic): Promise<Read> {
  const file = join(folder, 'tiepdon.sqlite');
  if (!existsSync(file))
    return { ok: false, fault: `--arrivals ${folder}: should be a data folder with a log` };
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true });
    const entries = await dayOf(openSqliteLog(db, clinic.site), businessDay);
    if (entries === null)
      return { ok: false, fault: `${folder}: the log of "${clinic.site}" has no day ${businessDay}` };
    const midnight = midnightOf(businessDay, clinic.timeZone);
    const { people, leftOut, from } = peopleOfLog(entries, { clinic, midnight });
    if (people.length === 0) return { ok: false, fault: `${folder}: nobody was served on ${businessDay}` };
    const words = `${people.length} visits of ${businessDay} in the log of ${folder}, ${leftOut} left out`;
    return { ok: true, plan: { people, midnight, from }, from: words };
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return { ok: false, fault: `${file}: should be a log of Tiếp Đón that can be read (${error.code})` };
  } finally {
    db?.close();
  }
}

/** The entries of one business day, or null when it was never opened. */
async function dayOf(log: ReturnType<typeof openSqliteLog>, businessDay: string): Promise<Entry[] | null> {
  const before = await log.beforeDay(businessDay);
  if (before === null) return null;
  const day: Entry[] = [];
  for (let after = before; ; ) {
    const entries = await log.read(after, STEP);
    const end = entries.findIndex(
      ({ happening }) => happening.type === 'day-opened' && happening.businessDay > businessDay,
    );
    day.push(...(end < 0 ? entries : entries.slice(0, end)));
    if (end >= 0 || entries.length < STEP) return day;
    after = entries.at(-1)!.seq;
  }
}
