import { plain } from '../core/queue/booking-list.ts';
import type { AppointmentList } from '../core/wire/appointment-api.ts';

export type Appointment = ReturnType<(typeof AppointmentList)['parse']>['appointments'][number];
export type NamedAppointment = Appointment & { readonly serviceName: string; readonly clock: string };

const MOST_SHOWN = 60;

/** `08:30` of an ISO time with the hospital's own offset, whatever the zone of this machine. */
export function clockOf(time: string): string {
  return /T(\d\d:\d\d)/.exec(time)?.[1] ?? time;
}

/**
 * Appointments that a typed text means: part of the time, of the service (with or without marks) or of the ticket's
 * code; all of them for an empty text. Those who have not come stand first, by time; at most sixty.
 */
export function findAppointments(
  list: readonly Appointment[],
  text: string,
  nameOf: (service: string) => string,
): { shown: NamedAppointment[]; more: number } {
  const wanted = plain(text);
  const found = list
    .map((each) => ({ ...each, serviceName: nameOf(each.service), clock: clockOf(each.time) }))
    .filter(({ clock, serviceName, code }) =>
      [clock, clock.replace(/^0/, ''), plain(serviceName), plain(code ?? '')].some((part) =>
        part.includes(wanted),
      ),
    )
    .sort((a, b) => Number(a.ticket !== null) - Number(b.ticket !== null) || a.time.localeCompare(b.time));
  return { shown: found.slice(0, MOST_SHOWN), more: Math.max(0, found.length - MOST_SHOWN) };
}
