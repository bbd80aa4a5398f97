import { z } from 'zod';
import { isOpenAt } from '../../../core/queue/decide.ts';
import { timeOfDay } from '../../../core/queue/local-time.ts';
import {
  EnrolAnswer,
  EnrolBody,
  type PlaceAnswer,
  PlaceAnswer as PlaceSchema,
} from '../../../core/wire/api.ts';
import type { House } from '../../house.ts';
import { Buckets } from '../bucket.ts';
import { problem, tooMany } from '../problem.ts';
import { type Route, route } from '../route.ts';

const OwnTicket = z.object({
  code: z.string(),
  state: z.string(),
  ahead: z.int(),
  service: z.object({ vi: z.string(), en: z.string().optional() }),
  room: z.object({ vi: z.string(), en: z.string().optional() }).nullable(),
  facility: z.string(),
  updatedAt: z.int(),
});

const DeviceList = z.object({
  devices: z.array(
    z.object({
      id: z.string(),
      role: z.string(),
      name: z.string(),
      room: z.string().nullable(),
      connected: z.boolean(),
    }),
  ),
});

/** What a page learns of its place, the exchange of one-time codes, the patient's own ticket. */
export function placeRoutes(house: House): Route[] {
  return [placeRoute(house), enrolRoute(house), ownTicketRoute(house), devicesRoute(house)];
}

function placeRoute(house: House): Route {
  return route({
    method: 'get',
    path: '/place',
    roles: ['kiosk', 'station', 'console', 'board', 'speaker', 'api'],
    summary: 'Names, services and rooms of the hospital as a screen needs them.',
    body: null,
    query: null,
    answers: { 200: PlaceSchema },
    run: ({ device }) => {
      const { clinic, tail } = house;
      const time = timeOfDay(house.now(), clinic.timeZone);
      const body: PlaceAnswer = {
        facility: clinic.name,
        device: { role: device.role, name: device.name, room: device.room },
        kiosk: {
          screenInches: clinic.kiosk.screenInches,
          camera: clinic.kiosk.camera,
          paper: house.station.state().printer.kind === 'paper',
        },
        services: clinic.services.map(({ id, name, series, kiosk, reception, hours }) => ({
          id,
          name: name.en === undefined ? { vi: name.vi } : { vi: name.vi, en: name.en },
          series,
          open: isOpenAt(hours, time),
          waiting: tail.day.waiting.get(id)?.size ?? 0,
          kiosk,
          reception,
        })),
        rooms: clinic.rooms.map(({ id, label }) => ({
          id,
          label: label.en === undefined ? { vi: label.vi } : { vi: label.vi, en: label.en },
        })),
      };
      return { status: 200, body };
    },
  });
}

const GUESS_WINDOW_MS = 600_000;
const GUESSES_EACH = 5;
const GUESSES_ALL = 20;

/** Wrong codes of the last ten minutes: five an address, twenty in all, then nobody may try. */
function guessGuard(elapsed: () => number): {
  /** Seconds until the address may try again; 0 when it may now. */
  blocked(address: string): number;
  wrong(address: string): void;
} {
  let wrong: { address: string; at: number }[] = [];
  const fresh = (): typeof wrong => {
    wrong = wrong.filter(({ at }) => at > elapsed() - GUESS_WINDOW_MS);
    return wrong;
  };
  return {
    blocked(address) {
      const own = fresh().filter((each) => each.address === address);
      const full = wrong.length >= GUESSES_ALL ? wrong : own.length >= GUESSES_EACH ? own : [];
      return full.length === 0 ? 0 : Math.ceil((full[0]!.at + GUESS_WINDOW_MS - elapsed()) / 1000);
    },
    wrong: (address) => fresh().push({ address, at: elapsed() }),
  };
}

function enrolRoute(house: House): Route {
  const guard = guessGuard(house.elapsed);
  return route({
    method: 'post',
    path: '/enrol',
    roles: 'anyone',
    summary: 'Exchange a one-time code for the token of the device that it enrols.',
    body: EnrolBody,
    query: null,
    answers: { 201: EnrolAnswer },
    run: ({ body, address }) => {
      const wait = guard.blocked(address);
      if (wait > 0) return tooMany(wait, 'Nhập sai nhiều lần. Chờ 10 phút rồi thử lại.');
      const device = house.devices.enrol(body.code);
      if (device) return { status: 201, body: device };
      guard.wrong(address);
      return problem('code-refused', 'Mã không đúng hoặc đã hết hạn. Xin mã mới: npm run admin -- links');
    },
  });
}

function ownTicketRoute(house: House): Route {
  // Patients behind one wireless network share an address.
  const buckets = new Buckets(50, house.elapsed);
  return route({
    method: 'get',
    path: '/t/{token}',
    roles: 'anyone',
    summary: "A patient's own ticket: number, state and place, nothing personal.",
    body: null,
    query: null,
    answers: { 200: OwnTicket },
    run: ({ params, address }) => {
      const wait = buckets.take(address);
      if (wait > 0) return tooMany(wait, 'Chờ một chút rồi thử lại.');
      const { day } = house.tail;
      const ticket = day.tickets.get(day.tokens.get(params.token!) ?? '');
      if (!ticket) return problem('not-found', 'Phiếu không còn hiệu lực hôm nay.');
      const { ahead, code, state } = house.viewOf(ticket);
      const room = 'room' in ticket ? house.clinic.rooms.find(({ id }) => id === ticket.room) : undefined;
      const service = house.clinic.services.find(({ id }) => id === ticket.service);
      const name = service?.name ?? { vi: '' };
      return {
        status: 200,
        body: {
          code,
          state,
          ahead,
          service: name,
          room: room?.label ?? null,
          facility: house.clinic.name,
          updatedAt: house.now(),
        },
      };
    },
  });
}

function devicesRoute(house: House): Route {
  return route({
    method: 'get',
    path: '/devices',
    roles: ['console', 'api'],
    summary: 'Enrolled devices and whether they are connected.',
    body: null,
    query: null,
    answers: { 200: DeviceList },
    run: ({ device }) => {
      if (device.role === 'console' && device.room !== null)
        return problem('not-allowed', 'Chỉ bàn quản trị xem được.');
      const devices = house.devices
        .list()
        .filter(({ revokedAt }) => revokedAt === null)
        .map(({ id, role, name, room }) => ({ id, role, name, room, connected: house.connected(id) }));
      return { status: 200, body: { devices } };
    },
  });
}
