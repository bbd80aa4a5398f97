import type { Postgres } from '../log/postgres.ts';
import type { Wake } from '../log/postgres-wake.ts';
import {
  type Device,
  type DeviceRow,
  type Devices,
  type EnrolledDevice,
  hashOf,
  newCode,
  newDevice,
  normalCode,
} from './devices.ts';
import { type Seen, type Sight, type Sighting, Sightings } from './sightings.ts';

/** Unknown tokens remembered as such: a page that asks again and again costs one query. */
const STRANGERS = 5_000;

type Row = Omit<DeviceRow, keyof Seen> & { tokenHash: string };

const LIST = `SELECT id, role, name, room, created_at AS "createdAt", revoked_at AS "revokedAt",
    token_hash AS "tokenHash"
  FROM device WHERE site = $1 ORDER BY created_at, id`;
const SEEN = `SELECT device AS id, first_at AS "firstSeenAt", at AS "seenAt", clock_off_ms AS "clockOffMs", build
  FROM sighting WHERE site = $1`;
/** In the order of the key: two servers that write the same devices do not wait for each other in a ring. */
const SIGHTED = `INSERT INTO sighting (site, device, first_at, at, clock_off_ms, build)
  SELECT $1, row.id, row."firstSeenAt", row."seenAt", row."clockOffMs", row.build
  FROM json_to_recordset($2) AS row(
    id text, "firstSeenAt" bigint, "seenAt" bigint, "clockOffMs" bigint, build text
  ) ORDER BY row.id COLLATE "C"
  ON CONFLICT (site, device) DO UPDATE SET first_at = least(sighting.first_at, excluded.first_at), at = excluded.at,
    clock_off_ms = coalesce(excluded.clock_off_ms, sighting.clock_off_ms),
    build = coalesce(excluded.build, sighting.build)`;
/** Raised in the transaction of each change: servers see it at their next look. */
const CHANGED = `INSERT INTO device_change VALUES ($1, 1)
  ON CONFLICT (site) DO UPDATE SET version = device_change.version + 1`;

/**
 * Opens the devices of a site that several servers share. All of them are held in memory, so that a request waits
 * for no query and screens keep their place while the database is away; a change is called out to all servers.
 */
export async function openPostgresDevices(
  db: Postgres,
  site: string,
  wake: Wake | null,
  now: () => number,
): Promise<Devices> {
  const devices = new SharedDevices(db, site, wake, now);
  await devices.refresh();
  return devices;
}

class SharedDevices implements Devices {
  readonly #db: Postgres;
  readonly #site: string;
  readonly #wake: Wake | null;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #strangers = new Set<string>();
  readonly #sightings = new Sightings();
  #rows: Row[] = [];
  /** Of the list in memory; -1 before the first look. */
  #version = -1;
  #byHash = new Map<string, Row>();
  #byId = new Map<string, Row>();

  constructor(db: Postgres, site: string, wake: Wake | null, now: () => number) {
    this.#db = db;
    this.#site = site;
    this.#wake = wake;
    this.#now = now;
  }

  async add(device: Omit<Device, 'id'>): Promise<EnrolledDevice> {
    const made = newDevice(device);
    const { id, role, name, room, token } = made;
    const values = [this.#site, id, role, name, room, hashOf(token), this.#now()];
    await this.#change('INSERT INTO device VALUES ($1, $2, $3, $4, $5, $6, $7, NULL) RETURNING 1', values);
    return made;
  }

  async byToken(token: string): Promise<Device | null> {
    const hash = hashOf(token);
    const known = this.#byHash.get(hash);
    if (known) return known.revokedAt === null ? deviceOf(known) : null;
    if (this.#strangers.has(hash)) return null;
    // Perhaps enrolled on another server a moment ago.
    const [row] = await this.#db.query<Device>({
      name: 'token',
      text: 'SELECT id, role, name, room FROM device WHERE site = $1 AND token_hash = $2 AND revoked_at IS NULL',
      values: [this.#site, hash],
    });
    if (row) {
      await this.#read();
      return row;
    }
    if (this.#strangers.size > STRANGERS) this.#strangers.clear();
    this.#strangers.add(hash);
    return null;
  }

  async revoke(id: string): Promise<boolean> {
    const text =
      'UPDATE device SET revoked_at = $3 WHERE site = $1 AND id = $2 AND revoked_at IS NULL RETURNING 1';
    const done = await this.#change(text, [this.#site, id, this.#now()]);
    if (done) for (const on of this.#listeners) on();
    return done;
  }

  list(): DeviceRow[] {
    return this.#rows.map(({ tokenHash: _, ...row }) => ({ ...row, ...this.#sightings.of(row.id) }));
  }

  saw(id: string, sight: Sight): boolean {
    return this.#sightings.saw(id, sight);
  }

  async storeSightings(): Promise<void> {
    const taken = this.#sightings.take();
    try {
      if (taken.length > 0)
        await this.#db.query({ text: SIGHTED, values: [this.#site, JSON.stringify(taken)] });
    } catch (error) {
      this.#sightings.giveBack(taken);
      throw error;
    }
    await this.#readSightings();
  }

  roleOf(id: string): Device['role'] | null {
    const row = this.#byId.get(id);
    return row && row.revokedAt === null ? row.role : null;
  }

  tokenHashOf(id: string): string | null {
    return this.#byId.get(id)?.tokenHash ?? null;
  }

  whenRevoked(on: () => void): () => void {
    this.#listeners.add(on);
    return () => void this.#listeners.delete(on);
  }

  async invite({ role, name, room }: Omit<Device, 'id'>): Promise<string> {
    const { code, expiresAt } = newCode(this.#now());
    await this.#db.query({
      text: 'DELETE FROM enrolment WHERE site = $1 AND expires_at < $2',
      values: [this.#site, this.#now()],
    });
    await this.#db.query({
      text: 'INSERT INTO enrolment VALUES ($1, $2, $3, $4, $5, $6)',
      values: [this.#site, hashOf(code), role, name, room, expiresAt],
    });
    return code;
  }

  async enrol(code: string): Promise<EnrolledDevice | null> {
    const [found] = await this.#db.query<Omit<Device, 'id'> & { expiresAt: number }>({
      text: `DELETE FROM enrolment WHERE site = $1 AND code_hash = $2
        RETURNING role, name, room, expires_at AS "expiresAt"`,
      values: [this.#site, hashOf(normalCode(code))],
    });
    if (!found || found.expiresAt < this.#now()) return null;
    return this.add({ role: found.role, name: found.name, room: found.room });
  }

  async refresh(): Promise<void> {
    const text = 'SELECT version FROM device_change WHERE site = $1';
    const [row] = await this.#db.query<{ version: number }>({ name: 'version', text, values: [this.#site] });
    if ((row?.version ?? 0) === this.#version) return;
    await this.#read();
    this.#version = row?.version ?? 0;
  }

  async #read(): Promise<void> {
    const rows = await this.#db.query<Row>({ name: 'devices', text: LIST, values: [this.#site] });
    this.#rows = rows;
    this.#byHash = new Map(rows.map((row) => [row.tokenHash, row]));
    this.#byId = new Map(rows.map((row) => [row.id, row]));
    this.#strangers.clear();
    await this.#readSightings();
  }

  async #readSightings(): Promise<void> {
    this.#sightings.read(await this.#db.query<Sighting>({ name: 'seen', text: SEEN, values: [this.#site] }));
  }

  /** Writes, tells every server, and knows it here before anybody is answered; whether anything was written. */
  async #change(text: string, values: readonly unknown[]): Promise<boolean> {
    const done = await this.#db.transaction(async (client) => {
      const rows = await client.query({ text, values });
      if (rows.length > 0) await client.query({ text: CHANGED, values: [this.#site] });
      return rows.length > 0;
    });
    if (done) {
      await this.refresh();
      this.#wake?.say({ kind: 'wrote' });
    }
    return done;
  }
}

const deviceOf = ({ id, role, name, room }: Row): Device => ({ id, role, name, room });
