import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptScanners } from '../../../kiosk/station/setup/kept-scanners.ts';
import { openStationFile } from '../../../kiosk/station/setup/station-file.ts';

let dir = '';
let file = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tiepdon-kept-'));
  file = join(dir, 'data', 'station.json');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const honeywell = {
  place: {
    by: 'identity',
    identity: { vid: '0c2e', pid: '0720', serialNumber: 'S1', pnpId: null, byPath: null },
  },
  baud: 9600,
} as const;
const board = { place: { by: 'path', path: '/dev/ttyS0' }, baud: 115_200 } as const;

async function openKeptScanners(path: string) {
  const opened = await openStationFile(path);
  return { ...keptScanners(opened), putAside: opened.putAside };
}

function lay(text: string): void {
  mkdirSync(join(dir, 'data'), { recursive: true });
  writeFileSync(file, text);
}

describe('the scanners a person chose', () => {
  it('are known again at the next start, each once, in a folder that did not exist', async () => {
    const kept = await openKeptScanners(file);
    expect(kept.list()).toEqual([]);
    expect(
      await Promise.all([kept.keep(honeywell), kept.keep(board), kept.keep({ ...board, baud: 9600 })]),
    ).toEqual([true, true, true]);
    const again = await openKeptScanners(file);
    expect(again.list()).toEqual([honeywell, { ...board, baud: 9600 }]);
    expect(again.putAside).toBeNull();
    expect(await again.forget('serial:0c2e:0720:S1')).toBe(true);
    expect((await openKeptScanners(file)).list()).toEqual([{ ...board, baud: 9600 }]);
    expect(readdirSync(join(dir, 'data'))).toEqual(['station.json']);
  });

  it.each([
    ['cut short', '{"version":1,"scan'],
    ['empty', ''],
    ['of a later version', '{"version":2,"scanners":[]}'],
    ['edited by hand', '{"version":1,"scanners":[{"place":{"by":"path"},"baud":9600}]}'],
    [
      'with a speed no line has',
      '{"version":1,"scanners":[{"place":{"by":"path","path":"/dev/x"},"baud":7}]}',
    ],
  ])('are none where the file is %s, which is put aside as it was and told', async (_how, text) => {
    lay(text);
    const kept = await openKeptScanners(file);
    expect(kept.list()).toEqual([]);
    expect(kept.putAside).toMatch(/station\.json\.unreadable-/);
    expect(readFileSync(kept.putAside ?? '', 'utf8')).toBe(text);
    expect(existsSync(file)).toBe(false);
    expect(await kept.keep(board)).toBe(true);
    expect((await openKeptScanners(file)).list()).toEqual([board]);
  });

  it('say so when they cannot be written, and hold for this run', async () => {
    writeFileSync(join(dir, 'data'), 'a file where the folder should be');
    const kept = await openKeptScanners(file);
    expect(await kept.keep(board)).toBe(false);
    expect(kept.list()).toEqual([board]);
  });
});
