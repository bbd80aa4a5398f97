import { z } from 'zod';
import { ServiceRule } from '../queue/clinic-file.ts';
import { paperStates, ticketLanguages } from '../queue/ticket.ts';

/** Schemas of the HTTP interface: the same objects check what comes in and write the OpenAPI document. */

export const RequestId = z
  .uuid()
  .describe('Made once per intent of a person and sent again with every retry.');
const TicketId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const Reason = z.string().max(120).nullable().default(null);

/** Text of a card as the scanner gave it; the reader judges all that is within this size. */
const ScanText = z.string().max(16_000);

export const declaredClasses = ['TE', 'NCT', 'TH', 'KT', 'CCM', 'CC'] as const;

export const ScanBody = z.strictObject({
  scan: ScanText,
  source: z.enum(['serial', 'hid-pos', 'keyboard', 'camera', 'typed', 'api']).optional(),
});

export const CheckInBody = z.strictObject({
  requestId: RequestId,
  service: z.string().min(1).max(40),
  scan: ScanText.nullable().default(null),
  /** A scan that the station holds in its memory, so that the card's text never travels to the page. */
  scanId: z.string().max(40).nullable().default(null),
  /** The scan's bytes as the scanner sent them, from a station: no encoding is guessed on the way. */
  scanBytes: z.base64().max(8_000).nullable().default(null),
  source: ScanBody.shape.source,
  confirmed: z.boolean().default(false),
  declared: z.array(z.enum(declaredClasses)).max(6).default([]),
  /** The way of the visit, of the clinic file; null for the service's own. */
  journey: Id.nullable().default(null),
  /** The appointment that a desk found by hand; null: looked for by the person. */
  appointment: TicketId.nullable().default(null),
  /** The language in which the person took the number; absent: Vietnamese. No default, so that a retry over an update has the same body. */
  language: z.enum(ticketLanguages).optional(),
});
export type CheckInBody = z.infer<typeof CheckInBody>;

export const PrintBody = z.strictObject({ requestId: RequestId });
export const NextBody = z.strictObject({ requestId: RequestId, expected: TicketId.nullable() });
const Plain = z.strictObject({ requestId: RequestId });
export const Priority = z.enum(['urgent', 'priority', 'appointment', 'normal']);
const ServiceId = z.string().min(1).max(40);

/** A ticket by its id, or by what stands on the paper: `A017`, or `17` within the room's own services. */
export const CallBody = z.strictObject({
  requestId: RequestId,
  expected: TicketId.nullable(),
  ticket: TicketId.nullable().default(null),
  code: z.string().max(12).nullable().default(null),
});
export const InviteBody = z.strictObject({ requestId: RequestId, count: z.int().min(1).max(50) });
export const InviteAnswer = z.object({ codes: z.array(z.string()).readonly() });
export const RoomStateBody = z.strictObject({
  requestId: RequestId,
  to: z.enum(['open', 'paused', 'closed']),
  reason: Reason,
});
export const RoomServicesBody = z.strictObject({
  requestId: RequestId,
  services: z.array(ServiceId).min(1).max(40).nullable(),
});
export const RuleBody = z.strictObject({ requestId: RequestId, rule: ServiceRule.nullable() });

/** What is on the wall: the rule of each service in plain words. */
export const RulesAnswer = z.object({
  facility: z.string(),
  services: z.array(
    z.object({
      id: Id,
      name: z.string(),
      series: z.string(),
      policy: z.string(),
      words: z.array(z.string()),
      rule: ServiceRule,
      changed: z.boolean(),
      /** Minutes after its slot at which an appointment has lapsed. */
      lateMinutes: z.number(),
    }),
  ),
});
export type RulesAnswer = z.infer<typeof RulesAnswer>;

export const MoveBodies = {
  recall: Plain,
  start: Plain,
  finish: Plain,
  'no-show': Plain,
  hold: z.strictObject({ requestId: RequestId, reason: Reason }),
  away: z.strictObject({
    requestId: RequestId,
    reason: Reason,
    minutes: z.int().min(1).max(720).nullable().default(null),
  }),
  return: Plain,
  transfer: z.strictObject({ requestId: RequestId, service: ServiceId }),
  order: z.strictObject({
    requestId: RequestId,
    services: z.array(ServiceId).min(1).max(8),
    back: z.boolean().default(true),
  }),
  skip: z.strictObject({ requestId: RequestId, service: ServiceId }),
  priority: z.strictObject({ requestId: RequestId, priority: Priority, reason: z.string().min(1).max(120) }),
  cancel: z.strictObject({ requestId: RequestId, reason: Reason }),
  undo: Plain,
} as const;

export const TicketState = z.enum([
  'waiting',
  'called',
  'serving',
  'held',
  'away',
  'done',
  'no-show',
  'cancelled',
]);
const Time = z.string().describe('ISO 8601 with the offset of the hospital');

export const Ticket = z.object({
  id: TicketId,
  code: z.string(),
  /** Other codes on papers of the same visit: of a kiosk that was cut off. */
  also: z.array(z.string()).optional(),
  number: z.int(),
  service: Id,
  room: Id.nullable(),
  state: TicketState,
  priority: Priority,
  ahead: z.int(),
  businessDay: z.iso.date(),
  issuedAt: Time,
  calledAt: Time.nullable(),
  url: z.string(),
  /** Minutes until the call, from–to; null when it does not wait or nothing honest can be said. */
  wait: z.object({ from: z.int(), to: z.int() }).nullable(),
});
export type TicketAnswer = z.infer<typeof Ticket>;

export const ScanAnswer = z.object({
  verdict: z.enum(['ok', 'confirm', 'reject']),
  code: z.string().nullable(),
  codes: z.array(z.string()).readonly(),
  kind: z.enum(['cccd', 'bhyt', 'number']).nullable(),
  person: z
    .object({
      maskedName: z.string().nullable(),
      birthYear: z.int().nullable(),
      sex: z.enum(['M', 'F']).nullable(),
      maskedId: z.string(),
    })
    .nullable(),
});
export type ScanAnswer = z.infer<typeof ScanAnswer>;

export const CheckInAnswer = z.object({
  ticket: Ticket,
  repeat: z.boolean(),
  /** Where to go and wait, as the kiosk and the paper say it. */
  place: z.object({ vi: z.string(), en: z.string().nullable() }),
  /** A station gave it by itself: nobody knows how many wait, and the ticket has no page yet. */
  offline: z.literal(true).optional(),
});
export type CheckInAnswer = z.infer<typeof CheckInAnswer>;
export const TicketEnvelope = z.object({ ticket: Ticket });
/** A ticket as a desk sees it: with its whole visit. */
export const DeskTicketEnvelope = z.object({
  ticket: Ticket.extend({
    serviceName: z.string(),
    waitedMinutes: z.int(),
    grounds: z.array(z.string()),
    reason: z.string(),
    steps: z.array(
      z.object({
        service: z.string(),
        name: z.string(),
        stage: z.int(),
        state: z.enum(['done', 'skipped', 'here', 'open', 'ahead']),
        room: z.string().nullable(),
        minutes: z.int().nullable(),
      }),
    ),
    visitMinutes: z.int(),
    visitTarget: z.int(),
    callId: z.string().nullable(),
    recalls: z.int(),
    paper: z.enum(paperStates).nullable(),
  }),
});
export const NextAnswer = z.object({ ticket: Ticket.nullable(), reason: z.string() });
export const TicketList = z.object({ tickets: z.array(Ticket) });
export const TicketQuery = z.strictObject({
  day: z.iso.date().optional(),
  service: z.string().max(40).optional(),
  state: TicketState.optional(),
});

export const BoardRoom = z.object({
  id: Id,
  label: z.object({ vi: z.string(), en: z.string().optional() }),
  arrow: z.enum(['left', 'right', 'up', 'down', 'none']),
  now: z.object({ code: z.string(), state: TicketState, calledAt: Time }).nullable(),
  next: z.array(z.string()).max(5),
  waiting: z.int(),
  status: z.enum(['open', 'paused', 'closed']),
  /** Minutes that somebody who comes now may wait; null when nothing honest can be said. */
  wait: z.object({ from: z.int(), to: z.int() }).nullable(),
  kind: z.enum(['exam', 'lab', 'desk', 'cashier', 'pharmacy']),
  /** Called within the last 15 minutes and absent. */
  missed: z.array(z.string()),
});
export const BoardCall = z.object({
  callId: z.string(),
  rev: z.int(),
  code: z.string(),
  room: Id,
  at: Time,
  priority: z.boolean(),
  /** A mask, and only where the clinic file wants one. */
  name: z.string().nullable(),
});
const Span = z.object({ from: z.string(), to: z.string() });
export const BoardState = z.object({
  board: Id,
  rooms: z.array(BoardRoom),
  calls: z.array(BoardCall).max(10),
  face: z.object({
    layout: z.enum(['auto', 'hall', 'rooms', 'door']),
    letterRem: z.number(),
    rows: z.int(),
    slidesAfterSeconds: z.int(),
    hours: z.array(Span),
    night: Span,
    spoken: z.boolean(),
  }),
  notices: z.array(z.object({ id: z.string(), text: z.string() })),
  slides: z.array(z.string()),
});
export const BoardAnswer = z.object({ epoch: z.string(), seq: z.int(), state: BoardState });

export const ProblemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
});
export type ProblemDetails = z.infer<typeof ProblemDetails>;

/** What a page learns about its place when it opens: names and choices, never people. */
export const PlaceAnswer = z.object({
  facility: z.string(),
  /** The zone of the clinic file, by which times are shown: a device's own may be wrong. */
  timeZone: z.string(),
  device: z.object({ role: z.string(), name: z.string(), room: z.string().nullable() }),
  kiosk: z.object({
    screenInches: z.number(),
    paper: z.boolean(),
    camera: z.boolean(),
    /** Vietnamese first, at most six; `text` and `audio`: what there is of each. */
    languages: z.array(
      z.object({ code: z.string(), name: z.string(), text: z.boolean(), audio: z.boolean() }),
    ),
  }),
  services: z.array(
    z.object({
      id: z.string(),
      name: z.object({ vi: z.string(), en: z.string().optional() }),
      series: z.string(),
      open: z.boolean(),
      waiting: z.int(),
      kiosk: z.boolean(),
      reception: z.boolean(),
      kind: z.string(),
    }),
  ),
  journeys: z.array(z.object({ id: z.string(), name: z.string(), first: z.array(z.string()) })),
  rooms: z.array(
    z.object({ id: z.string(), label: z.object({ vi: z.string(), en: z.string().optional() }) }),
  ),
});
export type PlaceAnswer = z.infer<typeof PlaceAnswer>;

/** Exchange of a one-time code for the token of the device that it enrols. */
export const EnrolBody = z.strictObject({ code: z.string().min(4).max(40) });
export const EnrolAnswer = z.object({
  id: z.string(),
  token: z.string(),
  role: z.string(),
  name: z.string(),
  room: z.string().nullable(),
});
export type EnrolAnswer = z.infer<typeof EnrolAnswer>;
