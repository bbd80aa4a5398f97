import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gate } from './gate.ts';

const PATHS: ReadonlySet<string> = new Set(['/health/live', '/api/v1/health/live']);
const BODY = JSON.stringify({ status: 'live' });
const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'content-length': String(Buffer.byteLength(BODY)),
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
};

/**
 * Answers a look for life, and says whether it was one. Every screen of a house knocks here until its server is back,
 * a thousand of them within a moment: what would be asked of any other request is left out.
 */
export function answersLife(
  { knowsHost }: Pick<Gate, 'knowsHost'>,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (request.method !== 'GET' || !PATHS.has(request.url ?? '') || !knowsHost(request)) return false;
  response.writeHead(200, HEADERS).end(BODY);
  return true;
}
