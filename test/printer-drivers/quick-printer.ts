import { setTimeout as pause } from 'node:timers/promises';
import { portAt } from '../../printer-drivers/ports/port-at.ts';
import type { HealthReport, PrintOutcome } from '../../printer-drivers/print-outcome.ts';
import { parsePrinterAddress } from '../../printer-drivers/printer-address.ts';
import { TicketPrinter } from '../../printer-drivers/ticket-printer.ts';
import type { Timings } from '../../printer-drivers/timings.ts';
import { TICKET } from './tickets.ts';

/** The usual waiting times, some ten times shorter. */
export const QUICK: Timings = {
  connectMs: 2000,
  statusMs: 500,
  probeMs: 150,
  jobMs: 4000,
  alarmMs: 1200,
  settleMs: 60,
  pollMs: 60,
  graceMs: 60,
  heartbeatMs: 60_000,
  perJobHeartbeatMs: 60_000,
  gapMs: 10,
  retryMs: [20, 40, 80],
};

/** What was told of a printer, and when (`performance.now()`). */
type TimedReport = HealthReport & { readonly at: number };

export type QuickPrinter = {
  readonly printer: TicketPrinter;
  readonly reports: TimedReport[];
  readonly states: () => string[];
  ticket(code: string, deadlineMs?: number): Promise<PrintOutcome>;
};

const running: TicketPrinter[] = [];

/** A real printer object over a real port, only impatient. `closeAll` lets go of every one. */
export function quickPrinter(text: string, change: Partial<Timings>): QuickPrinter {
  const address = parsePrinterAddress(text);
  if (!address.ok) throw new Error(address.fault.detail);
  const reports: TimedReport[] = [];
  const timings = { ...QUICK, ...change };
  const port = portAt(address.place);
  const onHealth = (report: HealthReport): void => void reports.push({ ...report, at: performance.now() });
  const printer = new TicketPrinter({ address, port, timings, onHealth });
  running.push(printer);
  return {
    printer,
    reports,
    states: () => reports.map(({ state }) => state),
    ticket: (code, deadlineMs) =>
      printer.print({ ...TICKET, code }, { jobId: code, deadlineMs: deadlineMs ?? null }),
  };
}

/** For afterEach. */
export async function closeAll(): Promise<void> {
  await Promise.all(running.splice(0).map((printer) => printer.close()));
}

/** Waits until something is so, at most two seconds. */
export async function until(so: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !so(); i++) await pause(10);
  if (!so()) throw new Error('it did not come to that within two seconds');
}
