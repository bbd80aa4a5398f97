import type { Entry } from '../../core/queue/happening.ts';

/** Which parts of the house an entry changes on a screen. */
export type Touched = { everything: boolean; rooms: Set<string>; services: Set<string>; calls: boolean };

/**
 * Tells from the entries alone, in order, what each of them touches. It depends on nothing else, so every server
 * that follows the same log gives a view the same revision.
 */
export class Touch {
  /** The service a ticket waits for now and the one before: an undo may bring it back there. */
  readonly #services = new Map<string, [now: string, before: string]>();

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
        this.#services.set(happening.ticket, [happening.service, happening.service]);
        touched.services.add(happening.service);
        return touched;
      case 'ticket-transferred':
        this.#services.set(happening.ticket, [happening.to, happening.from]);
        touched.services.add(happening.from).add(happening.to);
        break;
      case 'move-undone':
        for (const ticket of happening.tickets) this.#addServices(touched, ticket, true);
        touched.calls = true;
        break;
      default:
        this.#addServices(touched, happening.ticket, false);
        touched.calls = happening.type === 'ticket-called' || happening.type === 'call-repeated';
    }
    if ('room' in happening && happening.room) touched.rooms.add(happening.room);
    return touched;
  }

  #addServices(touched: Touched, ticket: string, alsoBefore: boolean): void {
    const known = this.#services.get(ticket);
    if (!known) return;
    touched.services.add(known[0]);
    if (alsoBefore) {
      touched.services.add(known[1]);
      this.#services.set(ticket, [known[1], known[0]]);
    }
  }
}
