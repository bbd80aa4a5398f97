import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../../core/queue/happening.ts';
import type { Draft, Log, StoredAnswer } from '../../../server/log/log.ts';

/** What somebody with the database's password could do to a log, past the triggers. */
export type Damage = 'edit' | 'delete' | 'swap';

/** One database. Each `open` is a connection of its own, as another process would have it. */
export type Store = {
  open(site: string): Promise<Log>;
  /** Does it to the entry with this seq (`swap`: to it and the one after). */
  damage(site: string, seq: number, how: Damage): Promise<void>;
  /** Closes all connections and throws the database away. */
  end(): Promise<void>;
};

/** A small entry that can be told from all others. */
export const draft = (code: string): Draft => ({
  at: 1_000,
  actor: 'device',
  happening: { type: 'nothing-changed', command: 'next', code },
});
const day = (businessDay: string): Draft => ({
  ...draft(''),
  happening: { type: 'day-opened', businessDay },
});
const answer = (actor: string, requestId: string, at: number): StoredAnswer => ({
  actor,
  requestId,
  hash: 'h',
  status: 200,
  body: `{"for":"${actor}"}`,
  at,
});
const codeOf = ({ happening }: Entry): string => ('code' in happening ? happening.code : happening.type);
const conflict = { ok: false, conflict: true };

/** Appends as a writer does who may not be alone: reads the head, tries, and tries again after a conflict. */
async function write(log: Log, codes: readonly string[]): Promise<number> {
  const epoch = await log.epoch();
  let conflicts = 0;
  for (const code of codes) {
    while (!(await log.append(await log.head(), epoch, [draft(code)], [])).ok) conflicts += 1;
  }
  return conflicts;
}

/** What every store of the log promises, whatever database is below it. */
export function logContract(name: string, make: () => Promise<Store>): void {
  describe(`the log in ${name}`, () => {
    let store: Store;
    let log: Log;
    let epoch: string;
    beforeEach(async () => {
      store = await make();
      log = await store.open('one');
      epoch = await log.epoch();
    });
    afterEach(() => store.end());
    const codes = async (from: Log): Promise<string[]> => (await from.read(0, 100_000)).map(codeOf);

    it('stores at its head, and refuses every other place and another generation', async () => {
      expect(await log.head()).toBe(0);
      expect(await log.append(0, epoch, [draft('a'), draft('b')], [])).toEqual({ ok: true, seq: 2 });
      expect(await log.append(1, epoch, [draft('lower')], [])).toEqual(conflict);
      expect(await log.append(3, epoch, [draft('higher')], [])).toEqual(conflict);
      expect(await log.append(2, 'foreign', [draft('foreign')], [])).toEqual(conflict);
      expect(await log.head()).toBe(2);
      expect(await codes(log)).toEqual(['a', 'b']);
    });

    it('gives back what was stored, each entry with its number', async () => {
      const [first, second] = [day('2026-11-22'), draft('Ấ "quoted" \u0000 \u{1F600}')];
      await log.append(0, epoch, [first, { ...second, actor: 'đ', at: 1_732_233_000_123 }], []);
      expect(await log.read(0, 10)).toEqual([
        { seq: 1, ...first },
        { seq: 2, ...second, actor: 'đ', at: 1_732_233_000_123 },
      ]);
    });

    it('stores nothing of a batch with one bad row, nor its answers', async () => {
      await log.append(0, epoch, [draft('good')], []);
      const bad = [draft('a'), draft('b'), { ...draft('c'), at: 1.5 }, draft('d')];
      await expect(log.append(1, epoch, bad, [answer('kiosk', 'r', 1)])).rejects.toThrow();
      expect(await codes(log)).toEqual(['good']);
      expect(await log.answers([{ actor: 'kiosk', requestId: 'r' }])).toEqual([]);
      expect(await log.append(1, epoch, [draft('next')], [])).toEqual({ ok: true, seq: 2 });
    });

    it('keeps one answer a request of a device, and stores nothing for a second one', async () => {
      const requestId = randomUUID();
      const kept = answer('kiosk-1', requestId, 1);
      await log.append(0, epoch, [draft('a')], [kept, answer('kiosk-2', requestId, 1)]);
      expect(await log.append(1, epoch, [draft('b')], [answer('kiosk-1', requestId, 2)])).toEqual(conflict);
      expect(await log.head()).toBe(1);
      const asked = [
        { actor: 'kiosk-1', requestId },
        { actor: 'kiosk-3', requestId },
        { actor: 'kiosk-1', requestId: randomUUID() },
      ];
      expect(await log.answers(asked)).toEqual([kept]);
    });

    it('can be tried with a write that leaves nothing behind, in the middle of work too', async () => {
      await log.append(0, epoch, [draft('a')], [answer('kiosk', 'r1', 1_000)]);
      const other = await store.open('two');
      await Promise.all([log.probe(), log.append(1, epoch, [draft('b')], []), log.probe(), other.probe()]);
      expect((await log.read(0, 10)).map(codeOf)).toEqual(['a', 'b']);
      expect(await other.head()).toBe(0);
      const asked = [
        { actor: 'kiosk', requestId: 'r1' },
        { actor: '', requestId: 'probe' },
      ];
      expect(await log.answers(asked)).toHaveLength(1);
      expect(await log.verify()).toMatchObject({ ok: true, entries: 2 });
    });

    it('forgets answers from before a moment and no others', async () => {
      await log.append(0, epoch, [draft('a')], [answer('a', 'old', 999), answer('a', 'new', 1_000)]);
      await log.forgetAnswers(1_000);
      const both = [
        { actor: 'a', requestId: 'old' },
        { actor: 'a', requestId: 'new' },
      ];
      expect((await log.answers(both)).map(({ requestId }) => requestId)).toEqual(['new']);
    });

    it('lets two writers append 1,000 entries each while somebody reads along: no gap, no double', async () => {
      const [other, reader] = [await store.open('one'), await store.open('one')];
      const names = (prefix: string) => Array.from({ length: 1_000 }, (_, index) => `${prefix}${index}`);
      const seen: Entry[] = [];
      const readAlong = async (): Promise<void> => {
        while (seen.length < 2_000) {
          seen.push(...(await reader.read(seen.at(-1)?.seq ?? 0, 500)));
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      const [conflicts] = await Promise.all([
        Promise.all([write(log, names('a')), write(other, names('b'))]),
        readAlong(),
      ]);
      expect(conflicts[0] + conflicts[1]).toBeGreaterThan(0);
      expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 2_000 }, (_, index) => index + 1));
      for (const prefix of ['a', 'b']) {
        expect(seen.map(codeOf).filter((code) => code.startsWith(prefix))).toEqual(names(prefix));
      }
      expect(await log.verify()).toMatchObject({ ok: true, entries: 2_000 });
    }, 30_000);

    it('can be read from any entry on, in steps of any size, long rows between short ones', async () => {
      const rows = Array.from({ length: 300 }, (_, index) =>
        draft(`${index} ${index % 7 === 0 ? 'x'.repeat(9_000) : ''}`),
      );
      await log.append(0, epoch, rows, []);
      for (const [after, limit] of [
        [0, 1_000],
        [0, 1],
        [137, 50],
        [299, 10],
        [300, 10],
        [9_999, 10],
      ] as const) {
        const expected = Array.from({ length: 300 }, (_, index) => index + 1).filter((seq) => seq > after);
        expect((await log.read(after, limit)).map(({ seq }) => seq)).toEqual(expected.slice(0, limit));
      }
      const follower: string[] = [];
      for (let after = 0; after < 300; after = follower.length)
        follower.push(...(await log.read(after, 7)).map(codeOf));
      expect(follower).toEqual(rows.map((row) => codeOf({ seq: 0, ...row })));
    });

    it('wakes a follower when somebody else appends, and not when it appends itself', async () => {
      const other = await store.open('one');
      const woken: number[] = [];
      const stop = log.watch(() => void log.head().then((head) => woken.push(head)));
      await log.append(0, epoch, [draft('own')], []);
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(woken).toEqual([]);
      await other.append(1, epoch, [draft('from outside')], []);
      await expect.poll(() => woken, { timeout: 2_000 }).toContain(2);
      stop();
    });

    it('finds where a business day begins', async () => {
      const [monday, tuesday] = ['2026-11-23', '2026-11-24'];
      expect(await log.beforeNewestDay()).toBe(0);
      expect(await log.beforeDay(monday)).toBeNull();
      await log.append(0, epoch, [day(monday), draft('a'), draft('b'), day(tuesday), draft('c')], []);
      expect(await log.beforeNewestDay()).toBe(3);
      expect([await log.beforeDay(monday), await log.beforeDay(tuesday)]).toEqual([0, 3]);
      expect(await log.beforeDay('2026-11-25')).toBeNull();
    });

    it('keeps two sites of one database apart, neither in the way of the other', async () => {
      const other = await store.open('two');
      const otherEpoch = await other.epoch();
      expect(otherEpoch).not.toBe(epoch);
      await log.append(0, epoch, [day('2026-11-22'), draft('a')], [answer('kiosk', 'r', 1)]);
      expect(await other.append(0, epoch, [draft('x')], [])).toEqual(conflict);
      await other.append(0, otherEpoch, [draft('b')], [{ ...answer('kiosk', 'r', 1), body: '{}' }]);
      expect([await codes(log), await codes(other)]).toEqual([['day-opened', 'a'], ['b']]);
      expect([await log.head(), await other.head()]).toEqual([2, 1]);
      expect(await other.beforeDay('2026-11-22')).toBeNull();
      expect((await other.answers([{ actor: 'kiosk', requestId: 'r' }]))[0]?.body).toBe('{}');
      await other.forgetAnswers(5);
      expect(await log.answers([{ actor: 'kiosk', requestId: 'r' }])).toHaveLength(1);
      expect([await log.verify(), await other.verify()]).toMatchObject([{ entries: 2 }, { entries: 1 }]);
    });

    it('is the same log for whoever opens it later', async () => {
      await log.append(0, epoch, [draft('a')], [answer('kiosk', 'r', 1)]);
      const later = await store.open('one');
      expect([await later.epoch(), await later.head(), await codes(later)]).toEqual([epoch, 1, ['a']]);
    });

    it.each<[Damage, number]>([
      ['edit', 7],
      ['edit', 1],
      ['edit', 40],
      ['delete', 7],
      ['delete', 1],
      ['swap', 7],
    ])('names the first bad entry after an %s of entry %i', async (how, seq) => {
      await write(
        log,
        Array.from({ length: 40 }, (_, index) => `code ${index}`),
      );
      expect(await log.verify()).toMatchObject({ ok: true, entries: 40 });
      await store.damage('one', seq, how);
      expect(await log.verify()).toMatchObject({ ok: false, seq });
    });
  });
}
