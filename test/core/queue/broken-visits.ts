import type { Day } from '../../../core/queue/day.ts';
import type { Step } from '../../../core/queue/ticket.ts';
import { WaitingLine } from '../../../core/queue/waiting-line.ts';
import { rules } from './house-rules.ts';
import { type Mistake, misdecided, misfolded, misseen } from './mistake.ts';

/** Houses with one mistake in their journeys. */
export const brokenVisits: Record<string, Mistake> = {
  'leaves who was called standing in the line next door': {
    promise: 'everybody stands exactly in the lines of their open steps',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        const called = entry.happening.type === 'ticket-called' ? entry.happening : null;
        const others = called && placesElsewhere(day, called.ticket, called.service ?? '');
        rules.evolve(day, entry);
        for (const put of others ?? []) put();
      },
    }),
  },
  'opens the way back to any room': {
    promise: 'only who waits for the room is called',
    make: misseen((day, { type }) => (type === 'next' ? { ...day, waiting: anyRoom(day) } : day)),
  },
  'does not keep the room that sent': {
    promise: 'the way back leads to the room that sent',
    make: misfolded('service-finished', (ticket) => ({
      ...ticket,
      steps: ticket.steps.map((step) => (step.state === 'ahead' ? { ...step, room: null } : step)),
    })),
  },
  'forgets who was sent by a room that has closed': {
    promise: 'nobody is left waiting before an empty room',
    make: misseen((day, command) => {
      if (command.type !== 'next' || day.roomStates.has(command.room)) return day;
      return { ...day, roomStates: new Map() };
    }),
  },
  'does not wait for the results': {
    promise: 'results are waited for',
    make: misdecided((happenings) =>
      happenings.map((each) => (each.type === 'service-finished' ? { ...each, until: null } : each)),
    ),
  },
  'waits only for the results of the last step': {
    promise: 'results are waited for',
    make: misdecided((happenings, day) =>
      happenings.map((each) => {
        if (each.type !== 'service-finished' || !each.until) return each;
        const ticket = day.tickets.get(each.ticket)!;
        const step = 'step' in ticket ? ticket.steps[ticket.step] : undefined;
        return day.services.get(step?.service ?? '')?.resultMinutes ? each : { ...each, until: null };
      }),
    ),
  },
  'does not notice that the results are in': {
    promise: 'results that are in bring people back',
    make: () => ({
      ...rules,
      dueNow: (day, now) => {
        const due = rules.dueNow(day, now);
        return due?.type === 'day-opened' ? due : null;
      },
    }),
  },
  'skips the whole stage': {
    promise: 'a skip takes out one step',
    make: misfolded('step-skipped', (ticket, { index }) => {
      const { stage } = ticket.steps[index]!;
      const skip = (step: Step): Step => (step.stage === stage ? { ...step, state: 'skipped' } : step);
      const rest = ticket.steps.some((step) => step.state === 'ahead' && step.stage !== stage);
      return rest && !('step' in ticket) ? { ...ticket, steps: ticket.steps.map(skip) } : ticket;
    }),
  },
  'sends people to the cashier before the laboratory': {
    promise: 'what is ordered comes right after, and then the way back',
    make: misfolded('steps-ordered', (ticket, { services }) => {
      if (!('step' in ticket)) return ticket;
      const hand = ticket.steps[ticket.step]!;
      const last = Math.max(...ticket.steps.map(({ stage }) => stage)) + 1;
      const late = (step: Step): Step =>
        step.state === 'ahead' && services.includes(step.service) ? { ...step, stage: last } : step;
      const steps = ticket.steps.map(late).sort((a, b) => a.stage - b.stage);
      return { ...ticket, steps, step: steps.indexOf(hand) };
    }),
  },
  'finishes the visit with its first step': {
    promise: 'who is done has nothing ahead',
    make: misfolded('service-finished', (ticket, { room }, at) =>
      ticket.state === 'waiting' ? { ...ticket, state: 'done', room, calledAt: at, doneAt: at } : ticket,
    ),
  },
  'sends who was absent on the way back to its end': {
    promise: 'who comes back stands at the old place',
    make: misfolded('ticket-returned', (ticket, _back, at) => ({
      ...ticket,
      steps: ticket.steps.map((step) =>
        step.state === 'ahead' && step.openAt ? { ...step, openAt: at } : step,
      ),
    })),
  },
};

/** The places of a waiting ticket in the lines of its other open steps, each as what would put it there again. */
function placesElsewhere(day: Day, id: string, service: string): (() => void)[] {
  return [...day.waiting].flatMap(([other, lines]) =>
    [...lines.values()].flatMap((line) => {
      const place = other === service ? undefined : line.line('normal').find((each) => each.id === id);
      return place ? [() => line.add(place, 'normal')] : [];
    }),
  );
}

/** The lines as if nobody were bound to a room. */
function anyRoom(day: Day): Day['waiting'] {
  const merged = [...day.waiting].map(([service, lines]) => {
    const all = new WaitingLine();
    for (const line of lines.values())
      for (const each of ['urgent', 'return', 'priority', 'appointment', 'normal'] as const)
        for (const place of line.line(each)) all.add(place, each);
    return [service, new Map([['', all]])] as const;
  });
  return new Map(merged);
}
