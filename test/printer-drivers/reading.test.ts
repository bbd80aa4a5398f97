import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Slip, type SlipPart, textPart } from '../../printer-drivers/slip.ts';
import { VIETNAMESE_LETTERS } from '../../printer-drivers/warm-up.ts';
import { printed, profileNamed } from './decoding.ts';
import { LETTER_WORDS } from './letter-words-table.ts';
import { decodedPng } from './strict-decoder.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-to-read-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The paper that a printer makes of a slip, as a picture file. */
function paperOf(parts: readonly SlipPart[], id: string, name: string): string {
  const profile = profileNamed(id);
  const slip: Slip = { dotsPerLine: profile.dotsPerLine, parts };
  const { paper } = printed(slip, profile, 'raster');
  expect(paper.failures).toEqual([]);
  const file = join(folder, `${name}.png`);
  writeFileSync(file, decodedPng(paper));
  return file;
}

describe('a QR reader', () => {
  /** All thousand are read by `npm run torture`. */
  const COUNT = Number(process.env.TIEPDON_QR_CODES ?? 100);
  const A_SHEET = 10;

  it('reads every one of many random addresses off the paper, in both sizes of module', () => {
    let seed = 20_261_122;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    const token = (): string =>
      Array.from({ length: 11 + Math.floor(random() * 8) }, () =>
        Math.floor(random() * 36).toString(36),
      ).join('');
    const addresses = Array.from({ length: COUNT }, () => `https://bv.example.vn/t/${token()}`);
    const files = Array.from({ length: Math.ceil(COUNT / A_SHEET) }, (_, sheet) => {
      const mine = addresses.slice(sheet * A_SHEET, (sheet + 1) * A_SHEET);
      const [id, module] = sheet % 2 === 0 ? (['generic-80', 5] as const) : (['generic-58', 4] as const);
      const parts = mine.flatMap((text): SlipPart[] => [
        { kind: 'qr', text, module },
        { kind: 'space', dots: 20 },
      ]);
      return paperOf(parts, id, `codes-${sheet}`);
    });
    const read = execFileSync('zbarimg', ['--quiet', '--raw', '--nodbus', ...files], { encoding: 'utf8' });
    expect(read.trim().split('\n').sort()).toEqual([...addresses].sort());
  });
});

describe('a reader of Vietnamese', () => {
  /** Characters that must be changed, put in or taken out to make one text of the other. */
  function distance(a: string, b: string): number {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
        next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
      }
      row = next;
    }
    return row[b.length] ?? 0;
  }

  it('the sheet holds all 134 letters', () => {
    const letters = new Set(LETTER_WORDS.join('').normalize('NFC'));
    expect(VIETNAMESE_LETTERS.filter((letter) => !letters.has(letter))).toEqual([]);
  });

  it.each([
    ['generic-80', 30],
    ['generic-58', 26],
  ] as const)('reads at least 98 of 100 characters of all 134 letters off the paper of %s', (id, size) => {
    const parts = LETTER_WORDS.flatMap((line): SlipPart[] => [
      textPart(line, size, { align: 'left', lines: 3 }),
      { kind: 'space', dots: 14 },
    ]);
    const file = paperOf(parts, id, `letters-${id}`);
    const args = [file, 'stdout', '-l', 'vie', '--psm', '6', '--dpi', '203'];
    const read = execFileSync('tesseract', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const wanted = LETTER_WORDS.join(' ').normalize('NFC');
    const got = read.normalize('NFC').replace(/\s+/g, ' ').trim();
    const wrong = distance(wanted, got);
    expect(1 - wrong / wanted.length, got).toBeGreaterThanOrEqual(0.98);
  });
});
