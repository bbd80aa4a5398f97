import type { z } from 'zod';
import { type MoveCommand, moveNames } from '../../../core/queue/command.ts';
import { type Day, servicesOf } from '../../../core/queue/day.ts';
import { deskTicket } from '../../../core/queue/desk-view.ts';
import { faultOf } from '../../../core/queue/fault.ts';
import { businessDayOf } from '../../../core/queue/local-time.ts';
import type { Ticket } from '../../../core/queue/ticket.ts';
import { ticketView } from '../../../core/queue/views.ts';
import {
  DeskTicketEnvelope,
  MoveBodies,
  PrintBody,
  TicketEnvelope,
  TicketList,
  TicketQuery,
} from '../../../core/wire/api.ts';
import type { Device } from '../../devices/devices.ts';
import type { House } from '../../house.ts';
import { foldDay } from '../../tail.ts';
import { type HttpAnswer, problemOfFault } from '../problem.ts';
import { type Route, route } from '../route.ts';

type MoveBody = { requestId: string } & Record<string, unknown>;

/** Tickets: the list, the moves, another slip. */
export function ticketRoutes(house: House): Route[] {
  return [
    listRoute(house),
    oneRoute(house),
    printRoute(house),
    paperSeenRoute(house),
    ...moveNames.map((move) => moveRoute(house, move)),
  ];
}

function listRoute(house: House): Route {
  return route({
    method: 'get',
    path: '/tickets',
    roles: ['console', 'api'],
    summary: 'The tickets of a business day (default: today), the whole day in one answer.',
    body: null,
    query: TicketQuery,
    answers: { 200: TicketList },
    run: async ({ query }) => {
      const day = await dayOf(house, query.day ?? businessDayOf(house.now(), house.clinic));
      const tickets = [...(day?.tickets.values() ?? [])]
        .filter(({ service }) => query.service === undefined || service === query.service)
        .filter(({ state }) => query.state === undefined || state === query.state);
      return {
        status: 200,
        body: { tickets: tickets.map((ticket) => ticketView(day!, ticket, house.now())) },
      };
    },
  });
}

function oneRoute(house: House): Route {
  return route({
    method: 'get',
    path: '/tickets/{id}',
    roles: ['console', 'api'],
    summary: 'One ticket of today with its whole visit.',
    body: null,
    query: null,
    answers: { 200: DeskTicketEnvelope },
    run: ({ params }) => {
      const { day } = house.tail;
      const ticket = day.tickets.get(params.id!);
      if (!ticket) return outside();
      return { status: 200, body: { ticket: deskTicket(day, ticket, house.now(), '') } };
    },
  });
}

async function dayOf(house: House, businessDay: string): Promise<Day | null> {
  if (house.tail.day.businessDay === businessDay) return house.tail.day;
  return foldDay(house.log, house.clinic, businessDay);
}

function printRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/tickets/{id}/print',
    roles: ['kiosk', 'station', 'console'],
    summary: 'Print the slip again; it keeps its number and says that it is a reprint.',
    body: PrintBody,
    query: null,
    answers: { 202: TicketEnvelope },
    run: ({ body, params, device }) => {
      const id = params.id!;
      return house.door.handle({
        request: { actor: device.id, requestId: body.requestId, body: { ...body, id } },
        // Somebody at a kiosk wants it there; a desk wants it where the first one came out.
        command: { type: 'print', ticket: id, paperFor: device.role === 'console' ? null : device.id },
        person: null,
        answer: (day) => ({
          status: 202,
          body: { ticket: ticketView(day, day.tickets.get(id)!, house.now()) },
        }),
        refuse: problemOfFault,
      });
    },
  });
}

function paperSeenRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/tickets/{id}/paper-seen',
    roles: ['console', 'api'],
    summary: 'Somebody has seen the paper of a ticket: a slip of which nothing was known has come out.',
    body: PrintBody,
    query: null,
    answers: { 200: TicketEnvelope },
    run: ({ body, params, device }) => {
      const id = params.id!;
      const slip = house.tail.day.tickets.get(id)?.slips ?? 0;
      return house.door.handle({
        request: { actor: device.id, requestId: body.requestId, body: { ...body, id, seen: true } },
        command: { type: 'slip', ticket: id, slip, state: 'confirmed', printer: null },
        person: null,
        answer: (day) => ({
          status: 200,
          body: { ticket: ticketView(day, day.tickets.get(id)!, house.now()) },
        }),
        refuse: problemOfFault,
      });
    },
  });
}

function moveRoute(house: House, move: MoveCommand['move']): Route {
  return route({
    method: 'post',
    path: `/tickets/{id}/${move}`,
    roles: ['console', 'api'],
    summary: `Move a ticket: ${move}.`,
    body: MoveBodies[move] as z.ZodType<MoveBody>,
    query: null,
    answers: { 200: TicketEnvelope },
    run: async ({ body, params, device }) => {
      const id = params.id!;
      const request = { actor: device.id, requestId: body.requestId, body: { ...body, id, move } };
      if (!inScope(house, device, house.tail.day.tickets.get(id))) {
        // The desk's own move may have taken the ticket out of its scope: a retry gets the answer of then.
        return (await house.door.answered(request, problemOfFault)) ?? outside();
      }
      return house.door.handle({
        request,
        command: moveCommand(move, id, body),
        person: null,
        answer: (day) => ({
          status: 200,
          body: { ticket: ticketView(day, day.tickets.get(id)!, house.now()) },
        }),
        refuse: problemOfFault,
      });
    },
  });
}

function moveCommand(move: MoveCommand['move'], ticket: string, body: MoveBody): MoveCommand {
  const { requestId: _requestId, ...parts } = body;
  // The body was read with the very schema of this move, so its parts are those of the command.
  return { type: 'move', move, ticket, ...parts } as MoveCommand;
}

/**
 * A desk of one room moves the tickets in its room and those that wait for its services, no others. A ticket
 * that does not exist is in scope: the core names that fault.
 */
function inScope(house: House, device: Device, ticket: Ticket | undefined): boolean {
  if (device.role !== 'console' || device.room === null || !ticket) return true;
  const room = house.tail.day.rooms.get(device.room);
  const services = room ? servicesOf(house.tail.day, room) : [];
  const undoable = house.tail.day.moves.some(
    (m) => m.room === device.room && m.before.some(({ id }) => id === ticket.id),
  );
  return (
    undoable ||
    ('room' in ticket && ticket.room === device.room) ||
    ticket.steps.some(({ service }) => services.includes(service))
  );
}

/** Things outside a device's scope look as if they did not exist. */
function outside(): HttpAnswer {
  return problemOfFault(faultOf('unknown-ticket'));
}
