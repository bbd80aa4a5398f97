import type { Clinic, ClinicSpeaker } from '../../core/queue/clinic-file.ts';
import type { Day } from '../../core/queue/day.ts';
import type { Entry } from '../../core/queue/happening.ts';
import type {
  Ack,
  Announce,
  DeskSound,
  Sound,
  SpeakerHealth,
  SpeakerMute,
} from '../../core/wire/protocol.ts';
import type { AirClaims } from '../announcing/air-right.ts';
import { type CallsInAir, openCallsInAir } from '../announcing/calls-in-air.ts';
import type { Item } from '../announcing/item.ts';
import type { Mouth } from '../announcing/lease.ts';
import { audioOf, type Made, makeCall, makeShorter } from '../announcing/making.ts';
import { openPassedOver, type PassedOver } from '../announcing/passed-over.ts';
import { openResumption, type Resumption } from '../announcing/resumption.ts';
import { Speakers } from '../announcing/speakers.ts';
import { type Spoken, spokenCall, spokenInvitation, spokenTest } from '../announcing/spoken-call.ts';
import { freshName } from '../fresh-name.ts';
import type { Announcer } from '../speech/announcement.ts';

const GAP_MS = 1_000;

type Parts = {
  clinic: Clinic;
  announcer: Announcer;
  day: () => Day;
  /** Server time in ms, and a clock that never jumps. */
  now: () => number;
  clock: () => number;
  /** Tells the desk of a room how far the call got. */
  tellDesk: (room: string, sound: DeskSound) => void;
  onBegun: (room: string, callId: string) => void;
  onChange: () => void;
  countPhase: (phase: string) => void;
  /** A line for the log of the program. */
  note: (line: object) => void;
  /** Whether another server says it on that speaker. */
  elsewhere: (speaker: string) => boolean;
  /** What the servers of the house ask each other about rooms of air; null: there is one. */
  claims: AirClaims | null;
};

/** Spoken calls: made from the log as they happen, given to the speakers of the room, never replayed late. */
export type Announcements = {
  onEntries(entries: readonly Entry[], day: Day): void;
  /**
   * What waited to be said when the server before this one ended, by the entries of the day: calls that are neither
   * over nor too late are said once the speakers are back. One that heard a call already says so and stays silent.
   */
  resume(entries: readonly Entry[]): void;
  /** A page or client of a speaker comes, goes, and says whether it may sound. */
  join(speaker: string, mouth: Mouth): void;
  leave(speaker: string, key: string): void;
  sound(speaker: string, key: string, sound: Sound): void;
  /** What a speaker says of an announcement. */
  onAck(speaker: string, ack: Ack): void;
  /** A speaker of another server has said a call. */
  heardElsewhere(callId: string): void;
  /** Another server has said that an air is free, or that it has an emergency for it. */
  freed(air: string): void;
  makeRoom(air: string): void;
  /** To be called every few seconds. */
  beat(): void;
  health(): SpeakerHealth[];
  /** Speakers of a room that staff have switched off. */
  muted(room: string): SpeakerMute[];
  /** The bytes of an announced sound by its hash, or null. */
  audio(sha256: string): Promise<Buffer | null>;
};

/** Starts the announcer of a house; a sound that fails never hinders a call. */
export function openAnnouncements(parts: Parts): Announcements {
  const { announcer, clinic } = parts;
  const air = openCallsInAir();
  const speakers = new Speakers({ ...parts, after });
  const say = sayer(parts, air, speakers);
  const resumption = whatWaited(parts, air, speakers, say);
  const passed = whatWasLeft(parts, air, speakers, say);
  return {
    onEntries(entries, day) {
      for (const entry of entries) {
        for (const { room, callId } of air.note(entry)) speakers.withdraw(room, callId);
        if (entry.happening.type === 'speaker-muted') speakers.beat();
        const spoken = spokenOf(clinic, entry, day);
        if (spoken) resumption.saidAnew(spoken.what.callId);
        for (const speaker of spoken?.speakers(speakers) ?? []) {
          const { callId, expiresMs } = spoken!.what;
          if (!parts.elsewhere(speaker.id)) void say(speaker, entry, spoken!.what);
          else passed.note({ callId, speaker, entry, until: entry.at + expiresMs });
        }
      }
    },
    resume(entries) {
      for (const entry of entries) air.note(entry);
      resumption.begin(entries);
    },
    join: (speaker, mouth) => speakers.join(speaker, mouth),
    leave: (speaker, key) => speakers.leave(speaker, key),
    sound: (speaker, key, sound) => speakers.sound(speaker, key, sound),
    onAck(speaker, ack) {
      parts.countPhase(ack.phase);
      speakers.ack(speaker, ack);
    },
    heardElsewhere: (callId) => passed.heard(callId),
    freed: (air) => speakers.freed(air),
    makeRoom: (air) => speakers.makeRoom(air),
    beat: () => speakers.beat(),
    health: () => speakers.list.health(),
    muted: (room) => speakers.list.muted(room),
    audio: async (sha256) => {
      const read = await announcer.readAudio(sha256);
      return read.ok ? read.bytes : null;
    },
  };
}

type Say = ReturnType<typeof sayer>;

/** What the server before this one had still to say. */
function whatWaited(parts: Parts, air: CallsInAir, speakers: Speakers, say: Say): Resumption {
  return openResumption({
    ...{ now: parts.now, isOver: air.isOver, after },
    say(entry) {
      const spoken = spokenOf(parts.clinic, entry, parts.day());
      for (const speaker of spoken?.speakers(speakers) ?? [])
        if (speakers.isThere(speaker.id) && !parts.elsewhere(speaker.id))
          void say(speaker, entry, spoken!.what);
    },
  });
}

/** What was left to other servers, should they not come to it. */
function whatWasLeft(parts: Parts, air: CallsInAir, speakers: Speakers, say: Say): PassedOver {
  return openPassedOver({
    ...{ now: parts.now, isOver: air.isOver, after },
    isOurs: (speaker) => speakers.isThere(speaker) && !parts.elsewhere(speaker),
    say(entry, speaker) {
      const spoken = spokenOf(parts.clinic, entry, parts.day());
      if (spoken) void say(speaker, entry, spoken.what);
    },
  });
}

/** Makes what one speaker is to say and gives it to it. */
function sayer(
  parts: Parts,
  air: CallsInAir,
  speakers: Speakers,
): (speaker: ClinicSpeaker, entry: Entry, spoken: Spoken) => Promise<void> {
  const { announcer } = parts;
  return async (speaker, entry, spoken) => {
    const { callId, rev, room } = spoken;
    const making = await makeCall(announcer, speaker, spoken);
    if (air.isOver(callId, entry.seq)) return;
    if (!making.ok) {
      parts.countPhase('failed');
      speakers.cannotSay({ callId, rev, room, speaker: speaker.id, fault: making.fault });
      return;
    }
    speakers.list.made(speaker.id, making.made.rendered.engine);
    const shorter: Item['shorter'] = (level) => makeShorter(announcer, speaker, spoken, level);
    const item = itemOf(
      announceOf(speaker, entry, spoken, making.made),
      spoken,
      making.made,
      shorter,
      parts.clock(),
    );
    speakers.say(item, making.made.fault);
  };
}

function after(ms: number, go: () => void): () => void {
  const timer = setTimeout(go, ms);
  timer.unref();
  return () => clearTimeout(timer);
}

/** What an entry of the log gives to say, and on which speakers; null: nothing. */
function spokenOf(
  clinic: Clinic,
  { happening }: Entry,
  day: Day,
): { what: Spoken; speakers: (all: Speakers) => readonly ClinicSpeaker[] } | null {
  switch (happening.type) {
    case 'ticket-called':
    case 'call-repeated': {
      const ticket = day.tickets.get(happening.ticket);
      if (!ticket) return null;
      const { room, call } = happening;
      const recall = happening.type === 'call-repeated';
      const rev = happening.type === 'call-repeated' ? happening.rev : 1;
      return {
        what: spokenCall(clinic, { callId: call, rev, room, recall }, ticket),
        speakers: (all) => all.of(room),
      };
    }
    case 'numbers-invited':
      return { what: spokenInvitation(clinic, happening), speakers: (all) => all.of(happening.room) };
    case 'speaker-tested': {
      const own = clinic.speakers.filter(({ id }) => id === happening.speaker);
      return { what: spokenTest(clinic, happening.call), speakers: () => own };
    }
    default:
      return null;
  }
}

function announceOf(speaker: ClinicSpeaker, entry: Entry, spoken: Spoken, made: Made): Announce {
  const { callId, rev, priority, shown, expiresMs, repeat } = spoken;
  return {
    ...{ id: freshName(), callId, rev, seq: entry.seq, zone: speaker.id },
    createdAt: entry.at,
    expiresAt: entry.at + expiresMs,
    lang: made.langs[0] ?? 'vi',
    text: made.text,
    audio: audioOf(made.rendered),
    repeat: repeat ?? speaker.repeat,
    ...{ priority, shown, tokens: made.tokens, gapMs: GAP_MS, held: true },
  };
}

function itemOf(
  message: Announce,
  { room, priority }: Spoken,
  { ms }: Made,
  shorter: Item['shorter'],
  clock: number,
): Item {
  const { id, callId, rev, seq, zone, expiresAt, repeat } = message;
  return {
    ...{ id, callId, rev, seq, zone, expiresAt, priority, message, room, ms, shorter },
    ...{ since: clock, readyAt: clock, played: 0, plays: repeat },
    ...{ stuckAt: null, unheard: false, backupFor: null },
  };
}
