import { businessDayAt } from '../../core/queue/decide.ts';
import { twinNumbers } from '../../core/queue/handed-in.ts';
import { localMoment } from '../../core/queue/local-time.ts';
import { placeOf } from '../../core/queue/place.ts';
import { HIGHEST_NUMBER, type Permit, type PermitAnswer, type PermitBody } from '../../core/wire/offline.ts';
import type { Device } from '../devices/devices.ts';
import type { House } from '../house.ts';
import { placeAnswer } from '../http/routes/place.ts';
import { sealKeyOf } from './house-keys.ts';

const DAY = 86_400_000;

/** `run`: the name of the station's process; null from a station of before. */
type Asked = PermitBody & { run: string | null };

/**
 * The permit of a station for the business day of now, signed: it is good until the day ends, for this device and
 * this journal alone. The series is granted with the first one. A station whose journal another PC has too is told to
 * begin another one.
 */
export async function permitFor(house: House, device: Device, asked: Asked): Promise<PermitAnswer> {
  const { clinic, tail, grants, permits, people } = house;
  const now = house.now();
  const businessDay = businessDayAt(tail.day, now);
  const wish = { device: device.id, journal: asked.journal, at: now, remembered: asked.series };
  const series = await grants.grant(wish);
  const permit: Permit = {
    ...{ site: clinic.site, device: device.id, journal: asked.journal, series, businessDay, issuedAt: now },
    notAfter: localMoment(nextDate(businessDay), clinic.dayStartsAt, clinic),
    ...{ timeZone: clinic.timeZone, dayStartsAt: clinic.dayStartsAt },
    sealKey: sealKeyOf((await people.dayKey(businessDay, true))!),
    place: placeAnswer(house, device),
    services: clinic.services.map(({ id, hours, sensitive }) => ({
      ...{ id, hours, sensitive, place: placeOf(clinic, id) },
    })),
    instructions: [...clinic.kiosk.instructions],
  };
  const text = JSON.stringify(permit);
  const seen = tail.day.businessDay === businessDay ? (tail.day.counters.get(series) ?? 0) : 0;
  const shared = isShared(house, device, asked, series);
  if (shared) house.note({ event: 'journal-shared', station: device.id, series });
  return {
    ...{ permit: text, signature: permits.sign(text), key: permits.key },
    ...{ now, epoch: tail.epoch, highest: shared ? HIGHEST_NUMBER : seen },
  };
}

/** Two PCs were heard with this journal, or numbers of its series came in on two papers. */
function isShared(
  { runs, elapsed, tail }: House,
  { id }: Device,
  { run, journal }: Asked,
  series: string,
): boolean {
  if (run !== null) runs.heard(id, run, journal, elapsed());
  return runs.isShared(journal) || twinNumbers(tail.day).some(({ name }) => name.includes(` ${series}-`));
}

const nextDate = (date: string): string => new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
