import type { Clinic, ClinicRoom, ClinicSpeaker } from '../../core/queue/clinic-file.ts';
import type { TicketLanguage } from '../../core/queue/ticket.ts';
import { sayInvitation, sayShort, sayStyledCall, sayTest } from '../../core/queue/words/call-sentence.ts';
import { styleOf } from '../../core/queue/words/call-style.ts';
import { calledRoom } from '../../core/queue/words/called-room.ts';
import type { Lang, Sentence } from '../../core/queue/words/sentence.ts';
import type { CallPriority } from '../../core/wire/protocol.ts';

/** What is to be said of one happening: to whom, by which words, how urgent, for how long it is worth saying. */
export type Spoken = {
  readonly callId: string;
  readonly rev: number;
  readonly room: string;
  readonly priority: CallPriority;
  readonly chime: 'normal' | 'priority' | 'emergency';
  readonly expiresMs: number;
  /** Null: as often as the speaker's own setting says. */
  readonly repeat: number | null;
  readonly shown: { code: string; room: string };
  /** Meant for somebody who wants English: speakers that say it only then say it now. */
  readonly english: boolean;
  /** The sentence in one language, in full or as short as can be; null when it cannot be said. */
  readonly say: (lang: Lang, speaker: ClinicSpeaker, short: boolean) => Sentence | null;
};

export const EXPIRES_MS = 60_000;
export const RECALL_EXPIRES_MS = 20_000;

const urgency = {
  urgent: { priority: 0, chime: 'emergency' },
  priority: { priority: 1, chime: 'priority' },
  appointment: { priority: 2, chime: 'normal' },
  normal: { priority: 2, chime: 'normal' },
} as const;

/** A call of a ticket into a room: the first one, or `rev` of it again. */
export function spokenCall(
  clinic: Clinic,
  call: { callId: string; rev: number; room: string; recall: boolean },
  ticket: { code: string; priority: keyof typeof urgency; language: TicketLanguage },
): Spoken {
  const { callId, rev, room: id, recall } = call;
  const room = roomOf(clinic, id);
  const { code } = ticket;
  const style = styleOf(clinic);
  return {
    ...{ callId, rev, room: id, ...urgency[ticket.priority] },
    expiresMs: recall ? RECALL_EXPIRES_MS : EXPIRES_MS,
    repeat: recall ? 1 : null,
    shown: { code, room: room?.label.vi ?? '' },
    english: ticket.language === 'en',
    say: (lang, { region }, short) => {
      const to = { code, room: calledRoom(labelOf(room, lang)), lang, region };
      const said = short
        ? sayShort(style, to)
        : sayStyledCall(style, { ...to, priority: ticket.priority === 'priority', recall });
      return said.ok ? said : null;
    },
  };
}

/** "Mời các số từ L021 đến L030 đến gần …", said once. */
export function spokenInvitation(
  clinic: Clinic,
  { room: id, call, codes }: { room: string; call: string; codes: readonly string[] },
): Spoken {
  const room = roomOf(clinic, id);
  const [first, last] = [codes[0]!, codes.at(-1)!];
  const style = styleOf(clinic);
  return {
    ...{ callId: call, rev: 1, room: id, priority: 3, chime: 'normal', expiresMs: EXPIRES_MS, repeat: 1 },
    shown: { code: first === last ? first : `${first} – ${last}`, room: room?.label.vi ?? '' },
    english: false,
    say: (lang, { region }) => {
      const said = sayInvitation(style, first, last, { room: calledRoom(labelOf(room, lang)), lang, region });
      return said.ok ? said : null;
    },
  };
}

/** The sentence by which staff try a speaker. */
export function spokenTest(clinic: Clinic, callId: string): Spoken {
  return {
    ...{ callId, rev: 1, room: '', priority: 3, chime: 'normal', expiresMs: EXPIRES_MS, repeat: 1 },
    shown: { code: 'Thử loa', room: '' },
    // Staff try all that the speaker can say.
    english: true,
    say: (lang) => sayTest(styleOf(clinic), lang),
  };
}

const roomOf = (clinic: Clinic, id: string): ClinicRoom | undefined =>
  clinic.rooms.find((each) => each.id === id);

const labelOf = (room: ClinicRoom | undefined, lang: Lang): string =>
  lang === 'en' ? (room?.label.en ?? room?.label.vi ?? '') : (room?.label.vi ?? '');
