import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** How the work of the house goes, by the names of the operations page; no label ever names a person. */
export type WorkMetrics = {
  queueTickets: Counter<'queue' | 'series'>;
  queueWait: Histogram<'queue'>;
  issueLatency: Histogram;
  scanRejected: Counter<'reason'>;
  printJob: Histogram<'state'>;
  printerState: Gauge<'station' | 'state'>;
  clockOffset: Gauge<'device'>;
  alarm: Gauge<'alarm'>;
  ready: Gauge<'check'>;
  loopLag: Gauge;
};

const MINUTES = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180].map((minutes) => minutes * 60);

export function openWorkMetrics(registers: Registry[]): WorkMetrics {
  return { ...queueMetrics(registers), ...stateGauges(registers) };
}

function queueMetrics(
  registers: Registry[],
): Pick<WorkMetrics, 'queueTickets' | 'queueWait' | 'issueLatency' | 'scanRejected' | 'printJob'> {
  return {
    queueTickets: new Counter({
      name: 'queue_tickets_issued_total',
      help: 'Tickets issued, by service and series',
      labelNames: ['queue', 'series'],
      registers,
    }),
    queueWait: new Histogram({
      name: 'queue_wait_seconds',
      help: 'From the moment somebody could be called for a service to the call',
      labelNames: ['queue'],
      buckets: MINUTES,
      registers,
    }),
    issueLatency: new Histogram({
      name: 'issue_latency_seconds',
      help: 'From a check-in at the door of the server to its durable answer',
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
      registers,
    }),
    scanRejected: new Counter({
      name: 'scan_rejected_total',
      help: 'Scans that were refused, by reason',
      labelNames: ['reason'],
      registers,
    }),
    printJob: new Histogram({
      name: 'print_job_seconds',
      help: 'From a slip being given to its station to the known outcome',
      labelNames: ['state'],
      buckets: [0.25, 0.5, 1, 2, 3, 5, 10, 30, 60],
      registers,
    }),
  };
}

function stateGauges(
  registers: Registry[],
): Pick<WorkMetrics, 'printerState' | 'clockOffset' | 'alarm' | 'ready' | 'loopLag'> {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> =>
    new Gauge({ name, help, labelNames, registers });
  return {
    printerState: gauge('printer_state', 'Printers by station: 1 at the state it is in', [
      'station',
      'state',
    ]),
    clockOffset: gauge('clock_offset_seconds', "The house's time minus the device's own", ['device']),
    alarm: gauge('tiepdon_alarm', 'Alarm raised (1) or not (0)', ['alarm']),
    ready: gauge('tiepdon_ready', 'Parts of readiness that hold (1) or not (0)', ['check']),
    loopLag: gauge('tiepdon_loop_lag_seconds', 'Worst delay of the event loop in the last half minute', []),
  };
}
