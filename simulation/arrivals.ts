import type { Clinic } from '../core/queue/clinic-file.ts';
import { type PriorityClass, priorityClasses } from '../core/queue/line-class.ts';
import { drawMinutes, type Stop, type Visitor, wayFrom } from './people.ts';
import { mulberry32 } from './random.ts';

/** One line of an arrivals file: minutes since midnight, and minutes of service where they were written. */
export type Arrival = { minute: number; service: string; priority: PriorityClass; minutes: number | null };

/** What is wrong in which line of the file; the first line is 1. */
export type ArrivalFault = { line: number; should: string };

type Read = { ok: true; arrivals: Arrival[] } | { ok: false; faults: ArrivalFault[] };
type Row = { ok: true; arrival: Arrival } | { ok: false; should: string };

const columns = ['time', 'service', 'priority', 'minutes'] as const;
type Column = (typeof columns)[number];
const DAY_MINUTES = 1440;
const LONGEST = 480;

/**
 * Reads who came on a day from CSV. The first line names the columns, in any order: `time` (07:05 or 07:05:30),
 * `service` (an id of the clinic file), `priority` (urgent, priority, appointment, normal; empty is normal) and,
 * if the hospital knows it, `minutes` in the room. Comma or semicolon; a decimal comma is understood after a
 * semicolon. Empty lines are passed over; any other wrong line is named, and then nothing is read.
 */
export function readArrivals(text: string, clinic: Clinic): Read {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const separator = lines[0]?.includes(';') ? ';' : ',';
  const head = cellsOf(lines[0] ?? '', separator).map((cell) => cell.toLowerCase());
  const headFault = faultOfHead(head);
  if (headFault) return { ok: false, faults: [{ line: 1, should: headFault }] };
  const services = new Set(clinic.rooms.flatMap((room) => room.services));
  const rows = lines.slice(1).flatMap((each, index) => {
    if (each.trim() === '') return [];
    const cells = cellsOf(each, separator);
    const cell = (column: Column): string => cells[head.indexOf(column)] ?? '';
    return [{ line: index + 2, row: readRow(cell, services) }];
  });
  const faults = rows.flatMap(({ line, row }) => (row.ok ? [] : [{ line, should: row.should }]));
  if (faults.length > 0) return { ok: false, faults };
  const arrivals = rows.flatMap(({ row }) => (row.ok ? [row.arrival] : []));
  return { ok: true, arrivals: arrivals.sort((a, b) => a.minute - b.minute) };
}

function cellsOf(line: string, separator: string): string[] {
  return line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function faultOfHead(head: readonly string[]): string | null {
  const missing = columns.slice(0, 3).find((column) => !head.includes(column));
  if (missing) return `the names of the columns: ${columns.join(',')} ("${missing}" is missing)`;
  const strange = head.find((name) => !(columns as readonly string[]).includes(name));
  if (strange) return `the names of the columns: ${columns.join(',')} ("${strange}" is none)`;
  const twice = head.find((name, index) => head.indexOf(name) < index);
  return twice ? `each column once ("${twice}" stands twice)` : null;
}

function readRow(cell: (column: Column) => string, services: ReadonlySet<string>): Row {
  const minute = readTime(cell('time'));
  if (minute === null) return { ok: false, should: 'a time such as 07:05' };
  const service = cell('service');
  if (!services.has(service)) return { ok: false, should: 'a service that a room of the clinic file serves' };
  const word = cell('priority') || 'normal';
  const priority = priorityClasses.find((each) => each === word);
  if (!priority) return { ok: false, should: `one of ${priorityClasses.join(', ')}` };
  const minutes = cell('minutes') === '' ? null : Number(cell('minutes').replace(',', '.'));
  if (minutes !== null && !(minutes > 0 && minutes <= LONGEST))
    return { ok: false, should: `minutes above 0, at most ${LONGEST}` };
  return { ok: true, arrival: { minute, service, priority, minutes } };
}

/** Minutes since midnight of `7:05`, `07:05` or `07:05:30`; null for anything else. */
export function readTime(time: string): number | null {
  const found = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(time);
  if (!found) return null;
  const [hours, minutes, seconds] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  const sum = hours * 60 + minutes + seconds / 60;
  return minutes < 60 && seconds < 60 && sum < DAY_MINUTES ? sum : null;
}

/**
 * The people of an arrivals file, with minute 0 at midnight. Each goes the way of his service's journey; minutes
 * that the file does not know are drawn around those of the clinic file, the same for the same seed.
 */
export function peopleOf(arrivals: readonly Arrival[], clinic: Clinic, seed: number): Visitor[] {
  const chance = mulberry32(seed);
  const usual = new Map(clinic.services.map(({ id, minutes }) => [id, minutes]));
  return arrivals.map(({ minute, service, priority, minutes }, index) => {
    const stops = wayFrom(clinic, service).map((each, at): Stop => {
      const drawn = drawMinutes(usual.get(each) ?? 1, chance);
      return { service: each, minutes: at === 0 && minutes !== null ? minutes : drawn, absentMinutes: null };
    });
    return { id: `v${index + 1}`, arrival: minute, priority, slot: null, stops };
  });
}
