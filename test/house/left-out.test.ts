import { describe, expect, it } from 'vitest';
import type { Program } from '../../scripts/debian-packages.ts';
import { leftOut } from '../../scripts/left-out.ts';
import { root } from './source-tree.ts';

describe('a machine without some programs', () => {
  it('is told which test files it leaves out, and for which program', () => {
    const files = (program: Program): string[] => leftOut(root, [program]).map(({ file }) => file);
    expect(files('socat')).toContain('test/station/scanner/serial-scanner.test.ts');
    expect(files('zbarimg')).toContain('test/printer-drivers/print-stream.test.ts');
    expect(files('chromium')).toContain('test/display/board-screen.test.ts');
    expect(files('espeak-ng')).toContain('test/server/speech/espeak.test.ts');
    expect(files('pg_ctlcluster')).toContain('test/server/log/postgres-log.test.ts');
    expect(files('chromium')).not.toContain('test/core/queue/moves.test.ts');
    expect(leftOut(root, [])).toEqual([]);
  });
});
