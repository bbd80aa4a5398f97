import type { Clinic, ClinicRoom, ClinicService } from './clinic-file.ts';
import type { Booking } from './command.ts';
import type { LineClass } from './line-class.ts';
import type { Mute } from './mute.ts';
import type { Notice } from './notice.ts';
import type { Pace } from './pace.ts';
import type { Rule } from './policy.ts';
import type { Ticket } from './ticket.ts';
import { WaitingLine } from './waiting-line.ts';

/** One line of the boards' list of calls; `rev` grows with each recall, `seq` is the entry that put it there. */
export type CallRow = { callId: string; rev: number; code: string; room: string; at: number; seq: number };

/** What a move of a room (or of a ticket outside any room) found before it, so that it can be undone. */
export type Move = {
  seq: number;
  at: number;
  room: string | null;
  before: readonly Ticket[];
  /** Calls of the room, newest first. */
  calls: readonly CallRow[];
  /**
   * What a call changed for its service: `since` is from when the waiting counted, null for an emergency; `stood`
   * from when the called stood in this very line. Both in ms.
   */
  called: { service: string; since: number | null; stood: number } | null;
  /** The call of the room before, and what was believed of the services that learned something. */
  lastCall: RoomCall | null;
  believed: readonly (readonly [service: string, pace: Pace])[];
};

/** What a call was for the streak of its service; kept, so that an undo can take out exactly its own. */
export type StreakCall = { seq: number; line: LineClass; normalWaits: boolean };

/** The last call of a room: for which service, and when (ms). */
export type RoomCall = { service: string; at: number };

/** A room that is not simply open. */
export type RoomState = { to: 'paused' | 'closed'; reason: string | null; since: number };

/** A booked time and whether its patient has come. */
export type DayBooking = Booking & { ticket: string | null };

/**
 * One paper with a number that a kiosk gave out by itself: whose ticket it is, what proves it, and the station that
 * handed it in. `proof` is null in logs of before: then nobody can tell two papers of one number apart.
 */
export type HandedIn = { readonly ticket: string; readonly proof: string | null; readonly station: string };

/**
 * Everything that is true of one business day. It changes only through `evolve`; the same entries in the same
 * order always give the same day, whoever folds them.
 */
export type Day = {
  readonly clinic: Clinic;
  readonly services: ReadonlyMap<string, ClinicService>;
  readonly rooms: ReadonlyMap<string, ClinicRoom>;
  /** Seq of the last entry folded in; 0 before the first. */
  seq: number;
  /** Time of that entry in ms. Stored time never runs backwards. */
  at: number;
  businessDay: string | null;
  tickets: Map<string, Ticket>;
  tokens: Map<string, string>;
  counters: Map<string, number>;
  /** Numbers that kiosks gave out by themselves and handed in, by name, and whose tickets they are. */
  handedIn: Map<string, readonly HandedIn[]>;
  /** Lines by service, and in it by the one room that may call; '' for any room of the service. */
  waiting: Map<string, Map<string, WaitingLine>>;
  inRoom: Map<string, string>;
  /** Open tickets of a person for a service, by `visitor service`, in order of arrival: two visits may meet there. */
  openByVisitor: Map<string, readonly string[]>;
  /** Tickets that are held, absent or away: what desks list beside the line. */
  aside: Set<string>;
  streaks: Map<string, number>;
  /** The last calls of each service, oldest first: what its streak is counted from. */
  streakCalls: Map<string, readonly StreakCall[]>;
  /** From when the called of each service waited, in ascending order: who was passed by how many. */
  calledSince: Map<string, number[]>;
  /** The last calls of each room, newest first: a board shows those of its rooms alone. */
  calls: Map<string, readonly CallRow[]>;
  /** The last moves of the house, newest first. */
  moves: Move[];
  lastCalls: Map<string, RoomCall>;
  roomStates: Map<string, RoomState>;
  /** Rooms that serve something else today than the clinic file says. */
  roomServices: Map<string, readonly string[]>;
  /** Rules that somebody changed; they stand until they are changed again, over days. */
  rules: Map<string, Rule>;
  bookings: Map<string, DayBooking>;
  /** Bookings of days to come. */
  laterBookings: Map<string, readonly Booking[]>;
  /** Speakers that staff have switched off for a while. */
  mutes: Map<string, Mute>;
  /** How long patients of a service take; taught by the day, carried to the next. */
  paces: Map<string, Pace>;
  /** What the boards say beside the calls, by id; carried over the turn of the day. */
  notices: Map<string, Notice>;
};

/** The day of a clinic before anything happened. */
export function emptyDay(clinic: Clinic): Day {
  return {
    clinic,
    services: new Map(clinic.services.map((service) => [service.id, service])),
    rooms: new Map(clinic.rooms.map((room) => [room.id, room])),
    seq: 0,
    at: 0,
    businessDay: null,
    tickets: new Map(),
    tokens: new Map(),
    counters: new Map(),
    handedIn: new Map(),
    waiting: new Map(),
    inRoom: new Map(),
    openByVisitor: new Map(),
    aside: new Set(),
    streaks: new Map(),
    streakCalls: new Map(),
    calledSince: new Map(),
    calls: new Map(),
    moves: [],
    lastCalls: new Map(),
    roomStates: new Map(),
    roomServices: new Map(),
    rules: new Map(),
    bookings: new Map(),
    laterBookings: new Map(),
    mutes: new Map(),
    paces: new Map(),
    notices: new Map(),
  };
}

/** The line of a service (of those bound to `room`, '' for all others), made when the first patient comes. */
export function lineOf(day: Day, service: string, room: string): WaitingLine {
  let lines = day.waiting.get(service);
  if (!lines) {
    lines = new Map();
    day.waiting.set(service, lines);
  }
  let line = lines.get(room);
  if (!line) {
    line = new WaitingLine();
    lines.set(room, line);
  }
  return line;
}

/** People who wait for a service, in all its rooms. */
export function waitingFor(day: Day, service: string): number {
  let sum = 0;
  for (const line of day.waiting.get(service)?.values() ?? []) sum += line.size;
  return sum;
}

/** Who is in the room: called or being served; null when the room is empty. */
export function ticketInRoom(day: Day, room: string): Ticket | null {
  const id = day.inRoom.get(room);
  return (id && day.tickets.get(id)) || null;
}

/** What a room serves now. */
export function servicesOf(day: Day, room: ClinicRoom): readonly string[] {
  return day.roomServices.get(room.id) ?? room.services;
}

/** Rooms that serve a service today, whether open or not. */
export function roomsOf(day: Day, service: string): ClinicRoom[] {
  return [...day.rooms.values()].filter((room) => servicesOf(day, room).includes(service));
}

/** The rule of a service now: the one set by staff, else that of the clinic file. */
export function ruleOf(day: Day, service: string): Rule {
  const set = day.rules.get(service);
  if (set) return set;
  const { policy, targets, streak, overtakeCap } = day.services.get(service)!;
  return { policy, targets, streak, overtakeCap, version: 0 };
}

/**
 * The lines from which a room calls, each with its service: those of its services, those bound to it, and those
 * bound to a room that is closed, since nobody would call them there.
 */
export function linesFor(day: Day, room: ClinicRoom): { service: string; line: WaitingLine }[] {
  return servicesOf(day, room).flatMap((service) =>
    [...(day.waiting.get(service) ?? [])]
      .filter(([bound, line]) => line.size > 0 && mayCall(day, room, service, bound))
      .map(([, line]) => ({ service, line })),
  );
}

function mayCall(day: Day, room: ClinicRoom, service: string, bound: string): boolean {
  if (bound === '' || bound === room.id) return true;
  const owner = day.rooms.get(bound);
  return !owner || day.roomStates.get(bound)?.to === 'closed' || !servicesOf(day, owner).includes(service);
}
