import type { AlarmRow } from '../../core/wire/alarm.ts';
import { HOUSE_VIEW } from '../../core/wire/protocol.ts';
import type { House } from '../house.ts';
import type { Hub } from '../sockets/hub.ts';
import { watchHouse } from './house-looks.ts';

const ROUND_MS = 2_000;
/** A supervisor who has just come hears of it so soon, though nothing has changed. */
const TELL_MS = 4_000;

/** Looks around every two seconds, probes the disk on the way, and tells the supervisor; returns the stop. */
export function startAlarms(house: House, hub: Hub): () => void {
  const { alarms, health, elapsed } = house;
  watchHouse(house);
  let toldAt = Number.NEGATIVE_INFINITY;
  const round = async (): Promise<void> => {
    await health.check();
    if (!alarms.look() && elapsed() - toldAt < TELL_MS) return;
    toldAt = elapsed();
    tell(hub, alarms.list());
  };
  const unwatch = health.start();
  void round();
  const timer = setInterval(() => void round(), ROUND_MS);
  return () => {
    clearInterval(timer);
    unwatch();
  };
}

function tell(hub: Hub, rows: readonly AlarmRow[]): void {
  for (const socket of hub.of('/console', () => true))
    if (socket.data.view?.name === HOUSE_VIEW) socket.emit('alarms', { alarms: rows });
}
