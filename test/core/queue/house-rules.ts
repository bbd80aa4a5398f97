import { decide, dueNow } from '../../../core/queue/decide.ts';
import { evolve } from '../../../core/queue/evolve.ts';

/** The functions that make a day; a broken house has one of them wrong. */
export type Rules = { decide: typeof decide; evolve: typeof evolve; dueNow: typeof dueNow };
export const rules: Rules = { decide, evolve, dueNow };
