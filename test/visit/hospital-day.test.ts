import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultCode } from '../../core/queue/fault.ts';
import type { Entry } from '../../core/queue/happening.ts';
import { type HttpPlay, playByHttp } from '../../scripts/play-by-http.ts';
import { type VisitorCard, visitorCards } from '../../scripts/visitor-cards.ts';
import type { House } from '../../server/house.ts';
import { driveDay, type Reply, type Timed } from '../../simulation/day-driver.ts';
import { drawPeople, usualMix, type Visitor } from '../../simulation/people.ts';
import { portrait } from '../core/queue/portrait.ts';
import { TestHouse } from '../server/test-house.ts';
import { bigHospital } from './big-hospital.ts';
import { DayAudit } from './day-audit.ts';

/** The whole day of 10,000 is played by `npm run torture`. */
const TICKETS = Number(process.env.TIEPDON_TICKETS ?? 3_000);
const SEED = 20_261_122;
const MINUTE = 60_000;
const OPENS_AT = Date.parse('2026-11-22T00:00:00Z');
/** At this pace forty rooms are just able to follow. */
const SESSION = TICKETS * 0.06;
const EXAMS = ['noi', 'nhi', 'san', 'mat', 'ngoai'];

/** At every so many presses a second person at the same desk presses the same key at the same moment. */
const TWO_AT_ONCE = 9;

type Played = {
  presses: { room: string; ticket: string }[];
  refused: Map<FaultCode, number>;
  /** Presses of two at once that found somebody to call or to finish. */
  races: number;
};

/** Two doctors come late and leave for lunch. */
const lateRooms = new Map(
  ['noi-1', 'mat-2'].map((room) => [
    room,
    [
      { from: OPENS_AT + SESSION * 0.1 * MINUTE, to: OPENS_AT + SESSION * 0.5 * MINUTE },
      { from: OPENS_AT + SESSION * 0.6 * MINUTE, to: OPENS_AT + 16 * 60 * MINUTE },
    ],
  ]),
);

/** In the first third by target, then by turns, in the last third by target again with a shorter streak. */
const changes = [
  { at: OPENS_AT + (SESSION / 3) * MINUTE, rule: { policy: 'ratio' } as const },
  { at: OPENS_AT + (SESSION / 1.5) * MINUTE, rule: { policy: 'target', streak: 2 } as const },
];

describe(`a hospital day of ${TICKETS} tickets in forty rooms (seed ${SEED})`, () => {
  const clinic = bigHospital();
  const people = drawPeople({
    seed: SEED,
    clinic,
    patients: TICKETS,
    mix: { ...usualMix, sessionMinutes: SESSION },
  });
  const cards = visitorCards(people, 2026, SEED);
  let house: TestHouse;
  let inside: House;
  let played: Played;
  let entries: Entry[];
  const audit = new DayAudit(clinic);

  beforeAll(async () => {
    house = new TestHouse(clinic);
    house.now = OPENS_AT - 60 * MINUTE;
    house.flags = ['--log-level', 'error'];
    await house.start();
    inside = house.open.house;
    const { token } = house.device('api', 'hospital', null);
    const play = playByHttp({ base: house.base, token, clinic, cardOf: (id) => cards.get(id)! });
    played = await playThrough(house, people, play);
    play.close();
    entries = await everyEntry(inside);
  }, 600_000);
  afterAll(() => house.end());

  it('gives everybody a number, calls nobody twice and loses nobody', () => {
    expect(clinic.rooms).toHaveLength(40);
    // Of two who press at once one is told that the other was first; nothing else was refused all day.
    expect(played.races).toBeGreaterThan(TICKETS / 10);
    expect(Object.fromEntries(played.refused)).toEqual({ 'expected-mismatch': played.races });
    audit.read(entries);
    expect(audit.issued.size).toBe(TICKETS);
    expect(audit.guarded).toBeGreaterThan(TICKETS / 10);
    const issued = [...audit.issued.values()];
    for (const one of ['urgent', 'priority'] as const)
      expect(issued.filter(({ priority }) => priority === one).length).toBe(
        people.filter(({ priority }) => priority === one).length,
      );
    const states = new Set([...inside.tail.day.tickets.values()].map(({ state }) => state));
    expect([...states].filter((state) => !['done', 'cancelled', 'no-show'].includes(state))).toEqual([]);
  });

  it('calls once for each press, whom the answer named', () => {
    expect(played.presses.length).toBeGreaterThan(3 * TICKETS);
    expect(audit.called).toEqual(played.presses);
  });

  it('had labs and returns, absences, rooms that closed, and two changes of the rule', () => {
    const count = (fits: (entry: Entry) => boolean): number => entries.filter(fits).length;
    const of = (type: string): number => count(({ happening }) => happening.type === type);
    expect(of('steps-ordered')).toBeGreaterThan(TICKETS / 3);
    expect(of('ticket-missed')).toBeGreaterThan(TICKETS / 50);
    expect(of('ticket-returned')).toBeGreaterThanOrEqual(of('ticket-missed'));
    expect(of('room-changed')).toBeGreaterThan(5);
    expect(of('rule-changed')).toBe(2 * EXAMS.length);
    const reasons = entries.flatMap(({ happening: h }) =>
      h.type === 'ticket-called' && h.service === 'noi' ? [`${h.reason.policy} ${h.reason.rule}`] : [],
    );
    expect(new Set(reasons).size).toBe(3);
    const { bookings } = inside.tail.day;
    expect([...bookings.values()].filter(({ ticket }) => ticket === null)).toEqual([]);
    expect(bookings.size).toBeGreaterThan(TICKETS / 10);
  });

  it('is the same day when its log is read again, and no entry of it was touched', async () => {
    expect(isDeepStrictEqual(portrait(audit.day), portrait(inside.tail.day))).toBe(true);
    expect(await inside.log.verify()).toMatchObject({ ok: true, entries: entries.length });
  });

  it('keeps every person sealed, and no name and no number in the log', async () => {
    const visitors = [...audit.issued.values()].map(({ visitor }) => visitor!);
    expect(new Set(visitors).size).toBe(TICKETS);
    const found = await Promise.all(visitors.map((visitor) => inside.people.look('2026-11-22', visitor)));
    expect(found.map((facts) => facts?.number).toSorted()).toEqual(
      [...cards.values()].map(({ number }) => number).toSorted(),
    );
    expect(told(`A001 ${[...cards.values()][7]!.number}`, cards)).toHaveLength(1);
    expect(told(`"note":"${[...cards.values()][8]!.name}"`, cards)).toHaveLength(1);
    expect(entries.flatMap((entry) => told(JSON.stringify(entry), cards))).toEqual([]);
  });
});

/** Plays the people through the house; its clock stands at each command's own time. */
async function playThrough(house: TestHouse, people: readonly Visitor[], play: HttpPlay): Promise<Played> {
  const times = { walkMinutes: 0.1, patienceMinutes: 0.3 };
  const script = { people, opensAt: OPENS_AT, roomHours: lateRooms, ...times };
  const played: Played = { presses: [], refused: new Map(), races: 0 };
  const due = [...changes];
  const driver = driveDay(script, () => house.open.house.tail.day);
  let commands = 0;
  const carryOut = async ({ at, command }: Timed): Promise<Reply> => {
    house.now = at;
    commands += 1;
    if (command.type !== 'next') return note(played, await play.carryOut(command));
    const pressers = commands % TWO_AT_ONCE === 0 ? [1, 2] : [1];
    const replies = await Promise.all(pressers.map(() => play.carryOut(command)));
    for (const reply of replies) note(played, reply);
    const first = replies.find(({ ok }) => ok) ?? replies[0]!;
    if (replies.length === 2 && (command.expected ?? (first.ok && first.ticket))) played.races += 1;
    if (first.ok && first.ticket) played.presses.push({ room: command.room, ticket: first.ticket });
    return first;
  };
  for (let step = driver.next(); !step.done; ) {
    const { at } = step.value;
    while (due[0] && due[0].at <= at) await changeRules(due.shift()!, carryOut);
    step = driver.next(await carryOut(step.value));
  }
  return played;
}

function note({ refused }: Played, reply: Reply): Reply {
  if (!reply.ok) refused.set(reply.code, (refused.get(reply.code) ?? 0) + 1);
  return reply;
}

async function changeRules(
  { at, rule }: (typeof changes)[number],
  carryOut: (timed: Timed) => Promise<unknown>,
): Promise<void> {
  const targets = { return: 15, priority: 20, appointment: 20, normal: 60 };
  for (const service of EXAMS)
    await carryOut({ at, command: { type: 'rule', service, rule: { streak: 4, ...rule, targets } } });
}

async function everyEntry({ log }: House): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const some = await log.read(entries.length, 5_000);
    entries.push(...some);
    if (some.length < 5_000) return entries;
  }
}

/** Card numbers and names that stand readable in a text. */
function told(text: string, cards: ReadonlyMap<string, VisitorCard>): string[] {
  const secret = secretsOf(cards);
  const numbers = text.match(/\d{9,}/g) ?? [];
  const names = text.match(/\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)+/gu) ?? [];
  return [...numbers, ...names].filter((each) => secret.has(each));
}

const known = new WeakMap<object, Set<string>>();
function secretsOf(cards: ReadonlyMap<string, VisitorCard>): Set<string> {
  const secrets =
    known.get(cards) ?? new Set([...cards.values()].flatMap(({ number, name }) => [number, name]));
  known.set(cards, secrets);
  return secrets;
}
