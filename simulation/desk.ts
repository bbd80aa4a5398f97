import type { Patient } from './one-stage-day.ts';

/** Where the people of one day wait and are chosen from. Times in minutes from opening. */
export type Desk = {
  come: (patient: Patient) => void;
  /** Takes out whoever is next at `now`; null when nobody waits. */
  call: (now: number) => Patient | null;
};

/** A rule under judgement: a name for the table and a fresh desk for every day. */
export type DeskRule = { name: string; open: () => Desk };
