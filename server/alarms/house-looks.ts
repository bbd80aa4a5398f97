import { businessDayAt } from '../../core/queue/decide.ts';
import { twinNumbers } from '../../core/queue/handed-in.ts';
import { printerTone } from '../../core/wire/printer-tone.ts';
import type { HousePrinter } from '../../core/wire/protocol.ts';
import { CLOCK_OFF_MS, type ScreenRole } from '../../core/wire/screen.ts';
import type { DeviceRow } from '../devices/devices.ts';
import type { House } from '../house.ts';
import { AMBER_AFTER_MS, RED_AFTER_MS } from '../sockets/screen-trouble.ts';
import type { Finding, Look } from './alarms.ts';
import { signFinding } from './station-signs.ts';

const SLOW_MS = 2_000;
const MOST_NAMES = 3;
/** A kiosk that is switched on in the morning after its server. */
const FIRST_MS = 120_000;

/** Everything that is known of trouble in a house, fed into the one list. */
export function watchHouse(house: House): void {
  const { alarms, health, safekeeping } = house;
  const storage = () => safekeeping.troubles();
  alarms.watch('log-unwritable', () => (health.canWrite() ? null : red('')));
  alarms.watch('log-damaged', () => (storage().includes('log-damaged') ? red(safekeeping.damage()) : null));
  alarms.watch('backup', () => (storage().includes('backup-old') ? amber('') : null));
  alarms.watch('disk', () => {
    const troubles = storage();
    if (troubles.includes('disk-full')) return red('đã đầy, đang dùng phần dự trữ');
    return troubles.includes('disk-low') ? amber('còn trống dưới 10 %') : null;
  });
  alarms.watch('clock', () => {
    const trouble = house.clock?.trouble();
    return trouble ? amber(`máy báo ${wallTime(trouble.wall, house.clinic.timeZone)}`) : null;
  });
  alarms.watch('slow', () => (health.worstLagMs() >= SLOW_MS ? amber('') : null));
  alarms.watch('printer', () => printerFinding(house.printers()));
  alarms.watch('board', () => screenFinding(house, 'board'));
  alarms.watch('speaker', () => speakerFinding(house));
  const missing = stationLook(house);
  const today = (): string => businessDayAt(house.tail.day, house.now());
  alarms.watch('station', () =>
    both(both(twinFinding(house), signFinding(house.stations.rows(), today())), missing()),
  );
  alarms.watch('scanner', () => {
    const { scanner, station } = house.station.state();
    return scanner.attached ? null : amber(station);
  });
  alarms.watch('device-clock', () => {
    const stations = house.stations.rows().filter(({ connected }) => connected);
    const wrong = [...house.screens(), ...stations].filter(
      ({ clockOffMs }) => Math.abs(clockOffMs ?? 0) > CLOCK_OFF_MS,
    );
    return wrong.length > 0 ? amber(namesOf(wrong.map(({ name }) => name))) : null;
  });
}

const wallTime = (ms: number, timeZone: string): string => new Date(ms).toLocaleString('vi-VN', { timeZone });
const red = (what: string): Finding => ({ level: 'red', what });
const amber = (what: string): Finding => ({ level: 'amber', what });

/** "hall, tang-2, tang-3 và 2 nơi nữa". */
function namesOf(names: readonly string[]): string {
  const each = [...new Set(names)];
  const more = each.length - MOST_NAMES;
  return each.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` và ${more} nơi nữa` : '');
}

function printerFinding(printers: readonly HousePrinter[]): Finding | null {
  // A station that is away is an alarm of its own.
  const ill = printers.filter((printer) => printer.state !== 'away' && printerTone(printer) !== 'calm');
  if (ill.length === 0) return null;
  const isRed = ill.some((printer) => printerTone(printer) === 'brick');
  const [only] = ill;
  const what =
    ill.length === 1 ? `${only!.station}: ${howItIs(only!)}` : namesOf(ill.map(({ station }) => station));
  return isRed ? red(what) : amber(what);
}

/** The printer's own words; of one that prints, how little is left. */
const howItIs = (printer: HousePrinter): string =>
  printerTone({ ...printer, left: null }) === 'calm' ? `cuộn giấy ${printer.leftWords}` : printer.staff;

function screenFinding(house: Pick<House, 'screens'>, role: ScreenRole): Finding | null {
  const ill = house.screens().filter((row) => row.role === role && row.trouble !== null);
  if (ill.length === 0) return null;
  const what = namesOf(ill.map(({ name }) => name));
  return ill.some(({ level }) => level === 'red') ? red(what) : amber(what);
}

/** Pages that are away or blocked, and speakers whose last call nobody heard. */
function speakerFinding(house: Pick<House, 'screens' | 'announcements'>): Finding | null {
  const silent = house.announcements.health().filter(({ state }) => state === 'silent');
  const page = screenFinding(house, 'speaker');
  if (silent.length === 0) return page;
  const ids = silent.map(({ id }) => id);
  const rows = house.screens().filter(({ role, trouble }) => role === 'speaker' && trouble !== null);
  return red(namesOf([...ids, ...rows.map(({ name }) => name)]));
}

/**
 * Two PCs run with one identity now, or numbers stand on two papers (then it may also be an old copy of a disk that
 * was put back). The latter is over when the device is revoked, or with the day.
 */
function twinFinding({
  devices,
  tail,
  runs,
  elapsed,
}: Pick<House, 'devices' | 'tail' | 'runs' | 'elapsed'>): Finding | null {
  const ids = new Set(twinNumbers(tail.day).flatMap(({ stations }) => stations));
  const isTwin = (id: string): boolean => ids.has(id) || runs.isDouble(id, elapsed());
  const twins = devices.list().filter(({ id, revokedAt }) => revokedAt === null && isTwin(id));
  return twins.length === 0 ? null : red(`${namesOf(twins.map(({ name }) => name))}: hai máy cùng danh tính`);
}

/** Two findings of one alarm, as one. */
function both(one: Finding | null, other: Finding | null): Finding | null {
  if (!one || !other) return one ?? other;
  return { level: one.level === 'red' ? 'red' : other.level, what: `${one.what}; ${other.what}` };
}

/**
 * Stations of kiosks that stand elsewhere; one that has not come since this start is given more time, and then told
 * with when it was seen last. One that was exchanged is not missed, as with screens.
 */
function stationLook({
  devices,
  connected,
  elapsed,
  clinic,
}: Pick<House, 'devices' | 'connected' | 'elapsed' | 'clinic'>): Look {
  const seen = new Map<string, number>();
  const openedAt = elapsed();
  const missing = (id: string): number => {
    const at = seen.get(id);
    return elapsed() - (at ?? openedAt + FIRST_MS);
  };
  const wordsOf = ({ id, name, seenAt }: DeviceRow): string =>
    seenAt === null || seen.has(id) ? name : `${name} (thấy lần cuối ${wallTime(seenAt, clinic.timeZone)})`;
  return () => {
    const stations = devices.list().filter(({ role, revokedAt }) => role === 'station' && revokedAt === null);
    for (const { id } of stations) if (connected(id)) seen.set(id, elapsed());
    const away = stations.filter(
      (station) => missing(station.id) >= AMBER_AFTER_MS && !isExchanged(station, stations),
    );
    if (away.length === 0) return null;
    const what = namesOf(away.map(wordsOf));
    return away.some(({ id }) => missing(id) >= RED_AFTER_MS) ? red(what) : amber(what);
  };
}

/**
 * Another of its name was opened for the first time after this one was seen last, or, where this one never came (its
 * token was lost), was enrolled after it.
 */
const isExchanged = ({ name, seenAt, createdAt }: DeviceRow, all: readonly DeviceRow[]): boolean =>
  all.some((other) => {
    if (other.name !== name || other.firstSeenAt === null) return false;
    return seenAt === null ? other.createdAt > createdAt : other.firstSeenAt > seenAt;
  });
