import type { DeskRule } from './desk.ts';
import { type ProductSettings, productDesk } from './product-desk.ts';
import {
  arrivalDesk,
  cappedDesk,
  earliestDueDesk,
  newestFirstDesk,
  ratioDesk,
  slotWeightDesk,
} from './rival-desk.ts';

/** What a service has when the clinic file says nothing. */
export const shipped: ProductSettings = {
  policy: 'target',
  targets: { return: 15, priority: 20, appointment: 20, normal: 60 },
  streak: 4,
  appointmentsFrom: 'slot',
};

const product = (name: string, change: Partial<ProductSettings>): DeskRule => ({
  name,
  open: () => productDesk({ ...shipped, ...change }),
});

/** The rule that every other is held against: targets without any guard. */
export const unguarded: DeskRule = product('target, no guard', { streak: Number.POSITIVE_INFINITY });
/** The rule of a service whose clinic file says nothing. */
export const defaultRule: DeskRule = product('target (default)', {});

/** What a hospital can choose in its clinic file. */
export const productRules: readonly DeskRule[] = [
  product('fifo', { policy: 'fifo' }),
  product('strict', { policy: 'strict' }),
  product('ratio', { policy: 'ratio' }),
  product('accumulating', { policy: 'accumulating' }),
  defaultRule,
];

/** The same target rule with other guards: what each of them costs. */
export const guardRules: readonly DeskRule[] = [
  unguarded,
  product('target, streak 3', { streak: 3 }),
  product('target, streak 2', { streak: 2 }),
  product('target, overtakeCap 40', { overtakeCap: 40 }),
  product('target, overtakeCap 30', { overtakeCap: 30 }),
  product('target, overtakeCap 20', { overtakeCap: 20 }),
  product('target, overtakeCap 12', { overtakeCap: 12 }),
];

const fromArrival = (policy: ProductSettings['policy']): (() => ReturnType<typeof productDesk>) => {
  return () => productDesk({ ...shipped, policy, appointmentsFrom: 'arrival' });
};

/** Rules of other systems, among them ours with appointments counted from arrival as those systems do. */
export const rivalRules: readonly DeskRule[] = [
  { name: 'fifo, no class first', open: arrivalDesk },
  { name: 'strict by arrival', open: fromArrival('strict') },
  { name: 'strict, newest first', open: newestFirstDesk },
  { name: 'ratio 2:1 by arrival', open: ratioDesk },
  { name: 'accumulating 2:1.5:1', open: fromArrival('accumulating') },
  { name: 'accumulating from slot', open: slotWeightDesk },
  { name: 'earliest due', open: earliestDueDesk },
  { name: 'target, cap 12 for all', open: cappedDesk },
];
