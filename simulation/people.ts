import type { Clinic, ClinicService } from '../core/queue/clinic-file.ts';
import { type PriorityClass, priorityClasses } from '../core/queue/line-class.ts';
import { type Chance, mulberry32 } from './random.ts';

/** One thing that is done for a visitor: for how long, and how long he is gone if he misses its first call. */
export type Stop = { service: string; minutes: number; absentMinutes: number | null };

/** A fictional person with a plan for the day; who calls him and when is for the day to say. */
export type Visitor = {
  id: string;
  /** Minutes from opening; negative before it. */
  arrival: number;
  priority: PriorityClass;
  /** Booked minute; null without one. */
  slot: number | null;
  /** All that will be done, in order; neighbours that are lab work may change places. */
  stops: readonly Stop[];
};

/** What kind of people come. Shares are from 0 to 1, times in minutes. */
export type Mix = {
  sessionMinutes: number;
  classes: Readonly<Record<PriorityClass, number>>;
  /** Visits with none, one, two … kinds of lab work. */
  labs: readonly number[];
  /** Calls that find nobody, and for how long on average. */
  absent: number;
  absentMinutes: number;
  /** The second talk with the doctor, as a part of the first. */
  returnPart: number;
};

/** The classes are those of the one-stage model; 40 % are examined only, 10 % have three kinds of lab work. */
export const usualMix: Mix = {
  sessionMinutes: 270,
  classes: { urgent: 0.02, priority: 0.25, appointment: 0.18, normal: 0.55 },
  labs: [0.4, 0.3, 0.2, 0.1],
  absent: 0.03,
  absentMinutes: 8,
  returnPart: 0.5,
};

/** A service at which visits begin, and its share of them. */
type Entrance = { service: string; share: number };
const SLOT_MINUTES = 10;

/**
 * Draws the people of a morning, in the order of arrival; the same for the same input. They begin at the
 * services of the clinic that a kiosk offers, by the number of their rooms, and follow the service's journey;
 * after the first examination some go to the labs and back. Appointments that are not kept are not drawn.
 */
export function drawPeople(plan: { seed: number; clinic: Clinic; patients: number; mix: Mix }): Visitor[] {
  const chance = mulberry32(plan.seed);
  const entrances = entrancesOf(plan.clinic);
  const people = Array.from({ length: plan.patients }, (_, index) => {
    const entrance = pickEntrance(entrances, chance);
    const priority = pickClass(plan.mix, chance);
    const slot = priority === 'appointment' ? pickSlot(plan.mix, chance) : null;
    const arrival =
      slot === null ? drawArrival(plan.mix, chance) : Math.max(0, slot - 10 + 12 * chance.normal());
    const stops = drawStops(plan.clinic, entrance, plan.mix, chance);
    return { id: `v${index + 1}`, arrival, priority, slot, stops };
  });
  return people.sort((a, b) => a.arrival - b.arrival);
}

/**
 * The services with rooms at which people check in, each with its share. A reception from which no journey goes
 * on is for people without a card, whom the model does not have.
 */
export function entrancesOf({ services, rooms }: Clinic): Entrance[] {
  const roomsOf = (id: string): number => rooms.filter((room) => room.services.includes(id)).length;
  const open = services.filter(({ kiosk, kind, reception, journey }) => {
    return kiosk && (kind === 'exam' || kind === 'desk') && (!reception || journey !== undefined);
  });
  const weights = open
    .map(({ id }) => ({ service: id, share: roomsOf(id) }))
    .filter(({ share }) => share > 0);
  const sum = weights.reduce((total, { share }) => total + share, 0);
  return weights.map(({ service, share }) => ({ service, share: share / sum }));
}

function pickEntrance(entrances: readonly Entrance[], chance: Chance): string {
  let left = chance.next();
  for (const { service, share } of entrances) {
    left -= share;
    if (left < 0) return service;
  }
  const last = entrances.at(-1);
  if (!last) throw new Error('the clinic has no service at which a visit can begin');
  return last.service;
}

function pickClass({ classes }: Mix, chance: Chance): PriorityClass {
  return priorityClasses[
    pickIndex(
      priorityClasses.map((each) => classes[each]),
      chance,
    )
  ]!;
}

/** Index into a list of shares; the last one takes what rounding leaves. */
function pickIndex(shares: readonly number[], chance: Chance): number {
  let left = chance.next();
  const index = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return index < 0 ? shares.length - 1 : index;
}

/** Slots from ten minutes after opening until half an hour before the end. */
function pickSlot({ sessionMinutes }: Mix, chance: Chance): number {
  const slots = Math.max(1, Math.floor((sessionMinutes - 30) / SLOT_MINUTES));
  return SLOT_MINUTES * (1 + Math.floor(chance.next() * slots));
}

/** Most come in the first part of the session, some before the doors open. */
function drawArrival({ sessionMinutes }: Mix, chance: Chance): number {
  if (chance.next() >= 0.6) return chance.next() * sessionMinutes * 0.9;
  return Math.max(-30, sessionMinutes / 9 + (sessionMinutes / 10.8) * chance.normal());
}

function drawStops(clinic: Clinic, entrance: string, mix: Mix, chance: Chance): Stop[] {
  const serviceOf = (id: string): ClinicService => clinic.services.find((service) => service.id === id)!;
  const stop = (service: ClinicService, part: number): Stop => ({
    service: service.id,
    minutes: drawMinutes(service.minutes * part, chance),
    absentMinutes: chance.next() < mix.absent ? drawMinutes(mix.absentMinutes, chance) : null,
  });
  const way = wayFrom(clinic, entrance).map(serviceOf);
  const firstExam = way.findIndex(({ kind }) => kind === 'exam');
  const labs = firstExam < 0 ? [] : drawLabs(clinic, way, mix, chance);
  return way.flatMap((service, index) => {
    if (index !== firstExam || labs.length === 0) return [stop(service, 1)];
    return [stop(service, 1), ...labs.map((lab) => stop(lab, 1)), stop(service, mix.returnPart)];
  });
}

/** The services of a visit that begins here, stage after stage. */
export function wayFrom(clinic: Clinic, entrance: string): string[] {
  const service = clinic.services.find(({ id }) => id === entrance);
  const journey = clinic.journeys.find(({ id }) => id === service?.journey);
  return journey ? journey.stages.flat() : [entrance];
}

/** Which lab work the doctor orders: as many kinds as drawn, each at most once. */
function drawLabs(clinic: Clinic, way: readonly ClinicService[], mix: Mix, chance: Chance): ClinicService[] {
  const served = new Set(clinic.rooms.flatMap(({ services }) => services));
  const left = clinic.services.filter(
    (each) => each.kind === 'lab' && served.has(each.id) && !way.includes(each),
  );
  const count = Math.min(pickIndex(mix.labs, chance), left.length);
  return Array.from({ length: count }, () => left.splice(Math.floor(chance.next() * left.length), 1)[0]!);
}

/** Lognormal with sigma 0.5 around the mean, never less than a fifth of it. */
export function drawMinutes(mean: number, chance: Chance): number {
  return Math.max(mean / 5, mean * Math.exp(0.5 * chance.normal() - 0.125));
}
