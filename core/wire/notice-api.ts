import { z } from 'zod';
import { RequestId } from './api.ts';

/** Schemas of the boards' notices. */

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const Time = z.iso.datetime({ offset: true });

/** A long text is taken and cut, not refused: what somebody pasted is better read in part than not at all. */
export const NoticeBody = z.strictObject({
  requestId: RequestId,
  text: z.string().max(40_000),
  from: Time.nullable().default(null),
  until: Time.nullable().default(null),
  boards: z.array(Id).min(1).max(200).nullable().default(null),
});
export const PlainBody = z.strictObject({ requestId: RequestId });

const Notice = z.object({
  id: z.string(),
  text: z.string(),
  from: Time.nullable(),
  until: Time.nullable(),
  boards: z.array(Id).nullable(),
});
export const NoticeAnswer = z.object({ notice: Notice.nullable() });
export const NoticeList = z.object({ notices: z.array(Notice) });
export type NoticeList = z.infer<typeof NoticeList>;

/** Why a file of the folder of pictures is not shown. */
export const slideFaults = ['no-picture', 'too-large', 'too-many-pixels', 'too-many', 'unreadable'] as const;
export const SlideList = z.object({
  slides: z.array(z.object({ file: z.string(), url: z.string() })).readonly(),
  faults: z.array(z.object({ file: z.string(), fault: z.enum(slideFaults) })).readonly(),
});
export type SlideList = z.infer<typeof SlideList>;
