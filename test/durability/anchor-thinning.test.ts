import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Anchor, Anchors } from '../../server/log/anchor.ts';
import { MOST_LINES } from '../../server/log/anchor-thinning.ts';

const key = Buffer.alloc(32, 7);
const DAY = 86_400_000;
const BEGAN = Date.parse('2026-01-01T00:00:00Z');
const dayAt = (at: number): string => new Date(at).toISOString().slice(0, 10);
const anchorOf = (seq: number, at: number, more: Partial<Anchor> = {}): Anchor => ({
  ...{ site: 'bv', at, epoch: 'one', seq, hash: `${seq}`.padStart(64, '0'), businessDay: dayAt(at) },
  ...{ above: { A: seq % 300 }, from: null, ...more },
});

/** A file of anchors that has been written for years: nobody asks for its old lines, and each look read them all. */
describe('a file of anchors that has grown long', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tiepdon-anchors-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const file = (): string => join(dir, 'anchors');
  const open = (): Anchors => new Anchors(file(), key, 'bv', join(dir, 'lock'));
  const lines = (): number => readFileSync(file(), 'utf8').split('\n').length - 1;
  const write = (anchors: readonly Anchor[]): void => {
    let mac = '';
    const texts = anchors.map((anchor) => {
      mac = createHmac('sha256', key).update(mac).update(JSON.stringify(anchor)).digest('hex');
      return `${JSON.stringify({ anchor, mac })}\n`;
    });
    writeFileSync(file(), texts.join(''), { mode: 0o600 });
  };

  it('keeps the newest, one of each day of the last year and one of each month before, and says the same', async () => {
    const years = Array.from({ length: 6 * 1_500 }, (_, each) =>
      anchorOf(each + 1, BEGAN + (each * DAY) / 6),
    );
    write(years);
    const before = open().read();
    await open().add(anchorOf(9_001, BEGAN + 1_500 * DAY));
    const { standing, given, fault, unproven } = open().read();
    expect([fault, unproven]).toEqual([null, null]);
    expect(standing.at(-1)!.seq).toBe(9_001);
    // The 200 newest are those of 33 days and two anchors of the day before.
    expect(standing.slice(-201, -1)).toEqual(before.standing.slice(-200));
    expect(given).toMatchObject({ businessDay: dayAt(BEGAN + 1_500 * DAY), above: { A: 1 } });
    const days = new Set(standing.map(({ businessDay }) => businessDay));
    for (let day = 1_100; day <= 1_500; day += 1) expect(days).toContain(dayAt(BEGAN + day * DAY));
    const months = new Set(standing.map(({ businessDay }) => businessDay!.slice(0, 7)));
    expect(months.size).toBe(new Set(years.map(({ businessDay }) => businessDay!.slice(0, 7))).size);
    expect(lines()).toBeLessThan(700);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    await open().add(anchorOf(9_002, BEGAN + 1_500 * DAY));
    expect(open().read()).toMatchObject({ fault: null, standing: expect.toSatisfy(endsWith(9_001, 9_002)) });
  });

  it('lets nothing come alive again that was let go, and forgets no number of the latest day', async () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      write(history(seed));
      const before = open().read();
      const last = before.standing.at(-1)?.seq ?? 0;
      await open().add(anchorOf(last + 1, BEGAN, { businessDay: null, above: {} }));
      const after = open().read();
      const known = new Set(before.standing.map(({ seq, hash, at }) => `${seq} ${hash} ${at}`));
      const revived = after.standing
        .slice(0, -1)
        .filter((each) => !known.has(`${each.seq} ${each.hash} ${each.at}`));
      expect({ seed, fault: after.fault, revived }).toEqual({ seed, fault: null, revived: [] });
      expect({ seed, given: after.given }).toEqual({ seed, given: before.given });
      expect(lines()).toBeLessThan(MOST_LINES);
    }
  });

  it('keeps what a clock that was ahead had seen, what let go of it, and what stands of a day whose last was let go', async () => {
    const usual = Array.from({ length: MOST_LINES }, (_, each) =>
      anchorOf(200 + each, BEGAN + 2 * DAY + (each * DAY) / 48),
    );
    write([
      ...[anchorOf(100, BEGAN), anchorOf(120, BEGAN, { businessDay: '2031-01-01', above: { A: 99 } })],
      ...[anchorOf(130, BEGAN), anchorOf(111, BEGAN + DAY, { from: 110 }), anchorOf(112, BEGAN + DAY)],
      ...usual,
    ]);
    await open().add(anchorOf(9_000, BEGAN + 40 * DAY));
    const { standing, given } = open().read();
    expect(standing.slice(0, 3).map(({ seq }) => seq)).toEqual([100, 111, 112]);
    expect(given).toMatchObject({ businessDay: '2031-01-01', above: { A: 99 } });
  });

  it('is left as it is while it has a fault: that is for somebody to look at first', async () => {
    write(Array.from({ length: MOST_LINES }, (_, each) => anchorOf(each + 1, BEGAN + (each * DAY) / 48)));
    const text = readFileSync(file(), 'utf8');
    writeFileSync(file(), text.replace('"seq":700,', '"seq":701,'));
    await open().add(anchorOf(MOST_LINES + 1, BEGAN + 40 * DAY));
    expect(lines()).toBe(MOST_LINES + 1);
    expect(open().read().fault).toContain('line 700');
  });
});

const endsWith =
  (...seqs: number[]) =>
  (standing: Anchor[]): boolean =>
    String(standing.slice(-seqs.length).map(({ seq }) => seq)) === String(seqs);

/** Days that pass, clocks that were ahead, restores that let go of what was seen: 2,000 anchors of one seed. */
function history(seed: number): Anchor[] {
  let state = seed;
  const chance = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const all: Anchor[] = [];
  let [seq, at] = [0, BEGAN];
  for (let each = 0; each < 2_000; each += 1) {
    at += chance() * 0.3 * DAY;
    const back = chance() < 0.01;
    const from = back ? Math.floor(seq * (0.5 + chance() / 2)) : null;
    seq = (from ?? seq) + 1 + Math.floor(chance() * 40);
    const ahead = chance() < 0.01 ? 30 * DAY : 0;
    all.push(anchorOf(seq, at, { from, businessDay: dayAt(at + ahead), hash: `${each}`.padStart(64, '0') }));
  }
  return all;
}
