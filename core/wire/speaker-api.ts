import { z } from 'zod';
import { RequestId } from './api.ts';
import { ackPhases } from './protocol.ts';

/** Schemas of what staff do to speakers. */

export const TestBody = z.strictObject({ requestId: RequestId });
/** Somebody may forget that a speaker is off, so it is never off for longer than a night. */
export const MuteBody = z.strictObject({
  requestId: RequestId,
  /** Null: on again. */
  minutes: z.int().min(1).max(720).nullable(),
  reason: z.string().min(1).max(80).default('Bảo trì'),
});

const Time = z.iso.datetime({ offset: true });
const phases = [...ackPhases, 'silent', 'asked'] as const;
export const SpeakerListAnswer = z.object({
  speakers: z.array(
    z.object({
      id: z.string(),
      rooms: z.array(z.string()),
      state: z.enum(['ready', 'away', 'blocked', 'muted', 'silent']),
      reason: z.string().nullable(),
      pages: z.int(),
      heardAt: Time.nullable(),
      waiting: z.int(),
      engine: z.string().nullable(),
      mutedUntil: Time.nullable(),
      backup: z.string().nullable(),
      test: z
        .object({
          at: Time,
          phase: z.enum(phases),
          reason: z.string().nullable(),
          peakDb: z.number().nullable(),
        })
        .nullable(),
    }),
  ),
});
