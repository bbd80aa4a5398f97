import { isDeepStrictEqual } from 'node:util';
import type { Day } from '../../../core/queue/day.ts';
import { isOpen, type Ticket } from '../../../core/queue/ticket.ts';
import { type Standing, standings } from './portrait.ts';
import { classOf, openNow, sinceOf } from './visit-book.ts';

/** A promise that was not kept. */
export class Broken extends Error {}

export function must(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Broken(promise);
}

/** What was printed on a ticket and can never change; the priority only by somebody who changes it. */
export type Issued = Pick<
  Ticket,
  'series' | 'number' | 'code' | 'visitor' | 'priority' | 'token' | 'arrivedAt' | 'issuedAt' | 'slot'
>;

/** The facts of a ticket that the test's own book keeps. */
export function issuedOf(ticket: Issued): Issued {
  const { series, number, code, visitor, priority, token, arrivedAt, issuedAt, slot } = ticket;
  return { series, number, code, visitor, priority, token, arrivedAt, issuedAt, slot };
}

/** The test's own book of the day: tickets that stand in it, those kept over the night, calls that are invitations. */
export type Book = {
  issued: ReadonlyMap<string, Issued>;
  kept: ReadonlySet<string>;
  invitations: ReadonlySet<string>;
};

/** What is true of a day after every command. */
export function checkDay(day: Day, book: Book): void {
  const { issued } = book;
  const tickets = [...day.tickets.values()];
  must(
    isDeepStrictEqual(new Set(day.tickets.keys()), new Set(issued.keys())),
    'nobody is lost and nobody appears from nowhere',
  );
  must(new Set(tickets.map(({ code }) => code)).size === tickets.length, 'no number is given twice');
  for (const ticket of tickets) {
    checkPrinted(ticket, issued.get(ticket.id)!);
    checkVisit(ticket);
  }
  must(
    tickets.every(({ id, token }) => day.tokens.get(token) === id) && day.tokens.size === tickets.length,
    'every page finds its ticket',
  );
  checkLines(day, tickets);
  checkRooms(day, tickets, book);
  checkVisitors(day, tickets);
  const aside = tickets.filter(({ state }) => ['held', 'away', 'no-show'].includes(state));
  must(
    isDeepStrictEqual(new Set(aside.map(({ id }) => id)), day.aside),
    'who is aside is on the list of desks',
  );
}

function checkPrinted(ticket: Ticket, issued: Issued): void {
  must(ticket.arrivedAt === issued.arrivedAt, 'the first arrival never changes');
  must(isDeepStrictEqual(issuedOf(ticket), issued), 'what is printed never changes');
}

function checkVisit(ticket: Ticket): void {
  const { steps, state } = ticket;
  must(
    steps.every(({ stage }, index) => stage >= (steps[index - 1]?.stage ?? 0)),
    'the steps of a visit stand in its order',
  );
  const open = openNow(ticket);
  must(state !== 'done' || open.length === 0, 'who is done has nothing ahead');
  if (state === 'done' || state === 'cancelled') return;
  must(open.length > 0, 'who is not done has something ahead');
  const inHand =
    'step' in ticket ? steps[ticket.step] : open.find(({ service }) => service === ticket.service);
  must(
    inHand?.service === ticket.service && inHand.state === 'ahead' && open.includes(inHand),
    'the service of a ticket is that of the step at hand',
  );
  must(
    state !== 'waiting' || open.every(({ openAt }) => openAt !== null),
    'what is waited for is open since some moment',
  );
}

function checkLines(day: Day, tickets: readonly Ticket[]): void {
  const expected = tickets
    .filter(({ state }) => state === 'waiting')
    .flatMap((ticket) =>
      openNow(ticket).map((step) => ({
        service: step.service,
        bound: step.room ?? '',
        line: classOf(ticket, step),
        id: ticket.id,
        since: sinceOf(day, ticket, step),
      })),
    );
  const found = standings(day);
  must(
    isDeepStrictEqual(found.map(placeText).sort(), expected.map(placeText).sort()),
    'everybody stands exactly in the lines of their open steps',
  );
  const since = new Map(expected.map((each) => [placeText(each), each.since]));
  for (const [index, one] of found.entries()) {
    const next = found[index + 1];
    const own = since.get(placeText(one))!;
    if (next && lineText(one) === lineText(next)) {
      const later = since.get(placeText(next))! - own;
      const [a, b] = [day.tickets.get(one.id)!, day.tickets.get(next.id)!];
      must(
        later > 0 || (later === 0 && a.number <= b.number),
        'a line is in the order of waiting, then of numbers',
      );
    }
    must(one.since === own, 'waiting counts from the moment that the house promises');
  }
}

const lineText = ({ service, bound, line }: Standing): string => `${service} ${bound} ${line}`;
const placeText = (each: Standing): string => `${lineText(each)} ${each.id}`;

function checkRooms(day: Day, tickets: readonly Ticket[], { invitations, kept }: Book): void {
  const inside = tickets.filter((t) => t.state === 'called' || t.state === 'serving');
  must(new Set(inside.map(({ room }) => room)).size === inside.length, 'a room has one patient');
  must(
    isDeepStrictEqual(new Map(inside.map(({ room, id }) => [room, id])), day.inRoom),
    'a room knows who is inside',
  );
  must(
    inside.every(({ room }) => day.roomStates.get(room)?.to !== 'closed'),
    'nobody is in a closed room',
  );
  const rows = [...day.calls.values()].flat();
  must(new Set(rows.map(({ callId }) => callId)).size === rows.length, 'a call stands on the boards once');
  for (const { id, room, call, code, rev } of inside) {
    const newest = (day.calls.get(room) ?? []).find(({ callId }) => !invitations.has(callId));
    // Boards begin the day empty; who was in a room at midnight is still there.
    const calledYesterday = newest === undefined && kept.has(id);
    must(
      calledYesterday || (newest?.callId === call && newest.code === code && newest.rev <= rev),
      'the boards show who is in the room as the last call',
    );
  }
  for (const [room, list] of day.calls) {
    const inOrder = list.every((row, i) => row.room === room && row.seq < (list[i - 1]?.seq ?? day.seq + 1));
    must(inOrder && list.length <= 10, 'the calls of a room are the last ten, the newest first');
  }
}

function checkVisitors(day: Day, tickets: readonly Ticket[]): void {
  const byVisitor = new Map<string, string[]>();
  const inOrder = tickets
    .filter((ticket) => ticket.visitor && isOpen(ticket))
    .sort((a, b) => a.arrivedAt - b.arrivedAt || (a.id < b.id ? -1 : 1));
  for (const { visitor, steps, id } of inOrder) {
    for (const service of new Set(steps.filter((s) => s.state !== 'skipped').map((s) => s.service)))
      byVisitor.set(`${visitor} ${service}`, [...(byVisitor.get(`${visitor} ${service}`) ?? []), id]);
  }
  must(isDeepStrictEqual(byVisitor, day.openByVisitor), 'a scan finds the open ticket of the person');
}
