import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { alarmNames } from '../core/wire/alarm.ts';
import type { HousePrinter } from '../core/wire/protocol.ts';
import type { ScreenRow } from '../core/wire/screen.ts';
import type { StationRow } from '../core/wire/station.ts';
import { type Checked, readyChecks } from './health/health.ts';
import { openWorkMetrics, type WorkMetrics } from './work-metrics.ts';

/** What is counted, with the names that the hospital's monitoring relies on. */
export type Metrics = WorkMetrics & {
  registry: Registry;
  scans: Counter<'verdict' | 'code' | 'source'>;
  tickets: Counter<'service'>;
  printJobs: Counter<'state'>;
  calls: Counter<'room'>;
  announcements: Counter<'phase'>;
  waiting: Gauge<'service'>;
  sockets: Gauge<'namespace'>;
  clients: Gauge<'ns'>;
  backupAge: Gauge;
  chainOk: Gauge;
  diskFree: Gauge;
  deviceUp: Gauge<'device' | 'role' | 'name'>;
  deviceSeen: Gauge<'device' | 'role' | 'name'>;
};

/** The boards and speakers of this moment; those that are gone for good are counted no more. */
export function countScreens(metrics: Metrics, rows: readonly ScreenRow[]): void {
  metrics.deviceUp.reset();
  metrics.deviceSeen.reset();
  metrics.clockOffset.reset();
  for (const { device, role, name, connected, trouble, seenSeconds, sign } of rows) {
    if (device === null) continue;
    const labels = { device, role, name };
    const works = connected && trouble !== 'silent' && trouble !== 'frozen';
    metrics.deviceUp.set(labels, works ? 1 : 0);
    if (seenSeconds !== null) metrics.deviceSeen.set(labels, seenSeconds);
    if (typeof sign?.offsetMs === 'number') metrics.clockOffset.set({ device }, sign.offsetMs / 1_000);
  }
}

/** How far the clocks of stations are off. To be called after `countScreens`, which begins anew. */
export function countStationClocks({ clockOffset }: Metrics, rows: readonly StationRow[]): void {
  for (const { device, clockOffMs } of rows) clockOffset.set({ device }, clockOffMs / 1_000);
}

/** Stations and kiosks: connected or not. To be called after `countScreens`, which begins anew. */
export function countStations(
  { deviceUp }: Metrics,
  devices: readonly { id: string; role: string; name: string; revokedAt: number | string | null }[],
  connected: (device: string) => boolean,
): void {
  for (const { id: device, role, name, revokedAt } of devices)
    if ((role === 'station' || role === 'kiosk') && revokedAt === null)
      deviceUp.set({ device, role, name }, connected(device) ? 1 : 0);
}

export function countPrinters({ printerState }: Metrics, printers: readonly HousePrinter[]): void {
  printerState.reset();
  for (const { station, state } of printers) printerState.set({ station, state }, 1);
}

/** Every alarm and check stands in the text, also when all is well: a monitoring can ask for what is there. */
export function countHealth(
  { alarm, ready, loopLag }: Metrics,
  raised: (alarm: (typeof alarmNames)[number]) => boolean,
  checked: Checked,
  lagMs: number,
): void {
  for (const each of alarmNames) alarm.set({ alarm: each }, raised(each) ? 1 : 0);
  for (const check of readyChecks) ready.set({ check }, checked[check] ? 1 : 0);
  loopLag.set(lagMs / 1_000);
}

/** A verdict over a scan, from wherever it came. */
export function countScan(
  { scans, scanRejected }: Metrics,
  { verdict, code }: { verdict: string; code: string | null },
  source: string,
): void {
  scans.inc({ verdict, code: code ?? '', source });
  if (verdict === 'reject') scanRejected.inc({ reason: code ?? 'unknown' });
}

/** A registry of its own, so that two houses in one process (tests) do not mix. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    scans: new Counter({
      name: 'scans_total',
      help: 'Scans judged',
      labelNames: ['verdict', 'code', 'source'],
      registers,
    }),
    tickets: new Counter({
      name: 'tickets_issued_total',
      help: 'Tickets issued',
      labelNames: ['service'],
      registers,
    }),
    printJobs: new Counter({
      name: 'print_jobs_total',
      help: 'Slips by how their printing ended',
      labelNames: ['state'],
      registers,
    }),
    calls: new Counter({ name: 'calls_total', help: 'Calls and recalls', labelNames: ['room'], registers }),
    announcements: new Counter({
      name: 'announcements_total',
      help: 'Spoken calls by phase',
      labelNames: ['phase'],
      registers,
    }),
    waiting: new Gauge({
      name: 'tickets_waiting',
      help: 'People waiting',
      labelNames: ['service'],
      registers,
    }),
    sockets: new Gauge({
      name: 'sockets_connected',
      help: 'Screens connected',
      labelNames: ['namespace'],
      registers,
    }),
    ...storageGauges(registers),
    ...screenGauges(registers),
    ...openWorkMetrics(registers),
  };
}

function screenGauges(registers: Registry[]): Pick<Metrics, 'clients' | 'deviceUp' | 'deviceSeen'> {
  return {
    clients: new Gauge({ name: 'ws_clients', help: 'Open sockets', labelNames: ['ns'], registers }),
    deviceUp: new Gauge({
      name: 'device_up',
      help: 'Board or speaker connected and alive (1) or not (0)',
      labelNames: ['device', 'role', 'name'],
      registers,
    }),
    deviceSeen: new Gauge({
      name: 'device_last_seen_seconds',
      help: 'Seconds since the last sign of life of a board or speaker',
      labelNames: ['device', 'role', 'name'],
      registers,
    }),
  };
}

function storageGauges(registers: Registry[]): Pick<Metrics, 'backupAge' | 'chainOk' | 'diskFree'> {
  return {
    backupAge: new Gauge({
      name: 'db_backup_age_seconds',
      help: 'Seconds since the last good backup; -1 when there is none',
      registers,
    }),
    chainOk: new Gauge({
      name: 'audit_chain_ok',
      help: 'Whether every entry of the log held at the last look (1) or not (0)',
      registers,
    }),
    diskFree: new Gauge({
      name: 'disk_free_ratio',
      help: 'Free part of the disk under the data folder, 0 to 1',
      registers,
    }),
  };
}
