import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PrintMode } from '../printer-drivers/slip-job.ts';
import { LAYOUTS, type TicketLayout } from '../printer-drivers/ticket-layout.ts';
import { VIETNAMESE_LETTERS } from '../printer-drivers/warm-up.ts';
import type { FreshFigures } from './bench-printing-fresh.ts';
import { longTicketNumber, ticketJob, ticketNumber } from './bench-printing-tickets.ts';
import type { Row } from './bench-row.ts';
import { nodeFlags } from './node-flags.mjs';

/** What was measured, in which unit, and what it must not exceed (null: only told). */
type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | 'bytes' | 'mm' | 'MB';
  readonly limit: number | null;
};

function rowOf({ name, value, unit, limit }: Figure): Row {
  const measured = `${value.toFixed(unit === 'bytes' ? 0 : 1)} ${unit}`;
  if (limit === null) return { what: name, measured, bar: '', met: null };
  return { what: name, measured, bar: `≤ ${limit} ${unit}`, met: value <= limit };
}

const ROUNDS = 1000;

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function warmFigures(): Figure[] {
  return (['generic-80', 'generic-58'] as const).flatMap((id): Figure[] => {
    const times = Array.from({ length: ROUNDS }, (_, n) => {
      const start = performance.now();
      ticketJob(id, 'raster', LAYOUTS.full, ticketNumber(n));
      return performance.now() - start;
    });
    const sorted = times.slice(ROUNDS / 10).sort((a, b) => a - b);
    return [
      { name: `${id}: ticket to bytes, p50`, value: quantile(sorted, 0.5), unit: 'ms', limit: null },
      { name: `${id}: ticket to bytes, p95`, value: quantile(sorted, 0.95), unit: 'ms', limit: 4 },
    ];
  });
}

type Look = {
  readonly name: string;
  readonly id: string;
  readonly mode: PrintMode;
  readonly layout: TicketLayout;
  /** Most bytes; null: no bar. */
  readonly bytes: number | null;
  readonly millimetres: number;
  /** Meant for serial lines: how long it takes at 115,200 baud is held against the bar. */
  readonly serial: boolean;
};

const EPSON = 'epson-tm-t20iii';
const WIDE = {
  id: 'generic-80',
  mode: 'raster',
  layout: LAYOUTS.full,
  bytes: 30_000,
  millimetres: 80,
  serial: false,
} as const;
const NARROW = { ...WIDE, id: 'generic-58', bytes: null, millimetres: 70 } as const;
const COMPACT = { layout: LAYOUTS.compact, millimetres: 60 } as const;

const LOOKS: readonly Look[] = [
  { ...WIDE, name: '80 mm raster' },
  { ...WIDE, name: '80 mm raster, centred bands', id: EPSON },
  { ...WIDE, name: '80 mm hybrid', id: EPSON, mode: 'hybrid', bytes: 19_000, serial: true },
  { ...WIDE, name: '80 mm text', id: EPSON, mode: 'text', bytes: 1000, serial: true },
  { ...WIDE, name: '80 mm ASCII', mode: 'ascii', bytes: 1000, serial: true },
  { ...WIDE, ...COMPACT, name: '80 mm compact' },
  { ...WIDE, name: '80 mm vietnamese', layout: LAYOUTS.vietnamese },
  { ...NARROW, name: '58 mm raster' },
  { ...NARROW, name: '58 mm ASCII', mode: 'ascii', bytes: 1000, serial: true },
  { ...NARROW, ...COMPACT, name: '58 mm compact' },
  { ...NARROW, name: '58 mm vietnamese', layout: LAYOUTS.vietnamese },
];

/** Bytes a second at 115,200 baud, ten bits a byte. */
const SERIAL_BYTES = 11_520;
const TICKETS = 40;

/** The most that any of many tickets took, ordinary ones and those with the longest words. */
function sizeFigures(): Figure[] {
  return LOOKS.flatMap((look): Figure[] =>
    (
      [
        ['usual', ticketNumber],
        ['longest', longTicketNumber],
      ] as const
    ).flatMap(([kind, ticket]): Figure[] => {
      const jobs = Array.from({ length: TICKETS }, (_, n) =>
        ticketJob(look.id, look.mode, look.layout, ticket(n)),
      );
      const most = Math.max(...jobs.map((job) => job.bytes.length));
      const longest = Math.max(...jobs.map((job) => job.millimetres));
      const name = `${look.name}, ${kind}`;
      return [
        { name: `${name}: bytes`, value: most, unit: 'bytes', limit: look.bytes },
        { name: `${name}: paper`, value: longest, unit: 'mm', limit: look.millimetres },
        {
          name: `${name}: on the wire at 115,200 baud`,
          value: most / SERIAL_BYTES,
          unit: 's',
          limit: look.serial ? 1.8 : null,
        },
      ];
    }),
  );
}

/** A ticket of all 134 letters is one whose every letter may be new to the renderer. */
function everyLetterMs(): Figure {
  const words = [0, 34, 67, 101].map((at) => VIETNAMESE_LETTERS.slice(at, at + 34).join(''));
  const ticket = { ...ticketNumber(0), facility: words[0] ?? '', instructions: words.slice(1) };
  const start = performance.now();
  ticketJob('generic-80', 'raster', LAYOUTS.full, ticket);
  return { name: 'a ticket of all 134 letters', value: performance.now() - start, unit: 'ms', limit: null };
}

async function freshFigures(): Promise<Figure[]> {
  const file = join(import.meta.dirname, 'bench-printing-fresh.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [...nodeFlags, file]);
  const fresh = JSON.parse(stdout) as FreshFigures;
  return [
    { name: 'the very first ticket of a process', value: fresh.firstMs, unit: 'ms', limit: 150 },
    { name: 'the first ticket after the warm-up', value: fresh.afterWarmUpMs, unit: 'ms', limit: 10 },
    { name: 'memory of the renderer', value: fresh.rendererMb, unit: 'MB', limit: 50 },
    { name: 'kept after 10,000 more tickets', value: fresh.keptMb, unit: 'MB', limit: 10 },
    { name: 'resident after 10,000 more tickets', value: fresh.residentMb, unit: 'MB', limit: 10 },
  ];
}

/**
 * Measures the way from a ticket to bytes: the very first and 10,000 in a fresh process with the product's flags, warm
 * at both widths, then bytes, paper and time on a serial line of every layout and mode. About a minute.
 */
export async function benchPrinting(): Promise<Row[]> {
  const fresh = await freshFigures();
  return [...fresh, everyLetterMs(), ...warmFigures(), ...sizeFigures()].map(rowOf);
}
