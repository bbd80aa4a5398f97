import type { DeskStep } from '../core/queue/desk-view.ts';

export type ServiceName = { readonly id: string; readonly name: string; readonly kind: string };

/** Choices on one page of a list: the digits 1 to 9; 0 turns the page. */
const PAGE = 9;

/** Nine of a list; `page` counts from 0 and runs round. */
export function pageOf<Item>(list: readonly Item[], page: number): Item[] {
  const first = (page % pageCount(list.length)) * PAGE;
  return list.slice(first, first + PAGE);
}

/** Pages of a list of that length, at least one. */
export function pageCount(length: number): number {
  return Math.max(1, Math.ceil(length / PAGE));
}

/** Where a visit can be sent instead of what it is at now. */
export function transferTargets(services: readonly ServiceName[], steps: readonly DeskStep[]): ServiceName[] {
  const at = steps.filter(({ state }) => state === 'here' || state === 'open').map(({ service }) => service);
  return services.filter(({ id }) => !at.includes(id));
}

/** What can be ordered for a visit: all that is not ahead of it already, lab work first. */
export function orderTargets(services: readonly ServiceName[], steps: readonly DeskStep[]): ServiceName[] {
  const planned = steps
    .filter(({ state }) => state === 'here' || state === 'open' || state === 'ahead')
    .map(({ service }) => service);
  const free = services.filter(({ id }) => !planned.includes(id));
  const isLab = ({ kind }: ServiceName): boolean => kind === 'lab';
  return [...free.filter(isLab), ...free.filter((service) => !isLab(service))];
}
