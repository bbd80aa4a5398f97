import { readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';

type Report = { testResults: { name: string; status: string }[] };

/**
 * The test files that failed, from the root, out of the JSON report of a run, which is taken away. Empty when there is
 * no report, or when what failed was none of the files: an error that belongs to nobody has no second look.
 */
export function takeFailedFiles(root: string, report: string): string[] {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const failed = testResults.filter(({ status }) => status === 'failed');
    return failed.map(({ name }) => relative(root, name));
  } catch {
    return [];
  } finally {
    rmSync(report, { force: true });
  }
}
