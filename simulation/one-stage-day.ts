import type { PriorityClass } from '../core/queue/line-class.ts';
import { type Chance, mulberry32 } from './random.ts';

/** The rooms of the model; all free at minute 0 and never closed. */
export const ROOMS = 6;
/** Minutes of a morning from 07:00, which is minute 0, to 11:30. */
export const SESSION = 270;
/** Mean minutes of one examination. */
export const MEAN_SERVICE = 7;
/** Minutes before the slot from which the waiting of an appointment counts. */
export const EARLY = 10;
/** The loads at which a rule is judged: work that is booked in, as a share of what the rooms can do. */
export const loads: readonly number[] = [0.85, 0.95, 1.05];
/** The days of the published figures. */
export const DAYS = 200;
/** Day s is drawn with the seed s × 7919, so that neighbouring days have nothing in common. */
export const SEED_STEP = 7919;

/** Somebody who comes on a day of the model. Times in minutes from opening, negative before it. */
export type Patient = {
  id: number;
  line: PriorityClass;
  arrival: number;
  /** Booked time; null without an appointment. */
  slot: number | null;
  /** Minutes in the room. */
  service: number;
};

/** From when the waiting of a patient counts: an appointment's not before its slot less the early allowance. */
export function dueFrom({ arrival, slot }: Pick<Patient, 'arrival' | 'slot'>): number {
  return slot === null ? arrival : Math.max(arrival, slot - EARLY);
}

/** Upper ends of the classes on one uniform number: 2 / 25 / 18 / 55 %. */
const URGENT = 0.02;
const PRIORITY = 0.27;
const APPOINTMENT = 0.45;
const SLOTS = 24;
const SLOT_MINUTES = 10;
const STAYED_AWAY = 0.15;

/**
 * Draws the patients of one day, in the order of arrival; with equal arrivals the lower id comes first. `load` is
 * the nominal one: appointments that are not kept come off it. An id without a patient is such an appointment.
 * The order of the draws is part of the model.
 */
export function drawDay(seed: number, load: number): Patient[] {
  const chance = mulberry32(seed);
  const drawn = Math.round((load * ROOMS * SESSION) / MEAN_SERVICE);
  const patients: Patient[] = [];
  for (let id = 0; id < drawn; id += 1) {
    const line = drawLine(chance);
    const come = line === 'appointment' ? drawBooked(chance) : { slot: null, arrival: drawArrival(chance) };
    if (come) patients.push({ id, line, ...come, service: drawService(chance) });
  }
  return patients.sort((a, b) => a.arrival - b.arrival);
}

function drawLine(chance: Chance): PriorityClass {
  const at = chance.next();
  if (at < URGENT) return 'urgent';
  if (at < PRIORITY) return 'priority';
  return at < APPOINTMENT ? 'appointment' : 'normal';
}

/** Slots are spread evenly over four hours; people come ten minutes early on average. Null: did not come. */
function drawBooked(chance: Chance): { slot: number; arrival: number } | null {
  const slot = SLOT_MINUTES * Math.floor(chance.next() * SLOTS) + SLOT_MINUTES;
  if (chance.next() < STAYED_AWAY) return null;
  return { slot, arrival: Math.max(0, slot - 10 + 12 * chance.normal()) };
}

/** Most come in the first ninety minutes, some before the doors open. */
function drawArrival(chance: Chance): number {
  if (chance.next() < 0.6) return Math.max(-30, 30 + 25 * chance.normal());
  return chance.next() * SESSION * 0.9;
}

/** Lognormal with sigma 0.5, and never less than a minute and a half. */
function drawService(chance: Chance): number {
  return Math.max(1.5, MEAN_SERVICE * Math.exp(0.5 * chance.normal() - 0.125));
}
