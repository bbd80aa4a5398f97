import type { ProblemDetails } from '../core/wire/api.ts';

/** An answer of the server. `status` 0 with `problem` null: no answer came (network, timeout). */
export type Reply<T> =
  | { ok: true; status: number; body: T }
  | { ok: false; status: number; problem: ProblemDetails | null };

const TRY_MS = 4_000;
const COMMAND_MS = 8_000;
const FIRST_PAUSE_MS = 250;
const COME_BACK = [0, 502, 503, 504];

/** Reads `path` (from the root: `/api/v1/…`) once, waiting 4 s at most. `token` null: without a device. */
export function get<T>(token: string | null, path: string): Promise<Reply<T>> {
  return once<T>(path, { headers: headersOf(token), cache: 'no-store' });
}

/**
 * Sends a command by POST. A `requestId` is added when the body has none and stays the same over all tries, so
 * that a command whose answer was lost takes effect once. Tries again for at most 8 s when no answer comes or
 * the server is just away (502, 503, 504); every other answer is final.
 */
export function command<T>(token: string | null, path: string, body: object): Promise<Reply<T>> {
  return send<T>(token, path, 'requestId' in body ? body : { requestId: randomId(), ...body });
}

/** Posts a body as it is, with the patience of `command`. */
export async function send<T>(token: string | null, path: string, body: object): Promise<Reply<T>> {
  const headers = { ...headersOf(token), 'Content-Type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const end = performance.now() + COMMAND_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    const reply = await once<T>(path, init);
    const wait = pause * (0.5 + Math.random());
    if (reply.ok || !COME_BACK.includes(reply.status) || performance.now() + wait > end) return reply;
    await after(wait);
  }
}

/** A random UUID; `crypto.randomUUID` is missing on plain http in a LAN and on old televisions. */
export function randomId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.map((byte) => (byte + 0x100).toString(16).slice(1)).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function headersOf(token: string | null): Record<string, string> {
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

function once<T>(path: string, init: RequestInit): Promise<Reply<T>> {
  const nothing: Reply<T> = { ok: false, status: 0, problem: null };
  return Promise.race([exchange<T>(path, init).catch(() => nothing), after(TRY_MS).then(() => nothing)]);
}

async function exchange<T>(path: string, init: RequestInit): Promise<Reply<T>> {
  const response = await fetch(path, init);
  const text = await response.text();
  if (response.ok) return { ok: true, status: response.status, body: JSON.parse(text || 'null') as T };
  return { ok: false, status: response.status, problem: problemOf(text) };
}

function problemOf(text: string): ProblemDetails | null {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null && 'code' in found ? (found as ProblemDetails) : null;
  } catch {
    return null;
  }
}

const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
