import { createHash } from 'node:crypto';
import type { Clinic, ClinicSpeaker } from '../../core/queue/clinic-file.ts';
import type { Day } from '../../core/queue/day.ts';
import type { Entry, Happening } from '../../core/queue/happening.ts';
import type { Ticket } from '../../core/queue/ticket.ts';
import { type CalledRoom, sayCall, sayInvitation } from '../../core/queue/words/call-sentence.ts';
import type { Sentence } from '../../core/queue/words/sentence.ts';
import type { Ack, Announce, DeskSound, Withdraw } from '../../core/wire/protocol.ts';
import type { Announcer } from '../speech/announcement.ts';
import { type CallsInAir, openCallsInAir } from './calls-in-air.ts';

const EXPIRES_MS = 60_000;
const RECALL_EXPIRES_MS = 20_000;
/** A speaker that is asked and says nothing for this long: the desk is told that nobody heard the call. */
const SILENT_MS = 3_000;

/** How far each phase is on the way from the server to the ear; the desk shows the furthest. */
const rank: Record<DeskSound['phase'], number> = {
  silent: 0,
  failed: 1,
  dropped: 1,
  received: 2,
  started: 3,
  done: 4,
  audible: 5,
};

type Call = Extract<Happening, { type: 'ticket-called' | 'call-repeated' }>;
type Invitation = Extract<Happening, { type: 'numbers-invited' }>;
type Parts = {
  clinic: Clinic;
  announcer: Announcer;
  now: () => number;
  /** Sends to a speaker; returns how many of its pages are connected. */
  send: (speaker: string, message: Announce) => number;
  /** Takes a call out of a speaker's queue. */
  withdraw: (speaker: string, message: Withdraw) => void;
  /** Tells the desk of a room how far the call got. */
  tellDesk: (room: string, sound: DeskSound) => void;
  countPhase: (phase: string) => void;
};

/** What the making of one announcement needs. */
type Live = Parts & { air: CallsInAir; remember: (message: Announce, room: string) => void };

/** Spoken calls: made from the log as they happen, sent to the speakers of the room, never replayed late. */
export type Announcements = {
  onEntries(entries: readonly Entry[], day: Day): void;
  /** What a speaker says of an announcement. */
  onAck(ack: Ack): void;
  /** The bytes of an announced sound by its hash, or null. */
  audio(sha256: string): Promise<Buffer | null>;
};

/** Starts the announcer of a house; a sound that fails never hinders a call. */
export function openAnnouncements(parts: Parts): Announcements {
  const sent = new Map<string, { room: string; callId: string; phase: DeskSound['phase'] }>();
  const tell = (id: string, phase: DeskSound['phase']): void => {
    const known = sent.get(id);
    if (!known || rank[phase] < rank[known.phase]) return;
    known.phase = phase;
    parts.tellDesk(known.room, { callId: known.callId, phase, at: parts.now() });
  };
  const remember = (message: Announce, room: string): void => {
    sent.set(message.id, { room, callId: message.callId, phase: 'silent' });
    if (sent.size > 500) sent.delete(sent.keys().next().value!);
    setTimeout(() => {
      if (sent.get(message.id)?.phase === 'silent') tell(message.id, 'silent');
    }, SILENT_MS).unref();
  };
  const air = openCallsInAir();
  const live: Live = { ...parts, air, remember };
  return {
    onEntries(entries, day) {
      for (const entry of entries) {
        const { happening } = entry;
        for (const { room, callId } of air.note(entry)) {
          for (const { id } of speakersOf(parts.clinic, room)) parts.withdraw(id, { callId });
        }
        if (happening.type === 'numbers-invited') void invite(live, entry, happening);
        if (happening.type !== 'ticket-called' && happening.type !== 'call-repeated') continue;
        const ticket = day.tickets.get(happening.ticket);
        if (ticket) void announce(live, entry, happening, ticket);
      }
    },
    onAck(ack) {
      parts.countPhase(ack.phase);
      tell(ack.id, ack.phase);
    },
    audio: async (sha256) => {
      const read = await parts.announcer.readAudio(sha256);
      return read.ok ? read.bytes : null;
    },
  };
}

async function announce(parts: Live, entry: Entry, call: Call, ticket: Ticket): Promise<void> {
  const speakers = speakersOf(parts.clinic, call.room);
  await Promise.all(speakers.map((speaker) => announceOn(parts, speaker, entry, call, ticket)));
}

const speakersOf = (clinic: Clinic, room: string): ClinicSpeaker[] =>
  clinic.speakers.filter(({ rooms }) => rooms.includes(room));

/** "Mời các số từ L021 đến L030 đến gần …", said once on the speakers of the room. */
async function invite(parts: Live, entry: Entry, { room, call, codes }: Invitation): Promise<void> {
  const label = parts.clinic.rooms.find(({ id }) => id === room)?.label;
  const said = speakersOf(parts.clinic, room).map((speaker) => ({
    speaker,
    sentences: speaker.languages.flatMap((lang) => {
      const name = lang === 'en' ? (label?.en ?? label?.vi ?? '') : (label?.vi ?? '');
      const to = { room: calledRoom(name), lang, region: speaker.region };
      const sentence = sayInvitation(codes[0]!, codes.at(-1)!, to);
      return sentence.ok ? [sentence] : [];
    }),
  }));
  const order = { callId: call, rev: 1, room, chime: 'normal', expiresMs: EXPIRES_MS, repeat: 1 } as const;
  await Promise.all(
    said.map(({ speaker, sentences }) => sayOn(parts, speaker, entry, { ...order, sentences })),
  );
}

async function announceOn(
  parts: Live,
  speaker: ClinicSpeaker,
  entry: Entry,
  call: Call,
  ticket: Ticket,
): Promise<void> {
  const recall = call.type === 'call-repeated';
  const chimes = {
    urgent: 'emergency',
    priority: 'priority',
    appointment: 'normal',
    normal: 'normal',
  } as const;
  const spoken: Spoken = {
    callId: call.call,
    rev: recall ? call.rev : 1,
    room: call.room,
    chime: chimes[ticket.priority],
    expiresMs: recall ? RECALL_EXPIRES_MS : EXPIRES_MS,
    repeat: recall ? 1 : speaker.repeat,
    sentences: sentencesOf(parts.clinic, speaker, call.room, ticket, recall),
  };
  await sayOn(parts, speaker, entry, spoken);
}

/** What one speaker shall say. */
type Spoken = {
  callId: string;
  rev: number;
  room: string;
  chime: 'normal' | 'priority' | 'emergency';
  expiresMs: number;
  repeat: number;
  sentences: readonly Sentence[];
};

async function sayOn(
  parts: Live,
  speaker: ClinicSpeaker,
  entry: Entry,
  { callId, rev, room, chime, expiresMs, repeat, sentences }: Spoken,
): Promise<void> {
  const rendered = await parts.announcer.render({
    sentences,
    voice: { region: speaker.region, timbre: 'female' },
    leadMs: speaker.leadInMs,
    chime,
  });
  if (parts.air.isOver(callId, entry.seq)) return;
  if (!rendered.ok) {
    parts.countPhase('failed');
    parts.tellDesk(room, { callId, phase: 'failed', at: parts.now() });
    return;
  }
  const message: Announce = {
    id: announceId(callId, rev, speaker.id),
    callId,
    rev,
    seq: entry.seq,
    createdAt: entry.at,
    expiresAt: entry.at + expiresMs,
    zone: speaker.id,
    lang: speaker.languages[0] ?? 'vi',
    text: sentences.map(({ text }) => text).join(' '),
    audio: { url: `/audio/${rendered.sha256}.wav`, sha256: rendered.sha256, ms: rendered.ms },
    repeat,
  };
  parts.remember(message, room);
  parts.send(speaker.id, message);
}

/** The same on every server: a speaker that comes over from another one has heard it there already. */
const announceId = (callId: string, rev: number, zone: string): string =>
  createHash('sha256').update(`${callId}/${rev}/${zone}`).digest('base64url').slice(0, 12);

function sentencesOf(
  clinic: Clinic,
  speaker: ClinicSpeaker,
  roomId: string,
  ticket: Ticket,
  recall: boolean,
): Sentence[] {
  const room = clinic.rooms.find(({ id }) => id === roomId);
  return speaker.languages.flatMap((lang) => {
    const label = lang === 'en' ? (room?.label.en ?? room?.label.vi ?? '') : (room?.label.vi ?? '');
    const said = sayCall({
      code: ticket.code,
      room: calledRoom(label),
      lang,
      region: speaker.region,
      priority: ticket.priority === 'priority',
      recall,
    });
    return said.ok ? [said] : [];
  });
}

/** "Phòng khám 12" and "Quầy 3" have sentences of their own; any other door is called by its label. */
function calledRoom(label: string): CalledRoom {
  const exam = /^(?:phòng khám|room|examination room)(?: số)? (\d{1,4})$/iu.exec(label);
  if (exam) return { kind: 'exam', number: exam[1]! };
  const counter = /^(?:quầy|counter)(?: số)? (\d{1,4})$/iu.exec(label);
  return counter ? { kind: 'counter', number: counter[1]! } : { kind: 'named', name: label };
}
