import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { kioskVi } from '../core/queue/words/kiosk-word-table.ts';

/** Words of a further language: only keys and holes of the kiosk's own catalogue, NFC. May be empty. */
export type KioskWords = {
  readonly name: string;
  readonly words: Readonly<Record<string, string>>;
};

/** One thing wrong with a file of words: where, and what it should be. */
export type WordsFileFault = { readonly file: string; readonly key: string; readonly should: string };

export type KioskWordsRead = {
  readonly languages: ReadonlyMap<string, KioskWords>;
  readonly faults: readonly WordsFileFault[];
};

/** ISO 639: two or three letters, `km`, `tyz`. */
export const LANGUAGE_CODE = /^[a-z]{2,3}$/;
/** Their words are part of the program. */
export const BUILT_IN: readonly string[] = ['vi', 'en'];
export const LONGEST_NAME = 24;

const LONGEST_TEXT = 160;
const LARGEST_FILE = 200_000;
const FILE_NAME = /^[a-z]{2,3}\.json$/;

const WordsFile = z.strictObject({
  name: z.string().trim().min(1).max(LONGEST_NAME),
  words: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Reads the words of further languages, one file `<code>.json` each. Nothing here stops a kiosk: a file that is
 * broken is left out, a text that is wrong falls back to Vietnamese, and each leaves one fault to be told.
 */
export function readKioskWords(dir: string): KioskWordsRead {
  const languages = new Map<string, KioskWords>();
  const faults: WordsFileFault[] = [];
  for (const file of namesIn(dir)) {
    const code = file.replace(/\.json$/, '');
    const wrong = (key: string, should: string): void => void faults.push({ file, key, should });
    if (!FILE_NAME.test(file)) wrong('(file name)', 'a language code and .json, such as tyz.json');
    else if (BUILT_IN.includes(code)) wrong('(file name)', 'another language: vi and en are built in');
    else {
      const read = readFile(join(dir, file), wrong);
      if (read) languages.set(code, read);
    }
  }
  return { languages, faults };
}

/** An absent folder is one without files. */
function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir).sort();
  } catch {
    return [];
  }
}

type Wrong = (key: string, should: string) => void;

function readFile(path: string, wrong: Wrong): KioskWords | null {
  const text = textOf(path);
  if (text === null) {
    wrong('(file)', `a file that can be read, of at most ${LARGEST_FILE} bytes`);
    return null;
  }
  const parsed = WordsFile.safeParse(jsonOf(text));
  if (!parsed.success) {
    const key = parsed.error.issues[0]?.path.join('.');
    wrong(key || '(file)', 'JSON such as { "name": "Tày", "words": { "idle.title": "…" } }');
    return null;
  }
  const words: Record<string, string> = {};
  for (const [key, value] of Object.entries(parsed.data.words)) {
    const should = faultOf(key, value);
    if (should === null) words[key] = String(value).normalize('NFC').trim();
    else wrong(key, should);
  }
  return { name: parsed.data.name.normalize('NFC'), words };
}

function textOf(path: string): string | null {
  try {
    if (statSync(path).size > LARGEST_FILE) return null;
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return null;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const holesOf = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

/** What a text should be, when it is not; null when it can stand on the screen. */
function faultOf(key: string, value: unknown): string | null {
  if (!Object.hasOwn(kioskVi, key)) return 'a key of the kiosk (the list is in docs/ngon-ngu.md)';
  if (typeof value !== 'string' || value.trim() === '') return 'a text that is not empty';
  if (value.length > LONGEST_TEXT) return `a text of at most ${LONGEST_TEXT} characters`;
  if (/\p{Cc}/u.test(value)) return 'a text in one line without control characters';
  const wanted = holesOf(kioskVi[key as keyof typeof kioskVi]);
  if (holesOf(value).join() === wanted.join()) return null;
  return wanted.length === 0 ? 'a text without {…}' : `a text with ${wanted.join(' and ')} and no other {…}`;
}
