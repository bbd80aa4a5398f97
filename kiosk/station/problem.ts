import type { Response } from 'express';

/** Answers with `application/problem+json`: `code` for the page, `detail` in Vietnamese for people, or ''. */
export function problem(response: Response, status: number, code: string, detail: string): void {
  const body = { type: `urn:tiepdon:problem:${code}`, title: code, status, code, detail };
  response.status(status).type('application/problem+json').end(JSON.stringify(body));
}
