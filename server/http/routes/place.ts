import { z } from 'zod';
import type { Clinic } from '../../../core/queue/clinic-file.ts';
import { waitingFor } from '../../../core/queue/day.ts';
import { isOpenAt } from '../../../core/queue/decide.ts';
import { deskSteps } from '../../../core/queue/desk-view.ts';
import { timeOfDay } from '../../../core/queue/local-time.ts';
import { placeOf } from '../../../core/queue/place.ts';
import type { Ticket } from '../../../core/queue/ticket.ts';
import { openSteps } from '../../../core/queue/visit.ts';
import {
  EnrolAnswer,
  EnrolBody,
  type PlaceAnswer,
  PlaceAnswer as PlaceSchema,
  TicketState,
} from '../../../core/wire/api.ts';
import type { Device } from '../../devices/devices.ts';
import type { House } from '../../house.ts';
import { Buckets } from '../bucket.ts';
import { problem, tooMany } from '../problem.ts';
import { type Route, route } from '../route.ts';

const Names = z.object({ vi: z.string(), en: z.string().optional() });

/** What a patient's own page shows; nothing personal, as a phone is looked over by others. */
const OwnTicket = z.object({
  code: z.string(),
  state: TicketState,
  ahead: z.int(),
  /** Minutes until the call; null when it does not wait or nothing honest can be said. */
  wait: z.object({ from: z.int(), to: z.int() }).nullable(),
  service: Names,
  /** The room of the call; null before it. */
  room: Names.nullable(),
  /** The way to that room, before the call where to wait. */
  place: Names.nullable(),
  /** As it stands on the board beside the call: it points from there. */
  arrow: z.enum(['left', 'right', 'up', 'down', 'none']),
  /** How often it was called by now, so that a page can tell a recall. */
  calls: z.int(),
  /** When somebody who is away is expected back, ms since 1970; null when that is open. */
  backAt: z.int().nullable(),
  /** The whole visit in its order. */
  steps: z.array(z.object({ name: Names, state: z.enum(['done', 'skipped', 'here', 'open', 'ahead']) })),
  facility: z.string(),
  updatedAt: z.int(),
  /** When to ask again; null: nothing is left to ask for. */
  nextPollMs: z.int().nullable(),
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
    run: ({ device }) => ({ status: 200, body: placeAnswer(house, device) }),
  });
}

/** The hospital as a device sees it now. */
export function placeAnswer(house: House, device: Device): PlaceAnswer {
  const { clinic, tail } = house;
  const time = timeOfDay(house.now(), clinic.timeZone);
  return {
    facility: clinic.name,
    timeZone: clinic.timeZone,
    device: { role: device.role, name: device.name, room: device.room },
    kiosk: {
      screenInches: clinic.kiosk.screenInches,
      camera: clinic.kiosk.camera,
      languages: house.languages.list(),
      paper: house.station.state().printer.kind === 'paper',
    },
    services: clinic.services.map(({ id, name, series, kiosk, reception, hours, kind }) => ({
      id,
      name: name.en === undefined ? { vi: name.vi } : { vi: name.vi, en: name.en },
      series,
      open: isOpenAt(hours, time),
      waiting: waitingFor(tail.day, id),
      kiosk,
      reception,
      kind,
    })),
    journeys: clinic.journeys.map(({ id, name, stages }) => ({ id, name: name.vi, first: stages[0]! })),
    rooms: clinic.rooms.map(({ id, label }) => ({
      id,
      label: label.en === undefined ? { vi: label.vi } : { vi: label.vi, en: label.en },
    })),
  };
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
    run: async ({ body, address }) => {
      const wait = guard.blocked(address);
      if (wait > 0) return tooMany(wait, 'Nhập sai nhiều lần. Chờ 10 phút rồi thử lại.');
      const device = await house.devices.enrol(body.code);
      if (device) return { status: 201, body: device };
      guard.wrong(address);
      return problem('code-refused', 'Mã không đúng hoặc đã hết hạn. Xin mã mới: npm run admin -- links');
    },
  });
}

function ownTicketRoute(house: House): Route {
  // Hundreds of phones behind one wireless network share an address: it is counted for wrong tokens alone.
  const each = new Buckets(5, house.elapsed);
  const strangers = new Buckets(50, house.elapsed);
  return route({
    method: 'get',
    path: '/t/{token}',
    roles: 'anyone',
    summary:
      "A patient's own ticket: number, place, expected wait and the way of the visit, nothing personal.",
    body: null,
    query: null,
    answers: { 200: OwnTicket },
    run: ({ params, address }) => {
      const { day } = house.tail;
      const ticket = day.tickets.get(day.tokens.get(params.token!) ?? '');
      const wait = ticket ? each.take(ticket.id) : strangers.take(address);
      if (wait > 0) return tooMany(wait, 'Chờ một chút rồi thử lại.');
      if (!ticket) return problem('not-found', 'Phiếu không còn hiệu lực hôm nay.');
      return { status: 200, body: ownTicket(house, ticket) };
    },
  });
}

function ownTicket(house: House, ticket: Ticket): z.infer<typeof OwnTicket> {
  const { clinic, tail } = house;
  const { code, state, ahead, wait } = house.viewOf(ticket);
  const room = 'call' in ticket ? clinic.rooms.find(({ id }) => id === ticket.room) : undefined;
  const now = house.now();
  return {
    code,
    state,
    ahead,
    wait,
    service: shownName(clinic, ticket.service),
    room: room?.label ?? null,
    place: room ? (room.place ?? null) : waitingPlace(clinic, ticket),
    arrow: room?.arrow ?? 'none',
    calls: 'rev' in ticket ? ticket.rev : 0,
    backAt: ticket.state === 'away' ? ticket.until : null,
    steps: deskSteps(tail.day, ticket, now).map((step) => ({
      name: shownName(clinic, step.service),
      state: step.state,
    })),
    facility: clinic.name,
    updatedAt: now,
    nextPollMs: nextPollMs(state, ahead),
  };
}

/** The name of a sensitive service tells an illness to whoever looks over a shoulder. */
function shownName(clinic: Clinic, id: string): z.infer<typeof Names> {
  const service = clinic.services.find((each) => each.id === id);
  if (service?.sensitive) return { vi: 'Phòng khám', en: 'Clinic' };
  return service?.name ?? { vi: '' };
}

/** Where somebody waits for the call: back to the doctor who sent him, else at the rooms of the service. */
function waitingPlace(clinic: Clinic, ticket: Ticket): z.infer<typeof Names> | null {
  if (ticket.state !== 'waiting') return null;
  const back = openSteps(ticket.steps).find(({ service }) => service === ticket.service)?.room;
  const room = clinic.rooms.find(({ id }) => id === back);
  if (room) return room.label;
  const { vi, en } = placeOf(clinic, ticket.service);
  return en === null ? { vi } : { vi, en };
}

/** How soon a phone should ask again: often when the call is near, seldom while it is far. */
function nextPollMs(state: Ticket['state'], ahead: number): number | null {
  if (state === 'done' || state === 'cancelled') return null;
  if (state === 'called' || (state === 'waiting' && ahead <= 3)) return 5_000;
  return state === 'serving' || (state === 'waiting' && ahead <= 10) ? 15_000 : 30_000;
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
