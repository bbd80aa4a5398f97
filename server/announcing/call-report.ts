import type { DeskSound } from '../../core/wire/protocol.ts';

type Phase = DeskSound['phase'];

/** How far each phase is on the way from the server to the ear; all that is 0 was not heard. */
const rank: Record<Phase, number> = {
  silent: 0,
  failed: 0,
  dropped: 0,
  received: 1,
  started: 2,
  done: 3,
  audible: 4,
};
const HEARD = rank.started;
/** Endings that nobody needs to hear about: the call is over, or was said already. */
const quiet = ['withdrawn', 'superseded', 'duplicate', 'again'];
const REMEMBERED = 500;

/** One announcement whose way is followed. `fault`: it is played without its words, by that fault. */
export type Followed = {
  readonly id: string;
  readonly callId: string;
  readonly rev: number;
  readonly room: string;
  readonly speaker: string;
  /** The speaker in whose place this one speaks. */
  readonly backupFor: string | null;
  readonly fault: string | null;
};

type Progress = Followed & { phase: Phase | null; reason: string | null; at: number };

/** What is known of the sound of each call; tells the desk of the room when the worst of its speakers changes. */
export type CallReport = {
  follow(one: Followed): void;
  note(id: string, phase: Phase, reason: string | null): void;
  of(id: string): Followed | null;
};

/** `onBegun` is called once for each revision of a call, when the first speaker begins to say it. */
export function openCallReport(parts: {
  now: () => number;
  tellDesk: (room: string, sound: DeskSound) => void;
  onBegun: (room: string, callId: string) => void;
}): CallReport {
  const followed = new Map<string, Progress>();
  const told = new Map<string, string>();
  const tell = (room: string, callId: string): void => {
    if (room === '') return;
    const sound = worstOf([...followed.values()].filter((each) => each.callId === callId));
    if (sound === null) return;
    const shown = JSON.stringify({ ...sound, at: 0 });
    if (told.get(callId) === shown) return;
    told.delete(callId);
    told.set(callId, shown);
    if (told.size > REMEMBERED) told.delete(told.keys().next().value!);
    parts.tellDesk(room, sound);
  };
  return {
    follow(one) {
      for (const [id, each] of followed)
        if (each.callId === one.callId && each.rev < one.rev) followed.delete(id);
      const known = [...followed.values()].some(({ callId }) => callId === one.callId);
      if (!known) told.delete(one.callId);
      const { fault } = one;
      followed.set(one.id, { ...one, phase: fault ? 'failed' : null, reason: fault, at: parts.now() });
      if (followed.size > REMEMBERED) followed.delete(followed.keys().next().value!);
      if (fault) tell(one.room, one.callId);
    },
    note(id, phase, reason) {
      const one = followed.get(id);
      if (!one || (rank[phase] === 0 && quiet.includes(reason ?? ''))) return;
      const first = rank[phase] >= HEARD && !begunAlready(followed, one);
      if (!isNews(one, phase)) return;
      followed.set(id, { ...one, phase, reason, at: parts.now() });
      if (first) parts.onBegun(one.room, one.callId);
      if (one.fault === null) tell(one.room, one.callId);
    },
    of: (id) => followed.get(id) ?? null,
  };
}

function begunAlready(followed: ReadonlyMap<string, Progress>, { callId }: Followed): boolean {
  return [...followed.values()].some((each) => each.callId === callId && rankOf(each) >= HEARD);
}

const rankOf = ({ phase }: Progress): number => (phase === null ? -1 : rank[phase]);

/** Further on the way; or an end without sound, as long as it was not heard out. To have it is not yet to say it. */
function isNews(one: Progress, phase: Phase): boolean {
  if (phase === 'received') return one.phase === null;
  if (rank[phase] === 0) return rankOf(one) <= rank.started;
  return rank[phase] > rankOf(one);
}

/** The worst of the speakers; one whose backup spoke counts as that backup. Null while nothing is known. */
function worstOf(all: readonly Progress[]): DeskSound | null {
  const own = all.filter(({ backupFor, phase }) => backupFor === null && phase !== null);
  const stands = own.map((one) => {
    const backup = all.find((each) => each.backupFor === one.speaker && rankOf(each) >= HEARD);
    return rankOf(one) < HEARD && one.fault === null && backup ? backup : one;
  });
  const weight = (one: Progress): number => (one.fault ? 0 : rankOf(one));
  const [worst] = stands.sort((a, b) => weight(a) - weight(b) || b.at - a.at);
  if (!worst || worst.phase === null) return null;
  const { callId, phase, at, speaker, reason, backupFor, fault } = worst;
  const backup = backupFor === null ? {} : { backup: true as const };
  return { callId, phase: fault ? 'failed' : phase, at, speaker, reason: fault ?? reason, ...backup };
}
