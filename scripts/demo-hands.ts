import type { Devices } from '../server/devices/devices.ts';
import type { House } from '../server/house.ts';

/** A desk that was closed may be opened again at once: a page that reloads, a cable. */
const LEFT_FOR_MS = 60_000;

/** In which rooms a person is at the desk, so that the demo presses no key there. */
export type Hands = {
  /** Looks at which desks are connected now. */
  look(): void;
  /** Somebody is at the room's desk, or was less than a minute ago. */
  at(room: string): boolean;
};

type Desks = { devices: Pick<Devices, 'list'>; connected: House['connected'] };

/** Watches the desks of the house that belong to a room; `elapsed` counts ms of the machine. */
export function watchHands(house: Desks, elapsed: () => number): Hands {
  const seen = new Map<string, number>();
  return {
    look() {
      for (const { id, role, room, revokedAt } of house.devices.list()) {
        if (role === 'console' && room !== null && revokedAt === null && house.connected(id))
          seen.set(room, elapsed());
      }
    },
    at: (room) => elapsed() - (seen.get(room) ?? Number.NEGATIVE_INFINITY) < LEFT_FOR_MS,
  };
}
