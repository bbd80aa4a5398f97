import { Buffer } from 'node:buffer';
import type { RequestHandler, Response } from 'express';
import { problem } from './problem.ts';

/** A prompt of the kiosk as the house sent it. `etag` names its content. */
export type PromptSound = { readonly type: string; readonly etag: string; readonly bytes: Buffer };

/** What the house says to the question for a prompt; `away`: nothing, in time. */
export type SoundReply =
  | { readonly kind: 'sound'; readonly sound: PromptSound }
  | { readonly kind: 'none' }
  | { readonly kind: 'away' };

export type AskSound = (path: string) => Promise<SoundReply>;

const ANSWER_MS = 4_000;
const LARGEST = 3_000_000;
const MOST_BYTES = 24_000_000;
/** As long as a copy is as young as this the house is not asked again. */
const FRESH_MS = 60_000;
const RETRY_MS = 30_000;
/** What the guide has to say just when the house is away, fetched while it is there. */
const NEEDED_AWAY = [
  ...['idle.server-away', 'trouble.away', 'do.again', 'do.home', 'help.call', 'time.title'],
  // And the way to a number of the kiosk's own; what the hospital named itself comes with use.
  ...[
    'idle.title',
    'idle.no-card',
    'idle.child',
    'idle.keypad',
    'confirm.title',
    'confirm.yes',
    'confirm.no',
  ],
  ...['services.title', 'classes.open', 'issuing.title', 'ticket.paper', 'ticket.no-paper', 'ticket.done'],
];
const PATH = /^\/api\/v1\/prompts\/[a-z]{2,3}\/[A-Za-z][\w.-]{0,60}$/;

/** Asks a house for a prompt with the station's token. */
export async function askSound(base: string, token: string, path: string): Promise<SoundReply> {
  try {
    const reply = await fetch(base + path, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(ANSWER_MS),
      redirect: 'error',
    });
    const type = reply.headers.get('content-type') ?? '';
    const bytes = Buffer.from(await reply.arrayBuffer());
    if (!reply.ok && reply.status !== 404) return { kind: 'away' };
    if (!reply.ok || !type.startsWith('audio/') || bytes.length > LARGEST) return { kind: 'none' };
    return { kind: 'sound', sound: { type, etag: reply.headers.get('etag') ?? '', bytes } };
  } catch {
    return { kind: 'away' };
  }
}

type Kept = { readonly sound: PromptSound; readonly at: number };

/**
 * The prompts of the kiosk on their way from the house to the page, with a copy in memory: the guide speaks on
 * while the house is away. Ticket codes are handed through and not kept. At most 24 MB, least recently used out
 * first.
 */
export function createPromptShelf(ask: AskSound, clock: () => number) {
  const kept = new Map<string, Kept>();
  const keep = (path: string, sound: PromptSound): void => {
    kept.delete(path);
    kept.set(path, { sound, at: clock() });
    let total = 0;
    for (const each of kept.values()) total += each.sound.bytes.length;
    for (const [oldest, each] of kept) {
      if (total <= MOST_BYTES) return;
      total -= each.sound.bytes.length;
      kept.delete(oldest);
    }
  };

  /** A prompt by its path: the young copy, what the house says now, or the old copy when it says nothing. */
  async function find(path: string): Promise<SoundReply> {
    const copy = kept.get(path);
    if (copy && clock() - copy.at < FRESH_MS) return { kind: 'sound', sound: copy.sound };
    const reply = await ask(path);
    if (reply.kind === 'away') return copy ? { kind: 'sound', sound: copy.sound } : reply;
    if (reply.kind === 'none') kept.delete(path);
    else if (!path.includes('/code-')) keep(path, reply.sound);
    return reply;
  }

  /** Fetches what one language needs when the house is away; false: something of it did not come. */
  async function prepare(language: string): Promise<boolean> {
    for (const key of NEEDED_AWAY) {
      if ((await find(`/api/v1/prompts/${language}/${key}`)).kind === 'away') return false;
    }
    return true;
  }

  return { find, prepare };
}

/** Serves prompts to the page. What Vietnamese needs for an outage is fetched beforehand, other languages with use. */
export function servePrompts(ask: AskSound): RequestHandler {
  const shelf = createPromptShelf(ask, () => performance.now());
  const prepared = new Set<string>();
  const prepare = (language: string): void => {
    if (prepared.has(language)) return;
    prepared.add(language);
    void shelf.prepare(language).then((whole) => {
      if (whole) return;
      setTimeout(() => {
        prepared.delete(language);
        prepare(language);
      }, RETRY_MS).unref();
    });
  };
  prepare('vi');
  return async (request, response) => {
    const path = request.originalUrl;
    if (!PATH.test(path)) return problem(response, 404, 'not-found', '');
    const reply = await shelf.find(path);
    if (reply.kind === 'sound') {
      prepare(String(request.params.lang));
      return send(response, reply.sound);
    }
    if (reply.kind === 'away') problem(response, 503, 'house-away', '');
    else problem(response, 404, 'not-found', '');
  };
}

function send(response: Response, { type, etag, bytes }: PromptSound): void {
  response.setHeader('content-type', type);
  response.setHeader('cache-control', 'no-cache');
  if (etag !== '') response.setHeader('etag', etag);
  response.send(bytes);
}
