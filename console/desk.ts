import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { MoveName } from '../core/queue/command.ts';
import type { DeskState, DeskTicket } from '../core/queue/desk-view.ts';
import type { TicketAnswer } from '../core/wire/api.ts';
import type {
  DeskScreens,
  DeskSound,
  HousePrinter,
  StorageTrouble,
  ToConsole,
} from '../core/wire/protocol.ts';
import { get, type Reply } from '../web/http.ts';
import { type Freshness, openLive } from '../web/live.ts';
import { wholeState } from '../web/revision.ts';
import { softTone } from '../web/soft-tone.ts';
import { type CallSound, callSound, isHeard } from './call-sound.ts';
import { doneWords } from './desk-words.ts';
import type { Panel } from './panel.ts';
import { Post, refusalWords } from './post.ts';
import { Reception } from './reception.ts';
import { findTickets } from './ticket-search.ts';

/** What the bar offers to take back: `until` is the server's time in ms. */
export type Undo = { ticket: string; words: string; until: number };
export type ClockTrouble = Parameters<ToConsole['clock']>[0]['trouble'];
type Named = { readonly id: string; readonly code: string };
type Called = { ticket: TicketAnswer | null; reason: string };

/** Two notes when a kiosk rings. */
const RING_HZ = [784, 988];
const UNDO_MS = 10_000;
const SECOND_MS = 1_000;
/** Refusals of a call by number after which it helps to see where that ticket is. */
const elsewhere: readonly string[] = ['not-for-this-room', 'wrong-state', 'unknown-ticket'];

/** The desk of one room: what the server says of it, and the commands that go back. Open until `stop`. */
export class Desk {
  readonly room: string;
  readonly token: string;
  readonly post: Post;
  readonly reception: Reception;
  readonly state: Signal<DeskState | null> = signal(null);
  readonly freshness: Signal<Freshness> = signal('fresh');
  readonly refused: Signal<boolean> = signal(false);
  readonly rings: Signal<readonly string[]> = signal([]);
  readonly undoable: Signal<Undo | null> = signal(null);
  readonly panel: Signal<Panel> = signal({ at: 'none' });
  /** The server's time in ms, once a second. */
  readonly clock: Signal<number> = signal(0);
  readonly clockTrouble: Signal<ClockTrouble> = signal(null);
  readonly storage: Signal<readonly StorageTrouble[]> = signal([]);
  /** The printers that this desk looks after. */
  readonly printers: Signal<readonly HousePrinter[]> = signal([]);
  /** Which boards and speakers of the room are there; null until the server has said so. */
  readonly screens: Signal<DeskScreens | null> = signal(null);
  readonly #sound: Signal<DeskSound | null> = signal(null);
  readonly #heard: Signal<DeskSound | null> = signal(null);
  readonly #askedAt: Signal<number | null> = signal(null);
  readonly #live: { stop: () => void; now: () => number };
  readonly #ticking: ReturnType<typeof setInterval>;

  constructor(token: string, room: string) {
    this.token = token;
    this.room = room;
    this.post = new Post(token);
    this.reception = new Reception(token, this.post);
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
        sound: (sound: DeskSound) => this.#hear(sound),
        screens: (there: DeskScreens) => {
          this.screens.value = there;
        },
        help: ({ kiosk }: { kiosk: string }) => this.#ring(kiosk),
        printers: ({ printers }: { printers: readonly HousePrinter[] }) => {
          this.printers.value = printers;
        },
        storage: ({ troubles }: { troubles: readonly StorageTrouble[] }) => {
          this.storage.value = troubles;
        },
        clock: ({ trouble }: { trouble: ClockTrouble }) => {
          this.clockTrouble.value = trouble;
        },
      },
    });
    this.#ticking = setInterval(() => this.#tick(), SECOND_MS);
    this.#tick();
  }

  stop(): void {
    this.#live.stop();
    this.post.stop();
    clearInterval(this.#ticking);
  }

  /** Whether commands make sense: the numbers on the screen are true. */
  get works(): boolean {
    return this.state.value !== null && this.freshness.value !== 'grey';
  }

  get line(): ReadonlySignal<string | null> {
    return this.post.line;
  }

  /** What is known of the sound of the call at hand. */
  get sound(): CallSound {
    return callSound({
      callId: this.state.value?.now?.callId ?? null,
      askedAt: this.#askedAt.value,
      last: this.#sound.value,
      heard: this.#heard.value,
      now: this.clock.value,
    });
  }

  /** Finishes who is inside and calls the next; `at` is the time of the press in ms of the page. */
  async next(at: number): Promise<void> {
    const inside = this.state.value?.now ?? null;
    if (!this.#accepts('next', at)) return;
    const reply = await this.#toRoom<Called>('next', 'next', { expected: inside?.id ?? null });
    if (!reply.ok) return;
    const { ticket, reason } = reply.body;
    if (ticket) this.#called(ticket);
    else this.say(reason);
    if (!ticket && inside) this.#offerUndo(inside.id, `${doneWords.finish} ${inside.code}`);
  }

  /** Calls the ticket named by its id, or by what stands on the paper (`17`, `A017`), whatever the order. */
  async call(wanted: { ticket: string } | { code: string }, at: number): Promise<void> {
    const inside = this.state.value?.now ?? null;
    if (!this.#accepts('call', at)) return;
    const body = { expected: inside?.id ?? null, ticket: null, code: null, ...wanted };
    const reply = await this.#toRoom<Called>('call', 'call', body);
    if (reply.ok && reply.body.ticket) {
      this.panel.value = { at: 'none' };
      this.#called(reply.body.ticket);
    } else if (!reply.ok && 'code' in wanted && elsewhere.includes(reply.problem?.code ?? ''))
      await this.search(wanted.code);
  }

  /** Asks the next so many people to come near the room. */
  async invite(count: number, at: number): Promise<void> {
    if (!this.#accepts('invite', at)) return;
    const reply = await this.#toRoom<{ codes: readonly string[] }>('invite', 'invite', { count });
    if (!reply.ok) return;
    this.panel.value = { at: 'none' };
    const [first] = reply.body.codes;
    const last = reply.body.codes.at(-1);
    this.say(first ? `Đã mời ${first === last ? first : `${first} đến ${last}`}` : 'Chưa có ai chờ');
  }

  /** Opens, pauses or closes the room. */
  async setRoom(to: DeskState['room']['state'], reason: string | null, at: number): Promise<void> {
    if (!this.#accepts(`room ${to}`, at)) return;
    const reply = await this.#toRoom(`room ${to}`, 'state', { to, reason });
    if (reply.ok) this.panel.value = { at: 'none' };
  }

  /** Moves one ticket; `body` holds what the move needs beside its name (see `MoveBodies`). */
  async move(move: Exclude<MoveName, 'undo'>, ticket: Named, body: object, at: number): Promise<void> {
    const what = `${move} ${ticket.id}`;
    if (!this.#accepts(what, at)) return;
    const path = `${ticketPath(ticket.id)}/${move}`;
    const reply = await this.post.send<{ ticket: TicketAnswer }>(what, path, body);
    if (!reply.ok) return;
    this.panel.value = { at: 'none' };
    this.#leftRoom(reply.body.ticket);
    if (move === 'recall') this.#listen();
    else this.#offerUndo(ticket.id, `${doneWords[move]} ${ticket.code}`);
  }

  /** Takes the last move back while that is possible. */
  async undo(at: number): Promise<void> {
    const undo = this.undoable.value;
    if (!undo || !this.#accepts('undo', at)) return;
    const reply = await this.post.send('undo', `${ticketPath(undo.ticket)}/undo`, {});
    if (reply.ok) this.undoable.value = null;
  }

  /** Asks for another slip of a ticket. */
  async print(ticket: Named, at: number): Promise<void> {
    if (!this.#accepts(`print ${ticket.id}`, at)) return;
    const reply = await this.post.send(`print ${ticket.id}`, `${ticketPath(ticket.id)}/print`, {});
    if (reply.ok) this.say(`Đang in lại ${ticket.code}`);
  }

  /** Somebody has seen the paper of a ticket in the patient's hand. */
  async paperSeen(ticket: string, at: number): Promise<void> {
    const what = `paper ${ticket}`;
    if (this.#accepts(what, at)) await this.post.send(what, `${ticketPath(ticket)}/paper-seen`, {});
  }

  /** Looks a number of today up and shows what was found: one ticket at once, several to choose from. */
  async search(text: string): Promise<void> {
    this.panel.value = { at: 'search', text, found: null };
    if (text.trim() === '') return;
    const reply = await get<{ tickets: TicketAnswer[] }>(this.token, '/api/v1/tickets');
    const { panel, state } = this;
    if (panel.value.at !== 'search' || panel.value.text !== text) return;
    if (!reply.ok) return this.say(refusalWords(reply));
    const found = findTickets(reply.body.tickets, text, state.value?.room.services ?? []);
    panel.value = { at: 'search', text, found };
    if (found.length === 1) await this.look(found[0]!.id);
  }

  /** Shows a ticket of today with its whole visit. */
  async look(id: string): Promise<void> {
    const reply = await get<{ ticket: DeskTicket }>(this.token, ticketPath(id));
    if (reply.ok) this.panel.value = { at: 'ticket', ticket: reply.body.ticket };
    else this.say(refusalWords(reply));
  }

  /** Shows one quiet line for a while. */
  say(text: string): void {
    this.post.say(text);
  }

  /** Somebody is on the way to the kiosk that rang. */
  answerRings(): void {
    this.rings.value = [];
  }

  #accepts(what: string, at: number): boolean {
    return this.works && this.post.accepts(what, at);
  }

  #toRoom<Body>(what: string, act: string, body: object): Promise<Reply<Body>> {
    return this.post.send<Body>(what, `/api/v1/rooms/${this.room}/${act}`, body);
  }

  #called({ id, code }: Named): void {
    this.#listen();
    this.#offerUndo(id, `${doneWords.next} ${code}`);
  }

  /** The answer may come before the news: whoever is quick must not be told that somebody else is in the room. */
  #leftRoom({ id, state }: TicketAnswer): void {
    const before = this.state.value;
    if (before?.now?.id === id && state !== 'called' && state !== 'serving')
      this.state.value = { ...before, now: null };
  }

  #listen(): void {
    this.#sound.value = null;
    this.#askedAt.value = this.#live.now();
  }

  #hear(sound: DeskSound): void {
    this.#sound.value = sound;
    if (isHeard(sound)) this.#heard.value = sound;
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
    const code = [state.now, ...state.held, ...state.missed, ...state.away, ...state.next].find(
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

const ticketPath = (id: string): string => `/api/v1/tickets/${encodeURIComponent(id)}`;
