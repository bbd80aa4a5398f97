import type { Entry } from '../../core/queue/happening.ts';

/** Which parts of the house an entry changes on a screen. */
export type Touched = {
  everything: boolean;
  rooms: Set<string>;
  services: Set<string>;
  calls: boolean;
  notices: boolean;
};

/**
 * Tells from the entries alone, in order, what each of them touches. It depends on nothing else, so every server
 * that follows the same log gives a view the same revision.
 */
export class Touch {
  /** Every service that a ticket has ever waited for today: an undo may bring it back to any of them. */
  readonly #services = new Map<string, readonly string[]>();
  /** Rooms that serve something else today: what waits there concerns them too. */
  readonly #serving = new Map<string, readonly string[]>();
  /** One list a service, shared by the thousands of tickets that never change theirs. */
  readonly #alone = new Map<string, readonly string[]>();

  of(entry: Entry): Touched {
    const touched = this.#parts(entry);
    for (const [room, services] of this.#serving)
      if (services.some((service) => touched.services.has(service))) touched.rooms.add(room);
    return touched;
  }

  #parts({ happening }: Entry): Touched {
    const touched = nothing();
    switch (happening.type) {
      case 'day-opened':
      case 'room-serves':
      case 'room-changed':
      case 'rule-changed':
        this.#turn(happening);
        return { ...touched, everything: true };
      case 'nothing-changed':
      case 'speaker-muted':
      case 'speaker-tested':
      case 'slip-asked':
      case 'slip-ended':
      case 'numbers-raised':
      case 'day-booked':
        return touched;
      case 'notice-set':
      case 'notice-ended':
        return { ...touched, notices: true };
      case 'numbers-invited':
        return { ...touched, rooms: new Set([happening.room]), calls: true };
      case 'ticket-issued':
        this.#services.set(happening.ticket, this.#only(happening.service));
        if (happening.stages) this.#add(happening.ticket, happening.stages.flat());
        this.#addServices(touched, happening.ticket);
        return touched;
      case 'number-joined':
        this.#addServices(touched, happening.ticket);
        return { ...touched, everything: happening.calledBy };
      case 'ticket-transferred':
        this.#add(happening.ticket, [happening.from, happening.to]);
        this.#addServices(touched, happening.ticket);
        break;
      case 'steps-ordered':
        this.#add(happening.ticket, happening.services);
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

  /** What changes for the whole house. */
  #turn(happening: Entry['happening']): void {
    if (happening.type === 'room-serves') this.#serving.set(happening.room, happening.services ?? []);
    if (happening.type !== 'day-opened') return;
    this.#services.clear();
    this.#serving.clear();
    for (const { id, steps } of happening.kept ?? [])
      this.#add(
        id,
        steps.map(({ service }) => service),
      );
  }

  #add(ticket: string, services: readonly string[]): void {
    const known = this.#services.get(ticket) ?? [];
    const fresh = services.filter((service) => !known.includes(service));
    if (fresh.length > 0) this.#services.set(ticket, [...known, ...fresh]);
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

function nothing(): Touched {
  return { everything: false, rooms: new Set(), services: new Set(), calls: false, notices: false };
}
