import { z } from 'zod';
import { LARGEST_RATE, SMALLEST_RATE } from './clip-check.ts';

const Text = z.string().trim().min(1).max(200);

/**
 * One recorded clip: its file in the pack's folder, the words it says, loudness (LUFS) and length as stored. With
 * `sha256` a file that was changed or damaged afterwards is found out.
 */
const Clip = z.strictObject({
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.wav$/, 'a file name in the folder of the pack'),
  text: Text,
  lufs: z.number().min(-70).max(0),
  ms: z.int().min(1).max(60_000),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 hex characters')
    .optional(),
});

/**
 * `pack.json`: a voice as recorded clips by token. `region` is null for English. `licence` says under which terms
 * the voice may be used, `consent` where the speaker's signed consent lies; a pack made from recordings is not
 * activated without them.
 */
export const PackFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40'),
  lang: z.enum(['vi', 'en']),
  region: z.enum(['north', 'south']).nullable(),
  speaker: Text,
  licence: Text,
  consent: Text.nullable(),
  sampleRate: z.int().min(SMALLEST_RATE).max(LARGEST_RATE),
  clips: z.record(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/, 'a token of letters, digits, - and _'),
    Clip,
  ),
});
export type PackFile = z.infer<typeof PackFile>;
export type ClipEntry = PackFile['clips'][string];
