import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MemoryPort } from '../printer-drivers/ports/memory-port.ts';
import { parsePrinterAddress } from '../printer-drivers/printer-address.ts';
import { findProfile } from '../printer-drivers/profile.ts';
import { type PrintMode, slipJob, slipRows } from '../printer-drivers/slip-job.ts';
import type { TicketFacts } from '../printer-drivers/ticket-facts.ts';
import { COMPACT_LAYOUT, type TicketLayout, USUAL_LAYOUT } from '../printer-drivers/ticket-layout.ts';
import { TicketPrinter } from '../printer-drivers/ticket-printer.ts';
import { layoutTicket } from '../printer-drivers/ticket-slip.ts';
import { USUAL_TIMINGS } from '../printer-drivers/timings.ts';
import { warmUp } from '../printer-drivers/warm-up.ts';

/** What was measured, in which unit, and what it must not exceed (null: only told). */
type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | 'bytes' | 'mm' | 'MB';
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

function jobFor(id: string, mode: PrintMode, layout: TicketLayout, n: number) {
  const profile = profileNamed(id);
  const slip = layoutTicket(ticketNumber(n), layout, profile, (each) => slipRows(each, profile, mode));
  const made = slipJob(slip, profile, mode);
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

type Look = {
  readonly name: string;
  readonly id: string;
  readonly mode: PrintMode;
  readonly layout: TicketLayout;
  readonly bytes: number;
  readonly millimetres: number;
};

const EPSON = 'epson-tm-t20iii';
const WIDE = {
  id: 'generic-80',
  mode: 'raster',
  layout: USUAL_LAYOUT,
  bytes: 30_000,
  millimetres: 80,
} as const;
const NARROW = { ...WIDE, id: 'generic-58', millimetres: 70 } as const;
const COMPACT = { layout: COMPACT_LAYOUT, millimetres: 60 } as const;

const LOOKS: readonly Look[] = [
  { ...WIDE, name: '80 mm' },
  { ...WIDE, name: '80 mm, centred bands', id: EPSON },
  { ...WIDE, name: '80 mm hybrid', id: EPSON, mode: 'hybrid', bytes: 19_000 },
  { ...WIDE, name: '80 mm text', id: EPSON, mode: 'text', bytes: 1000 },
  { ...WIDE, name: '80 mm ASCII', mode: 'ascii', bytes: 1000 },
  { ...WIDE, ...COMPACT, name: '80 mm compact' },
  { ...NARROW, name: '58 mm' },
  { ...NARROW, ...COMPACT, name: '58 mm compact' },
];

/** Bytes a second at 115,200 baud, ten bits a byte. */
const SERIAL_BYTES = 11_520;

function sizes(): Figure[] {
  return LOOKS.flatMap(({ name, id, mode, layout, bytes, millimetres }): Figure[] => {
    const jobs = Array.from({ length: 40 }, (_, n) => jobFor(id, mode, layout, n));
    const most = Math.max(...jobs.map((job) => job.bytes.length));
    const longest = Math.max(...jobs.map((job) => job.millimetres));
    const wire: Figure = {
      name: `${name}: on the wire at 115,200 baud`,
      value: most / SERIAL_BYTES,
      unit: 's',
      limit: 1.8,
    };
    return [
      { name: `${name}: bytes`, value: most, unit: 'bytes', limit: bytes },
      { name: `${name}: paper`, value: longest, unit: 'mm', limit: millimetres },
      ...(mode === 'hybrid' || mode === 'text' ? [wire] : []),
    ];
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
  const cold = timed(() => jobFor('generic-80', 'raster', USUAL_LAYOUT, 0));
  await warmUp(profileNamed('generic-80'));
  const afterWarmUp = timed(() => jobFor('generic-80', 'raster', USUAL_LAYOUT, 1));
  const renderer = (process.memoryUsage().rss - bare) / 1e6;
  const warm = (['generic-80', 'generic-58'] as const).flatMap((id): Figure[] => {
    const times = Array.from({ length: ROUNDS }, (_, n) =>
      timed(() => jobFor(id, 'raster', USUAL_LAYOUT, n)),
    );
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
