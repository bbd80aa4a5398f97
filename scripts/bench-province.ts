import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clinic } from '../core/queue/clinic-file.ts';
import type { Command } from '../core/queue/command.ts';
import { ClinicDoor } from '../server/clinic.ts';
import { loadClinic } from '../server/clinic-store.ts';
import type { Log } from '../server/log/log.ts';
import { openStores } from '../server/stores.ts';
import { foldNewestDay, Tail } from '../server/tail.ts';
import { quantile } from './bench-house.ts';
import type { Row } from './bench-row.ts';
import { type Cluster, makeCluster } from './local-postgres.ts';
import { refuse } from './runtime.ts';

const HOSPITALS = 100;
const VISITS_A_DAY = 3_000;
/** Check-in, slip, call, begin, end. */
const ENTRIES_A_VISIT = 5;
/** A morning: a fifth of the day's visits begin in its fullest hour, and its fullest minute has three times as many. */
const PEAK_A_SECOND = ((HOSPITALS * VISITS_A_DAY * ENTRIES_A_VISIT) / 5 / 3_600) * 3;
const SECONDS = 20;

type Hospital = { clinic: Clinic; door: ClinicDoor; log: Log };

/** A hundred hospitals on one PostgreSQL at the fullest minute of their morning, each with a door of its own. */
export async function benchProvince(): Promise<Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'tiepdon-bench-'));
  const cluster = await makeCluster();
  await cluster.stop('fast');
  cluster.configure('max_connections=1000');
  await cluster.start();
  const url = await cluster.database('province');
  const hospitals: Hospital[] = [];
  for (let each = 0; each < HOSPITALS; each += 1) hospitals.push(await openHospital(dir, url, each));
  const took = await play(hospitals);
  const [size] = await cluster.sql<{ bytes: string; entries: string }>(
    'province',
    "SELECT pg_total_relation_size('entry') AS bytes, (SELECT count(*) FROM entry) AS entries",
  );
  const connections = await connectionsOf(cluster);
  for (const { log } of hospitals) await log.close();
  await cluster.end();
  rmSync(dir, { recursive: true, force: true });
  return rowsOf(took, Number(size!.bytes) / Number(size!.entries), connections);
}

function rowsOf(took: readonly number[], bytes: number, connections: number): Row[] {
  const p99 = quantile(took, 0.99);
  const gigabytes = (bytes * HOSPITALS * VISITS_A_DAY * ENTRIES_A_VISIT) / 1e9;
  return [
    {
      what: `${HOSPITALS} hospitals at their fullest minute, ${Math.round(PEAK_A_SECOND)} commands a second on one PostgreSQL: answer`,
      measured: `${took.length} answered in ${SECONDS} s; p50 ${quantile(took, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
      bar: 'all answered, p99 ≤ 100 ms',
      met: took.length >= 0.98 * PEAK_A_SECOND * SECONDS && p99 <= 100,
    },
    {
      what: 'an entry of the log on disk, with its index',
      measured: `${bytes.toFixed(0)} bytes; a day of the province ${gigabytes.toFixed(2)} GB`,
      bar: '–',
      met: null,
    },
    {
      what: `connections of ${HOSPITALS} servers, one a hospital`,
      measured: String(connections),
      bar: '–',
      met: null,
    },
  ];
}

async function connectionsOf(cluster: Cluster): Promise<number> {
  const text = "SELECT count(*) AS open FROM pg_stat_activity WHERE application_name = 'tiepdon'";
  const [row] = await cluster.sql<{ open: string }>('province', text);
  return Number(row!.open);
}

async function openHospital(dir: string, databaseUrl: string, number: number): Promise<Hospital> {
  const dataDir = join(dir, `hospital-${number}`);
  const loaded = loadClinic(join(dataDir, 'clinic.json'));
  if (!loaded.ok) refuse(loaded.fault);
  const clinic: Clinic = { ...loaded.clinic, site: `hospital-${number}` };
  const place = { dataDir, databaseUrl, keyFile: join(dataDir, 'master.key') };
  const { log, people, digest } = await openStores(place, clinic.site, Date.now);
  const start = () => foldNewestDay(log, clinic, () => {});
  const tail = new Tail(log, await start());
  const door = new ClinicDoor({ log, people, tail, now: Date.now, digest, start: await start() });
  return { clinic, door, log };
}

/** Commands at a steady rate, whoever is slow: two people come for each one who is called. Returns the ms of each. */
async function play(hospitals: readonly Hospital[]): Promise<number[]> {
  const took: number[] = [];
  const asked: Promise<void>[] = [];
  const from = performance.now();
  for (let sent = 0; sent < PEAK_A_SECOND * SECONDS; sent += 1) {
    const due = from + (sent * 1_000) / PEAK_A_SECOND;
    const pause = due - performance.now();
    if (pause > 1) await new Promise((resolve) => setTimeout(resolve, pause));
    const hospital = hospitals[(sent * 37) % hospitals.length]!;
    asked.push(ask(hospital, commandOf(hospital, sent)).then(() => void took.push(performance.now() - due)));
  }
  await Promise.all(asked);
  return took;
}

function commandOf({ clinic }: Hospital, sent: number): Command {
  const id = randomUUID();
  if (sent % 3 === 0) return { type: 'next', room: clinic.rooms[0]!.id, expected: null, call: id };
  const none = { visitor: null, grounds: [], journey: null, appointment: null, paperFor: null };
  return {
    ...{ type: 'check-in', service: clinic.services[0]!.id, priority: 'normal', ...none },
    ...{ ticket: id, token: id },
  };
}

async function ask({ door }: Hospital, command: Command): Promise<void> {
  const requestId = randomUUID();
  await door.handle({
    request: { actor: 'bench', requestId, body: { requestId } },
    command,
    person: null,
    answer: () => ({ status: 200, body: {} }),
    refuse: ({ status }) => ({ status, body: {} }),
  });
}
