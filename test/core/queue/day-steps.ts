import fc from 'fast-check';
import type { ServiceRule } from '../../../core/queue/clinic-file.ts';
import { type MoveName, moveNames } from '../../../core/queue/command.ts';
import { type PriorityClass, priorityClasses } from '../../../core/queue/line-class.ts';
import { hospital } from './hospital.ts';
import { HOUR, MINUTE } from './test-day.ts';

type Expecting = 'who is inside' | 'nobody' | 'somebody else';
/** A booking in minutes from the opening of that day. */
type Booked = { id: string; service: string; minutes: number; visitor: string | null };

/** One thing that somebody does. `who` counts tickets of the day from the one that was moved last. */
export type DayStep =
  | {
      do: 'come';
      visitor: string | null;
      service: string;
      priority: PriorityClass;
      journey: string | null;
      appointment: string | null;
    }
  /** Somebody of today's list comes, and names the booking. */
  | { do: 'keep'; which: number; visitor: string | null; priority: PriorityClass }
  | { do: 'next'; room: string; expecting: Expecting }
  | { do: 'call'; room: string; who: number; expecting: Expecting }
  | { do: 'invite'; room: string; count: number }
  | { do: 'room'; room: string; to: 'open' | 'paused' | 'closed'; reason: string | null }
  | { do: 'serve'; room: string; services: string[] | null }
  | { do: 'rule'; service: string; rule: ServiceRule | null }
  | { do: 'book'; ahead: number; bookings: Booked[] }
  | {
      do: 'move';
      move: MoveName;
      who: number;
      service: string;
      services: string[];
      back: boolean;
      minutes: number | null;
      priority: PriorityClass;
    }
  /** Somebody takes back what was just done, or a moment before. */
  | { do: 'regret'; who: number }
  /** A desk ends its day: done with who is inside, closed; now and then it has still to undo that. */
  | { do: 'go home'; room: string; regrets: boolean }
  | { do: 'print'; who: number }
  /** People of one service come together, none of whom is known. */
  | { do: 'crowd'; service: string; classes: PriorityClass[] }
  /** Every room calls its next, those that were closed too if a shift begins, and ten minutes go by. */
  | { do: 'round'; opens: boolean }
  /** Below zero: the clock is wrong for the next command. */
  | { do: 'wait'; ms: number };

const clinic = hospital();
const ids = clinic.services.map(({ id }) => id);
/** The way of a visit more often than what stands beside it, and now and then a service that is none. */
const service = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('noi', 'tien', 'cc', 'don', 'don') },
  { weight: 2, arbitrary: fc.constantFrom(...ids) },
);
const strange = fc.oneof({ weight: 12, arbitrary: service }, { weight: 1, arbitrary: fc.constant('mổ') });
const rooms = clinic.rooms.map(({ id }) => id);
const room = fc.constantFrom(...rooms, ...rooms, 'pk1', 'pk2', 'lab', 'quay', 'pk9');
const visitor = fc.constantFrom('an', 'bình', 'cúc', null, null, null, null, null);
const who = fc.oneof({ weight: 3, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.nat(30) });
const expecting = fc.constantFrom<Expecting>(
  ...Array<Expecting>(10).fill('who is inside'),
  ...(['nobody', 'somebody else'] as const),
);
const priority = fc.constantFrom(
  ...priorityClasses,
  ...(['normal', 'normal', 'priority', 'priority'] as const),
);
const bookingId = fc.constantFrom('h1', 'h2', 'h3', 'h4');
const rule = fc.record<ServiceRule>({
  policy: fc.constantFrom('fifo', 'strict', 'ratio', 'accumulating', 'target'),
  targets: fc.constant({ return: 15, priority: 20, appointment: 20, normal: 60 }),
  streak: fc.constantFrom(1, 2, 4),
  overtakeCap: fc.constantFrom(undefined, 1, 3),
});
const someRule: fc.Arbitrary<ServiceRule | null> = fc.option(rule);
const someServices: fc.Arbitrary<string[] | null> = fc.option(
  fc.array(strange, { minLength: 1, maxLength: 3 }),
);
const orders: fc.Arbitrary<string[]> = fc.oneof(
  fc.constantFrom<string[][]>(['xn'], ['sa'], ['xn', 'sa']),
  fc.array(strange, { minLength: 1, maxLength: 2 }),
);
/** Within an undo, within a recall, a consultation, results, half a day; two minutes and three days back. */
const pause = fc.constantFrom(
  ...[
    0,
    1,
    999,
    4_000,
    8_000,
    10_001,
    MINUTE,
    3 * MINUTE,
    7 * MINUTE,
    25 * MINUTE,
    30 * MINUTE,
    9 * HOUR,
    11 * HOUR,
  ],
  ...[-2 * MINUTE, -72 * HOUR],
);

/** Moments within one shift. */
const moment = fc.constantFrom(...[0, 999, 3_000, MINUTE, 7 * MINUTE]);

const kinds: Record<DayStep['do'] | 'moment' | 'desk', [weight: number, arbitrary: fc.Arbitrary<DayStep>]> = {
  come: [
    26,
    fc.record({
      do: fc.constant('come' as const),
      visitor,
      service: strange,
      priority,
      journey: fc.constantFrom(...Array<null>(30).fill(null), 'ngan', 'dem', 'kham', 'lạ'),
      appointment: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: bookingId }),
    }),
  ],
  keep: [5, fc.record({ do: fc.constant('keep' as const), which: fc.nat(3), visitor, priority })],
  next: [14, fc.record({ do: fc.constant('next' as const), room, expecting })],
  call: [4, fc.record({ do: fc.constant('call' as const), room, who, expecting })],
  invite: [1, fc.record({ do: fc.constant('invite' as const), room, count: fc.integer({ min: 1, max: 4 }) })],
  room: [
    5,
    fc.record({
      do: fc.constant('room' as const),
      room,
      to: fc.constantFrom('open', 'open', 'open', 'open', 'paused', 'closed'),
      reason: fc.constantFrom(null, 'ăn trưa'),
    }),
  ],
  serve: [
    1,
    fc.record({
      do: fc.constant('serve' as const),
      room,
      services: someServices,
    }),
  ],
  rule: [1, fc.record({ do: fc.constant('rule' as const), service: strange, rule: someRule })],
  book: [
    2,
    fc.record({
      do: fc.constant('book' as const),
      ahead: fc.constantFrom(0, 0, 0, 0, 1, 1, 2, -1, 40),
      bookings: fc.array(
        fc.record({ id: bookingId, service: strange, minutes: fc.integer({ min: -30, max: 120 }), visitor }),
        { maxLength: 3 },
      ),
    }),
  ],
  move: [
    34,
    fc.record({
      do: fc.constant('move' as const),
      move: fc.constantFrom(
        ...moveNames,
        ...(['finish', 'order', 'skip', 'skip', 'return', 'no-show'] as const),
      ),
      who,
      service: strange,
      services: orders,
      back: fc.boolean(),
      minutes: fc.constantFrom(null, 0, 5),
      priority,
    }),
  ],
  regret: [8, fc.record({ do: fc.constant('regret' as const), who: fc.nat(3) })],
  'go home': [
    4,
    fc.record({
      do: fc.constant('go home' as const),
      room: fc.constantFrom('pk1', 'pk2', 'lab'),
      regrets: fc.boolean(),
    }),
  ],
  crowd: [
    8,
    fc.record({
      do: fc.constant('crowd' as const),
      service: fc.constantFrom('noi', 'noi', 'cc', 'don'),
      classes: fc.array(fc.constantFrom<PriorityClass>('normal', 'priority', 'appointment'), {
        minLength: 3,
        maxLength: 6,
      }),
    }),
  ],
  round: [22, fc.record({ do: fc.constant('round' as const), opens: fc.constantFrom(true, true, false) })],
  print: [1, fc.record({ do: fc.constant('print' as const), who })],
  desk: [
    14,
    fc.record({
      do: fc.constant('next' as const),
      room: fc.constantFrom('pk1', 'pk2'),
      expecting: fc.constant<Expecting>('who is inside'),
    }),
  ],
  moment: [4, fc.record({ do: fc.constant('wait' as const), ms: moment })],
  wait: [12, fc.record({ do: fc.constant('wait' as const), ms: pause })],
};

const morningOf = (...of: (keyof typeof kinds)[]): fc.Arbitrary<DayStep[]> =>
  fc.noBias(
    fc.array(fc.oneof(...of.map((each) => ({ weight: kinds[each][0], arbitrary: kinds[each][1] }))), {
      minLength: 50,
      maxLength: 110,
      size: 'max',
    }),
  );

/** What people, staff and clocks do at a hospital, sensible or not. */
export const anyMorning = morningOf(...(Object.keys(kinds) as (keyof typeof kinds)[]));
/** Full lines, rooms that call quickly one after another, and much that is taken back. */
export const busyMorning = morningOf('crowd', 'desk', 'regret', 'moment');
/** Lists of bookings and people who come with them, over several days. */
export const bookedMorning = morningOf('book', 'keep', 'come', 'wait', 'next');
