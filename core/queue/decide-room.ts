import type { Command } from './command.ts';
import { type Day, servicesOf, ticketInRoom } from './day.ts';
import { type Decision, refuse } from './decision.ts';
import type { Happening } from './happening.ts';
import { manualReason, upcoming } from './line-up.ts';
import { press } from './press.ts';
import { openSteps, stepFor } from './visit.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

const done: Decision = { ok: true, happenings: [], outcome: { kind: 'nothing' } };
const one = (happening: Happening): Decision => ({ ...done, ok: true, happenings: [happening] });

/**
 * Calls the ticket that somebody names: one that waits for a service of the room, or one that is absent, held or
 * away and whose next step the room serves. Everybody else keeps their place.
 */
export function callNamed(day: Day, command: Of<'call'>, now: number): Decision {
  const room = day.rooms.get(command.room);
  if (!room) return refuse('unknown-room');
  const ticket = day.tickets.get(command.ticket);
  if (!ticket) return refuse('unknown-ticket');
  if (!['waiting', 'held', 'away', 'no-show'].includes(ticket.state)) return refuse('wrong-state');
  const services = servicesOf(day, room);
  const step = openSteps(ticket.steps).find(({ service }) => services.includes(service));
  if (!step) return refuse('not-for-this-room');
  const pressed = press(day, room.id, command.expected, now);
  if (!pressed.ok) return pressed;
  const reason = manualReason(day, ticket, ticket.steps[stepFor(ticket.steps, step.service, room.id)]!, now);
  const called: Happening = {
    type: 'ticket-called',
    ticket: ticket.id,
    room: room.id,
    call: command.call,
    reason,
    finished: pressed.finished,
    service: step.service,
  };
  return {
    ok: true,
    happenings: [...pressed.happenings, called],
    outcome: { kind: 'called', ticket: ticket.id, reason },
  };
}

/** Asks the next few people to come near the room. Nobody's state changes: each is still called one by one. */
export function invite(day: Day, { room: id, count, call }: Of<'invite'>, now: number): Decision {
  const room = day.rooms.get(id);
  if (!room) return refuse('unknown-room');
  if (day.roomStates.get(id)?.to === 'closed') return refuse('room-closed');
  const codes = upcoming(day, room, now, count).map(({ ticket }) => ticket.code);
  if (codes.length === 0) return { ok: true, happenings: [], outcome: { kind: 'invited', codes } };
  const happening: Happening = { type: 'numbers-invited', room: id, call, codes };
  return { ok: true, happenings: [happening], outcome: { kind: 'invited', codes } };
}

/** Opens, pauses or closes a room. A room is closed only when nobody is inside. */
export function changeRoom(day: Day, { room, to, reason }: Of<'room'>): Decision {
  if (!day.rooms.has(room)) return refuse('unknown-room');
  if (to === 'closed' && ticketInRoom(day, room)) return refuse('room-occupied');
  const now = day.roomStates.get(room);
  if ((now?.to ?? 'open') === to && (now?.reason ?? null) === reason) return done;
  return one({ type: 'room-changed', room, to, reason });
}

/** Lets a room serve other services for the rest of the day. */
export function changeServices(day: Day, { room: id, services }: Of<'serve'>): Decision {
  const room = day.rooms.get(id);
  if (!room) return refuse('unknown-room');
  if (services?.some((service) => !day.services.has(service))) return refuse('unknown-service');
  const wanted = [...new Set(services ?? room.services)].sort().join();
  if (wanted === [...servicesOf(day, room)].sort().join()) return done;
  return one({ type: 'room-serves', room: id, services: services && [...new Set(services)] });
}

/** Changes by which rule the next of a service is chosen. */
export function changeRule(day: Day, { service, rule }: Of<'rule'>): Decision {
  if (!day.services.has(service)) return refuse('unknown-service');
  if (rule === null && !day.rules.has(service)) return done;
  return one({ type: 'rule-changed', service, rule });
}
