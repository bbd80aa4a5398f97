import { StorageFault } from '../log/log.ts';
import type { Postgres } from '../log/postgres.ts';
import { dayKeyProof, type Keys } from './keys.ts';

/** A key that somebody made is put back by whoever holds it; after so long nobody does any more. */
const AWAY_MS = 90_000;

/** The keys of the days of a site whose servers share their people. */
export type SharedKeys = {
  /**
   * The one key of a day, the same on all servers; made when `make` is true and there never was one. Null when
   * there is none. Throws StorageFault while a key was made that no living server has put back yet.
   */
  ofDay(businessDay: string, make: boolean): Promise<Buffer | null>;
  /** Puts back what this server holds: the shared table is emptied by a crash of the database. */
  offer(businessDay: string): Promise<void>;
  /** Destroys the keys of all days before this one, here and in the database. */
  destroyBefore(businessDay: string): Promise<void>;
};

/**
 * Day keys travel through an unlogged table, wrapped by the master key that the servers share, and lie in a file
 * on each of them. What is logged of them is a proof, by which a second key for one day is never made by mistake.
 */
export function openSharedKeys(db: Postgres, site: string, keys: Keys): SharedKeys {
  const agreed = new Map<string, Buffer>();
  const missedSince = new Map<string, number>();
  db.whenLost(() => agreed.clear());
  const ofDay = async (day: string, make: boolean): Promise<Buffer | null> => {
    const known = agreed.get(day);
    if (known) return known;
    const key = (await take(db, site, keys, day)) ?? (await putBack(db, site, keys, day));
    const found = key ?? (make ? await makeOne(db, site, keys, day, missedSince) : null);
    if (found) agreed.set(day, found);
    return found;
  };
  return {
    ofDay,
    async offer(day) {
      if (keys.wrapped(day)) await putBack(db, site, keys, day);
    },
    async destroyBefore(day) {
      keys.destroyBefore(day);
      for (const each of agreed.keys()) if (each < day) agreed.delete(each);
      const gone = await db.query({
        text: 'DELETE FROM day_key WHERE site = $1 AND business_day < $2 RETURNING 1',
        values: [site, day],
      });
      const old = {
        text: 'DELETE FROM day_key_check WHERE site = $1 AND business_day < $2',
        values: [site, day],
      };
      await db.query(old);
      // A deleted row stays in its page until it is written over: the small table is written anew.
      if (gone.length > 0) await db.query({ text: 'VACUUM FULL day_key' });
    },
  };
}

/** The key that the servers share now, kept here too; null when there is none in the table. */
async function take(db: Postgres, site: string, keys: Keys, day: string): Promise<Buffer | null> {
  const text = 'SELECT wrapped FROM day_key WHERE site = $1 AND business_day = $2';
  const [row] = await db.query<{ wrapped: Buffer }>({ text, values: [site, day] });
  if (!row) return null;
  const own = keys.wrapped(day);
  if (own?.equals(row.wrapped)) return keys.ofDay(day, false);
  return keys.keep(day, row.wrapped);
}

/** Puts this server's key into the table, if it is the one that the proof names or if there is no proof. */
async function putBack(db: Postgres, site: string, keys: Keys, day: string): Promise<Buffer | null> {
  const own = keys.wrapped(day);
  const key = own && keys.ofDay(day, false);
  if (!key) return null;
  const values = [site, day, dayKeyProof(key), own];
  await db.query({
    text: `WITH named AS (
        INSERT INTO day_key_check VALUES ($1, $2, $3)
        ON CONFLICT (site, business_day) DO UPDATE SET proof = day_key_check.proof RETURNING proof)
      INSERT INTO day_key SELECT $1, $2, $4::bytea FROM named WHERE proof = $3 ON CONFLICT DO NOTHING`,
    values,
  });
  return take(db, site, keys, day);
}

async function makeOne(
  db: Postgres,
  site: string,
  keys: Keys,
  day: string,
  missedSince: Map<string, number>,
): Promise<Buffer | null> {
  const { wrapped, proof } = keys.fresh(day);
  const since = missedSince.get(day) ?? performance.now();
  missedSince.set(day, since);
  // Whoever kept the key made before is gone for good: its people stay sealed, new ones get a new key.
  const instead = performance.now() - since > AWAY_MS;
  const values = [site, day, proof, wrapped];
  await db.query({
    text: `WITH named AS (
        INSERT INTO day_key_check VALUES ($1, $2, $3)
        ON CONFLICT (site, business_day) DO ${instead ? 'UPDATE SET proof = excluded.proof' : 'NOTHING'}
        RETURNING 1)
      INSERT INTO day_key SELECT $1, $2, $4::bytea FROM named ON CONFLICT DO NOTHING`,
    values,
  });
  const key = await take(db, site, keys, day);
  if (!key) throw new StorageFault('the key of the day is with a server that is away');
  missedSince.delete(day);
  return key;
}
