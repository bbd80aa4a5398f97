import { scanAnswer } from '../../core/identity/person.ts';
import { readCard } from '../../core/identity/read-card.ts';
import { readText } from '../../core/identity/scan-text.ts';
import type { ScanEntry } from '../../core/wire/scanner-setup.ts';

/** What the set-up page has to show of a test code, worked out by the same reader as the station's. */
export type ExpectedScan = Pick<ScanEntry, 'verdict' | 'code' | 'kind' | 'fields'>;

/** @param text of the test code @param today local date, `YYYY-MM-DD` */
export function expectedScan(text: string, today: string): ExpectedScan {
  const { verdict, code, kind } = scanAnswer(readCard(text, today), 'serial');
  const fields = readText(text)
    .text.split('|')
    .map((field) => [...field].length);
  return { verdict, code, kind, fields };
}
