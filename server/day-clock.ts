import { uptime } from 'node:os';
import type { Day } from '../core/queue/day.ts';
import { businessDayOf } from '../core/queue/local-time.ts';
import { isOpen } from '../core/queue/ticket.ts';
import type { ClockMark, ClockMemory } from './clock-memory.ts';

/** Steps smaller than this are the daily work of a time server. */
const TOLERANCE_MS = 120_000;
/** With nothing written for this long, nobody is waiting who could be lost. */
const QUIET_MS = 4 * 3_600_000;

/**
 * A machine with an empty battery wakes up in the past, and a time server sets it so soon, in ms. Until somebody has
 * come, that is no jump but the first time that is known, believed like the clock of any machine just started.
 */
const SET_ANEW_MS = 1_800_000;

/** How often the machine is asked how long it has run: it answers from a file, which takes longer than a command's decision. */
const LOOK_MS = 20;
const SLEPT_MS = 1_000;

/** In ms: since the machine was started, sleep included; a clock that is cheap and stands while it sleeps; its wall clock. */
export type MachineTime = { uptime: () => number; awake: () => number; wall: () => number };
export const MACHINE_TIME: MachineTime = {
  uptime: () => uptime() * 1000,
  awake: () => performance.now(),
  wall: Date.now,
};

/** Ms since the machine was started. */
export function sinceMachineStart({ uptime, awake, wall }: MachineTime): () => number {
  const look = () => ({ steady: uptime(), awake: awake(), wall: wall() });
  let seen = look();
  return () => {
    const passed = awake() - seen.awake;
    // Where the wall clock says otherwise the machine may have slept: a count of before would be taken for a jump.
    if (passed >= LOOK_MS || Math.abs(wall() - seen.wall - passed) >= SLEPT_MS) seen = look();
    return seen.steady + (awake() - seen.awake);
  };
}

/** The machine's clock and the house's disagree; both in ms since 1970. */
export type ClockTrouble = { kind: 'ahead' | 'behind'; wall: number; now: number };

export type DayClock = {
  /** The house's time in ms since 1970; it never runs backwards. */
  now(): number;
  /** What staff must look at; null when the clocks agree. */
  trouble(): ClockTrouble | null;
  /** Somebody has looked at a clock on the wall: the machine's time is right. */
  confirm(): void;
  /** Tells the clock what it guards. Until then a jump ahead of what is remembered is not followed. */
  guard(day: () => Day): void;
  /** Keeps the house's time for the next start; to be called every few seconds and at a clean end. */
  remember(): void;
};

type Reading = { now: number; trouble: ClockTrouble | null };
/** How many tickets the first server of this run of the machine found, and until when (`steady`) that counts. */
type Found = { tickets: number; until: number };
type Parts = { wall: () => number; steady: () => number; memory: ClockMemory | null };

/**
 * A clock that is not fooled by a jump of the machine's: a dead battery, a hand, a time server gone wrong. `wall`
 * is the machine's clock, `steady` counts the ms since the machine was started, sleep included. As long as people
 * wait, a jump alone does not turn the business day; staff say whether it is true. A jump within the day is
 * followed, since then nothing is lost by it: ahead at once, back by going at half speed until the machine has come
 * up. `memory` carries all this over a restart of the server; null: each start believes the machine.
 */
export function openDayClock({ wall, steady, memory }: Parts): DayClock {
  const recalled = markOfThisRun(memory, steady());
  // A machine behind it is believed unless the log says more: a clock that was ahead by mistake is healed by a restart.
  let anchor = { wall: Math.min(wall(), timeBy(recalled, steady()) ?? wall()), steady: steady() };
  let last = 0;
  let day: (() => Day) | null = null;
  let found: Found | null = null;
  const follow = (at: number): Reading => {
    anchor = { wall: at, steady: steady() };
    return { now: at, trouble: null };
  };
  const read = (): Reading => {
    const machine = wall();
    // Whole milliseconds: the machine's count has parts of them, which no table takes.
    const own = Math.round(timeBy(anchor, steady()));
    const off = machine - own;
    if (!troubleOf(machine, own)) return follow(machine);
    if (off > 0 && (day ? isSetAnew(found, day(), steady()) || !wouldLose(day(), machine, own) : !recalled))
      return follow(machine);
    if (off < 0 && day && isOneDay(day(), machine, own)) anchor = slowed(anchor, machine, steady());
    const trouble = troubleOf(machine, Math.round(timeBy(anchor, steady())));
    return trouble ? { now: trouble.now, trouble } : follow(machine);
  };
  const remember = (): void => {
    read();
    memory?.keep(anchor);
  };
  return {
    now() {
      last = Math.max(last, read().now);
      return last;
    },
    trouble: () => read().trouble,
    confirm() {
      if (wall() > last) follow(wall());
      remember();
    },
    guard(of) {
      day = of;
      const written = of().at;
      // It is later than what is written: a machine that wakes up in the past, or another server was told the time.
      if (Math.min(wall(), timeBy(anchor, steady())) + TOLERANCE_MS < written)
        follow(Math.max(written, timeBy(recalled, steady()) ?? written));
      if (!recalled) found = { tickets: of().tickets.size, until: steady() + SET_ANEW_MS };
      remember();
    },
    remember,
  };
}

/** What is remembered of this run of the machine; a count that is behind it was begun anew. */
function markOfThisRun(memory: ClockMemory | null, steady: number): ClockMark | null {
  const mark = memory?.recall() ?? null;
  return mark && mark.steady <= steady ? mark : null;
}

/** The time (ms since 1970) when the machine's count stands at `steady`; null without a mark. */
function timeBy(mark: ClockMark, steady: number): number;
function timeBy(mark: ClockMark | null, steady: number): number | null;
function timeBy(mark: ClockMark | null, steady: number): number | null {
  return mark && mark.wall + (steady - mark.steady);
}

function isSetAnew(found: Found | null, { tickets }: Day, steady: number): boolean {
  return found !== null && steady < found.until && tickets.size === found.tickets;
}

/** The house's time at `steady`, of which half was held back since `anchor`: never so much that it ran backwards. */
function slowed(anchor: ClockMark, machine: number, steady: number): ClockMark {
  const own = timeBy(anchor, steady);
  return { wall: own - Math.min(own - machine, (steady - anchor.steady) / 2), steady };
}

function isOneDay({ clinic }: Day, one: number, other: number): boolean {
  return businessDayOf(one, clinic) === businessDayOf(other, clinic);
}

function troubleOf(wall: number, now: number): ClockTrouble | null {
  if (Math.abs(wall - now) <= TOLERANCE_MS) return null;
  return { kind: wall > now ? 'ahead' : 'behind', wall, now };
}

/** Whether following a jump ahead would end a day on which people still wait. */
function wouldLose(day: Day, wall: number, own: number): boolean {
  if (day.businessDay === null || businessDayOf(wall, day.clinic) <= day.businessDay) return false;
  // The house's own time has come to the new day too: then it is no jump that turns it.
  if (businessDayOf(own, day.clinic) > day.businessDay || own - day.at > QUIET_MS) return false;
  return [...day.tickets.values()].some(isOpen);
}
