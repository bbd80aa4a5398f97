/**
 * Local time of a hospital from UTC milliseconds. Everything here is a pure function of its arguments; formatters,
 * offsets and the last date are only kept, as they would be made again with the same result.
 */
const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const QUARTER_HOUR = 900_000;
const DAY = 86_400_000;
/** A command asks for the time of one moment several times: the offset and the date that were asked for last. */
let lastOffset = { quarter: Number.NaN, timeZone: '', offset: 0 };
let lastDate = { day: Number.NaN, date: '' };

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** Minutes that the zone is ahead of UTC at that moment; offsets change only at quarters of an hour. */
function offsetMinutes(at: number, timeZone: string): number {
  const quarter = Math.floor(at / QUARTER_HOUR);
  if (quarter === lastOffset.quarter && timeZone === lastOffset.timeZone) return lastOffset.offset;
  const key = `${timeZone} ${quarter}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    if (offsets.size > 500) offsets.clear();
    const moment = quarter * QUARTER_HOUR;
    const part = Object.fromEntries(
      formatterOf(timeZone)
        .formatToParts(moment)
        .map((p) => [p.type, Number(p.value)]),
    );
    const local = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
    offset = Math.round((local - moment) / 60_000);
    offsets.set(key, offset);
  }
  lastOffset = { quarter, timeZone, offset };
  return offset;
}

/** What the wall clock shows, in ms as if it were UTC. */
const wallClock = (at: number, timeZone: string): number => at + offsetMinutes(at, timeZone) * 60_000;

const shifted = (at: number, timeZone: string): string => new Date(wallClock(at, timeZone)).toISOString();

function dateOf(wall: number): string {
  const day = Math.floor(wall / DAY);
  if (day !== lastDate.day) lastDate = { day, date: new Date(day * DAY).toISOString().slice(0, 10) };
  return lastDate.date;
}

/** Minutes after midnight of a time such as `03:00`. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** ISO 8601 with the zone's offset and whole seconds: `2026-11-22T07:05:09+07:00`. */
export function isoLocal(at: number, timeZone: string): string {
  const offset = offsetMinutes(at, timeZone);
  const size = Math.abs(offset);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${shifted(at, timeZone).slice(0, 19)}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Time of day on the wall clock of the hospital, `07:05`. */
export function timeOfDay(at: number, timeZone: string): string {
  return shifted(at, timeZone).slice(11, 16);
}

/** The calendar date on the wall of the hospital, `2026-11-22`. */
export function localDate(at: number, timeZone: string): string {
  return dateOf(wallClock(at, timeZone));
}

/**
 * The business day of a moment: the local date, shifted so that the day turns at `dayStartsAt` ("03:00" keeps
 * a night clinic's queue together). Independent of the server's own zone. The shift is one of the wall clock, so
 * that a night on which summer time begins or ends turns at the same hour as any other.
 */
export function businessDayOf(at: number, clock: { timeZone: string; dayStartsAt: string }): string {
  // So much earlier on the wall, whatever the zone did in between.
  return dateOf(wallClock(at, clock.timeZone) - minutesOf(clock.dayStartsAt) * 60_000);
}

/**
 * The moment in ms at which the hospital's clock shows that time of a business day. Times before `dayStartsAt` are
 * after midnight and belong to the next calendar date.
 */
export function localMoment(
  businessDay: string,
  time: string,
  clock: { timeZone: string; dayStartsAt: string },
): number {
  const date = Date.parse(`${businessDay}T${time}:00Z`) + (time < clock.dayStartsAt ? DAY : 0);
  const guess = date - offsetMinutes(date, clock.timeZone) * 60_000;
  return date - offsetMinutes(guess, clock.timeZone) * 60_000;
}

/** Minutes since the business day began, with their fraction; 0 at `dayStartsAt`. */
export function minuteOfDay(at: number, clock: { timeZone: string; dayStartsAt: string }): number {
  const wall = at / 60_000 + offsetMinutes(at, clock.timeZone) - minutesOf(clock.dayStartsAt);
  return ((wall % 1440) + 1440) % 1440;
}
