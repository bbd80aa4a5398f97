import type { Postgres } from '../log/postgres.ts';
import { MET } from '../log/postgres-statement-table.ts';
import { type Keys, WrongKey } from './keys.ts';
import { openPerson, type People, type PersonFacts, type SealedPerson, sealPerson } from './people.ts';
import { openSharedKeys, type SharedKeys } from './postgres-keys.ts';

/** Sealed people kept in memory: a day of a large hospital. */
const KEPT = 5_000;

/**
 * Opens the people of a site that several servers share. Throws WrongKey when the data were sealed under another
 * master key: servers of one site share the key file.
 */
export async function openPostgresPeople(db: Postgres, site: string, keys: Keys): Promise<People> {
  await checkSharedKey(db, site, keys);
  const shared = openSharedKeys(db, site, keys);
  /** Stored people, still sealed, by day and visitor and by day and blind. */
  const memory = new Map<string, SealedPerson>();
  // What was written without waiting for the disk may be gone after a crash of the database.
  db.whenLost(() => memory.clear());
  const remember = (day: string, person: SealedPerson): void => {
    if (memory.size > 2 * KEPT) memory.clear();
    memory.set(`${day} ${person.blind}`, person);
    memory.set(`${day} ${person.visitor}`, person);
  };
  return {
    async visitorsOf(businessDay, persons) {
      if (persons.length === 0) return [];
      const key = (await shared.ofDay(businessDay, true))!;
      const people = persons.map((person) => sealPerson(key, site, businessDay, person));
      const fresh = people.filter(({ blind }) => !memory.has(`${businessDay} ${blind}`));
      for (const person of await store(db, site, businessDay, fresh)) remember(businessDay, person);
      return people.map(({ blind }) => memory.get(`${businessDay} ${blind}`)!.visitor);
    },
    look(businessDay, visitor) {
      const known = memory.get(`${businessDay} ${visitor}`);
      const key = known && keys.ofDay(businessDay, false);
      if (key) return openPerson(key, site, businessDay, known);
      return lookUp(db, site, shared, businessDay, visitor, (person) => remember(businessDay, person));
    },
    dayKey: (businessDay, make) => shared.ofDay(businessDay, make),
    async forgetBefore(businessDay) {
      for (const name of memory.keys()) if (name.slice(0, 10) < businessDay) memory.delete(name);
      await shared.destroyBefore(businessDay);
      const text = 'DELETE FROM person WHERE site = $1 AND business_day < $2';
      await db.query({ text, values: [site, businessDay] });
      const [newest] = await db.query<{ day: string | null }>({
        text: 'SELECT max(business_day) AS day FROM day_key_check WHERE site = $1',
        values: [site],
      });
      if (newest?.day) await shared.offer(newest.day);
    },
  };
}

/**
 * Writes those who are new and returns all as they stand: of two servers that meet somebody at the same moment one
 * gives the visitor. The disk is not waited for: the append that names them comes after in the same journal, and
 * waits for both.
 */
async function store(
  db: Postgres,
  site: string,
  businessDay: string,
  people: readonly SealedPerson[],
): Promise<SealedPerson[]> {
  if (people.length === 0) return [];
  const columns = [
    people.map(({ blind }) => blind),
    people.map(({ visitor }) => visitor),
    people.map(({ sealed }) => sealed),
  ];
  const values = [site, businessDay, ...columns];
  await db.query({ name: 'meet', text: MEET, values });
  const stored = await db.query<SealedPerson>({
    name: 'met',
    text: MET,
    values: [site, businessDay, columns[0]],
  });
  return stored;
}

/** In one order on all servers: two that write the same people in two orders wait for each other for ever. */
const MEET = `
  INSERT INTO person (site, business_day, blind, visitor, sealed)
  SELECT $1, $2, given.blind, given.visitor, given.sealed
  FROM set_config('synchronous_commit', 'off', true),
    unnest($3::text[], $4::text[], $5::bytea[]) AS given(blind, visitor, sealed)
  ORDER BY given.blind
  ON CONFLICT DO NOTHING`;

async function lookUp(
  db: Postgres,
  site: string,
  shared: SharedKeys,
  businessDay: string,
  visitor: string,
  remember: (person: SealedPerson) => void,
): Promise<PersonFacts | null> {
  const [row] = await db.query<SealedPerson>({
    name: 'person',
    text: 'SELECT blind, visitor, sealed FROM person WHERE site = $1 AND business_day = $2 AND visitor = $3',
    values: [site, businessDay, visitor],
  });
  const key = row && (await shared.ofDay(businessDay, false));
  if (!key) return null;
  remember(row);
  return openPerson(key, site, businessDay, row);
}

async function checkSharedKey(db: Postgres, site: string, keys: Keys): Promise<void> {
  await db.query({
    text: 'INSERT INTO key_check (site, proof) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    values: [site, keys.proof()],
  });
  const text = 'SELECT proof FROM key_check WHERE site = $1';
  const [row] = await db.query<{ proof: string }>({ text, values: [site] });
  if (row?.proof !== keys.proof())
    throw new WrongKey('the key file is not the one of the other servers that share these data');
}
