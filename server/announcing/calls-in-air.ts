import type { Entry, Happening } from '../../core/queue/happening.ts';

/** Calls that may still be on their way to the ear. */
export type CallsInAir = {
  /** Follows the log; returns the calls that this entry has made void, each with its room. */
  note(entry: Entry): { room: string; callId: string }[];
  /** Whether a sound made for that entry comes too late: the call was over while it was being made. */
  isOver(callId: string, seq: number): boolean;
};

/** Remembers the calls of one day. */
export function openCallsInAir(): CallsInAir {
  const byTicket = new Map<string, { room: string; callId: string }>();
  const over = new Map<string, number>();
  return {
    note({ happening, seq }) {
      if (happening.type === 'day-opened') {
        byTicket.clear();
        over.clear();
      }
      if (happening.type === 'ticket-called' || happening.type === 'call-repeated')
        byTicket.set(happening.ticket, { room: happening.room, callId: happening.call });
      return calledOff(happening).flatMap((ticket) => {
        const call = byTicket.get(ticket);
        byTicket.delete(ticket);
        if (call) over.set(call.callId, seq);
        return call ?? [];
      });
    },
    isOver: (callId, seq) => (over.get(callId) ?? 0) > seq,
  };
}

/** Tickets whose call is over before it was heard out: taken back, sent elsewhere, or the patient is there. */
function calledOff(happening: Happening): readonly string[] {
  switch (happening.type) {
    case 'move-undone':
      return happening.tickets;
    case 'service-started':
    case 'service-finished':
    case 'ticket-missed':
    case 'ticket-held':
    case 'ticket-away':
    case 'ticket-transferred':
    case 'ticket-cancelled':
      return [happening.ticket];
    default:
      return [];
  }
}
