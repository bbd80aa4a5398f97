import { z } from 'zod';

/** A text in Vietnamese and, where the hospital has one, in English. */
const Words = z.strictObject({ vi: z.string().min(1).max(80), en: z.string().min(1).max(80).optional() });
const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40');
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as "07:30"');
const EndOfHours = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time such as "16:30", or "24:00"');

/** How the next patient of a service is chosen; the rules stand in policy.ts. */
export const PolicyName = z.enum(['fifo', 'strict', 'ratio', 'accumulating', 'target']);
export type PolicyName = z.infer<typeof PolicyName>;

/** Minutes within which each class should be called. */
const Targets = z.strictObject({
  /** Back from the lab with the results: a short word with the doctor who knows the case. */
  return: z.number().positive().max(600).default(15),
  priority: z.number().positive().max(600).default(20),
  appointment: z.number().positive().max(600).default(20),
  normal: z.number().positive().max(600).default(60),
});

const streak = z.int().min(1).max(50).default(4);
const overtakeCap = z.int().min(1).max(500).optional();

/** How the next of a service is chosen: what staff can change during the day. */
export const ServiceRule = z.strictObject({
  policy: PolicyName,
  targets: Targets.default({ return: 15, priority: 20, appointment: 20, normal: 60 }),
  streak,
  overtakeCap,
});
export type ServiceRule = z.infer<typeof ServiceRule>;

const Service = z.strictObject({
  id: Id,
  name: Words,
  /** Letters before the number. I, O and Q are misread on paper, F J W Z are not Vietnamese letters. */
  series: z.string().regex(/^[A-EGHK-NPR-VXY]{1,2}$/, 'one or two capital letters, without F I J O Q W Z'),
  digits: z.int().min(2).max(4).default(3),
  kiosk: z.boolean().default(true),
  /** The desk that takes people who come without any card. */
  reception: z.boolean().default(false),
  policy: PolicyName.default('target'),
  targets: Targets.default({ return: 15, priority: 20, appointment: 20, normal: 60 }),
  /** Calls of priority patients in a row while somebody without priority waits. */
  streak,
  /** Later comers called before somebody without priority, until every second call is theirs; absent: no cap. */
  overtakeCap,
  minutes: z.number().positive().max(240).default(7),
  /** What is done there; a visit with lab work has more time (Decision 1313/QĐ-BYT of 2013). */
  kind: z.enum(['exam', 'lab', 'desk', 'cashier', 'pharmacy']).default('exam'),
  /** Until the results of a lab service are in; the patient comes back to the doctor then, not before. */
  resultMinutes: z.number().min(0).max(1440).default(0),
  /** Minutes before the slot from which an appointment counts, and after which it has lapsed. */
  appointments: z
    .strictObject({
      earlyMinutes: z.number().min(0).max(240).default(10),
      lateMinutes: z.number().min(0).max(240).default(15),
    })
    .default({ earlyMinutes: 10, lateMinutes: 15 }),
  /** Its queue goes on over the turn of the day: an emergency department at midnight. */
  overnight: z.boolean().default(false),
  /** The way of a visit that begins here, by the id of a journey. */
  journey: Id.optional(),
  hours: z
    .array(z.strictObject({ from: TimeOfDay, to: EndOfHours }))
    .max(6)
    .default([]),
  dailyLimit: z.int().min(1).max(99_999).optional(),
  /** Its name beside a person's name tells an illness: never shown together. */
  sensitive: z.boolean().default(false),
});

const Room = z.strictObject({
  id: Id,
  label: Words,
  services: z.array(Id).min(1).max(40),
  /** The way there, as printed on the ticket: "Tầng 2, nhà A". */
  place: Words.optional(),
  /** Arrow on the boards. */
  arrow: z.enum(['left', 'right', 'up', 'down', 'none']).default('none'),
  /** How much each service counts here against the others; 1 where nothing is said. */
  weights: z.record(Id, z.number().positive().max(100)).default({}),
});

/**
 * The way of a visit: stages one after another, the services of one stage side by side in any order. A service
 * that stands again in a later stage is the way back to the room that served it.
 */
const Journey = z.strictObject({
  id: Id,
  name: Words,
  stages: z.array(z.array(Id).min(1).max(12)).min(1).max(12),
});

const Board = z.strictObject({
  id: Id,
  rooms: z.array(Id).min(1).max(60),
  /** What it looks like; `auto` chooses by the number of rooms. */
  layout: z.enum(['auto', 'hall', 'rooms', 'door']).default('auto'),
  /** Rows of one page at most; absent: as many as can be read. */
  rows: z.int().min(1).max(12).optional(),
  names: z.enum(['none', 'initials', 'masked']).default('none'),
  inches: z.number().min(15).max(150).default(43),
  farthestMetres: z.number().min(1).max(30).default(8),
  /** Says at the large call that somebody goes first by right, in a word and a sign. */
  priorityMark: z.boolean().default(true),
  /** Pictures of the data folder are shown after so many seconds without a call; 0: never. */
  slidesAfterSeconds: z.int().min(0).max(3600).default(60),
  /** Between these hours it is black while its rooms are closed and nobody waits. */
  night: z.strictObject({ from: TimeOfDay, to: TimeOfDay }).default({ from: '20:00', to: '05:00' }),
});

const Speaker = z.strictObject({
  id: Id,
  rooms: z.array(Id).min(1).max(60),
  languages: z
    .array(z.enum(['vi', 'en']))
    .min(1)
    .max(2)
    .default(['vi']),
  /** English after the Vietnamese: in every call, or in those of people who took their number in English. */
  english: z.enum(['asked', 'always']).optional(),
  repeat: z.int().min(1).max(3).default(2),
  region: z.enum(['north', 'south']).default('north'),
  leadInMs: z.int().min(0).max(2000).default(600),
  /** Chime and words can be switched off by themselves, not both. */
  chime: z.boolean().default(true),
  speech: z.boolean().default(true),
  /** Speakers that are heard by the same people: one at a time speaks. Absent: alone in its air. */
  acousticGroup: Id.optional(),
  /** The speaker that is tried when this one makes no sound. */
  backup: Id.optional(),
  /** How loud from which time of day on, in dB; 0 is as recorded, and the most. */
  volume: z
    .array(z.strictObject({ from: TimeOfDay, db: z.number().min(-30).max(0) }))
    .max(12)
    .default([]),
});

const Sentences = z.record(z.string().max(40), z.string().max(300)).default({});

/** How calls are worded and codes are read; what is not said here is the product's usual way. */
const Speech = z.strictObject({
  /** `auto`: a bare number up to 99 as a number, every other code digit by digit. */
  mode: z.enum(['auto', 'digits', 'natural']).default('auto'),
  /** The hospital's own Vietnamese names of letters: `{"B": "bờ"}`. */
  letters: z.record(z.string().max(2), z.string().max(20)).default({}),
  /** Its own sentences, by the keys of docs/voice.md. */
  templates: z.strictObject({ vi: Sentences, en: Sentences }).default({ vi: {}, en: {} }),
});

/**
 * The clinic file: one hospital's services, rooms, boards and speakers. Unknown keys are refused, so that a
 * misspelt one is found at the start and not on the first morning.
 */
export const ClinicFile = z.strictObject({
  site: Id,
  name: z.string().min(1).max(80),
  timeZone: z.string().min(1).max(60).default('Asia/Ho_Chi_Minh'),
  dayStartsAt: TimeOfDay.default('00:00'),
  services: z.array(Service).min(1).max(200),
  rooms: z.array(Room).min(1).max(400),
  journeys: z.array(Journey).max(100).default([]),
  boards: z.array(Board).max(200).default([]),
  speakers: z.array(Speaker).max(200).default([]),
  speech: Speech.default({ mode: 'auto', letters: {}, templates: { vi: {}, en: {} } }),
  kiosk: z
    .strictObject({
      screenInches: z.number().min(7).max(65).default(21.5),
      /** Offers the camera of the kiosk beside the scanner. */
      camera: z.boolean().default(false),
      instructions: z
        .array(z.string().min(1).max(48))
        .max(4)
        .default(['Giữ phiếu và theo dõi màn hình, loa gọi.', 'Lỡ lượt: mời báo quầy tiếp đón.']),
    })
    .default({
      screenInches: 21.5,
      camera: false,
      instructions: ['Giữ phiếu và theo dõi màn hình, loa gọi.', 'Lỡ lượt: mời báo quầy tiếp đón.'],
    }),
});

export type Clinic = z.infer<typeof ClinicFile>;
export type ClinicService = Clinic['services'][number];
export type ClinicRoom = Clinic['rooms'][number];
export type ClinicJourney = Clinic['journeys'][number];
export type ClinicBoard = Clinic['boards'][number];
export type ClinicSpeaker = Clinic['speakers'][number];

/** One thing wrong with a clinic file: where (path of keys) and what it should be. */
export type ClinicFault = { path: (string | number)[]; should: string };
