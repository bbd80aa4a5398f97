import type { Step } from '../../../core/queue/ticket.ts';
import { hospital } from './hospital.ts';
import { standings } from './portrait.ts';
import { TestDay } from './test-day.ts';

/** A day at the hospital with journeys. */
export const newDay = () => new TestDay(hospital());
const words = (step: Step) => `${step.service}:${step.state}${step.room ? `@${step.room}` : ''}`;
/** The visit as one line: stages with `|` between them. */
export function way(day: TestDay, id: string): string {
  const { steps } = day.ticket(id);
  return steps
    .map((step, i) => (i === 0 ? '' : step.stage === steps[i - 1]!.stage ? ' + ' : ' | ') + words(step))
    .join('');
}
/** Services ahead, each with its stage. */
export const ahead = (day: TestDay, id: string) =>
  day
    .ticket(id)
    .steps.filter(({ state }) => state === 'ahead')
    .map(({ service, stage }) => [service, stage]);
/** The lines in which somebody stands: service, room that alone may call, class. */
export const linesOf = (day: TestDay, id: string) =>
  standings(day.day)
    .filter((each) => each.id === id)
    .map(({ service, bound, line }) => `${service} ${bound} ${line}`);
/** Somebody sits with the doctor in pk1 at once. */
export function withDoctor(day: TestDay): string {
  const id = day.comes({ service: 'noi' });
  day.next('pk1');
  return day.move('start', id).id;
}
