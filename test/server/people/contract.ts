import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Keys, openKeys } from '../../../server/people/keys.ts';
import { type People, type Person, WrongKey } from '../../../server/people/people.ts';

/** One database. Each `open` is a connection of its own, as another process has it. */
export type PeopleStore = {
  open(site: string, keys: Keys): Promise<People>;
  end(): Promise<void>;
};

export const person = (number: string): Person => ({
  key: number,
  facts: { name: 'NGUYỄN VĂN BÌNH', birth: '1985-03-15', sex: 'M', number, kind: 'cccd' },
});
const today = '2026-11-22';
const tomorrow = '2026-11-23';

/** What every store of people promises, whatever database is below it. */
export function peopleContract(name: string, make: () => Promise<PeopleStore>): void {
  describe(`the people in ${name}`, () => {
    let store: PeopleStore;
    let dir: string;
    beforeEach(async () => {
      store = await make();
      dir = mkdtempSync(join(tmpdir(), 'tiepdon-people-'));
    });
    afterEach(async () => {
      await store.end();
      rmSync(dir, { recursive: true });
    });
    /** Keys as a server has them: the master key is shared, the files of the days are its own. */
    const keysOf = (server: string): Keys =>
      openKeys({ masterFile: join(dir, 'master.key'), daysDir: join(dir, server) });

    it('know somebody again by the same visitor, today and not tomorrow', async () => {
      const people = await store.open('one', keysOf('a'));
      const [first, second] = await people.visitorsOf(today, [person('1'), person('2')]);
      expect(first).not.toBe(second);
      expect(await people.visitorsOf(today, [person('2'), person('1'), person('2')])).toEqual([
        second,
        first,
        second,
      ]);
      expect(await people.visitorsOf(tomorrow, [person('1')])).not.toEqual([first]);
      expect(await people.visitorsOf(today, [])).toEqual([]);
    });

    it('give one visitor to somebody who comes twice at once', async () => {
      const people = await store.open('one', keysOf('a'));
      const both = await Promise.all(
        [1, 2, 3].map(() => people.visitorsOf(today, [person('1'), person('1')])),
      );
      expect(new Set(both.flat()).size).toBe(1);
    });

    it('are told by their visitor and to nobody who asks with another day or site', async () => {
      const keys = keysOf('a');
      const people = await store.open('one', keys);
      const [visitor] = await people.visitorsOf(today, [person('024085001234')]);
      expect(await people.look(today, visitor!)).toEqual(person('024085001234').facts);
      expect(await people.look(tomorrow, visitor!)).toBeNull();
      expect(await people.look(today, 'nobody')).toBeNull();
      expect(await (await store.open('two', keys)).look(today, visitor!)).toBeNull();
    });

    it('are known to whoever opens them later', async () => {
      const [visitor] = await (await store.open('one', keysOf('a'))).visitorsOf(today, [person('1')]);
      const later = await store.open('one', keysOf('a'));
      expect(await later.visitorsOf(today, [person('1')])).toEqual([visitor]);
      expect(await later.look(today, visitor!)).toEqual(person('1').facts);
    });

    it('are forgotten with their key, those of later days not', async () => {
      const people = await store.open('one', keysOf('a'));
      const [old] = await people.visitorsOf(today, [person('1')]);
      const [fresh] = await people.visitorsOf(tomorrow, [person('1')]);
      await people.forgetBefore(tomorrow);
      expect(await people.look(today, old!)).toBeNull();
      expect(await people.look(tomorrow, fresh!)).toEqual(person('1').facts);
      expect(keysOf('a').ofDay(today, false)).toBeNull();
    });

    it('are opened with their own master key alone', async () => {
      await store.open('one', keysOf('a'));
      writeFileSync(join(dir, 'master.key'), `${'0'.repeat(64)}\n`);
      await expect(store.open('one', keysOf('a'))).rejects.toThrow(WrongKey);
    });
  });
}
