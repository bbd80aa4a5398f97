import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../kiosk/station/offline/journal.ts';
import { stationMac } from '../../kiosk/station/offline/station-keys.ts';

const NAME = '2026-11-23-0123abcd.journal';
const mac = stationMac('token');
const mark = (n: number) =>
  ({
    kind: 'void',
    journal: 'j',
    series: 'K1',
    businessDay: '2026-11-23',
    n,
    at: 1_764_000_000_000,
  }) as const;

const number = (n: number) =>
  ({
    kind: 'number',
    ...{ journal: '0123abcd0123abcd0123abcd', series: 'K1', businessDay: '2026-11-23', n },
    ...{ at: 1_764_000_000_000, heard: 1_764_000_000_000, service: 'noi', declared: [], priority: false },
    ...{
      language: 'vi' as const,
      requestId: `00000000-0000-4000-8000-00000000000${n}`,
      who: null,
      sealed: null,
    },
  }) as const;

describe('the journal of a kiosk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tiepdon-journal-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const open = (): Journal => new Journal(folder, NAME, mac);

  it('that cannot be read is not taken for an empty one: nothing is given out on it', () => {
    // What cannot be read and is there: also root cannot read a folder.
    mkdirSync(join(folder, NAME));
    const journal = open();
    expect(journal.fault).toMatchObject({ file: NAME, why: 'cannot be read (EISDIR)' });
    expect(() => journal.append(mark(1))).toThrow('changed');
  });

  it('goes on over a torn last line whatever the power cut left there: also bytes that are no text', () => {
    const before = open();
    before.append(number(1));
    before.close();
    appendFileSync(join(folder, NAME), Buffer.from([0x7b, 0xff, 0xfe, 0xc3, 0x00, 0xe1, 0xbb]));
    const after = open();
    expect(after.fault).toBeNull();
    after.append(number(2));
    after.close();
    expect(open()).toMatchObject({ fault: null, last: 2 });
  });

  it('is never written over by somebody who read it before: two stations in one folder, a copy put back', () => {
    const early = open();
    const other = open();
    other.append(mark(1));
    other.append(mark(2));
    other.close();
    const whole = readFileSync(join(folder, NAME), 'utf8');
    expect(() => early.append(mark(1))).toThrow('another than the one that was read');
    expect(readFileSync(join(folder, NAME), 'utf8')).toBe(whole);
  });
});
