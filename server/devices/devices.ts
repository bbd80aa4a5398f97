import { hash, randomBytes } from 'node:crypto';
import type { Role } from '../../core/wire/protocol.ts';
import type { Awaitable } from '../awaitable.ts';
import { type Db, hurried } from '../log/database.ts';
import { type Seen, type Sight, type Sighting, Sightings } from './sightings.ts';

/** An enrolled device. A board or speaker is named after the board or speaker that it is. */
export type Device = { id: string; role: Role; name: string; room: string | null };
/** Times are ms since 1970. */
export type DeviceRow = Device & { createdAt: number; revokedAt: number | null } & Seen;

const ENROL_MINUTES = 10;
/** Crockford's base 32: no I, L, O, U, so that a code can be read out. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Who may speak with the house. Tokens are random (256 bits) and only their SHA-256 is kept; one-time codes
 * (40 bits, ten minutes) are exchanged for a token by the browser that opens their link.
 */
export type Devices = {
  add(device: Omit<Device, 'id'>): Awaitable<EnrolledDevice>;
  /** The device of a token, or null when unknown or revoked. Rejects when the database cannot be asked. */
  byToken(token: string): Awaitable<Device | null>;
  /** False when there is no such device, or it was revoked already. */
  revoke(id: string): Awaitable<boolean>;
  /** As last read from the tables, as is `roleOf`, with the signs of life that were noted since. */
  list(): DeviceRow[];
  /**
   * Notes a sign of life, in memory alone: costs nothing and cannot fail. True when it is the first one ever of that
   * device. Whoever knows nothing of clock or build says null, and what the device said before stays.
   */
  saw(id: string, sight: Sight): boolean;
  /**
   * Writes what was noted since the last time, in one statement, and reads what other servers have seen. Rejects, or
   * throws, when that cannot be written now; it is then written the next time.
   */
  storeSightings(): Awaitable<void>;
  /** Role of an enrolled device; null when it is unknown or revoked. */
  roleOf(id: string): Role | null;
  /** What is kept of a device's token, of a revoked one too; null for an unknown device. */
  tokenHashOf(id: string): string | null;
  /** Calls `on` when this process revokes a device; returns the stop. Other processes are seen by the log's watch. */
  whenRevoked(on: () => void): () => void;
  /** A one-time code that enrols the browser which brings it first. */
  invite(device: Omit<Device, 'id'>): Awaitable<string>;
  /** Uses a code up; null when it is unknown, used or too old. */
  enrol(code: string): Awaitable<EnrolledDevice | null>;
  /** Looks again: the tables may have been changed by another process. */
  refresh(): Awaitable<void>;
};

/** With the token, which is told this once and never again. */
export type EnrolledDevice = Device & { token: string };

/** The same in one file: every answer is there at once. */
export type SqliteDevices = {
  [Name in keyof Devices]: (...asked: Parameters<Devices[Name]>) => Awaited<ReturnType<Devices[Name]>>;
};

export const hashOf = (secret: string): string => hash('sha256', secret, 'hex');

/** A new device with its token; the store keeps the hash of it alone. */
export function newDevice({ role, name, room }: Omit<Device, 'id'>): EnrolledDevice {
  const id = randomBytes(6).toString('hex');
  return { id, role, name, room, token: randomBytes(32).toString('base64url') };
}

/** A one-time code and when it runs out, in ms since 1970. */
export function newCode(now: number): { code: string; expiresAt: number } {
  const code = [...randomBytes(8)].map((byte) => ALPHABET[byte % 32]).join('');
  return { code, expiresAt: now + ENROL_MINUTES * 60_000 };
}

/** Opens the devices of the house in SQLite; `now` gives milliseconds since 1970. */
export function openDevices(db: Db, now: () => number): SqliteDevices {
  const sql = prepare(db);
  // Every request asks for its device; the map is emptied whenever anybody writes to the tables.
  const known = new Map<string, Device | null>();
  const listeners = new Set<() => void>();
  const sightings = new Sightings();
  sightings.read(sql.sightings.all() as Sighting[]);
  const add: SqliteDevices['add'] = (device) => {
    known.clear();
    return insert(sql, device, now());
  };
  return {
    add,
    byToken: (token) => lookUp(known, hashOf(token), (hash) => sql.byHash.get(hash) as Device | undefined),
    revoke(id) {
      known.clear();
      const done = sql.revoke.run(now(), id).changes > 0;
      if (done) for (const on of listeners) on();
      return done;
    },
    list: () => (sql.list.all() as Enrolled[]).map((row) => ({ ...row, ...sightings.of(row.id) })),
    saw: (id, sight) => sightings.saw(id, sight),
    storeSightings: () => storeSightings(db, sql, sightings),
    roleOf: (id) => (sql.role.get(id) as { role: Role } | undefined)?.role ?? null,
    tokenHashOf: (id) => (sql.token.get(id) as { hash: string } | undefined)?.hash ?? null,
    whenRevoked(on) {
      listeners.add(on);
      return () => void listeners.delete(on);
    },
    invite({ role, name, room }) {
      const { code, expiresAt } = newCode(now());
      sql.stale.run(now());
      sql.invite.run(hashOf(code), role, name, room, expiresAt);
      return code;
    },
    enrol(code) {
      const found = sql.invited.get(hashOf(normalCode(code))) as
        | (Omit<Device, 'id'> & { expiresAt: number })
        | undefined;
      if (!found || found.expiresAt < now()) return null;
      return add({ role: found.role, name: found.name, room: found.room });
    },
    refresh: () => known.clear(),
  };
}

type Sql = ReturnType<typeof prepare>;
type Enrolled = Omit<DeviceRow, keyof Seen>;

function storeSightings(db: Db, sql: Sql, sightings: Sightings): void {
  const taken = sightings.take();
  if (taken.length === 0) return;
  try {
    hurried(db, () => sql.sighted.run(JSON.stringify(taken)));
  } catch (error) {
    sightings.giveBack(taken);
    throw error;
  }
}

function insert({ insert }: Sql, device: Omit<Device, 'id'>, at: number): EnrolledDevice {
  const made = newDevice(device);
  insert.run(made.id, made.role, made.name, made.room, hashOf(made.token), at);
  return made;
}

/** A look-up remembered with its outcome, unknown tokens too: guessing costs no query. */
function lookUp(
  known: Map<string, Device | null>,
  hash: string,
  find: (hash: string) => Device | undefined,
): Device | null {
  const remembered = known.get(hash);
  if (remembered !== undefined) return remembered;
  const device = find(hash) ?? null;
  if (known.size > 5_000) known.clear();
  known.set(hash, device);
  return device;
}

/** A code as it may be typed: small letters, spaces and hyphens do no harm. */
export const normalCode = (code: string): string => code.toUpperCase().replaceAll(/[\s-]/g, '');

function prepare(db: Db) {
  return {
    insert: db.prepare(
      'INSERT INTO device (id, role, name, room, token_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    byHash: db.prepare('SELECT id, role, name, room FROM device WHERE token_hash = ? AND revoked_at IS NULL'),
    revoke: db.prepare('UPDATE device SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL'),
    list: db.prepare(
      'SELECT id, role, name, room, created_at AS createdAt, revoked_at AS revokedAt FROM device ORDER BY created_at, id',
    ),
    token: db.prepare('SELECT token_hash AS hash FROM device WHERE id = ?'),
    role: db.prepare('SELECT role FROM device WHERE id = ? AND revoked_at IS NULL'),
    invite: db.prepare('INSERT INTO enrolment VALUES (?, ?, ?, ?, ?)'),
    invited: db.prepare(
      'DELETE FROM enrolment WHERE code_hash = ? RETURNING role, name, room, expires_at AS expiresAt',
    ),
    stale: db.prepare('DELETE FROM enrolment WHERE expires_at < ?'),
    sightings: db.prepare(
      'SELECT device AS id, first_at AS firstSeenAt, at AS seenAt, clock_off_ms AS clockOffMs, build FROM sighting',
    ),
    sighted: db.prepare(
      `INSERT INTO sighting (device, first_at, at, clock_off_ms, build)
       SELECT value ->> 'id', value ->> 'firstSeenAt', value ->> 'seenAt', value ->> 'clockOffMs', value ->> 'build'
       FROM json_each(?) WHERE true
       ON CONFLICT (device) DO UPDATE SET first_at = min(first_at, excluded.first_at), at = excluded.at,
         clock_off_ms = excluded.clock_off_ms, build = excluded.build`,
    ),
  };
}
