import { createHmac, randomBytes } from 'node:crypto';
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
  /** The visitor of a person on a day; somebody new is staged and written by the next `flush`. */
  visitorOf(businessDay: string, person: Person): string;
  /** Writes what is staged, in one durable step; before the log names any of it. */
  flush(): void;
  /** Forgets what is staged and was not written. */
  drop(): void;
  /** The person behind a visitor, or null once the key is gone. */
  look(businessDay: string, visitor: string): PersonFacts | null;
  /** Destroys keys and rows of all days before this one. */
  forgetBefore(businessDay: string): void;
};

type Row = { businessDay: string; blind: string; visitor: string; sealed: Buffer };

/** Opens the people of a site. Throws WrongKey when the data were sealed under another master key. */
export function openPeople(db: Db, site: string, keys: Keys): People {
  checkKey(db, site, keys);
  const find = db.prepare('SELECT visitor FROM person WHERE site = ? AND business_day = ? AND blind = ?');
  const insert = db.prepare('INSERT OR IGNORE INTO person VALUES (?, ?, ?, ?, ?)');
  const byVisitor = db.prepare(
    'SELECT sealed FROM person WHERE site = ? AND business_day = ? AND visitor = ?',
  );
  const remove = db.prepare('DELETE FROM person WHERE site = ? AND business_day < ?');
  const staged = new Map<string, Row>();
  const write = db.transaction((rows: Iterable<Row>) => {
    for (const row of rows) insert.run(site, row.businessDay, row.blind, row.visitor, row.sealed);
  });
  return {
    visitorOf(businessDay, person) {
      const key = keys.ofDay(businessDay, true)!;
      const blind = createHmac('sha256', key).update(person.key).digest('base64url');
      const known =
        staged.get(`${businessDay} ${blind}`) ??
        (find.get(site, businessDay, blind) as { visitor: string } | undefined);
      if (known) return known.visitor;
      const visitor = randomBytes(9).toString('base64url');
      const sealed = seal(
        key,
        Buffer.from(JSON.stringify(person.facts)),
        `${site} ${businessDay} ${visitor}`,
      );
      staged.set(`${businessDay} ${blind}`, { businessDay, blind, visitor, sealed });
      return visitor;
    },
    flush() {
      if (staged.size > 0) write.immediate(staged.values());
      staged.clear();
    },
    drop: () => staged.clear(),
    look(businessDay, visitor) {
      const row = byVisitor.get(site, businessDay, visitor) as { sealed: Buffer } | undefined;
      const key = row && keys.ofDay(businessDay, false);
      const plain = key && unseal(key, row.sealed, `${site} ${businessDay} ${visitor}`);
      return plain ? (JSON.parse(plain.toString('utf8')) as PersonFacts) : null;
    },
    forgetBefore(businessDay) {
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
