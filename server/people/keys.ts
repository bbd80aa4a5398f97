import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The master key cannot be used: it is not the one that sealed the data of this site, or no key at all. */
export class WrongKey extends Error {}

const NONCE = 12;
const TAG = 16;

// Node 24 takes 30 µs over a key of plain bytes before each use, 3 over the same bytes made a key object.

/** AES-256-GCM: nonce, ciphertext, tag in one; `about` is bound to it and must be the same to open it. */
export function seal(key: Buffer, plain: Buffer, about: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce);
  cipher.setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The plain bytes, or null when key, text or `about` are not those of the sealing. */
export function unseal(key: Buffer, sealed: Buffer, about: string): Buffer | null {
  if (sealed.length < NONCE + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), sealed.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
  } catch {
    return null;
  }
}

/**
 * Keys of the sealed personal data: one a business day, wrapped by the master key, each in a file of its own
 * beside the data and in no backup. Destroying a day's file makes that day's people unreadable everywhere.
 */
export type Keys = {
  /** Proof that fits only this master key: kept with the data, compared at every start. */
  proof(): string;
  /** Keyed digest of a text that may hold a card's number. */
  digest(text: string): string;
  /** 32 bytes for one purpose, the same wherever the master key is. */
  derived(purpose: string): Buffer;
  /** The key of a day, made when `make` is true and there is none; null when it never was or is destroyed. */
  ofDay(businessDay: string, make: boolean): Buffer | null;
  /** The key of a day as it is kept, wrapped by the master key: what servers that share their data exchange. */
  wrapped(businessDay: string): Buffer | null;
  /** A new key for a day, wrapped, and its proof; it is nobody's until it is kept. */
  fresh(businessDay: string): { wrapped: Buffer; proof: string };
  /** Keeps a wrapped key in place of the one known; null when it was wrapped by another master key. */
  keep(businessDay: string, wrapped: Buffer): Buffer | null;
  /** Destroys the keys of all days before this one; returns the days. */
  destroyBefore(businessDay: string): string[];
};

/** Tells whether two servers hold the same key of a day, and nothing of the key. */
export const dayKeyProof = (key: Buffer): string =>
  createHmac('sha256', key).update('tiepdon day key').digest('hex');

/** Opens the master key file (64 hex digits), made with mode 0600 when absent. Throws WrongKey when it holds none. */
export function openKeys(options: { masterFile: string; daysDir: string }): Keys {
  const master = readMaster(options.masterFile);
  mkdirSync(options.daysDir, { recursive: true, mode: 0o700 });
  const opened = new Map<string, Buffer>();
  const digesting = createSecretKey(master);
  const fileOf = (day: string): string => join(options.daysDir, `${day}.key`);
  const fresh = (day: string): { wrapped: Buffer; proof: string } => {
    const key = randomBytes(32);
    return { wrapped: seal(master, key, day), proof: dayKeyProof(key) };
  };
  const keep = (day: string, wrapped: Buffer): Buffer | null => {
    const key = unseal(master, wrapped, day);
    if (key === null) return null;
    writeFileSync(fileOf(day), wrapped, { mode: 0o600, flush: true });
    opened.set(day, key);
    return key;
  };
  return {
    proof: () => createHmac('sha256', master).update('tiepdon key check').digest('hex'),
    derived: (purpose) => derivedFrom(master, purpose),
    digest: (text) => createHmac('sha256', digesting).update(text).digest('base64url'),
    ofDay(day, make) {
      const known = opened.get(day) ?? null;
      if (known) return known;
      const key = readDayKey(fileOf(day), master, day);
      if (key) opened.set(day, key);
      return key ?? (make ? keep(day, fresh(day).wrapped) : null);
    },
    wrapped: (day) => (readDayKey(fileOf(day), master, day) === null ? null : readFileSync(fileOf(day))),
    fresh,
    keep,
    destroyBefore(businessDay) {
      const days = readdirSync(options.daysDir)
        .map((name) => /^(\d{4}-\d{2}-\d{2})\.key$/.exec(name)?.[1] ?? '')
        .filter((day) => day !== '' && day < businessDay);
      for (const day of days) {
        opened.delete(day);
        // Overwritten first: on a disk that writes in place the bytes are gone too.
        writeFileSync(fileOf(day), randomBytes(NONCE + 32 + TAG), { flush: true });
        rmSync(fileOf(day));
      }
      return days;
    },
  };
}

/** What a key made of the master key is for. */
export type KeyPurpose = 'backup' | 'anchor';

/** A key for one purpose, made of the master key; null when there is no key file. Throws WrongKey when it holds none. */
export function keyFor(purpose: KeyPurpose, masterFile: string): Buffer | null {
  if (!existsSync(masterFile)) return null;
  return derivedFrom(readMaster(masterFile), purpose);
}

const derivedFrom = (master: Buffer, purpose: string): Buffer =>
  createHmac('sha256', master).update(`tiepdon ${purpose}`).digest();

function readMaster(file: string): Buffer {
  const text = masterText(file).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new WrongKey('the key file should hold 64 hexadecimal digits');
  return Buffer.from(text, 'hex');
}

function masterText(file: string): string {
  try {
    if (!existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      // On disk before anything is sealed with it: a power cut would otherwise leave data without their key.
      const key = `${randomBytes(32).toString('hex')}\n`;
      writeFileSync(file, key, { mode: 0o600, flag: 'wx', flush: true });
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongKey(`the key file cannot be read or made (${(error as NodeJS.ErrnoException).code})`);
  }
}

function readDayKey(file: string, master: Buffer, day: string): Buffer | null {
  return existsSync(file) ? unseal(master, readFileSync(file), day) : null;
}
