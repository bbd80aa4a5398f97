import type { Entry } from '../../core/queue/happening.ts';
import { EXPIRES_MS, RECALL_EXPIRES_MS } from './spoken-call.ts';

/** Speakers need this long to find a server that was started again: `bye` and its jitter, three seconds at most. */
const REJOIN_MS = 4_000;

/** Brings back what the server before this one had still to say. */
export type Resumption = {
  /** The entries of the day as they stood when the house was opened. */
  begin(entries: readonly Entry[]): void;
  /** A call was made since: an older calling of it is not said any more. */
  saidAnew(callId: string): void;
};

/**
 * The queue of what is to be said lies in memory: a server that was killed takes it along, while its calls are in the
 * log. Those that are neither over nor too late are given to `say` once the speakers are back.
 */
export function openResumption(parts: {
  now: () => number;
  isOver: (callId: string, seq: number) => boolean;
  after: (ms: number, go: () => void) => void;
  say: (entry: Entry) => void;
}): Resumption {
  let anew: Set<string> | null = null;
  return {
    begin(entries) {
      anew = new Set();
      const calls = callsSince(entries, parts.now());
      parts.after(REJOIN_MS, () => {
        for (const { callId, entry, until } of calls)
          if (!anew?.has(callId) && !parts.isOver(callId, entry.seq) && parts.now() <= until)
            parts.say(entry);
        anew = null;
      });
    },
    saidAnew: (callId) => void anew?.add(callId),
  };
}

type Waiting = { callId: string; entry: Entry; until: number };

/** The last calling of each call that is not too late; a trial of a speaker is over with its server. */
function callsSince(entries: readonly Entry[], now: number): Waiting[] {
  const last = new Map<string, Waiting>();
  for (const entry of entries) {
    const { happening, at } = entry;
    const recall = happening.type === 'call-repeated';
    if (!recall && happening.type !== 'ticket-called' && happening.type !== 'numbers-invited') continue;
    const until = at + (recall ? RECALL_EXPIRES_MS : EXPIRES_MS);
    if (until >= now) last.set(happening.call, { callId: happening.call, entry, until });
  }
  return [...last.values()];
}
