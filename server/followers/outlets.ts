import type { Devices } from '../devices/devices.ts';
import type { Hub } from '../sockets/hub.ts';
import type { SlipFacts, SlipOutcome, StationLink } from '../station-link.ts';

/** Longer than a printer's own time-outs: after this nobody knows whether there is paper. */
const ANSWER_MS = 30_000;

/** Prints a slip where a device's paper comes out; `null` and kiosks of this house: at its own station. */
export type PrintAt = (device: string | null, slip: SlipFacts) => Promise<SlipOutcome>;

/**
 * Finds the printer of a device. A station elsewhere gets the slip over its socket and says how it ended; one
 * that is away prints nothing, now or later: a slip that comes out late ends up in a stranger's hand.
 */
export function openOutlets(hub: Hub, devices: Devices, own: StationLink): PrintAt {
  return async (device, slip) => {
    if (device === null || devices.roleOf(device) !== 'station') return own.print(slip);
    const [socket] = hub.of('/station', ({ id }) => id === device);
    if (!socket) return { state: 'failed-before-bytes', picture: null, printer: null };
    try {
      const answer: unknown = await socket.timeout(ANSWER_MS).emitWithAck('print', slip);
      const { state, printer } = (answer ?? {}) as { state?: unknown; printer?: unknown };
      return {
        state: typeof state === 'string' && /^[a-z-]{1,30}$/.test(state) ? state : 'unknown',
        picture: null,
        printer: printer === 'fallback' ? 'fallback' : null,
      };
    } catch {
      return { state: 'unknown', picture: null, printer: null };
    }
  };
}
