import { isoLocal, timeOfDay } from '../../../core/queue/local-time.ts';
import { offlineCode } from '../../../core/queue/ticket.ts';
import type { CheckInAnswer } from '../../../core/wire/api.ts';
import type { NumberLine, Permit } from '../../../core/wire/offline.ts';
import type { Slip } from '../paper.ts';

/** A number given out by itself, and what the station's permit says about the place. */
export type OwnNumber = { line: NumberLine; permit: Permit; kiosk: string };

const wordsOf = (permit: Permit, service: string) => {
  const named = permit.place.services.find(({ id }) => id === service);
  const own = permit.services.find(({ id }) => id === service);
  return {
    serviceName: { vi: named?.name.vi ?? service, en: named?.name.en ?? null },
    place: own?.place ?? { vi: '', en: null },
  };
};

/** The paper: nothing that only the house knows, so nobody before it, no time, no address, no name. */
export function slipOf({ line, permit, kiosk }: OwnNumber, reprint: number): Slip {
  const code = offlineCode(line.series, line.n);
  const date = line.businessDay.split('-').reverse().join('/');
  return {
    ticket: code,
    code,
    facility: permit.place.facility,
    ...wordsOf(permit, line.service),
    priority: line.priority,
    maskedName: null,
    offline: true,
    ahead: 0,
    window: null,
    url: '',
    issuedAt: `${timeOfDay(line.at, permit.timeZone)} ${date}`,
    ...{ kiosk, reprint },
    instructions: permit.instructions,
  };
}

/** What the kiosk's page gets for it, in the form of a check-in. */
export function answerOf({ line, permit }: OwnNumber, repeat: boolean): CheckInAnswer {
  const code = offlineCode(line.series, line.n);
  return {
    ticket: {
      id: code,
      code,
      number: line.n,
      service: line.service,
      room: null,
      state: 'waiting',
      priority: line.priority ? 'priority' : 'normal',
      ahead: 0,
      businessDay: line.businessDay,
      issuedAt: isoLocal(line.at, permit.timeZone),
      calledAt: null,
      url: '',
      wait: null,
    },
    repeat,
    place: wordsOf(permit, line.service).place,
    offline: true,
  };
}
