import { isDeepStrictEqual } from 'node:util';
import type { CallReason } from '../../../core/queue/call-reason.ts';
import type { Day } from '../../../core/queue/day.ts';
import type { Ticket } from '../../../core/queue/ticket.ts';
import type { Portrait } from './portrait.ts';
import { must } from './promises.ts';
import { type CallBook, classOf, openNow, sinceOf } from './visit-book.ts';

const MINUTE = 60_000;

/** A press as it was made and answered: `inside` was in the room before, `called` is whom the answer names. */
export type Press = {
  room: string;
  inside: string | null;
  called: string | null;
  reason: CallReason | null;
  /** Somebody named the ticket. */
  byName: boolean;
};

/** Whether everybody else is as before. */
export function onlyChanged(before: Portrait, day: Day, ids: readonly string[]): boolean {
  return Object.values(before.tickets).every(
    (old) => ids.includes(old.id) || isDeepStrictEqual(old, day.tickets.get(old.id)),
  );
}

/** What one press did. */
export function checkPress(before: Portrait, day: Day, press: Press): void {
  const { room, inside, called, byName } = press;
  const touched = [inside, called].filter((id) => id !== null);
  must(onlyChanged(before, day, touched), 'one press calls one and finishes one');
  if (inside) checkFinished(before.tickets[inside]!, day, inside === called ? null : inside);
  const callable = Object.values(before.tickets).filter(
    (ticket) => ticket.state === 'waiting' && stepsFor(before, day, room, ticket).length > 0,
  );
  if (byName) return;
  must(called !== null || callable.length === 0, 'nobody is left waiting before an empty room');
  must(!called || callable.some(({ id }) => id === called), 'only who waits for the room is called');
  const now = called ? day.tickets.get(called) : undefined;
  must(!called || (now?.state === 'called' && now.room === room), 'who is called is called to this room');
}

/** The steps for which a room may call a ticket: of its services, and its own where they are bound. */
export function stepsFor(before: Portrait, day: Day, room: string, ticket: Ticket) {
  const served = (id: string) => before.roomServices[id] ?? day.rooms.get(id)?.services ?? [];
  return openNow(ticket).filter(({ service, room: bound }) => {
    if (!served(room).includes(service)) return false;
    if (bound === null || bound === room) return true;
    return before.roomStates[bound]?.to === 'closed' || !served(bound).includes(service);
  });
}

/**
 * The end of what was done in a room: the step is done; the visit is over when nothing is ahead, goes on at once,
 * or waits for the results of the stage, whichever they are of, where it leads back to who reads them.
 */
export function checkFinished(old: Ticket, day: Day, id: string | null): void {
  const now = id && day.tickets.get(id);
  if (!now || !('step' in old)) return;
  const { stage } = old.steps[old.step]!;
  must(now.steps[old.step]?.state === 'done', 'what was done in the room is done');
  if (openNow(now).length === 0) {
    must(now.state === 'done', 'a visit with nothing ahead is over');
    return;
  }
  const results = now.steps
    .filter((step) => step.stage === stage && step.state === 'done')
    .map((step) => step.doneAt! + (day.services.get(step.service)?.resultMinutes ?? 0) * MINUTE);
  const done = now.steps.filter(({ state }) => state === 'done');
  const back = openNow(now).some(
    ({ service, room, stage: at }) =>
      room !== null || done.some((each) => each.service === service && each.stage < at),
  );
  const until = openNow(now)[0]!.stage === stage || !back ? day.at : Math.max(...results);
  must(
    until > day.at ? now.state === 'away' && now.until === until : now.state === 'waiting',
    'results are waited for',
  );
  const later = now.steps.filter((s) => s.state === 'ahead' && s.stage > stage);
  const { service } = old.steps[old.step]!;
  must(
    later.every((step) => step.service !== service || step.room !== null),
    'the way back leads to the room that sent',
  );
}

/**
 * The guards of the service, counted by the test's own book as it was before the press: no more calls in a row
 * than the rule allows while somebody normal waits, and who was passed by too many has every second call.
 */
export function checkGuards(before: Portrait, day: Day, press: Press, calls: CallBook): void {
  const { called, reason, room } = press;
  if (!called || !reason || reason.kind === 'manual' || reason.kind === 'urgent') return;
  const ticket = before.tickets[called]!;
  const now = day.tickets.get(called)!;
  const service = day.services.get(now.service)!;
  const line = classOf(ticket, stepsFor(before, day, room, ticket).find((s) => s.service === service.id)!);
  const rule = before.rules[service.id] ?? service;
  const normal = Object.values(before.tickets)
    .filter((each) => each.state === 'waiting')
    .flatMap((each) => openNow(each).map((step) => ({ each, step })))
    .filter(({ each, step }) => step.service === service.id && classOf(each, step) === 'normal')
    .map(({ each, step }) => sinceOf(day, each, step));
  if (normal.length === 0 || line === 'normal') return;
  const streak = calls.streak(service.id);
  const most = { target: rule.streak, ratio: 2 }[rule.policy as 'target' | 'ratio'];
  must(most === undefined || streak < most, 'the streak guard holds');
  const passed = calls.passedBy(service.id, Math.min(...normal));
  must(rule.overtakeCap === undefined || passed < rule.overtakeCap || streak < 1, 'the overtake guard holds');
  must(reason.before === streak, 'the reason counts the calls before');
}
