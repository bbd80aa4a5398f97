import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findNodeAtLocation, type ParseError, parse, parseTree, printParseErrorCode } from 'jsonc-parser';
import { readClinic } from '../core/queue/clinic-check.ts';
import type { Clinic } from '../core/queue/clinic-file.ts';

export type ClinicRead = { ok: true; clinic: Clinic; created: boolean } | { ok: false; fault: string };

const sample = new URL('./sample/clinic.json', import.meta.url);

/** What lies in a data folder that has served a hospital: its log, or the note that this is in a database. */
const SIGNS_OF_DATA = ['tiepdon.sqlite', 'places.json'];
const lastIn = (dataDir: string): string => join(dataDir, 'clinic.last.json');

/**
 * The clinic file of a server. It is made from the sample for a new hospital alone: beside data of one that has begun,
 * the sample would be another hospital, which gives its first number again. A fault tells where the file lies as it was
 * at the last start.
 */
export function loadServersClinic(file: string, dataDir: string): ClinicRead {
  const begun = !existsSync(file) && SIGNS_OF_DATA.some((name) => existsSync(join(dataDir, name)));
  const read: ClinicRead = begun
    ? { ok: false, fault: `CLINIC: ${file} is missing, but ${dataDir} holds the data of a hospital` }
    : loadClinic(file);
  const last = lastIn(dataDir);
  if (read.ok || !existsSync(last)) return read;
  return { ok: false, fault: `${read.fault}; as it was at the last start it lies at ${last}` };
}

/** Keeps the clinic file with which a server has opened; a disk that does not take it is no reason not to serve. */
export function keepClinic(file: string, dataDir: string): void {
  const last = lastIn(dataDir);
  try {
    copyFileSync(file, `${last}.new`);
    renameSync(`${last}.new`, last);
  } catch {
    // What was kept before stays.
  }
}

/**
 * Reads a clinic file, made from the sample when absent. A fault is one line: file, line, key, what it
 * should be. A byte-order mark and CR LF, which Windows editors add, do no harm.
 */
export function loadClinic(file: string): ClinicRead {
  const created = !existsSync(file);
  let text: string;
  try {
    if (created) {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      // By another name first: half a file, of a full disk, would be somebody's own at the next start.
      copyFileSync(sample, `${file}.new`);
      renameSync(`${file}.new`, file);
    }
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { ok: false, fault: `CLINIC: ${file}: should be a file that can be read (${code})` };
  }
  const errors: ParseError[] = [];
  const json: unknown = parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const broken = errors[0];
  if (broken)
    return {
      ok: false,
      fault: `${file}: line ${lineAt(text, broken.offset)}: no valid JSON (${printParseErrorCode(broken.error)})`,
    };
  const double = doubleKey(text);
  if (double) return { ok: false, fault: `${file}: line ${double.line}: ${double.key}: stands twice` };
  const read = readClinic(json);
  if (read.ok) return { ok: true, clinic: read.clinic, created };
  const { path, should } = read.fault;
  return { ok: false, fault: `${file}: line ${lineOf(text, path)}: ${keyName(path)}: should be ${should}` };
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const keyName = (path: readonly (string | number)[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '') || '(file)';

/** Line of a key; of the nearest key around it when it is missing. */
function lineOf(text: string, path: readonly (string | number)[]): number {
  const tree = parseTree(text);
  for (let length = path.length; tree && length >= 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return lineAt(text, (node.parent?.type === 'property' ? node.parent : node).offset);
  }
  return 1;
}

/** JSON lets the later of two equal keys win in silence; in a file written by hand that is a mistake. */
function doubleKey(text: string): { line: number; key: string } | null {
  const open = [parseTree(text)];
  while (open.length > 0) {
    const node = open.pop();
    const seen = new Set<string>();
    for (const child of node?.children ?? []) {
      const key = child.type === 'property' ? String(child.children?.[0]?.value) : null;
      if (key !== null && seen.has(key)) return { line: lineAt(text, child.offset), key };
      if (key !== null) seen.add(key);
      open.push(child.type === 'property' ? child.children?.[1] : child);
    }
  }
  return null;
}
