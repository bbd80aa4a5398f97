import { type AlarmLevel, type AlarmName, type AlarmRow, alarmNames } from '../../core/wire/alarm.ts';
import { alarmTable } from './alarm-table.ts';

/** How something stands that an alarm watches: null when it is well; `what` names the devices, or how much. */
export type Finding = { level: AlarmLevel; what: string };
export type Look = () => Finding | null;

type Parts = {
  /** A clock that never jumps, ms. */
  clock: () => number;
  note: (event: { event: string } & Record<string, string | number>) => void;
};
type Raised = Finding & { since: number };

/**
 * The one list of what is wrong in the house. Whoever knows of something gives a `look`; it is asked every few
 * seconds. Raised, worsened and over is written into the technical log, once each.
 */
export class Alarms {
  readonly #parts: Parts;
  readonly #looks = new Map<AlarmName, Look>();
  readonly #raised = new Map<AlarmName, Raised>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** From now on `look` says how that stands. */
  watch(alarm: AlarmName, look: Look): void {
    this.#looks.set(alarm, look);
  }

  /** Asks everybody; true when the list is another one than before. */
  look(): boolean {
    const before = JSON.stringify([...this.#raised]);
    for (const [alarm, look] of this.#looks) this.#meet(alarm, this.#ask(alarm, look));
    return JSON.stringify([...this.#raised]) !== before;
  }

  /** What is raised, red first, then in the order of the table. */
  list(): AlarmRow[] {
    const now = this.#parts.clock();
    const rows = alarmNames.flatMap((alarm): AlarmRow[] => {
      const raised = this.#raised.get(alarm);
      if (!raised) return [];
      const { title, first } = alarmTable[alarm];
      const { level, what, since } = raised;
      return [{ alarm, level, title, what, first, seconds: Math.floor((now - since) / 1_000) }];
    });
    return rows.sort((a, b) => Number(b.level === 'red') - Number(a.level === 'red'));
  }

  isRaised(alarm: AlarmName): boolean {
    return this.#raised.has(alarm);
  }

  #ask(alarm: AlarmName, look: Look): Finding | null {
    try {
      return look();
    } catch (error) {
      // Whoever cannot say how it stands is not well.
      const raised = this.#raised.get(alarm);
      if (!raised) this.#parts.note({ event: 'alarm-unknown', alarm, error: (error as Error).name });
      return raised ?? { level: 'amber', what: 'không xem được' };
    }
  }

  #meet(alarm: AlarmName, found: Finding | null): void {
    const raised = this.#raised.get(alarm);
    if (found === null) {
      if (!raised) return;
      this.#raised.delete(alarm);
      const seconds = Math.floor((this.#parts.clock() - raised.since) / 1_000);
      this.#parts.note({ event: 'alarm-over', alarm, seconds });
      return;
    }
    this.#raised.set(alarm, { ...found, since: raised?.since ?? this.#parts.clock() });
    if (raised?.level !== found.level) this.#parts.note({ event: 'alarm-raised', alarm, ...found });
  }
}
