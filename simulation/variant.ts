import type { Clinic, ClinicRoom, PolicyName } from '../core/queue/clinic-file.ts';

/** When rooms work, in minutes since midnight. */
export type RoomHours = ReadonlyMap<string, readonly { from: number; to: number }[]>;

/** One way to run the day. */
export type Variant = { name: string; clinic: Clinic; hours: RoomHours };

/** Changes to be tried: every count of rooms with every policy, all of them with the same hours. */
export type Changes = {
  rooms: readonly { service: string; count: number }[];
  policies: readonly { service: string; policy: PolicyName }[];
  hours: RoomHours;
};

/** The day as it is, and every combination of the changes. */
export function variantsOf(clinic: Clinic, changes: Changes): Variant[] {
  const asIs: Variant = { name: 'as it is', clinic, hours: new Map() };
  const rooms = changes.rooms.length > 0 ? changes.rooms : [null];
  const policies = changes.policies.length > 0 ? changes.policies : [null];
  const tried = rooms.flatMap((room) =>
    policies.map((policy): Variant => {
      const withRoom = room ? withRooms(clinic, room.service, room.count) : clinic;
      const changed = policy ? withPolicy(withRoom, policy.service, policy.policy) : withRoom;
      const words = [
        ...(room ? [`${room.service}: ${room.count} ${room.count === 1 ? 'room' : 'rooms'}`] : []),
        ...(policy ? [`${policy.service}: ${policy.policy}`] : []),
        ...(changes.hours.size > 0 ? ['other hours'] : []),
      ];
      return { name: words.join(', '), clinic: changed, hours: changes.hours };
    }),
  );
  return [asIs, ...tried.filter(({ name }) => name !== '')];
}

/** The clinic with so many rooms for a service: the last ones give it up, or more like the last one are added. */
export function withRooms(clinic: Clinic, service: string, count: number): Clinic {
  const serving = clinic.rooms.filter((room) => room.services.includes(service));
  const last = serving.at(-1);
  if (!last) return clinic;
  const dropped = new Set(serving.slice(count).map(({ id }) => id));
  const kept = clinic.rooms
    .map((room) => (dropped.has(room.id) ? without(room, service) : room))
    .filter(({ services }) => services.length > 0);
  const taken = new Set(clinic.rooms.map(({ id }) => id));
  const added = Array.from({ length: Math.max(0, count - serving.length) }, (): ClinicRoom => {
    const id = freeId(service, taken);
    taken.add(id);
    return { ...last, id, label: { vi: id }, services: [service], weights: {} };
  });
  return onlyKnownRooms({ ...clinic, rooms: [...kept, ...added] });
}

function withPolicy(clinic: Clinic, service: string, policy: PolicyName): Clinic {
  return {
    ...clinic,
    services: clinic.services.map((each) => (each.id === service ? { ...each, policy } : each)),
  };
}

function without(room: ClinicRoom, service: string): ClinicRoom {
  const { [service]: _weight, ...weights } = room.weights;
  return { ...room, weights, services: room.services.filter((each) => each !== service) };
}

function freeId(service: string, taken: ReadonlySet<string>): string {
  let number = 1;
  while (taken.has(`${service}-${number}`)) number += 1;
  return `${service}-${number}`;
}

function onlyKnownRooms(clinic: Clinic): Clinic {
  const known = new Set(clinic.rooms.map(({ id }) => id));
  const keep = <T extends { rooms: string[] }>(screens: readonly T[]): T[] =>
    screens.map((each) => ({ ...each, rooms: each.rooms.filter((room) => known.has(room)) }));
  return { ...clinic, boards: keep(clinic.boards), speakers: keep(clinic.speakers) };
}
