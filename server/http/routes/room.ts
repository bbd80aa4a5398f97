import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { faultOf } from '../../../core/queue/fault.ts';
import { reasonWords } from '../../../core/queue/policy.ts';
import { ticketView } from '../../../core/queue/views.ts';
import { BoardAnswer, NextAnswer, NextBody, RequestId } from '../../../core/wire/api.ts';
import type { House } from '../../house.ts';
import { problem, problemOfFault } from '../problem.ts';
import { type Route, route } from '../route.ts';

/** Rooms, boards, and the bell of a kiosk. */
export function roomRoutes(house: House): Route[] {
  return [nextRoute(house), boardRoute(house), helpRoute(house)];
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
      if (device.role === 'console' && device.room !== null && device.room !== room) {
        return problemOfFault(faultOf('unknown-room'));
      }
      return house.door.handle({
        request: { actor: device.id, requestId: body.requestId, body: { ...body, room } },
        command: { type: 'next', room, expected: body.expected, call: randomBytes(9).toString('base64url') },
        person: null,
        answer: (day, outcome) => {
          const called = outcome.kind === 'called' ? outcome : null;
          const ticket = called?.ticket ? day.tickets.get(called.ticket) : undefined;
          const reason = called?.reason ? reasonWords(called.reason) : 'không còn ai chờ';
          return { status: 200, body: { ticket: ticket ? ticketView(day, ticket) : null, reason } };
        },
        refuse: problemOfFault,
      });
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
