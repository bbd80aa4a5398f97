import { type Signal, signal } from '@preact/signals';
import type { CheckInAnswer, CheckInBody, PlaceAnswer, ScanAnswer } from '../core/wire/api.ts';
import { get, send } from '../web/http.ts';
import type { TypedScan } from '../web/keyboard-scanner.ts';
import { openShelf } from '../web/shelf.ts';
import { takeZone } from './house-time.ts';
import { type Post, refusalWords } from './post.ts';

/** The card in the nurse's hand; `interference`: something rewrote the scanner's keys. */
export type Card =
  | { readonly at: 'none' | 'asking' }
  | {
      readonly at: 'read';
      readonly scan: string;
      readonly source: 'keyboard' | 'typed';
      readonly answer: ScanAnswer;
      readonly interference: TypedScan['cause'];
    };
export type DeclaredClass = CheckInBody['declared'][number];

const PRINT = 'tiepdon.desk.print';
const SERVICE = 'tiepdon.desk.service';
const shelf = openShelf(() => localStorage);

/** A patient is taken in at the desk: a card or none, a service, what was declared. Kept until the next patient. */
export class Reception {
  /** Null while the server has not told it. */
  readonly place: Signal<PlaceAnswer | null> = signal(null);
  readonly card: Signal<Card> = signal({ at: 'none' });
  readonly service: Signal<string | null> = signal(shelf.read(SERVICE));
  readonly journey: Signal<string | null> = signal(null);
  readonly declared: Signal<readonly DeclaredClass[]> = signal([]);
  readonly print: Signal<boolean> = signal(shelf.read(PRINT) !== 'off');
  readonly issued: Signal<CheckInAnswer | null> = signal(null);
  readonly #token: string;
  readonly #post: Post;

  constructor(token: string, post: Post) {
    this.#token = token;
    this.#post = post;
  }

  /** Learns services and journeys; asked each time the panel opens, as services open and close. */
  async learn(): Promise<void> {
    const reply = await get<PlaceAnswer>(this.#token, '/api/v1/place');
    if (!reply.ok) return this.#post.say(refusalWords(reply));
    this.place.value = reply.body;
    takeZone(reply.body);
    const known = reply.body.services.some(({ id }) => id === this.service.value);
    if (!known) this.service.value = null;
  }

  /** Reads what a scanner or fingers typed. A card for the next patient begins a new form. */
  async read(scan: string, source: 'keyboard' | 'typed', cause: TypedScan['cause']): Promise<void> {
    if (this.issued.value) this.again();
    this.card.value = { at: 'asking' };
    const reply = await send<ScanAnswer>(this.#token, '/api/v1/scans', { scan, source });
    if (!reply.ok) {
      this.card.value = { at: 'none' };
      return this.#post.say(refusalWords(reply));
    }
    this.card.value = { at: 'read', scan, source, answer: reply.body, interference: cause };
  }

  choose(service: string): void {
    this.service.value = service;
    this.journey.value = null;
    shelf.write(SERVICE, service);
  }

  setPrint(on: boolean): void {
    this.print.value = on;
    shelf.write(PRINT, on ? 'on' : 'off');
  }

  toggle(declared: DeclaredClass): void {
    const before = this.declared.value;
    this.declared.value = before.includes(declared)
      ? before.filter((each) => each !== declared)
      : [...before, declared];
  }

  /** Whether the form can be sent: a service is chosen, and the card, if there is one, was accepted. */
  get ready(): boolean {
    const card = this.card.value;
    const refused = card.at === 'asking' || (card.at === 'read' && card.answer.verdict === 'reject');
    return this.service.value !== null && !refused && this.issued.value === null;
  }

  /** Gives the number; the nurse has looked at the person, so a card that asks for a yes has it. */
  async checkIn(at: number): Promise<void> {
    const service = this.service.value;
    if (!this.ready || service === null || !this.#post.accepts('check-in', at)) return;
    const card = this.card.value;
    const scanned = card.at === 'read' ? { scan: card.scan, source: card.source } : { scan: null };
    const { journey, declared } = this;
    await this.#issue({ service, journey: journey.value, declared: declared.value, ...scanned });
  }

  /** Takes in somebody from the list of appointments, found by hand. */
  async checkInBooked(appointment: string, service: string, at: number): Promise<boolean> {
    if (!this.#post.accepts('check-in', at)) return false;
    this.again();
    return this.#issue({ service, appointment, scan: null, declared: [] });
  }

  /** The next patient: nothing of the last one stays. */
  again(): void {
    this.card.value = { at: 'none' };
    this.journey.value = null;
    this.declared.value = [];
    this.issued.value = null;
  }

  async #issue(body: object): Promise<boolean> {
    const reply = await this.#post.send<CheckInAnswer>('check-in', '/api/v1/check-ins', {
      ...body,
      confirmed: true,
    });
    if (!reply.ok) return false;
    this.issued.value = reply.body;
    const { ticket, repeat } = reply.body;
    if (this.print.value && !repeat)
      await this.#post.send('print', `/api/v1/tickets/${encodeURIComponent(ticket.id)}/print`, {});
    return true;
  }
}
