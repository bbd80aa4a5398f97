import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_CODE, sampleSheet } from '../../../kiosk/station/setup/sample-sheet.ts';
import { allProfiles } from '../../../printer-drivers/profile.ts';
import { VIETNAMESE_LETTERS } from '../../../printer-drivers/warm-up.ts';
import { differences, dotsOf, linesOn, printed, profileNamed } from '../../printer-drivers/decoding.ts';
import { decodedPng } from '../../printer-drivers/strict-decoder.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sample-sheet-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The first and the last column of the paper on which there is black. */
function reach(rows: readonly Uint8Array[]): [number, number] {
  const first = rows.map((row) => row.indexOf(1)).filter((x) => x >= 0);
  return [Math.min(...first), Math.max(...rows.map((row) => row.lastIndexOf(1)))];
}

describe('the sample sheet', () => {
  it('has each of the 134 Vietnamese letters once, and all ten figures', () => {
    const { parts } = sampleSheet(profileNamed('generic-80'));
    const rows = parts.flatMap((part) => (part.kind === 'text' && part.size === 22 ? [part.text] : []));
    const letters = rows.join(' ').split(' ');
    expect(
      VIETNAMESE_LETTERS.filter((letter) => letters.filter((each) => each === letter).length !== 1),
    ).toEqual([]);
    const figures = parts.flatMap((part) => (part.kind === 'big' ? [...part.text] : []));
    expect(figures.sort().join('')).toBe('0123456789');
  });

  it.each(allProfiles().map(({ id }) => id))(
    'comes out of %s as it is shown on the page, and is cut where there is a cutter',
    (id) => {
      const profile = profileNamed(id);
      const { job, paper } = printed(sampleSheet(profile), profile, 'raster');
      // The strict decoder minds a slip without a cut; a printer without a cutter gets none.
      expect(paper.failures).toEqual(profile.cut === 'none' ? ['no cut at the end'] : []);
      const [added, lost] = differences(paper.rows, dotsOf(job.picture));
      expect([added, lost]).toEqual([job.scrubbed, 0]);
    },
  );

  it.each(['generic-80', 'generic-58', 'epson-tm-t88-180dpi-512'])(
    'reaches both edges of %s, so that an edge that is cut off is seen',
    (id) => {
      const profile = profileNamed(id);
      const [first, last] = reach(printed(sampleSheet(profile), profile, 'raster').paper.rows);
      expect(first).toBeLessThanOrEqual(8);
      expect(last).toBeGreaterThanOrEqual(profile.dotsPerLine - 8);
    },
  );

  it.each(['generic-80', 'generic-58'])('has a code that is read off the paper of %s', (id) => {
    const profile = profileNamed(id);
    const file = join(folder, `${id}.png`);
    writeFileSync(file, decodedPng(printed(sampleSheet(profile), profile, 'raster').paper));
    const read = execFileSync('zbarimg', ['--quiet', '--raw', '--nodbus', file], { encoding: 'utf8' });
    expect(read.trim()).toBe(SAMPLE_CODE);
  });

  it('lets a printer that writes its own letters write them, as the tickets will be', () => {
    const profile = profileNamed('epson-tm-t20iii');
    const lines = linesOn(printed(sampleSheet(profile), profile, 'text').paper).join('\n');
    expect(VIETNAMESE_LETTERS.filter((letter) => !lines.includes(letter))).toEqual([]);
  });
});
