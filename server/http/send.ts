import type { Response } from 'express';
import type { HttpAnswer } from './problem.ts';

/** Sends an answer of a route; the log of refusals finds it in `response.locals.answered`. */
export function send(response: Response, { status, body, headers }: HttpAnswer): void {
  response.locals.answered = body;
  response.status(status);
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.setHeader('content-type', `${type}; charset=utf-8`);
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  // Sound; express answers 304 to whoever holds it already.
  if (body instanceof Uint8Array) response.send(body);
  else response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
