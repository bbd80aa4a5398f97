import type { Logger } from 'pino';
import { dueNow } from '../core/queue/decide.ts';
import type { DayClock } from './day-clock.ts';
import { settleSlips } from './followers/paper.ts';
import type { House } from './house.ts';
import type { Hub } from './sockets/hub.ts';

const HOUR = 3_600_000;
const ANSWERS_KEPT_MS = 48 * HOUR;
/** Results that are in should not wait longer than the screens' own refresh. */
const DUE_MS = 5_000;
const ROUND_MS = 30_000;

/** The admin command writes to the same file: new devices, revoked ones, a restored log. */
export function watchOthers(house: House, hub: Hub, log: Logger): () => void {
  const look = async (): Promise<void> => {
    await house.devices.refresh();
    hub.cutRevoked();
    const { seq } = house.tail.day;
    const [head, epoch] = await Promise.all([house.log.head(), house.log.epoch()]);
    if (head === house.tail.day.seq && epoch === house.tail.epoch) return;
    if (epoch === house.tail.epoch && (head < seq || !(await house.tail.stands()))) {
      log.error({ event: 'log-went-back', head, seq });
      await house.door.wentBack();
    }
    house.door.outdated();
    await house.tail.catchUp();
  };
  // Wakes may come faster than looks: one at a time, and one more for all that came meanwhile.
  let looking = false;
  let again = false;
  const wake = async (): Promise<void> => {
    again = true;
    if (looking) return;
    looking = true;
    while (again) {
      again = false;
      await look().catch((error: Error) => log.error({ event: 'follow-failed', error: error.name }));
    }
    looking = false;
  };
  return house.log.watch(() => void wake());
}

/** What goes on without anybody asking: the day turns, results come in, old answers and people are forgotten. */
export function keepHouse(house: House, log: Logger): () => void {
  const due = async (): Promise<void> => {
    const { day } = house.tail;
    if (day.businessDay === null || !dueNow(day, house.now())) return;
    const quiet = () => ({ status: 200, body: {} });
    const command = { type: 'turn-day' } as const;
    await house.door.handle({ request: null, command, person: null, answer: quiet, refuse: quiet });
  };
  const round = async (): Promise<void> => {
    // The net under a look at the log that failed.
    await house.tail.catchUp();
    await due();
    await settleSlips(house);
    await house.log.forgetAnswers(house.now() - ANSWERS_KEPT_MS);
    await house.peers.forget();
    // Yesterday's people may still be with a doctor; they go a day after their day has ended.
    const yesterday = new Date(
      Date.parse(`${house.tail.day.businessDay ?? '1970-01-02'}T00:00:00Z`) - 24 * HOUR,
    );
    await house.people.forgetBefore(yesterday.toISOString().slice(0, 10));
  };
  const safely = (work: () => Promise<void>) => (): void =>
    void work().catch((error: Error) => log.error({ event: 'round-failed', error: error.name }));
  safely(round)();
  const timers = [setInterval(safely(round), ROUND_MS), setInterval(safely(due), DUE_MS)];
  return () => timers.forEach((timer) => void clearInterval(timer));
}

/** Tells the desks when the machine's clock cannot be believed, and again when it can; keeps the house's time. */
export function watchClock(clock: DayClock, hub: Hub, log: Logger): () => void {
  let told = false;
  const look = (): void => {
    clock.remember();
    const trouble = clock.trouble();
    if (!trouble && !told) return;
    if (trouble && !told)
      log.warn({ event: 'clock-jumped', kind: trouble.kind, ms: trouble.wall - trouble.now });
    told = trouble !== null;
    hub.space('/console').emit('clock', { trouble });
  };
  const timer = setInterval(look, DUE_MS);
  return () => {
    clearInterval(timer);
    clock.remember();
  };
}
