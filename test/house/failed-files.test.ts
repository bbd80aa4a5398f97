import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { takeFailedFiles } from '../../scripts/failed-files.ts';

const dir = mkdtempSync(join(tmpdir(), 'tiepdon-report-'));
const report = join(dir, 'report.json');
afterAll(() => rmSync(dir, { recursive: true }));

it('names the files that failed, once, and nothing where the report tells nothing', () => {
  const testResults = [
    { name: join(dir, 'test/a.test.ts'), status: 'passed' },
    { name: join(dir, 'test/b.test.ts'), status: 'failed' },
  ];
  writeFileSync(report, JSON.stringify({ testResults }));
  expect(takeFailedFiles(dir, report)).toEqual(['test/b.test.ts']);
  expect(existsSync(report)).toBe(false);
  expect(takeFailedFiles(dir, report)).toEqual([]);
  writeFileSync(report, '{"testResults": [');
  expect(takeFailedFiles(dir, report)).toEqual([]);
});
