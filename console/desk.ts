import { type Signal, signal } from '@preact/signals';
import type { DeskState } from '../core/queue/views.ts';
import type { TicketAnswer } from '../core/wire/api.ts';
import type { DeskSound } from '../core/wire/protocol.ts';
import { command, get, type Reply } from '../web/http.ts';
import { type Freshness, openLive } from '../web/live.ts';
import { wholeState } from '../web/revision.ts';
import { softTone } from '../web/soft-tone.ts';
import { doneWords } from './desk-words.ts';
import { openPressGuard } from './press-guard.ts';
import { findTickets } from './ticket-search.ts';

export type Move = 'recall' | 'start' | 'finish' | 'no-show' | 'hold' | 'return' | 'transfer' | 'cancel';

/** What the bar offers to take back: `until` is the server's time in ms. */
export type Undo = { ticket: string; words: string; until: number };

export type Panel =
  | { at: 'none' }
  | { at: 'transfer'; ticket: string; code: string; service: string; page: number }
  | { at: 'search'; text: string; found: TicketAnswer[] | null };

/** Two notes when a kiosk rings. */
const RING_HZ = [784, 988];
const UNDO_MS = 10_000;
const LINE_MS = 8_000;
/** An answer that takes longer is spoken of. */
const SLOW_MS = 800;
const SECOND_MS = 1_000;
/** Moves that are not taken back: a recall has been heard. */
const notUndone: readonly Move[] = ['recall'];

/** The desk of one room: what the server says of it, and the commands that go back. Open until `stop`. */
export class Desk {
  readonly room: string;
  readonly state: Signal<DeskState | null> = signal(null);
  readonly freshness: Signal<Freshness> = signal('fresh');
  readonly refused: Signal<boolean> = signal(false);
  readonly sound: Signal<DeskSound | null> = signal(null);
  /** A call is under way whose sound is not known yet. */
  readonly calling: Signal<boolean> = signal(false);
  readonly rings: Signal<readonly string[]> = signal([]);
  /** One quiet line: why something was refused, or that nobody waits. */
  readonly line: Signal<string | null> = signal(null);
  readonly undoable: Signal<Undo | null> = signal(null);
  readonly panel: Signal<Panel> = signal({ at: 'none' });
  readonly clock: Signal<number> = signal(0);
  readonly #token: string;
  readonly #live: { stop: () => void; now: () => number };
  readonly #guard = openPressGuard();
  /** Commands whose answer has not come: each of them once at a time, different ones side by side. */
  readonly #asked = new Set<string>();
  readonly #ticking: ReturnType<typeof setInterval>;
  #lineTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(token: string, room: string) {
    this.#token = token;
    this.room = room;
    this.#live = openLive<DeskState>({
      namespace: '/console',
      view: room,
      token,
      applyOp: wholeState,
      onState: (state) => this.#take(state),
      onFreshness: (level) => {
        this.freshness.value = level;
      },
      onConnect: () => {
        this.refused.value = false;
      },
      onRefused: () => {
        this.refused.value = true;
      },
      listen: {
        sound: (sound: DeskSound) => {
          this.sound.value = sound;
          this.calling.value = false;
        },
        help: ({ kiosk }: { kiosk: string }) => this.#ring(kiosk),
      },
    });
    this.#ticking = setInterval(() => this.#tick(), SECOND_MS);
    this.#tick();
  }

  stop(): void {
    this.#live.stop();
    clearInterval(this.#ticking);
    clearTimeout(this.#lineTimer);
  }

  /** Whether commands make sense: the numbers on the screen are true. */
  get works(): boolean {
    return this.state.value !== null && this.freshness.value !== 'grey';
  }

  /** Finishes who is inside and calls the next; `at` is the time of the press in ms of the page. */
  async next(at: number): Promise<void> {
    const inside = this.state.value?.now ?? null;
    if (!this.#accepts('next', at)) return;
    const path = `/api/v1/rooms/${this.room}/next`;
    const body = { expected: inside?.id ?? null };
    const reply = await this.#send<{ ticket: TicketAnswer | null; reason: string }>('next', path, body);
    if (!reply.ok) return;
    const { ticket, reason } = reply.body;
    if (ticket) this.#called(ticket.id, `${doneWords.next} ${ticket.code}`);
    else this.say(reason);
    if (!ticket && inside) this.#offerUndo(inside.id, `${doneWords.finish} ${inside.code}`);
  }

  /** Moves one ticket; `service` names where to for a transfer and is null for every other move. */
  async move(
    move: Move,
    ticket: { id: string; code: string },
    service: string | null,
    at: number,
  ): Promise<void> {
    const what = `${move} ${ticket.id}`;
    if (!this.#accepts(what, at)) return;
    const body = service === null ? {} : { service };
    const reply = await this.#send(what, `/api/v1/tickets/${encodeURIComponent(ticket.id)}/${move}`, body);
    if (!reply.ok) return;
    this.panel.value = { at: 'none' };
    if (move === 'recall') this.#listenAgain();
    if (!notUndone.includes(move)) this.#offerUndo(ticket.id, `${doneWords[move]} ${ticket.code}`);
  }

  /** Takes the last move back while that is possible. */
  async undo(at: number): Promise<void> {
    const undo = this.undoable.value;
    if (!undo || !this.#accepts('undo', at)) return;
    const reply = await this.#send('undo', `/api/v1/tickets/${encodeURIComponent(undo.ticket)}/undo`, {});
    if (reply.ok) this.undoable.value = null;
  }

  /** Looks a number of today up and shows what was found. */
  async search(text: string): Promise<void> {
    this.panel.value = { at: 'search', text, found: null };
    if (text.trim() === '') return;
    const reply = await get<{ tickets: TicketAnswer[] }>(this.#token, '/api/v1/tickets');
    const { panel, state } = this;
    if (panel.value.at !== 'search' || panel.value.text !== text) return;
    if (!reply.ok) return this.say(wordsOfRefusal(reply));
    const own = state.value
      ? [...state.value.next, state.value.now].flatMap((each) => each?.service ?? [])
      : [];
    panel.value = { at: 'search', text, found: findTickets(reply.body.tickets, text, own) };
  }

  /** Shows one quiet line for a while. */
  say(text: string): void {
    this.line.value = text;
    clearTimeout(this.#lineTimer);
    this.#lineTimer = setTimeout(() => {
      this.line.value = null;
    }, LINE_MS);
  }

  /** Somebody is on the way to the kiosk that rang. */
  answerRings(): void {
    this.rings.value = [];
  }

  #accepts(what: string, at: number): boolean {
    if (!this.works) return false;
    if (!this.#asked.has(what)) return this.#guard.accepts(what, at);
    this.say('Máy chủ chưa trả lời lần bấm trước');
    return false;
  }

  async #send<Body>(what: string, path: string, body: object): Promise<Reply<Body>> {
    this.#asked.add(what);
    this.line.value = null;
    const slow = setTimeout(() => this.say('Đang chờ máy chủ trả lời'), SLOW_MS);
    const reply = await command<Body>(this.#token, path, body);
    clearTimeout(slow);
    this.#asked.delete(what);
    this.line.value = null;
    if (!reply.ok) this.say(wordsOfRefusal(reply));
    return reply;
  }

  #called(ticket: string, words: string): void {
    this.#listenAgain();
    this.#offerUndo(ticket, words);
  }

  #listenAgain(): void {
    this.sound.value = null;
    this.calling.value = true;
  }

  #offerUndo(ticket: string, words: string): void {
    this.undoable.value = { ticket, words, until: this.#live.now() + UNDO_MS };
    this.#tick();
  }

  #take(state: DeskState): void {
    this.state.value = state;
    const { undoTicket, undoUntil } = state;
    // Done at another screen of the same room: whoever sits here can take it back too.
    if (this.undoable.value || undoTicket === null || undoUntil === null || undoUntil <= this.#live.now())
      return;
    const code = [state.now, ...state.held, ...state.missed, ...state.next].find(
      (t) => t?.id === undoTicket,
    )?.code;
    this.undoable.value = {
      ticket: undoTicket,
      words: `Thao tác vừa xong ${code ?? ''}`.trim(),
      until: undoUntil,
    };
  }

  #ring(kiosk: string): void {
    this.rings.value = [...this.rings.value.filter((each) => each !== kiosk), kiosk];
    softTone(RING_HZ, 0.22);
  }

  #tick(): void {
    this.clock.value = this.#live.now();
    if (this.undoable.value && this.undoable.value.until <= this.clock.value) this.undoable.value = null;
  }
}

/** A refusal in one line of staff's words; the server's own advice where it gave one. */
function wordsOfRefusal(reply: Extract<Reply<unknown>, { ok: false }>): string {
  if (reply.status === 0) return 'Máy chủ chưa trả lời. Xem lại số rồi bấm lại';
  const { detail, code } = reply.problem ?? { detail: '', code: String(reply.status) };
  return detail || `Chưa làm được (${code})`;
}
