import type { Clinic } from './clinic-file.ts';

/** Words in Vietnamese, and in English where the clinic file has them. */
export type PlaceWords = { vi: string; en: string | null };

/**
 * Where somebody with a ticket of this service waits: its rooms, and the way there if all share one.
 * `Phòng khám 1, Phòng khám 2 – Tầng 1, nhà A`. At most three rooms are named; more are "…".
 */
export function placeOf(clinic: Clinic, service: string): PlaceWords {
  const rooms = clinic.rooms.filter((room) => room.services.includes(service));
  const ways = new Set(rooms.map(({ place }) => place?.vi));
  const way = ways.size === 1 ? rooms[0]?.place : undefined;
  const english = rooms.map(({ label }) => label.en);
  const vi = [listed(rooms.map(({ label }) => label.vi)), way?.vi].filter(Boolean).join(' – ');
  const en = english.every((label) => label !== undefined)
    ? [listed(english), way?.en].filter(Boolean).join(' – ')
    : null;
  return { vi, en: en || null };
}

function listed(labels: readonly string[]): string {
  return labels.length <= 3 ? labels.join(', ') : `${labels.slice(0, 3).join(', ')}…`;
}
