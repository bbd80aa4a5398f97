import { businessDayAt } from '../../core/queue/decide.ts';
import { localMoment } from '../../core/queue/local-time.ts';
import { placeOf } from '../../core/queue/place.ts';
import type { Permit, PermitAnswer, PermitBody } from '../../core/wire/offline.ts';
import type { Device } from '../devices/devices.ts';
import type { House } from '../house.ts';
import { placeAnswer } from '../http/routes/place.ts';
import { sealKeyOf } from './house-keys.ts';

const DAY = 86_400_000;

/**
 * The permit of a station for the business day of now, signed: it is good until the day ends, for this device and
 * this journal alone. The series is granted with the first one.
 */
export async function permitFor(house: House, device: Device, asked: PermitBody): Promise<PermitAnswer> {
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
  const highest = tail.day.businessDay === businessDay ? (tail.day.counters.get(series) ?? 0) : 0;
  return {
    ...{ permit: text, signature: permits.sign(text), key: permits.key },
    ...{ now, epoch: tail.epoch, highest },
  };
}

const nextDate = (date: string): string => new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
