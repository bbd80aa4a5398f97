import { readFileSync } from 'node:fs';

type NumberCase = { n: number; north: string; south: string; en: string };
type CodeCase = { c: string; digits: string; naturalNorth: string; naturalSouth: string; en: string };

/** The reading cases for numbers and ticket codes, word for word as they must be spoken. */
export const CASES = JSON.parse(readFileSync(new URL('./voice-cases.json', import.meta.url), 'utf8')) as {
  numbers: NumberCase[];
  codes: CodeCase[];
};
