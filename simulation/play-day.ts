import type { Clinic } from '../core/queue/clinic-file.ts';
import { type Day, emptyDay } from '../core/queue/day.ts';
import { decide, dueNow } from '../core/queue/decide.ts';
import { evolve } from '../core/queue/evolve.ts';
import type { FaultCode } from '../core/queue/fault.ts';
import type { Entry, Happening } from '../core/queue/happening.ts';
import { driveDay, type Reply, type Script, type Timed } from './day-driver.ts';

/** A day that was played: how it ended, its whole log, and how often what was refused. */
export type PlayedDay = { day: Day; entries: readonly Entry[]; refused: ReadonlyMap<FaultCode, number> };

/** Looks at the day after each entry and may change it: for trying a rule that the core does not have. */
export type Amend = (day: Day, entry: Entry) => void;

/**
 * Plays a script through the core as a server would: what time alone brings about first, then the command. The
 * same clinic and script give the same entries. `amend` is null to play the core as it is.
 */
export function playDay(clinic: Clinic, script: Script, amend: Amend | null): PlayedDay {
  const house = new PlayedHouse(clinic, amend);
  const driver = driveDay(script, () => house.day);
  let step = driver.next();
  while (!step.done) step = driver.next(house.carryOut(step.value));
  return { day: house.day, entries: house.entries, refused: house.refused };
}

class PlayedHouse {
  readonly day: Day;
  readonly entries: Entry[] = [];
  readonly refused = new Map<FaultCode, number>();
  readonly #amend: Amend | null;

  constructor(clinic: Clinic, amend: Amend | null) {
    this.day = emptyDay(clinic);
    this.#amend = amend;
  }

  carryOut({ at, command }: Timed): Reply {
    for (let due = dueNow(this.day, at); due; due = dueNow(this.day, at)) this.#append(at, due);
    const decision = decide(this.day, command, at);
    if (!decision.ok) {
      const { code } = decision.fault;
      this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
      return { ok: false, code };
    }
    for (const happening of decision.happenings) this.#append(at, happening);
    const { outcome } = decision;
    return { ok: true, ticket: 'ticket' in outcome ? outcome.ticket : null };
  }

  #append(at: number, happening: Happening): void {
    const entry = { seq: this.day.seq + 1, at, actor: 'simulation', happening };
    evolve(this.day, entry);
    this.entries.push(entry);
    this.#amend?.(this.day, entry);
  }
}
