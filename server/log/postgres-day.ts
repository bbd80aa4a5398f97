import { entryOf, type LinkedRow } from './chain.ts';
import type { Log } from './log.ts';
import type { Asked } from './postgres.ts';

/** The rows of a site behind an entry, in order; asked of the pool, or of a connection in the middle of a transaction. */
export function rowsOf(db: Asked, site: string, after: number, limit: number): Promise<LinkedRow[]> {
  const text = 'SELECT * FROM entry WHERE site = $1 AND seq > $2 ORDER BY seq LIMIT $3';
  return db.query<LinkedRow>({ name: 'read', text, values: [site, after, limit] });
}

const OPENED = "FROM entry WHERE type = 'day-opened' AND site = $1";
const BUSINESS_DAY = `((body::json->>'businessDay') COLLATE "C")`;

/** Where the business days of a site begin. */
export function dayFinder(db: Asked, site: string): Pick<Log, 'beforeDay' | 'beforeNewestDay'> {
  const before = async (text: string, values: readonly unknown[]): Promise<number | null> => {
    const [row] = await db.query<{ seq: number }>({ text, values });
    return row ? row.seq - 1 : null;
  };
  return {
    beforeDay: (businessDay) =>
      before(`SELECT seq ${OPENED} AND ${BUSINESS_DAY} = $2 ORDER BY seq LIMIT 1`, [site, businessDay]),
    beforeNewestDay: async () =>
      (await before(`SELECT seq ${OPENED} ORDER BY ${BUSINESS_DAY} DESC, seq LIMIT 1`, [site])) ?? 0,
  };
}

/** What it takes to fold the newest day of a site. */
export const dayReader = (db: Asked, site: string): Pick<Log, 'read' | 'beforeDay' | 'beforeNewestDay'> => ({
  ...dayFinder(db, site),
  read: async (after, limit) => (await rowsOf(db, site, after, limit)).map(entryOf),
});
