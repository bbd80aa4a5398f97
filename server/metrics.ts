import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What is counted, with the names that the hospital's monitoring relies on. */
export type Metrics = {
  registry: Registry;
  scans: Counter<'verdict' | 'code' | 'source'>;
  tickets: Counter<'service'>;
  printJobs: Counter<'state'>;
  calls: Counter<'room'>;
  announcements: Counter<'phase'>;
  waiting: Gauge<'service'>;
  sockets: Gauge<'namespace'>;
};

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
  };
}
