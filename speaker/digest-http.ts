import { authorization, type Challenge, type Credentials, challengeIn } from './digest.ts';

/** How a request ended: the text of a 200, or why there is none. `late`: no answer within the time. */
export type DeviceAnswer =
  | { ok: true; text: string }
  | { ok: false; fault: 'refused' | 'late' | 'unreachable' | 'failed' };

export type DeviceHttp = {
  get(path: string, timeoutMs: number): Promise<DeviceAnswer>;
  post(path: string, body: FormData, timeoutMs: number): Promise<DeviceAnswer>;
};

type Options = { origin: string; credentials: Credentials | null };
type Wanted = { path: string; body: FormData | null; timeoutMs: number };

/** An answer of these devices is a line or two; more is not read. */
const LONGEST_ANSWER = 64_000;

/** Requests to one loudspeaker, and to no other address: redirects are not followed. */
export function openDeviceHttp({ origin, credentials }: Options): DeviceHttp {
  let challenge: Challenge | null = null;
  const once = async ({ path, body, timeoutMs }: Wanted): Promise<Response> => {
    const method = body ? 'POST' : 'GET';
    const headers: Record<string, string> =
      challenge && credentials ? { authorization: authorization(challenge, credentials, method, path) } : {};
    const signal = AbortSignal.timeout(timeoutMs);
    return fetch(origin + path, { method, body, headers, signal, redirect: 'error' });
  };
  const ask = async (wanted: Wanted): Promise<DeviceAnswer> => {
    let reply = await once(wanted);
    const offered = challengeIn(reply.headers.get('www-authenticate') ?? '');
    if (reply.status === 401 && offered && credentials) {
      await reply.body?.cancel();
      challenge = offered;
      reply = await once(wanted);
    }
    if (reply.status === 401 || reply.status === 403) challenge = null;
    return await answerOf(reply);
  };
  const safely = (wanted: Wanted): Promise<DeviceAnswer> =>
    ask(wanted).catch((fault: unknown): DeviceAnswer => {
      const late = fault instanceof Error && fault.name === 'TimeoutError';
      return { ok: false, fault: late ? 'late' : 'unreachable' };
    });
  return {
    get: (path, timeoutMs) => safely({ path, body: null, timeoutMs }),
    post: (path, body, timeoutMs) => safely({ path, body, timeoutMs }),
  };
}

async function answerOf(reply: Response): Promise<DeviceAnswer> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of reply.body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.length > LONGEST_ANSWER) break;
  }
  if (reply.status === 200) return { ok: true, text };
  return { ok: false, fault: reply.status === 401 || reply.status === 403 ? 'refused' : 'failed' };
}
