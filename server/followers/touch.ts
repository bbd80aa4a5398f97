import type { Entry } from '../../core/queue/happening.ts';

/** Which parts of the house an entry changes on a screen. */
export type Touched = { everything: boolean; rooms: Set<string>; services: Set<string>; calls: boolean };

/**
 * Tells from the entries alone, in order, what each of them touches. It depends on nothing else, so every server
 * that follows the same log gives a view the same revision.
 */
export class Touch {
  /** Every service that a ticket has ever waited for today: an undo may bring it back to any of them. */
  readonly #services = new Map<string, readonly string[]>();
  /** One list a service, shared by the thousands of tickets that never change theirs. */
  readonly #alone = new Map<string, readonly string[]>();

  of({ happening }: Entry): Touched {
    const touched: Touched = { everything: false, rooms: new Set(), services: new Set(), calls: false };
    switch (happening.type) {
      case 'day-opened':
        this.#services.clear();
        return { ...touched, everything: true };
      case 'nothing-changed':
      case 'slip-asked':
      case 'numbers-raised':
        return touched;
      case 'ticket-issued':
        this.#services.set(happening.ticket, this.#only(happening.service));
        touched.services.add(happening.service);
        return touched;
      case 'ticket-transferred':
        this.#services.set(happening.ticket, [
          ...(this.#services.get(happening.ticket) ?? [happening.from]),
          happening.to,
        ]);
        this.#addServices(touched, happening.ticket);
        break;
      case 'move-undone':
        for (const ticket of happening.tickets) this.#addServices(touched, ticket);
        touched.calls = true;
        break;
      default:
        this.#addServices(touched, happening.ticket);
        touched.calls = happening.type === 'ticket-called' || happening.type === 'call-repeated';
    }
    if ('room' in happening && happening.room) touched.rooms.add(happening.room);
    return touched;
  }

  #only(service: string): readonly string[] {
    const list = this.#alone.get(service) ?? [service];
    this.#alone.set(service, list);
    return list;
  }

  #addServices(touched: Touched, ticket: string): void {
    for (const service of this.#services.get(ticket) ?? []) touched.services.add(service);
  }
}
