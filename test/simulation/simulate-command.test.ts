import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../server/log/database.ts';
import { openSqliteLog } from '../../server/log/sqlite-log.ts';
import { modelClinic } from '../../simulation/model-clinic-table.ts';
import { drawPeople, usualMix } from '../../simulation/people.ts';
import { playDay } from '../../simulation/play-day.ts';
import { root } from '../house/source-tree.ts';

const dir = mkdtempSync(join(tmpdir(), 'simulate-'));
const file = (name: string): string => join(dir, name);
const clinic = modelClinic({ policy: 'target', streak: 4, returnTarget: 15 });

function simulate(...words: string[]): { status: number | null; out: string; err: string } {
  const args = ['--disable-warning=ExperimentalWarning', join(root, 'scripts/simulate.ts'), ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: dir });
  return { status, out: stdout, err: stderr };
}

/** Tags that are opened and not closed, or closed and not opened; none in a sound picture. */
function looseTags(svg: string): string[] {
  const open: string[] = [];
  for (const [tag, close, name = '', , end] of svg.matchAll(
    /<(\/?)([a-z]+)((?:\s[a-zA-Z0-9-]+="[^"<>]*")*)\s*(\/?)>/g,
  )) {
    if (close && open.pop() !== name) return [tag];
    if (!close && !end) open.push(name);
  }
  return open;
}

beforeAll(async () => {
  writeFileSync(file('clinic.json'), JSON.stringify(clinic));
  writeFileSync(file('day.csv'), 'time,service,priority\n07:00,kham,\n07:01,kham,priority\n07:02,kham,\n');
  mkdirSync(file('broken'));
  writeFileSync(
    file('broken/tiepdon.sqlite'),
    'no database at all, and long enough to have a header of its own',
  );
  const opensAt = Date.UTC(2026, 0, 5, 0, 0);
  const people = drawPeople({ seed: 3, clinic, patients: 60, mix: usualMix });
  const hours = [{ from: opensAt, to: opensAt + 12 * 3_600_000 }];
  const roomHours = new Map(clinic.rooms.map(({ id }) => [id, hours]));
  const { entries } = playDay(
    clinic,
    { people, opensAt, walkMinutes: 0, patienceMinutes: 1, roomHours },
    null,
  );
  const db = openDatabase(file('tiepdon.sqlite'));
  const log = openSqliteLog(db, clinic.site);
  await log.append(0, await log.epoch(), entries, []);
  await log.close();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('npm run simulate', () => {
  it('tells what it can do', () => {
    const { status, out } = simulate('--help');
    expect(status).toBe(0);
    for (const option of ['--days', '--seed', '--visits', '--what-if', '--arrivals', '--json', '--svg'])
      expect(out).toContain(option);
  });

  it('prints every rule at three loads, the same for the same seed, as a table, data and a picture', () => {
    const first = simulate('--days', '2', '--json', file('r.json'), '--svg', file('r.svg'));
    expect(first).toMatchObject({ status: 0, err: '' });
    const rows = first.out.split('\n').map((line) => line.split('|')[1]?.trim());
    for (const rule of ['fifo', 'strict', 'ratio', 'accumulating', 'target (default)'])
      expect(rows.filter((name) => name === rule).length).toBe(3);
    expect(first.out).toContain('priority p95');
    const data = JSON.parse(readFileSync(file('r.json'), 'utf8'));
    expect(data).toMatchObject({ model: 'one-stage', days: 2, seed: 1 });
    expect(data.loads.map(({ load }: { load: number }) => load)).toEqual([0.85, 0.95, 1.05]);
    const svg = readFileSync(file('r.svg'), 'utf8');
    expect(looseTags(svg)).toEqual([]);
    expect(svg).toContain('target (default)');
    expect(simulate('--days', '2').out).toBe(first.out);
    expect(simulate('--days', '2', '--seed', '2').out).not.toBe(first.out);
  });

  it('plays whole visits', () => {
    const { status, out } = simulate('--visits', '--days', '1', '--svg', file('v.svg'));
    expect(status).toBe(0);
    expect(out).toContain('3 labs < 4 h');
    expect(out).toContain('from arrival, 30 min');
    expect(looseTags(readFileSync(file('v.svg'), 'utf8'))).toEqual([]);
  });

  it('prints how well the expected wait holds, and has no picture of it', () => {
    const { status, out } = simulate('--wait');
    expect(status).toBe(0);
    const all = /^\| 0\.95 · all +\| +\d+ \| +([\d.]+) % \| .* \| +([\d.]+) % \| +[\d.]+ \|$/m.exec(out);
    expect(Number(all?.[1])).toBeGreaterThanOrEqual(80);
    expect(Number(all?.[1])).toBeLessThanOrEqual(90);
    expect(Number(all?.[2])).toBeGreaterThanOrEqual(25);
    expect(simulate('--wait', '--svg', 'x.svg')).toMatchObject({ status: 1 });
  });

  it('shows what other rooms would do on a day from a file', () => {
    const words = ['--what-if', 'clinic.json', '--arrivals', 'day.csv', '--rooms', 'kham=1,6', '--policy'];
    const { status, out } = simulate(...words, 'kham=strict', '--json', 'w.json', '--svg', 'w.svg');
    expect(status).toBe(0);
    expect(out).toContain('3 arrivals of day.csv');
    expect(out).toContain('| kham: 1 room, kham: strict ');
    const { variants } = JSON.parse(readFileSync(file('w.json'), 'utf8'));
    const longest = variants.map((each: { longest: number }) => each.longest);
    expect([longest[0], longest[2]]).toEqual([0, 0]);
    expect(longest[1]).toBeGreaterThan(0);
    expect(looseTags(readFileSync(file('w.svg'), 'utf8'))).toEqual([]);
  });

  it('replays a day of the log without writing to it', () => {
    const before = readFileSync(file('tiepdon.sqlite'));
    const words = ['--what-if', 'clinic.json', '--arrivals', `${dir}:2026-01-05`, '--hours'];
    const { status, out } = simulate(...words, 'kham-1=08:00-10:00+13:00-16:30');
    expect(status).toBe(0);
    expect(out).toContain('60 visits of 2026-01-05');
    expect(out).toContain('| other hours ');
    expect(readFileSync(file('tiepdon.sqlite')).equals(before)).toBe(true);
  });

  it.each([
    [['--days', '0'], '--days should be a whole number from 1 to 1000'],
    [['--days', '1001'], '--days should be a whole number from 1 to 1000'],
    [['--seed', 'x'], '--seed should be a whole number'],
    [['--colour'], "Unknown option '--colour'"],
    [['--what-if', 'clinic.json'], '--what-if and --arrivals belong together'],
    [['--rooms', 'kham=3'], '--rooms, --policy and --hours need --what-if'],
    [['--what-if', 'none.json', '--arrivals', 'day.csv'], '--what-if none.json: should be a clinic file'],
    [['--what-if', 'clinic.json', '--arrivals', 'no.csv'], '--arrivals no.csv: should be a file'],
    [['--what-if', 'clinic.json', '--arrivals', '.:2026-01-06'], 'has no day 2026-01-06'],
    [['--what-if', 'clinic.json', '--arrivals', 'day.csv', '--rooms', 'x=3'], '--rooms x=3: should be'],
    [['--what-if', 'clinic.json', '--arrivals', 'day.csv', '--rooms', 'kham=0'], '--rooms kham=0: should be'],
    [
      ['--what-if', 'clinic.json', '--arrivals', 'day.csv', '--policy', 'kham=lifo'],
      'should be a service and',
    ],
    [
      ['--what-if', 'clinic.json', '--arrivals', 'day.csv', '--hours', 'kham-1=09:00-08:00'],
      'should be a room and',
    ],
    [['--what-if', 'clinic.json', '--arrivals', 'broken:2026-01-05'], 'should be a log of Tiếp Đón'],
  ])('answers %j with one line', (words, line) => {
    const { status, err, out } = simulate(...words);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain(line);
    expect(err.trim().split('\n').length).toBe(1);
  });
});
