import type { DeskSound } from '../core/wire/protocol.ts';
import { clockTime } from './house-time.ts';
import { soundAdvice } from './speaker-words.ts';

/** How sure the desk is that the patient heard the call: `silent` means somebody must call by mouth. */
export type CallSound = {
  readonly text: string;
  readonly level: 'calm' | 'unsure' | 'silent';
  /** Why nothing was heard and what to do about it, where that is known. */
  readonly advice: string | null;
};

/** What is known of the sound of the call at hand; times in ms of the server. */
export type SoundNews = {
  /** The call of who is inside; null when nobody is. */
  readonly callId: string | null;
  /** When this desk asked for it; null when it was called before this page was opened. */
  readonly askedAt: number | null;
  readonly last: DeskSound | null;
  /** The last sound that was really heard, of whichever call. */
  readonly heard: DeskSound | null;
  readonly now: number;
};

/** A speaker answers within a second; the server gives up on a silent one after three. */
const UNANSWERED_MS = 8_000;
/** A call may wait behind others of its hall, each about eight seconds long. */
const UNSTARTED_MS = 30_000;
const heardPhases: readonly DeskSound['phase'][] = ['started', 'audible', 'done'];

/** Whether a speaker has begun to say it. */
export function isHeard({ phase }: DeskSound): boolean {
  return heardPhases.includes(phase);
}

/** What is known of the sound of the call at hand, in words. News of another call is none of this one. */
export function callSound({ callId, askedAt, last, heard, now }: SoundNews): CallSound {
  const own = last && (callId === null || last.callId === callId) ? last : null;
  if (own?.backup && isHeard(own)) {
    const text = `Loa dự phòng ${own.speaker} đã phát ${clockTime(own.at)}`;
    return { text, level: 'unsure', advice: null };
  }
  if (own && isHeard(own)) return calm(`Loa đã phát ${clockTime(own.at)}`);
  if (own?.phase === 'received') {
    if (now - own.at < UNSTARTED_MS) return calm('Loa đã nhận, chờ đến lượt');
    return { text: 'Loa nhận mà chưa phát: mời gọi miệng', level: 'silent', advice: null };
  }
  if (own) return { text: 'Không có tiếng: mời gọi miệng', level: 'silent', advice: soundAdvice(own) };
  if (callId !== null && askedAt !== null) {
    if (now - askedAt < UNANSWERED_MS) return calm('Đang báo loa');
    return { text: 'Chưa có loa nào báo lại', level: 'unsure', advice: null };
  }
  return calm(heard ? `Loa đã phát ${clockTime(heard.at)}` : 'Loa chưa phát');
}

const calm = (text: string): CallSound => ({ text, level: 'calm', advice: null });
