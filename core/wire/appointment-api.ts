import { z } from 'zod';
import { RequestId } from './api.ts';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A day's appointments: either the text of a CSV file, or a list. */
export const AppointmentsBody = z
  .strictObject({
    requestId: RequestId,
    businessDay: z.iso.date(),
    csv: z.string().max(400_000).nullable().default(null),
    appointments: z
      .array(
        z.strictObject({
          time: TimeOfDay,
          service: z.string().min(1).max(40),
          /** A CCCD or BHYT number, by which the person is known on the day; sealed like every card. */
          number: z.string().max(40).nullable().default(null),
          code: z.string().max(40).nullable().default(null),
        }),
      )
      .max(5_000)
      .nullable()
      .default(null),
  })
  .refine(({ csv, appointments }) => (csv === null) !== (appointments === null), {
    message: 'csv or appointments',
  });
export type AppointmentsBody = z.infer<typeof AppointmentsBody>;

export const AppointmentsAnswer = z.object({
  taken: z.int(),
  faults: z.array(z.object({ line: z.int(), fault: z.string() })),
});

export const AppointmentQuery = z.strictObject({ day: z.iso.date().optional() });

export const AppointmentList = z.object({
  businessDay: z.string(),
  appointments: z.array(
    z.object({
      id: z.string(),
      service: z.string(),
      time: z.string().describe('ISO 8601 with the offset of the hospital'),
      /** Whether the person is known by a number, and found by a scan. */
      known: z.boolean(),
      ticket: z.string().nullable(),
      code: z.string().nullable(),
    }),
  ),
});
