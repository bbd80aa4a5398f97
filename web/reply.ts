import type { ProblemDetails } from '../core/wire/api.ts';

/** An answer of the server. `status` 0 with `problem` null: no answer came (network, timeout). */
export type Reply<T> =
  | { ok: true; status: number; body: T }
  | { ok: false; status: number; problem: ProblemDetails | null };

export const nothing: Reply<never> = { ok: false, status: 0, problem: null };

/** `token` null: without a device. */
export function headersOf(token: string | null): Record<string, string> {
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

/** One request and its answer; rejects when none comes. */
export async function answerOf<T>(path: string, init: RequestInit): Promise<Reply<T>> {
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

export const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
