import { type Day, lineOf } from './day.ts';
import { isOpen, type Ticket } from './ticket.ts';
import { lineOfStep, openSteps, placeOfStep } from './visit.ts';

/**
 * Puts a ticket into the day and into every list that is kept beside the tickets. A ticket whose open steps are
 * side by side stands in several lines; a call takes it out of all of them.
 */
export function put(day: Day, ticket: Ticket): void {
  day.tickets.set(ticket.id, ticket);
  if (ticket.state === 'waiting') {
    for (const step of openSteps(ticket.steps)) {
      const place = placeOfStep(ticket, step, day.services.get(step.service));
      lineOf(day, step.service, step.room ?? '').add(place, lineOfStep(ticket, step));
    }
  }
  if (ticket.state === 'called' || ticket.state === 'serving') day.inRoom.set(ticket.room, ticket.id);
  if (isAside(ticket)) day.aside.add(ticket.id);
  if (!ticket.visitor || !isOpen(ticket)) return;
  for (const step of ticket.steps) {
    if (step.state === 'skipped') continue;
    const key = `${ticket.visitor} ${step.service}`;
    const others = (day.openByVisitor.get(key) ?? []).filter((id) => id !== ticket.id);
    day.openByVisitor.set(key, inOrder(day, [...others, ticket.id]));
  }
}

/** Takes a ticket out of every list that is kept beside the tickets; the mirror of `put`. */
export function take(day: Day, ticket: Ticket): void {
  if (ticket.state === 'waiting') {
    for (const step of openSteps(ticket.steps)) {
      const place = placeOfStep(ticket, step, day.services.get(step.service));
      lineOf(day, step.service, step.room ?? '').remove(place, lineOfStep(ticket, step));
    }
  }
  if ('room' in ticket && day.inRoom.get(ticket.room) === ticket.id) day.inRoom.delete(ticket.room);
  day.aside.delete(ticket.id);
  for (const step of ticket.steps) {
    const key = `${ticket.visitor} ${step.service}`;
    const others = (day.openByVisitor.get(key) ?? []).filter((id) => id !== ticket.id);
    if (others.length > 0) day.openByVisitor.set(key, others);
    else day.openByVisitor.delete(key);
  }
}

/**
 * The open tickets of a person on whose way a service stands that is not given up, the first arrival first: the
 * one that a scan is shown, and those that stand in the way of a second.
 */
export function openTickets(day: Day, visitor: string | null, service: string): readonly string[] {
  return visitor === null ? [] : (day.openByVisitor.get(`${visitor} ${service}`) ?? []);
}

function inOrder(day: Day, ids: readonly string[]): string[] {
  const arrival = (id: string): number => day.tickets.get(id)?.arrivedAt ?? 0;
  return [...ids].sort((a, b) => arrival(a) - arrival(b) || (a < b ? -1 : 1));
}

function isAside({ state }: Ticket): boolean {
  return state === 'held' || state === 'away' || state === 'no-show';
}
