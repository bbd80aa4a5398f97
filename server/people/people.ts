import { createHmac, createSecretKey } from 'node:crypto';
import type { Awaitable } from '../awaitable.ts';
import { freshName } from '../fresh-name.ts';
import type { Db } from '../log/database.ts';
import { type Keys, seal, unseal, WrongKey } from './keys.ts';

export { WrongKey } from './keys.ts';

/** What is kept of a card until the day's key is destroyed: what the hospital's own system needs for a match. */
export type PersonFacts = {
  name: string | null;
  birth: string | null;
  sex: 'M' | 'F' | null;
  number: string;
  kind: 'cccd' | 'bhyt' | 'number';
};

/** A person as the door meets them: `key` is the same for all cards of one person and is never stored as it is. */
export type Person = { key: string; facts: PersonFacts };

/**
 * Personal data, sealed with the key of their business day. The log knows a person only by `visitor`, a random
 * id that means nothing on another day.
 */
export type People = {
  /**
   * The visitors of people on a day, in their order. Somebody new is written before this resolves; it is on disk
   * at the latest when the next append of the log is.
   */
  visitorsOf(businessDay: string, persons: readonly Person[]): Promise<string[]>;
  /** The person behind a visitor, or null once the key is gone. */
  look(businessDay: string, visitor: string): Awaitable<PersonFacts | null>;
  /** The key of a day, made when `make` is true and there is none; null when there is none (any more). */
  dayKey(businessDay: string, make: boolean): Awaitable<Buffer | null>;
  /** Destroys keys and rows of all days before this one. */
  forgetBefore(businessDay: string): Promise<void>;
};

/** A person as they are stored: found again by `blind`, which only the day's key can make of a card. */
export type SealedPerson = { blind: string; visitor: string; sealed: Buffer };

const aboutOf = (site: string, businessDay: string, visitor: string): string =>
  `${site} ${businessDay} ${visitor}`;

/** Seals a person for a day under a new visitor id, to be stored unless their `blind` is known already. */
export function sealPerson(key: Buffer, site: string, businessDay: string, person: Person): SealedPerson {
  const visitor = freshName();
  const plain = Buffer.from(JSON.stringify(person.facts));
  return {
    blind: createHmac('sha256', createSecretKey(key)).update(person.key).digest('base64url'),
    visitor,
    sealed: seal(key, plain, aboutOf(site, businessDay, visitor)),
  };
}

/** What was sealed for a visitor, or null when the key is another. */
export function openPerson(
  key: Buffer,
  site: string,
  businessDay: string,
  { visitor, sealed }: Pick<SealedPerson, 'visitor' | 'sealed'>,
): PersonFacts | null {
  const plain = unseal(key, sealed, aboutOf(site, businessDay, visitor));
  return plain ? (JSON.parse(plain.toString('utf8')) as PersonFacts) : null;
}

/** Opens the people of a site in SQLite. Throws WrongKey when the data were sealed under another master key. */
export function openPeople(db: Db, site: string, keys: Keys): People {
  checkKey(db, site, keys);
  const find = db.prepare('SELECT visitor FROM person WHERE site = ? AND business_day = ? AND blind = ?');
  const insert = db.prepare('INSERT OR IGNORE INTO person VALUES (?, ?, ?, ?, ?)');
  const byVisitor = db.prepare(
    'SELECT sealed FROM person WHERE site = ? AND business_day = ? AND visitor = ?',
  );
  const remove = db.prepare('DELETE FROM person WHERE site = ? AND business_day < ?');
  const known = (businessDay: string, { blind }: SealedPerson): string | undefined =>
    (find.get(site, businessDay, blind) as { visitor: string } | undefined)?.visitor;
  const write = db.transaction((businessDay: string, people: readonly SealedPerson[]) => {
    for (const { blind, visitor, sealed } of people) insert.run(site, businessDay, blind, visitor, sealed);
  });
  // The disk is not waited for: the append that names them comes after in the same journal, and waits for both.
  const store = (businessDay: string, people: readonly SealedPerson[]): void => {
    db.pragma('synchronous = NORMAL');
    try {
      write.immediate(businessDay, people);
    } finally {
      db.pragma('synchronous = FULL');
    }
  };
  return {
    async visitorsOf(businessDay, persons) {
      if (persons.length === 0) return [];
      const key = keys.ofDay(businessDay, true)!;
      const people = persons.map((person) => sealPerson(key, site, businessDay, person));
      const fresh = people.filter((person) => known(businessDay, person) === undefined);
      if (fresh.length > 0) store(businessDay, fresh);
      return people.map((person) => known(businessDay, person)!);
    },
    look(businessDay, visitor) {
      const row = byVisitor.get(site, businessDay, visitor) as { sealed: Buffer } | undefined;
      const key = row && keys.ofDay(businessDay, false);
      return key ? openPerson(key, site, businessDay, { visitor, ...row }) : null;
    },
    dayKey: (businessDay, make) => keys.ofDay(businessDay, make),
    async forgetBefore(businessDay) {
      keys.destroyBefore(businessDay);
      remove.run(site, businessDay);
    },
  };
}

function checkKey(db: Db, site: string, keys: Keys): void {
  db.prepare('INSERT OR IGNORE INTO key_check (site, proof) VALUES (?, ?)').run(site, keys.proof());
  const { proof } = db.prepare('SELECT proof FROM key_check WHERE site = ?').get(site) as { proof: string };
  if (proof !== keys.proof()) throw new WrongKey('the key file is not the one that sealed these data');
}
