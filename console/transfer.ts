type Service = { readonly id: string; readonly name: string };

/** Services on one page of the list: the digits 1 to 9. */
const PAGE = 9;

/** Where a ticket of `service` can go, nine a page; `page` counts from 0 and runs round. */
export function transferPage(services: readonly Service[], service: string, page: number): Service[] {
  const others = services.filter(({ id }) => id !== service);
  const first = (page % pageCount(services, service)) * PAGE;
  return others.slice(first, first + PAGE);
}

/** Pages of that list, at least one. */
export function pageCount(services: readonly Service[], service: string): number {
  return Math.max(1, Math.ceil(services.filter(({ id }) => id !== service).length / PAGE));
}

/** The service behind a digit of a page; null when there is none. */
export function chosen(
  services: readonly Service[],
  service: string,
  page: number,
  digit: number,
): Service | null {
  return transferPage(services, service, page)[digit - 1] ?? null;
}
