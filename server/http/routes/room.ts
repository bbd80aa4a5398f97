import { z } from 'zod';
import { reasonWords } from '../../../core/queue/call-reason.ts';
import type { Command } from '../../../core/queue/command.ts';
import { type Day, servicesOf } from '../../../core/queue/day.ts';
import type { Outcome } from '../../../core/queue/decision.ts';
import { faultOf } from '../../../core/queue/fault.ts';
import { isOpen } from '../../../core/queue/ticket.ts';
import { ticketView } from '../../../core/queue/views.ts';
import {
  BoardAnswer,
  CallBody,
  InviteAnswer,
  InviteBody,
  NextAnswer,
  NextBody,
  RequestId,
  RoomServicesBody,
  RoomStateBody,
} from '../../../core/wire/api.ts';
import type { Device } from '../../devices/devices.ts';
import { freshName } from '../../fresh-name.ts';
import type { House } from '../../house.ts';
import { type HttpAnswer, problem, problemOfFault } from '../problem.ts';
import { type Route, route } from '../route.ts';

/** Rooms, boards, and the bell of a kiosk. */
export function roomRoutes(house: House): Route[] {
  return [
    nextRoute(house),
    callRoute(house),
    inviteRoute(house),
    stateRoute(house),
    servicesRoute(house),
    boardRoute(house),
    helpRoute(house),
  ];
}

/** A desk of one room acts for that room; the others do not exist for it. */
const isOutside = (device: Device, room: string): boolean =>
  device.role === 'console' && device.room !== null && device.room !== room;

type Ask = { device: Device; room: string; body: { requestId: string }; command: Command; act: string };

/** Sends a command of a room through the door, if the device may speak for the room. */
async function ask(
  house: House,
  { device, room, body, command, act }: Ask,
  answer: (day: Day, outcome: Outcome) => object,
): Promise<HttpAnswer> {
  if (isOutside(device, room)) return problemOfFault(faultOf('unknown-room'));
  return house.door.handle({
    request: {
      actor: device.id,
      requestId: body.requestId,
      body: act === '' ? { ...body, room } : { ...body, room, act },
    },
    command,
    person: null,
    answer: (day, outcome) => ({ status: 200, body: answer(day, outcome) }),
    refuse: problemOfFault,
  });
}

function called(house: House, day: Day, outcome: Outcome): object {
  const call = outcome.kind === 'called' ? outcome : null;
  const ticket = call?.ticket ? day.tickets.get(call.ticket) : undefined;
  const reason = call?.reason ? reasonWords(call.reason) : 'không còn ai chờ';
  return { ticket: ticket ? ticketView(day, ticket, house.now()) : null, reason };
}

function nextRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/rooms/{room}/next',
    roles: ['console', 'api'],
    summary: 'Finish who is in the room and call the next; `expected` is who the caller believes is inside.',
    body: NextBody,
    query: null,
    answers: { 200: NextAnswer },
    run: ({ body, params, device }) => {
      const room = params.room!;
      const command: Command = { type: 'next', room, expected: body.expected, call: freshName() };
      return ask(house, { device, room, body, command, act: '' }, (day, outcome) =>
        called(house, day, outcome),
      );
    },
  });
}

function callRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/rooms/{room}/call',
    roles: ['console', 'api'],
    summary: 'Finish who is in the room and call the ticket named, by its id or by what stands on the paper.',
    body: CallBody,
    query: null,
    answers: { 200: NextAnswer },
    run: ({ body, params, device }) => {
      const room = params.room!;
      const ticket = body.ticket ?? ticketByCode(house, room, body.code ?? '') ?? '';
      const { expected } = body;
      const command: Command = { type: 'call', room, expected, ticket, call: freshName() };
      return ask(house, { device, room, body, command, act: 'call' }, (day, outcome) =>
        called(house, day, outcome),
      );
    },
  });
}

/** `A017` as printed; `17` is the one with that number among the tickets of the room's own series. */
function ticketByCode(house: House, room: string, text: string): string | null {
  const { day } = house.tail;
  const code = text.trim().toUpperCase();
  const tickets = [...day.tickets.values()];
  const printed = tickets.filter((ticket) => ticket.code === code || ticket.also?.includes(code));
  const known = day.rooms.get(room);
  // Two papers of a copied kiosk may bear one number: the one that is still to be called is meant.
  const toCall = printed.filter((ticket) => isOpen(ticket) && !('call' in ticket));
  const meant = toCall.find(({ state }) => state === 'waiting') ?? toCall[0] ?? printed[0];
  if (meant) return meant.id;
  if (!known || !/^\d{1,6}$/.test(code)) return null;
  const services = servicesOf(day, known);
  const series = new Set(services.map((service) => day.services.get(service)?.series));
  const number = Number(code);
  const mine = tickets.filter((ticket) => ticket.number === number && series.has(ticket.series));
  const waiting = mine.find(({ state }) => state === 'waiting');
  return (waiting ?? mine[0])?.id ?? null;
}

function inviteRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/rooms/{room}/invite',
    roles: ['console', 'api'],
    summary: 'Ask the next few people to come near the room; each is still called one by one.',
    body: InviteBody,
    query: null,
    answers: { 200: InviteAnswer },
    run: ({ body, params, device }) => {
      const room = params.room!;
      const command: Command = { type: 'invite', room, count: body.count, call: freshName() };
      return ask(house, { device, room, body, command, act: 'invite' }, (_day, outcome) => ({
        codes: outcome.kind === 'invited' ? outcome.codes : [],
      }));
    },
  });
}

function stateRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/rooms/{room}/state',
    roles: ['console', 'api'],
    summary: 'Open, pause or close a room.',
    body: RoomStateBody,
    query: null,
    answers: { 200: z.object({}) },
    run: ({ body, params, device }) => {
      const room = params.room!;
      const command: Command = { type: 'room', room, to: body.to, reason: body.reason };
      return ask(house, { device, room, body, command, act: 'state' }, () => ({}));
    },
  });
}

function servicesRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/rooms/{room}/services',
    roles: ['console', 'api'],
    summary: 'What a room serves for the rest of the day; null for what the clinic file says.',
    body: RoomServicesBody,
    query: null,
    answers: { 200: z.object({}) },
    run: ({ body, params, device }) => {
      if (device.role === 'console' && device.room !== null)
        return problem('not-allowed', 'Chỉ bàn điều phối đổi được dịch vụ của phòng.');
      const room = params.room!;
      const command: Command = { type: 'serve', room, services: body.services };
      return ask(house, { device, room, body, command, act: 'services' }, () => ({}));
    },
  });
}

function boardRoute(house: House): Route {
  return route({
    method: 'get',
    path: '/boards/{board}',
    roles: ['board', 'console', 'api'],
    summary: 'What a board shows now.',
    body: null,
    query: null,
    answers: { 200: BoardAnswer },
    run: ({ params, device }) => {
      const found = house.boardState(params.board!);
      if (!found || (device.role === 'board' && device.name !== params.board)) {
        return problem('not-found', 'Không có bảng này trong tệp phòng khám.');
      }
      return { status: 200, body: { epoch: house.tail.epoch, ...found } };
    },
  });
}

function helpRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/help',
    roles: ['kiosk', 'station'],
    summary: 'Somebody at a kiosk asks for staff: the desks ring.',
    body: z.strictObject({ requestId: RequestId }),
    query: null,
    answers: { 202: null },
    run: ({ device }) => {
      house.ring(device.name);
      return { status: 202, body: {} };
    },
  });
}
