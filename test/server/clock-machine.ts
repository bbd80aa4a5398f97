import { type Day, emptyDay } from '../../core/queue/day.ts';
import { decide, dueNow } from '../../core/queue/decide.ts';
import { evolve } from '../../core/queue/evolve.ts';
import type { Happening } from '../../core/queue/happening.ts';
import type { ClockMemory } from '../../server/clock-memory.ts';
import { openDayClock } from '../../server/day-clock.ts';
import { quietClinic } from './test-house.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const START = Date.parse('2026-11-23T01:00:00Z');

/**
 * A machine whose two clocks are moved by hand, and a day on which people come. Each start of its server asks
 * `memoryOf` for what is remembered.
 */
export function clockMachine(memoryOf: () => ClockMemory | null) {
  const time = { wall: START, steady: 5 * HOUR };
  const day: Day = emptyDay(quietClinic());
  const open = () => openDayClock({ wall: () => time.wall, steady: () => time.steady, memory: memoryOf() });
  const server = { clock: open() };
  const append = (happening: Happening): void =>
    evolve(day, {
      seq: day.seq + 1,
      at: Math.max(day.at, server.clock.now()),
      actor: 'test',
      happening,
    });
  const turn = (): void => {
    for (let due = dueNow(day, server.clock.now()); due; due = dueNow(day, server.clock.now())) append(due);
  };
  const come = (ticket: string): void => {
    turn();
    const ids = { ticket, token: `token-${ticket}`, visitor: null, journey: null, appointment: null };
    const command = {
      type: 'check-in',
      service: 'noi',
      priority: 'normal',
      grounds: [],
      paperFor: null,
    } as const;
    const decision = decide(day, { ...command, ...ids, grounds: [] }, server.clock.now());
    if (decision.ok) for (const happening of decision.happenings) append(happening);
  };
  const leave = (ticket: string): void =>
    append({ type: 'ticket-cancelled', ticket, room: null, reason: null });
  server.clock.guard(() => day);
  const pass = (ms: number): void => {
    time.wall += ms;
    time.steady += ms;
  };
  /** The process ended; another one on the same log, which has not read it yet. */
  const restart = () => {
    server.clock = open();
    return server.clock;
  };
  const guard = (): void => server.clock.guard(() => day);
  return { time, server, day, come, leave, turn, pass, restart, guard };
}
