import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MemoryPort } from '../printer-drivers/ports/memory-port.ts';
import { parsePrinterAddress } from '../printer-drivers/printer-address.ts';
import { findProfile } from '../printer-drivers/profile.ts';
import { type PrintMode, slipJob } from '../printer-drivers/slip-job.ts';
import { TicketPrinter } from '../printer-drivers/ticket-printer.ts';
import { compactTicketSlip, type TicketFacts, ticketSlip } from '../printer-drivers/ticket-slip.ts';
import { USUAL_TIMINGS } from '../printer-drivers/timings.ts';
import { warmUp } from '../printer-drivers/warm-up.ts';

/** What was measured, in which unit, and what it must not exceed (null: only told). */
type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'bytes' | 'mm' | 'MB';
  readonly limit: number | null;
};

/** One line of a benchmark's table: what was measured, the bar if there is one, whether it was met. */
export type Row = { what: string; measured: string; bar: string; met: boolean | null };

function rowOf({ name, value, unit, limit }: Figure): Row {
  const measured = `${value.toFixed(unit === 'bytes' ? 0 : 1)} ${unit}`;
  if (limit === null) return { what: name, measured, bar: '', met: null };
  return { what: name, measured, bar: `≤ ${limit} ${unit}`, met: value <= limit };
}

const GIVEN_NAMES = ['Bình', 'Hằng', 'Huệ', 'Đức', 'Nguyệt', 'Thủy', 'Ẩn', 'Vững'];
const ROUNDS = 1000;
const MANY = 10_000;

/** The n-th fictional patient's ticket: number, name, code and times differ. */
function ticketNumber(n: number): TicketFacts {
  return {
    facility: 'Bệnh viện Đa khoa Minh Họa',
    code: `A${String(n % 1000).padStart(3, '0')}`,
    serviceName: { vi: 'Khám Nội', en: 'Internal medicine' },
    place: { vi: `Phòng khám ${(n % 9) + 1} · Tầng 2`, en: `Room ${(n % 9) + 1}, 2nd floor` },
    priority: n % 2 === 0,
    maskedName: `N.V. ${GIVEN_NAMES[n % GIVEN_NAMES.length] ?? ''}`,
    ahead: n % 40,
    window: { from: '09:30', to: '10:00' },
    url: `https://bv.example.vn/t/${(n * 7919 + 1e9).toString(36)}q7Rk2m`,
    issuedAt: '08:12 22/11/2026',
    kiosk: 'Kiosk 1',
    reprint: 0,
    instructions: [
      'Giữ phiếu, nhìn màn hình và nghe gọi số.',
      'Lỡ lượt: đến quầy 1.',
      'Phiếu có giá trị trong 30 phút sau khi gọi.',
    ],
  };
}

function profileNamed(id: string) {
  const profile = findProfile(id);
  if (!profile) throw new Error(`no profile ${id}`);
  return profile;
}

function jobFor(id: string, mode: PrintMode, layout: typeof ticketSlip, n: number) {
  const profile = profileNamed(id);
  const made = slipJob(layout(ticketNumber(n), profile), profile, mode);
  if (!made.ok) throw new Error(made.fault.code);
  return made.job;
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const LAYOUTS: readonly (readonly [string, string, PrintMode, typeof ticketSlip, number, number])[] = [
  ['80 mm', 'generic-80', 'raster', ticketSlip, 32_000, 80],
  ['80 mm hybrid', 'epson-tm-t20iii', 'hybrid', ticketSlip, 20_000, 80],
  ['80 mm compact', 'generic-80', 'raster', compactTicketSlip, 32_000, 60],
  ['58 mm', 'generic-58', 'raster', ticketSlip, 32_000, 70],
  ['58 mm compact', 'generic-58', 'raster', compactTicketSlip, 32_000, 60],
];

function sizes(): Figure[] {
  return LAYOUTS.flatMap(([name, id, mode, layout, bytes, millimetres]) => {
    const jobs = Array.from({ length: 40 }, (_, n) => jobFor(id, mode, layout, n));
    return [
      {
        name: `${name}: bytes`,
        value: Math.max(...jobs.map((j) => j.bytes.length)),
        unit: 'bytes',
        limit: bytes,
      },
      {
        name: `${name}: paper`,
        value: Math.max(...jobs.map((j) => j.millimetres)),
        unit: 'mm',
        limit: millimetres,
      },
    ] as const;
  });
}

type Memory = { readonly resident: number; readonly kept: number };

/** Megabytes after everything unused is thrown away: held by the process, and really in use. */
function memory(): Memory {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss / 1e6, kept: (heapUsed + external) / 1e6 };
}

async function whilePrinting(): Promise<Figure[]> {
  const address = parsePrinterAddress('file:memory?profile=file');
  if (!address.ok) throw new Error(address.fault.detail);
  const port = new MemoryPort();
  const timings = { ...USUAL_TIMINGS, gapMs: 0 };
  const printer = new TicketPrinter({ address, port, timings, onHealth: () => undefined });
  const print = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n++) {
      await printer.print(ticketNumber(n), { jobId: `${n}`, deadlineMs: null });
      port.take();
    }
  };
  await print(0, 1000);
  const before = memory();
  await print(1000, 1000 + MANY);
  const after = memory();
  await printer.close();
  // The resident size also moves with the room V8 gives itself for short-lived things (up to 60 MB under load).
  return [
    { name: `kept after ${MANY} more tickets`, value: after.kept - before.kept, unit: 'MB', limit: 10 },
    { name: `resident after ${MANY} more`, value: after.resident - before.resident, unit: 'MB', limit: null },
  ];
}

/**
 * Measures the way from a ticket to bytes: the very first, warm at both widths, bytes and paper of each
 * layout, memory of the renderer and over 10,000 tickets through a printer without a device. About 40 s.
 * To be run first in a fresh process: only then is the first ticket the first.
 */
export async function benchPrinting(): Promise<Row[]> {
  const bare = process.memoryUsage().rss;
  const cold = timed(() => jobFor('generic-80', 'raster', ticketSlip, 0));
  await warmUp(profileNamed('generic-80'));
  const afterWarmUp = timed(() => jobFor('generic-80', 'raster', ticketSlip, 1));
  const renderer = (process.memoryUsage().rss - bare) / 1e6;
  const warm = (['generic-80', 'generic-58'] as const).flatMap((id): Figure[] => {
    const times = Array.from({ length: ROUNDS }, (_, n) => timed(() => jobFor(id, 'raster', ticketSlip, n)));
    const sorted = times.slice(ROUNDS / 10).sort((a, b) => a - b);
    return [
      { name: `${id}: ticket to bytes, p50`, value: quantile(sorted, 0.5), unit: 'ms', limit: null },
      { name: `${id}: ticket to bytes, p95`, value: quantile(sorted, 0.95), unit: 'ms', limit: 4 },
    ];
  });
  const figures: Figure[] = [
    { name: 'the very first ticket', value: cold, unit: 'ms', limit: 150 },
    { name: 'the first ticket after the warm-up', value: afterWarmUp, unit: 'ms', limit: 10 },
    ...warm,
    ...sizes(),
    { name: 'memory of the renderer', value: renderer, unit: 'MB', limit: 50 },
    ...(await whilePrinting()),
  ];
  return figures.map(rowOf);
}
