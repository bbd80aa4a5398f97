import { isDeepStrictEqual } from 'node:util';
import type { MoveCommand } from '../../../core/queue/command.ts';
import type { Day } from '../../../core/queue/day.ts';
import type { Decision } from '../../../core/queue/decision.ts';
import type { Step, Ticket } from '../../../core/queue/ticket.ts';
import { moveTable } from './move-table.ts';
import type { Portrait } from './portrait.ts';
import { checkFinished, onlyChanged } from './press-promises.ts';
import { must } from './promises.ts';
import { openNow } from './visit-book.ts';

/** What one move of a ticket did or was refused for; `undo` is looked at elsewhere. */
export function checkMove(before: Portrait, day: Day, command: MoveCommand, decision: Decision): void {
  if (command.move === 'undo') return;
  const { from, to, faults } = moveTable[command.move];
  const old = before.tickets[command.ticket]!;
  const allowed = from.includes(old.state);
  if (!decision.ok) {
    const expected = allowed ? faults : ['wrong-state'];
    must((expected as string[]).includes(decision.fault.code), 'a move is refused only as the table says');
    return;
  }
  must(allowed, 'a move is made only from the states of the table');
  const now = day.tickets.get(command.ticket)!;
  const leads = to.includes(now.state) || (to.includes('stays') && now.state === old.state);
  must(leads, 'a move leads to a state of the table');
  must(onlyChanged(before, day, [command.ticket]), 'a move moves one ticket');
  checkSteps(old, now, command, day);
}

function checkSteps(old: Ticket, now: Ticket, command: MoveCommand, day: Day): void {
  switch (command.move) {
    case 'finish':
      checkFinished(old, day, now.id);
      break;
    case 'skip':
      checkSkip(old, now, command.service);
      break;
    case 'order':
      checkOrder(old, now, command);
      break;
    case 'transfer':
      must(
        openNow(now).some(({ service }) => service === command.service),
        'who is sent on waits for the other service',
      );
      break;
    case 'priority':
      must(now.priority === command.priority, 'a change of priority is one');
      break;
    default:
      must(isDeepStrictEqual(now.steps.map(plan), old.steps.map(plan)), 'the plan of the visit stays');
  }
  // Places are held by these moments: whoever comes back must find the old one.
  const kept = old.steps.every(
    ({ service, openAt }) =>
      openAt === null || now.steps.some((step) => step.service === service && step.openAt === openAt),
  );
  must(command.move === 'transfer' || kept, 'who comes back stands at the old place');
}

const plan = ({ service, stage, room, state }: Step) => ({ service, stage, room, state });

function checkSkip(old: Ticket, now: Ticket, service: string): void {
  const gone = old.steps.filter((step, index) => now.steps[index]?.state !== step.state);
  must(
    gone.length === 1 && gone[0]!.service === service && now.steps.length === old.steps.length,
    'a skip takes out one step',
  );
}

/**
 * What is ordered in a room comes after what is done there, before the way back to it and before all that follows
 * that; for somebody outside the rooms it is open at once.
 */
function checkOrder(
  old: Ticket,
  now: Ticket,
  { services, back }: Extract<MoveCommand, { move: 'order' }>,
): void {
  const fresh = now.steps.filter((step) => services.includes(step.service) && step.state === 'ahead');
  must(fresh.length === services.length, 'what is ordered is ahead once');
  const hand = 'step' in old ? old.steps[old.step]! : null;
  if (!hand) {
    const open = openNow(now);
    must(
      old.state === 'done' || fresh.every((step) => open.includes(step)),
      'what is ordered is open at once',
    );
    return;
  }
  const ways = (step: Step): boolean => step.state === 'ahead' && step.stage > hand.stage;
  const room = 'room' in old ? old.room : '';
  const isWay = (step: Step): boolean =>
    ways(step) && step.service === hand.service && (step.room === null || step.room === room);
  const way = now.steps.filter(isWay)[0];
  must(!back || way !== undefined, 'an order leads back to the room');
  const rest = now.steps.filter((step) => ways(step) && !fresh.includes(step));
  const follows = way ? rest.filter(({ stage }) => stage >= way.stage) : rest;
  must(
    fresh.every(({ stage }) => stage > hand.stage && follows.every((step) => step.stage > stage)),
    'what is ordered comes right after, and then the way back',
  );
  must(
    old.steps.filter(ways).length + services.length + (back && !old.steps.some(isWay) ? 1 : 0) ===
      now.steps.filter(ways).length,
    'an order adds what was ordered and at most the way back',
  );
}
