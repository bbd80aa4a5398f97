import type { ClinicJourney, ClinicService } from './clinic-file.ts';
import type { LineClass } from './line-class.ts';
import type { Step, Ticket } from './ticket.ts';
import type { Place } from './waiting-line.ts';

const MINUTE = 60_000;

/** A step that nobody has begun. */
const ahead = (service: string, stage: number, room: string | null): Step => ({
  service,
  stage,
  room,
  state: 'ahead',
  openAt: null,
  calledAt: null,
  doneAt: null,
});

/** The services of a new visit by stage: those of its journey, or the one that was asked for. */
export function stagesOf(service: string, journey: ClinicJourney | null): string[][] {
  return journey ? journey.stages.map((stage) => [...stage]) : [[service]];
}

/** What can be called for now: the steps ahead of the first stage that is not finished. */
export function openSteps(steps: readonly Step[]): Step[] {
  const stage = stageOf(steps);
  return steps.filter((step) => step.state === 'ahead' && step.stage === stage);
}

function stageOf(steps: readonly Step[]): number {
  return Math.min(...steps.filter(({ state }) => state === 'ahead').map(({ stage }) => stage));
}

/** The same steps with those that can be called from now on marked so. `at` in ms. */
export function opened(steps: readonly Step[], at: number): Step[] {
  const open = new Set(openSteps(steps));
  return steps.map((step) => (open.has(step) && step.openAt === null ? { ...step, openAt: at } : step));
}

/** The place in the visit of the open step that a room calls for; -1 when there is none. */
export function stepFor(steps: readonly Step[], service: string, room: string): number {
  const open = openSteps(steps);
  const mine = open.filter((step) => step.service === service);
  const step = mine.find((each) => each.room === room) ?? mine[0];
  return step ? steps.indexOf(step) : -1;
}

/**
 * Since when somebody stands in the line of a service (ms): at a later station that is not the first arrival, by which
 * the place is kept. `service` null: of what is at hand.
 */
export function standsSince(ticket: Ticket, service: string | null): number {
  const inHand = 'step' in ticket ? ticket.steps[ticket.step] : undefined;
  const open = openSteps(ticket.steps).filter((step) => service === null || step.service === service);
  return (inHand ?? open[0])?.openAt ?? ticket.arrivedAt;
}

/** One step changed, the others as they are. */
export function withStep(steps: readonly Step[], index: number, change: Partial<Step>): Step[] {
  return steps.map((step, at) => (at === index ? { ...step, ...change } : step));
}

/**
 * A step finished in a room at `at`. A later step of the same service is the way back: it belongs to this room,
 * unless it was given to one already.
 */
export function finishStep(steps: readonly Step[], index: number, room: string, at: number): Step[] {
  const done = steps[index]!;
  return withStep(steps, index, { state: 'done', doneAt: at }).map((step) =>
    step.state === 'ahead' && step.stage > done.stage && step.service === done.service && step.room === null
      ? { ...step, room }
      : step,
  );
}

/**
 * New steps on a visit. In a room (`at` is its step) they come after what is done there, side by side, and
 * `back` adds the way back to this room behind them; a second order of the same sitting joins the first. For
 * somebody who is in no room they are side by side with what is open now.
 */
export function withOrders(
  steps: readonly Step[],
  services: readonly string[],
  from: { step: number; room: string } | null,
  back: boolean,
): Step[] {
  if (!from) {
    const stage = steps.some(({ state }) => state === 'ahead') ? stageOf(steps) : last(steps) + 1;
    return sorted([...steps, ...services.map((service) => ahead(service, stage, null))]);
  }
  const { service, stage } = steps[from.step]!;
  const returns = (step: Step): boolean =>
    step.service === service && (step.room === null || step.room === from.room);
  const ordered = steps.find((step) => step.state === 'ahead' && step.stage > stage && returns(step));
  if (ordered && ordered.stage > stage + 1) {
    return sorted([...steps, ...services.map((each) => ahead(each, ordered.stage - 1, null))]);
  }
  const room = back && !ordered ? 2 : 1;
  const later = steps.map((step) => (step.stage > stage ? { ...step, stage: step.stage + room } : step));
  const added = services.map((each) => ahead(each, stage + 1, null));
  const way = back && !ordered ? [ahead(service, stage + 2, from.room)] : [];
  return sorted([...later, ...added, ...way]);
}

const last = (steps: readonly Step[]): number => Math.max(...steps.map(({ stage }) => stage));
const sorted = (steps: readonly Step[]): Step[] => [...steps].sort((a, b) => a.stage - b.stage);

/** Whether a step leads back to where the visit has been: it is called by its own target. */
export function isReturn(steps: readonly Step[], step: Step): boolean {
  return (
    step.room !== null ||
    steps.some((each) => each.state === 'done' && each.service === step.service && each.stage < step.stage)
  );
}

/** The class by which a ticket waits for one of its steps. */
export function lineOfStep(ticket: Ticket, step: Step): LineClass {
  return ticket.priority !== 'urgent' && isReturn(ticket.steps, step) ? 'return' : ticket.priority;
}

/**
 * The place of a ticket in the line of one of its steps. Waiting counts from the first arrival of the visit; an
 * appointment's not before its slot; a return's from the moment in which the results were in, since its short
 * target would otherwise put it before everybody who waits.
 */
export function placeOfStep(ticket: Ticket, step: Step, service: ClinicService | undefined): Place {
  const { id, number, arrivedAt, slot, priority } = ticket;
  const line = lineOfStep(ticket, step);
  if (line === 'return') return { id, number, since: step.openAt ?? arrivedAt };
  if (priority !== 'appointment' || slot === null) return { id, number, since: arrivedAt };
  const early = (service?.appointments.earlyMinutes ?? 0) * MINUTE;
  return { id, number, since: Math.max(arrivedAt, slot - early) };
}

/** When the results of the stage just finished are in (ms), or null when nothing is waited for. */
export function resultsAt(
  steps: readonly Step[],
  stage: number,
  serviceOf: (id: string) => ClinicService | undefined,
): number | null {
  // The doctor waits for the results; the cashier does not.
  if (!openSteps(steps).some((step) => isReturn(steps, step))) return null;
  const times = steps
    .filter((step) => step.stage === stage && step.state === 'done' && step.doneAt !== null)
    .map((step) => step.doneAt! + (serviceOf(step.service)?.resultMinutes ?? 0) * MINUTE);
  return times.length === 0 ? null : Math.max(...times);
}
