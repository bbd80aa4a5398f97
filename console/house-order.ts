import type { HouseRoom, HouseService, HouseState } from '../core/queue/house-view.ts';

/** What is wrong with a service, in words; `brick`: somebody must act now, `amber`: somebody should look. */
export type ServiceTrouble = { readonly level: 'brick' | 'amber'; readonly words: string };

/** Trouble of a service, the worst first; null when it runs as it should. Waits in minutes. */
export function serviceTrouble(service: HouseService): ServiceTrouble | null {
  const { waiting, roomsOpen, late } = service;
  if (waiting > 0 && roomsOpen === 0)
    return { level: 'brick', words: `${waiting} người chờ, không phòng nào mở` };
  if (late > 0) return { level: 'amber', words: `${late} người quá mức chờ` };
  return null;
}

/** Services as a supervisor must see them: nobody calls, then people who wait too long, then by the longest wait. */
export function troubleFirst(services: readonly HouseService[]): HouseService[] {
  const rank = (service: HouseService): number =>
    ({ brick: 0, amber: 1, none: 2 })[serviceTrouble(service)?.level ?? 'none'];
  return [...services].sort(
    (a, b) =>
      rank(a) - rank(b) || b.late - a.late || b.oldestMinutes - a.oldestMinutes || b.waiting - a.waiting,
  );
}

/** A patient who is called or served longer than this makes the supervisor look. */
export const LONG_INSIDE_MINUTES = 45;

/** Rooms that must be looked at first: shut while people wait for what they serve, then those with a long stay. */
export function roomsInOrder(rooms: readonly HouseRoom[], { services }: HouseState): HouseRoom[] {
  const waited = new Set(services.filter(({ waiting }) => waiting > 0).map(({ id }) => id));
  const rank = (room: HouseRoom): number => {
    if (isShutBefore(room, waited)) return 0;
    return (room.now?.minutes ?? 0) >= LONG_INSIDE_MINUTES ? 1 : 2;
  };
  return [...rooms].sort((a, b) => rank(a) - rank(b));
}

/** A room that calls nobody though people wait for one of its services. */
export function isShutBefore(room: HouseRoom, waited: ReadonlySet<string>): boolean {
  return room.state !== 'open' && room.services.some((service) => waited.has(service));
}
