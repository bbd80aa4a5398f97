import { type Signal, signal } from '@preact/signals';
import { command, type Reply } from '../web/http.ts';
import { openPressGuard } from './press-guard.ts';

const LINE_MS = 8_000;
/** An answer that takes longer is spoken of. */
const SLOW_MS = 800;

/**
 * The way of a desk's commands to the server: each once at a time, none twice in 700 ms. What was refused, or takes
 * long, stands in one quiet line for a while.
 */
export class Post {
  /** Why something was refused, or that nobody waits; null: nothing to say. */
  readonly line: Signal<string | null> = signal(null);
  readonly #token: string;
  readonly #guard = openPressGuard();
  /** Commands whose answer has not come: each of them once at a time, different ones side by side. */
  readonly #asked = new Set<string>();
  #lineTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(token: string) {
    this.#token = token;
  }

  stop(): void {
    clearTimeout(this.#lineTimer);
  }

  /** Whether this press counts; `at` in ms of the page. */
  accepts(what: string, at: number): boolean {
    if (!this.#asked.has(what)) return this.#guard.accepts(what, at);
    this.say('Máy chủ chưa trả lời lần bấm trước');
    return false;
  }

  /** Sends a command and says what became of it if it was refused. `what` names it for the guard. */
  async send<Body>(what: string, path: string, body: object): Promise<Reply<Body>> {
    this.#asked.add(what);
    this.#hush();
    const slow = setTimeout(() => this.say('Đang chờ máy chủ trả lời'), SLOW_MS);
    const reply = await command<Body>(this.#token, path, body);
    clearTimeout(slow);
    this.#asked.delete(what);
    this.#hush();
    if (!reply.ok) this.say(refusalWords(reply));
    return reply;
  }

  /** Shows one quiet line for a while. */
  say(text: string): void {
    this.line.value = text;
    clearTimeout(this.#lineTimer);
    this.#lineTimer = setTimeout(() => this.#hush(), LINE_MS);
  }

  #hush(): void {
    clearTimeout(this.#lineTimer);
    this.line.value = null;
  }
}

/** A refusal in one line of staff's words; the server's own advice where it gave one. */
export function refusalWords(reply: Extract<Reply<unknown>, { ok: false }>): string {
  if (reply.status === 0) return 'Máy chủ chưa trả lời. Xem lại số rồi bấm lại';
  const { detail, code } = reply.problem ?? { detail: '', code: String(reply.status) };
  return detail || `Chưa làm được (${code})`;
}
