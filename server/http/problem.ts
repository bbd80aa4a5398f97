import type { Fault } from '../../core/queue/fault.ts';
import type { ProblemDetails } from '../../core/wire/api.ts';

/** An answer of a route: status and a JSON body, or the ready text of one. */
export type HttpAnswer = { status: number; body: object | string; headers?: Record<string, string> };

/** Refusals that come from the door of the house itself, before any command is decided. */
const refusals = {
  'bad-request': [400, 'The request is not well formed.'],
  'bad-json': [400, 'The body is no valid JSON.'],
  'not-enrolled': [401, 'No valid token of an enrolled device.'],
  'not-allowed': [403, 'This device may not do this.'],
  'foreign-origin': [403, 'Requests from pages of other sites are refused.'],
  'not-found': [404, 'There is nothing here.'],
  'method-not-allowed': [405, 'This address does not know this method.'],
  'too-large': [413, 'The body is too large.'],
  'not-json': [415, 'The body must be JSON, not compressed.'],
  'wrong-host': [421, 'This server is not reached under this name.'],
  'scan-rejected': [422, 'The scan is not accepted.'],
  'needs-confirmation': [422, 'Somebody has to confirm what was read.'],
  'scan-expired': [422, 'The scan is no longer held by the station; scan again.'],
  'declared-not-allowed': [422, 'Only staff may declare this class.'],
  'code-refused': [422, 'The code is unknown, used or too old.'],
  'too-many-requests': [429, 'Too many requests; wait a little.'],
  'internal-error': [500, 'Something went wrong in the server.'],
  leaving: [503, 'The server is being restarted; send the same request again.'],
  'storage-unavailable': [503, 'The log cannot be reached now; send the same request again.'],
} as const satisfies Record<string, readonly [number, string]>;

export type Refusal = keyof typeof refusals;

/** `application/problem+json` (RFC 9457) of a refusal; `detail` says what to do next and holds no input. */
export function problem(code: Refusal, detail: string): HttpAnswer {
  const [status, title] = refusals[code];
  return problemOf({ status, code, title, detail });
}

/** The refusal of somebody who asks too often; `seconds` until the next try makes sense. */
export function tooMany(seconds: number, detail: string): HttpAnswer {
  return { ...problem('too-many-requests', detail), headers: { 'retry-after': String(seconds) } };
}

/** The same form for any code, such as the reason of a rejected scan. */
export function problemOf(parts: Omit<ProblemDetails, 'type'>): HttpAnswer {
  const body: ProblemDetails = { type: `urn:tiepdon:problem:${parts.code}`, ...parts };
  return { status: parts.status, body };
}

/** A fault of the core in the same form. */
export function problemOfFault(fault: Fault): { status: number; body: ProblemDetails } {
  const { status, code, title, advice } = fault;
  return { status, body: { type: `urn:tiepdon:problem:${code}`, title, status, code, detail: advice } };
}
