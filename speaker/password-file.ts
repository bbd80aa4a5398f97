import { readFileSync, statSync } from 'node:fs';
import type { Credentials } from './digest.ts';

export type PasswordsRead = { ok: true; passwords: Map<string, Credentials> } | { ok: false; should: string };

const SHOULD = 'a JSON file {"http://10.0.0.9": {"user": "…", "password": "…"}}';

/** The users of network loudspeakers: a file of its own, which nobody but its owner may read. */
export function readPasswords(path: string): PasswordsRead {
  let found: unknown;
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
      return { ok: false, should: `readable by its owner only: chmod 600 ${path}` };
    found = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { ok: false, should: SHOULD };
  }
  if (found === null || typeof found !== 'object' || Array.isArray(found))
    return { ok: false, should: SHOULD };
  const passwords = new Map<string, Credentials>();
  for (const [address, entry] of Object.entries(found as Record<string, unknown>)) {
    const { user, password } = (entry ?? {}) as Partial<Record<'user' | 'password', unknown>>;
    if (!URL.canParse(address) || typeof user !== 'string' || typeof password !== 'string')
      return { ok: false, should: SHOULD };
    passwords.set(new URL(address).origin, { user, password });
  }
  return { ok: true, passwords };
}
