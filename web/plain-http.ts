import { after, answerOf, headersOf, nothing, type Reply } from './reply.ts';

/*
 * As `http.ts`, for what every page does, also those of old televisions: nothing before Chromium 66 can let go of a
 * request that hangs, and these ask too seldom to run out of connections.
 */
const TRY_MS = 4_000;
const PATIENCE_MS = 8_000;
const FIRST_PAUSE_MS = 250;
const COME_BACK = [0, 502, 503, 504];

/** Reads `path` once, waiting 4 s at most. */
export function plainGet<T>(token: string | null, path: string): Promise<Reply<T>> {
  return once<T>(path, { headers: headersOf(token), cache: 'no-store' });
}

/** Posts a body; again for at most 8 s when no answer comes or the server is just away. */
export async function plainSend<T>(path: string, body: object): Promise<Reply<T>> {
  const headers = { 'Content-Type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const end = performance.now() + PATIENCE_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    const reply = await once<T>(path, init);
    const wait = pause * (0.5 + Math.random());
    if (reply.ok || COME_BACK.indexOf(reply.status) < 0 || performance.now() + wait > end) return reply;
    await after(wait);
  }
}

function once<T>(path: string, init: RequestInit): Promise<Reply<T>> {
  const asked = answerOf<T>(path, init).catch((): Reply<T> => nothing);
  return Promise.race([asked, after(TRY_MS).then((): Reply<T> => nothing)]);
}
