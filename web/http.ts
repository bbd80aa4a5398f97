import { after, answerOf, headersOf, nothing, type Reply } from './reply.ts';

export type { Reply } from './reply.ts';

const TRY_MS = 4_000;
/** A command without an answer for so long is sent once more, on another connection of the browser. */
const AGAIN_MS = 2_000;
const COMMAND_MS = 8_000;
const FIRST_PAUSE_MS = 250;
/** A restart takes about two seconds; nobody shall wait much longer. */
const LONGEST_PAUSE_MS = 1_000;
const COME_BACK = [0, 502, 503, 504];

/** Reads `path` (from the root: `/api/v1/…`) once, waiting 4 s at most. `token` null: without a device. */
export function get<T>(token: string | null, path: string): Promise<Reply<T>> {
  return once<T>(path, { headers: headersOf(token), cache: 'no-store' });
}

/**
 * Sends a command by POST. A `requestId` is added when the body has none and stays the same over all tries, so
 * that a command whose answer was lost takes effect once. Tries again for at most 8 s when no answer comes within
 * 2 s or the server is just away (502, 503, 504); every other answer is final, also a late one to an earlier try:
 * a line that is merely slow would else never be heard.
 */
export function command<T>(token: string | null, path: string, body: object): Promise<Reply<T>> {
  return send<T>(token, path, 'requestId' in body ? body : { requestId: randomId(), ...body });
}

/** Posts a body as it is, with the patience of `command`. */
export function send<T>(token: string | null, path: string, body: object): Promise<Reply<T>> {
  const headers = { ...headersOf(token), 'Content-Type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return new Promise((resolve) => void tryAgain<T>(path, init, resolve));
}

async function tryAgain<T>(
  path: string,
  init: RequestInit,
  resolve: (reply: Reply<T>) => void,
): Promise<void> {
  const end = performance.now() + COMMAND_MS;
  const tries: Exchange<T>[] = [];
  let last: Reply<T> = nothing;
  let answered = false;
  let open = 0;
  for (let pause = FIRST_PAUSE_MS; !answered; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
    const asked = exchange<T>(path, init);
    tries.push(asked);
    open += 1;
    const heard = asked.reply.then((reply) => {
      open -= 1;
      answered = answered || reply.ok || !COME_BACK.includes(reply.status);
      last = reply;
      if (answered) finish(reply);
    });
    // Earlier tries are still listened to, until one of them has the answer.
    await Promise.race([heard, after(AGAIN_MS)]);
    if (answered) return;
    const wait = pause * (0.5 + Math.random());
    const left = Math.max(0, end - performance.now());
    if (wait < left) await after(wait);
    else if (open > 0) await after(left);
    if (wait >= left && !answered) return finish(last);
  }
  function finish(reply: Reply<T>): void {
    answered = true;
    resolve(reply);
    for (const { giveUp } of tries) giveUp();
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

async function once<T>(path: string, init: RequestInit): Promise<Reply<T>> {
  const { reply, giveUp } = exchange<T>(path, init);
  const first = await Promise.race([reply, after(TRY_MS).then((): Reply<T> => nothing)]);
  giveUp();
  return first;
}

type Exchange<T> = { reply: Promise<Reply<T>>; giveUp: () => void };

/**
 * One request; `reply` never rejects. Given up, its connection is let go: a browser has six to a server, and those
 * that hang in a dead network would still be taken when it lives again.
 */
function exchange<T>(path: string, init: RequestInit): Exchange<T> {
  const control = new AbortController();
  const reply = answerOf<T>(path, { ...init, signal: control.signal }).catch(() => nothing);
  return { reply, giveUp: () => control.abort() };
}
