import type { ClinicSpeaker } from '../../core/queue/clinic-file.ts';
import type { Entry } from '../../core/queue/happening.ts';

const LOOK_MS = 1_000;

/** A call that another server was to say on a speaker; after `until` (server ms) it is too late. */
type Passed = { callId: string; speaker: ClinicSpeaker; entry: Entry; until: number };

/** Calls of the last minute that were left to other servers. */
export type PassedOver = {
  note(passed: Passed): void;
  /** Another server's speaker has said it. */
  heard(callId: string): void;
};

/**
 * A server that dies takes along what its speakers had still to say. When such a speaker has come here, or the page of
 * it that stood by here is the only one left, its calls that are neither over nor too late nor known to be heard are
 * given to `say`. A page that heard one already stays silent by itself.
 */
export function openPassedOver(parts: {
  now: () => number;
  after: (ms: number, go: () => void) => void;
  isOver: (callId: string, seq: number) => boolean;
  /** Whether this server speaks through that speaker now. */
  isOurs: (speaker: string) => boolean;
  say: (entry: Entry, speaker: ClinicSpeaker) => void;
}): PassedOver {
  let passed: Passed[] = [];
  let looking = false;
  const look = (): void => {
    looking = false;
    passed = passed.filter(
      ({ callId, entry, until }) => parts.now() <= until && !parts.isOver(callId, entry.seq),
    );
    const ours = passed.filter(({ speaker }) => parts.isOurs(speaker.id));
    passed = passed.filter((each) => !ours.includes(each));
    for (const { entry, speaker } of ours) parts.say(entry, speaker);
    later();
  };
  const later = (): void => {
    if (looking || passed.length === 0) return;
    looking = true;
    parts.after(LOOK_MS, look);
  };
  return {
    note(one) {
      // A recall takes the place of the call before it.
      passed = passed.filter(({ callId, speaker }) => callId !== one.callId || speaker !== one.speaker);
      passed.push(one);
      later();
    },
    heard(callId) {
      passed = passed.filter((each) => each.callId !== callId);
    },
  };
}
