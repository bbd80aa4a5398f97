import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adviceFor, type HealthState } from '../../printer-drivers/health-words.ts';
import { allProfiles } from '../../printer-drivers/profile.ts';
import { LAYOUTS } from '../../printer-drivers/ticket-layout.ts';

const docs = join(import.meta.dirname, '../../docs');
const page = readFileSync(join(docs, 'printing.md'), 'utf8');

const STATES: readonly HealthState[] = [
  ...(['ready', 'paperLow', 'paperOut', 'coverOpen', 'cutterError'] as const),
  ...(['overheated', 'offline', 'unreachable', 'unknown'] as const),
];

describe('the page about printers', () => {
  it('has a row for every profile, with what it says of dots and proof', () => {
    for (const { id, dotsPerLine, completion } of allProfiles()) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${id}\` |`));
      expect(row, id).toContain(` ${dotsPerLine} (`);
      expect(row, id).toContain(` ${completion} (`);
    }
  });

  it('says of every state what the printer itself says to staff', () => {
    for (const state of STATES) expect(page).toContain(`| \`${state}\` | ${adviceFor(state).staff} |`);
  });

  it('shows every layout on both papers', () => {
    for (const layout of Object.keys(LAYOUTS)) {
      for (const paper of [80, 58]) {
        const picture = `pictures/paper-${paper}-${layout}.png`;
        expect(page).toContain(`(${picture})`);
        expect(existsSync(join(docs, picture)), picture).toBe(true);
      }
    }
  });
});
