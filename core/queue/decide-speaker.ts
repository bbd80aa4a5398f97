import type { Command } from './command.ts';
import type { Day } from './day.ts';
import { type Decision, refuse } from './decision.ts';
import type { Happening } from './happening.ts';
import { muteOf } from './mute.ts';

const MINUTE = 60_000;

/** Switches a speaker off for some minutes, or on again. */
export function decideMute(
  day: Day,
  { speaker, minutes, reason }: Extract<Command, { type: 'mute' }>,
  now: number,
): Decision {
  if (!hasSpeaker(day, speaker)) return refuse('unknown-speaker');
  const outcome = { kind: 'nothing' } as const;
  if (minutes === null && muteOf(day.mutes, speaker, now) === null)
    return { ok: true, happenings: [], outcome };
  const until = minutes === null ? null : now + minutes * MINUTE;
  return { ok: true, happenings: [{ type: 'speaker-muted', speaker, until, reason }], outcome };
}

/** Asks for a speaker's test sentence. A muted speaker stays silent. */
export function decideTest(
  day: Day,
  { speaker, call }: Extract<Command, { type: 'test-speaker' }>,
  now: number,
): Decision {
  if (!hasSpeaker(day, speaker)) return refuse('unknown-speaker');
  if (muteOf(day.mutes, speaker, now)) return refuse('speaker-muted');
  const happening: Happening = { type: 'speaker-tested', speaker, call };
  return { ok: true, happenings: [happening], outcome: { kind: 'nothing' } };
}

const hasSpeaker = ({ clinic }: Day, speaker: string): boolean =>
  clinic.speakers.some(({ id }) => id === speaker);
