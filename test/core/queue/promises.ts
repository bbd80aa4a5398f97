import { isDeepStrictEqual } from 'node:util';
import type { Day } from '../../../core/queue/day.ts';
import { priorityClasses, type Ticket } from '../../../core/queue/ticket.ts';
import { lineIds, type Portrait } from './portrait.ts';

/** A promise that was not kept. */
export class Broken extends Error {}

export function must(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Broken(promise);
}

/** What was printed on a ticket and can never change. */
export type Issued = Pick<
  Ticket,
  'series' | 'number' | 'code' | 'visitor' | 'priority' | 'token' | 'arrivedAt' | 'issuedAt'
>;

/** What is true of a day after every command; `issued` is the test's own book of the tickets given today. */
export function checkDay(day: Day, issued: ReadonlyMap<string, Issued>): void {
  const tickets = [...day.tickets.values()];
  must(
    isDeepStrictEqual(new Set(day.tickets.keys()), new Set(issued.keys())),
    'nobody is lost and nobody appears from nowhere',
  );
  must(new Set(tickets.map(({ code }) => code)).size === tickets.length, 'no number is given twice');
  for (const ticket of tickets) checkPrinted(ticket, issued.get(ticket.id)!);
  must(
    tickets.every(({ id, token }) => day.tokens.get(token) === id) && day.tokens.size === tickets.length,
    'every page finds its ticket',
  );
  checkLines(day, tickets);
  checkRooms(day, tickets);
  checkVisitors(day, tickets);
}

function checkPrinted(ticket: Ticket, issued: Issued): void {
  const { series, number, code, visitor, priority, token, arrivedAt, issuedAt } = ticket;
  must(arrivedAt === issued.arrivedAt, 'the first arrival never changes');
  const printed = { series, number, code, visitor, priority, token, arrivedAt, issuedAt };
  must(isDeepStrictEqual(printed, issued), 'what is printed never changes');
}

function checkLines(day: Day, tickets: readonly Ticket[]): void {
  const waiting = tickets.filter(({ state }) => state === 'waiting');
  const standing = [...day.waiting.keys()].flatMap((service) =>
    priorityClasses.flatMap((priority) =>
      lineIds(day, service)[priority].map((id, place) => ({ id, service, priority, place })),
    ),
  );
  must(standing.length === waiting.length, 'who waits stands in one line, and nobody else');
  for (const { id, service, priority } of standing) {
    const ticket = day.tickets.get(id);
    must(
      ticket?.state === 'waiting' && ticket.service === service && ticket.priority === priority,
      'everybody stands in the line of their service and class',
    );
  }
  for (const [index, one] of standing.entries()) {
    const next = standing[index + 1];
    if (!next || next.place === 0) continue;
    must(
      day.tickets.get(one.id)!.arrivedAt <= day.tickets.get(next.id)!.arrivedAt,
      'a line is in the order of first arrival',
    );
  }
}

function checkRooms(day: Day, tickets: readonly Ticket[]): void {
  const inside = tickets.filter((t) => t.state === 'called' || t.state === 'serving');
  must(new Set(inside.map(({ room }) => room)).size === inside.length, 'a room has one patient');
  must(
    isDeepStrictEqual(new Map(inside.map(({ room, id }) => [room, id])), day.inRoom),
    'a room knows who is inside',
  );
  const rows = [...day.calls.values()].flat();
  must(new Set(rows.map(({ callId }) => callId)).size === rows.length, 'a call stands on the boards once');
  for (const { room, call, code, rev } of inside) {
    const [newest] = day.calls.get(room) ?? [];
    must(
      newest?.callId === call && newest.code === code && newest.rev <= rev,
      'the boards show who is in the room as the last call',
    );
  }
  for (const [room, list] of day.calls) {
    const inOrder = list.every((row, i) => row.room === room && row.seq < (list[i - 1]?.seq ?? day.seq + 1));
    must(inOrder && list.length <= 10, 'the calls of a room are the last ten, the newest first');
  }
}

function checkVisitors(day: Day, tickets: readonly Ticket[]): void {
  const open = tickets.filter((t) => t.visitor && t.state !== 'done' && t.state !== 'cancelled');
  const byVisitor = new Map(open.map(({ visitor, service, id }) => [`${visitor} ${service}`, id]));
  must(byVisitor.size === open.length, 'a person has one open ticket of a service');
  must(isDeepStrictEqual(byVisitor, day.openByVisitor), 'a scan finds the open ticket of the person');
}

/** What one press of "next" did: `inside` was in the room before, `called` is whom the answer names. */
export function checkPress(
  before: Portrait,
  day: Day,
  { room, inside, called }: { room: string; inside: string | null; called: string | null },
): void {
  const changed = Object.values(before.tickets).filter(
    (old) => !isDeepStrictEqual(old, day.tickets.get(old.id)),
  );
  must(
    isDeepStrictEqual(
      new Set(changed.map(({ id }) => id)),
      new Set([inside, called].filter((id) => id !== null)),
    ),
    'one press calls one and finishes one',
  );
  must(!inside || day.tickets.get(inside)?.state === 'done', 'who was inside is done');
  const services = day.rooms.get(room)!.services;
  const waited = Object.values(before.tickets).filter(
    (t) => t.state === 'waiting' && services.includes(t.service),
  );
  must(called !== null || waited.length === 0, 'nobody is left waiting before an empty room');
  must(!called || waited.some(({ id }) => id === called), 'only who waits for the room is called');
  const now = called ? day.tickets.get(called) : undefined;
  must(!called || (now?.state === 'called' && now.room === room), 'who is called is called to this room');
}
