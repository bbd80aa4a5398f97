import type { IncomingMessage } from 'node:http';

/** The bearer token of a request, or an empty text. */
export function tokenOf(request: IncomingMessage): string {
  return /^Bearer ([A-Za-z0-9_-]{20,100})$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}
