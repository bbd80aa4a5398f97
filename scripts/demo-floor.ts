import type { Command } from '../core/queue/command.ts';
import { type Day, linesFor } from '../core/queue/day.ts';
import type { Ticket } from '../core/queue/ticket.ts';
import type { Timed } from '../simulation/day-driver.ts';
import type { Stop } from '../simulation/people.ts';

const MINUTE = 60_000;
/** From the call until the patient is inside, and until staff give up an absent one. */
export const WALK_MS = 0.5 * MINUTE;
const PATIENCE_MS = 1.5 * MINUTE;
/** How long somebody is gone whose plan does not say it. */
const GONE_MS = 8 * MINUTE;
/** What was refused is tried again after this. */
const AGAIN_MS = 20_000;

/** What the people on the floor look at before they do the next thing. */
export type Floor = {
  day: Day;
  /** What each visitor of the demo has before him, by ticket; others are served for the usual time. */
  plans: ReadonlyMap<string, readonly Stop[]>;
  /** Rooms in which a person presses the keys. */
  handled: (room: string) => boolean;
  /** When something was refused (ms), by `deedOf`. */
  refused: ReadonlyMap<string, number>;
};

/**
 * The next thing that staff and patients of the demo do, and when (ms); null when there is nothing. It follows
 * from the day as it is and from nothing remembered, so whatever people do in between (call somebody else, undo,
 * transfer) only changes what comes next.
 */
export function nextDeed(floor: Floor): Timed | null {
  const deeds = [...floor.day.rooms.keys()].flatMap((room) =>
    floor.handled(room) ? [] : roomDeed(floor, room),
  );
  const aside = [...floor.day.aside].flatMap((id) => asideDeed(floor, floor.day.tickets.get(id)!));
  const all = [...deeds, ...aside].map((deed) => afterRefusal(floor, deed));
  return all.reduce<Timed | null>((first, each) => (first && first.at <= each.at ? first : each), null);
}

/** By what a refused deed is known again. */
export function deedOf(command: Command): string {
  const what = command.type === 'move' ? command.move : command.type;
  const whom = 'ticket' in command ? command.ticket : 'room' in command ? command.room : '';
  return `${what} ${whom}`;
}

function afterRefusal({ refused }: Floor, deed: Timed): Timed {
  const at = refused.get(deedOf(deed.command));
  return at === undefined ? deed : { ...deed, at: Math.max(deed.at, at + AGAIN_MS) };
}

function roomDeed(floor: Floor, room: string): Timed[] {
  const { day } = floor;
  const inside = day.tickets.get(day.inRoom.get(room) ?? '');
  if (inside) return insideDeed(floor, inside, room);
  if (linesFor(day, day.rooms.get(room)!).length === 0) return [];
  if (day.roomStates.get(room)?.to === 'closed')
    return [{ at: day.at, command: { type: 'room', room, to: 'open', reason: null } }];
  return [{ at: day.at, command: press(room, null) }];
}

const press = (room: string, expected: string | null): Command => ({
  type: 'next',
  room,
  expected,
  call: '',
});

function insideDeed(floor: Floor, ticket: Ticket, room: string): Timed[] {
  const { id } = ticket;
  if (ticket.state === 'called') {
    const { calledAt } = ticket;
    return isAbsent(floor, ticket)
      ? [{ at: calledAt + PATIENCE_MS, command: { type: 'move', move: 'no-show', ticket: id } }]
      : [{ at: calledAt + WALK_MS, command: { type: 'move', move: 'start', ticket: id } }];
  }
  if (ticket.state !== 'serving') return [];
  const usual = floor.day.services.get(ticket.service)?.minutes ?? 1;
  const at = ticket.startedAt + Math.round((stopOf(floor, ticket)?.minutes ?? usual) * MINUTE);
  return [{ at, command: orderOf(floor, ticket) ?? press(room, id) }];
}

/** The labs that the plan holds right after this stop, unless the doctor has ordered them or may not. */
function orderOf(floor: Floor, ticket: Ticket): Command | null {
  const plan = floor.plans.get(ticket.id) ?? [];
  const at = indexOf(floor, ticket);
  if (at < 0) return null;
  const after = plan.slice(at + 1);
  const isLab = ({ service }: Stop): boolean => floor.day.services.get(service)?.kind === 'lab';
  const end = after.findIndex((stop) => !isLab(stop));
  const labs = new Set(after.slice(0, end < 0 ? after.length : end).map(({ service }) => service));
  for (const { service } of ticket.steps) labs.delete(service);
  const back = after[end]?.service === ticket.service;
  const { id } = ticket;
  const order: Command = { type: 'move', move: 'order', ticket: id, services: [...labs], back };
  return labs.size === 0 || floor.refused.has(deedOf(order)) ? null : order;
}

/** Somebody who was absent comes back to the room that called; results that are in bring the patient back too. */
function asideDeed({ day, plans, handled }: Floor, ticket: Ticket): Timed[] {
  if (ticket.state === 'away' && ticket.until !== null)
    return [{ at: ticket.until, command: { type: 'turn-day' } }];
  if (ticket.state !== 'no-show' || handled(ticket.room)) return [];
  const gone = stopOf({ day, plans }, ticket)?.absentMinutes ?? null;
  const at = ticket.calledAt + PATIENCE_MS + (gone === null ? GONE_MS : Math.round(gone * MINUTE));
  return [{ at, command: { type: 'move', move: 'return', ticket: ticket.id } }];
}

/** The stop of the plan that a ticket is called for, or was; the n-th of a service for its n-th call. */
function indexOf({ plans }: Pick<Floor, 'plans'>, { id, service, steps }: Ticket): number {
  const before = steps.filter((step) => step.state === 'done' && step.service === service).length;
  const stops = [...(plans.get(id) ?? []).entries()].filter(([, stop]) => stop.service === service);
  return stops[before]?.[0] ?? -1;
}

function stopOf(floor: Pick<Floor, 'day' | 'plans'>, ticket: Ticket): Stop | null {
  return floor.plans.get(ticket.id)?.[indexOf(floor, ticket)] ?? null;
}

/** Whether this call finds nobody: each stop is missed at most once, and `missed` counts over the whole visit. */
function isAbsent(floor: Floor, ticket: Ticket): boolean {
  const plan = floor.plans.get(ticket.id) ?? [];
  const at = indexOf(floor, ticket);
  if (at < 0 || plan[at]!.absentMinutes === null) return false;
  return ticket.missed < plan.slice(0, at + 1).filter(({ absentMinutes }) => absentMinutes !== null).length;
}
