import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { identityKey } from '../../../core/identity/identity-key.ts';
import type { ScanSource } from '../../../core/identity/person.ts';
import { scanAnswer } from '../../../core/identity/person.ts';
import { ageClasses } from '../../../core/identity/priority.ts';
import { readCard } from '../../../core/identity/read-card.ts';
import { isOpenAt } from '../../../core/queue/decide.ts';
import { localDate, timeOfDay } from '../../../core/queue/local-time.ts';
import { offlineCode } from '../../../core/queue/ticket.ts';
import type { CheckInAnswer, CheckInBody, PlaceAnswer } from '../../../core/wire/api.ts';
import type { JournalLine, NumberLine, Permit } from '../../../core/wire/offline.ts';
import type { HouseClock } from '../house-clock.ts';
import type { Slip } from '../paper.ts';
import { Journal, type JournalFault, journalName, journalsIn } from './journal.ts';
import { answerOf, type OwnNumber, slipOf } from './offline-slip.ts';
import { PermitBook, type PermitFault } from './permit-book.ts';
import { type StationMac, sealTo } from './station-keys.ts';
import { ToHandIn } from './to-hand-in.ts';

type Note = (event: { event: string } & Record<string, string | number | boolean | null>) => void;
type Parts = {
  /** A folder of this station alone; whoever opens the desk holds its lock. */
  folder: string;
  mac: StationMac;
  kiosk: string;
  clock: Pick<HouseClock, 'now' | 'recall' | 'isHeard' | 'guess'>;
  print: (slip: Slip) => void;
  note: Note;
};
/** A card as it was shown: text of the page, or bytes of the scanner. */
export type ShownCard = { scan: string | Uint8Array; source: ScanSource };
/** A check-in as its page asked for it. */
export type Wish = Pick<CheckInBody, 'requestId' | 'service' | 'confirmed' | 'declared' | 'language'>;
export type Refused = { ok: false; code: string };
export type Issued = { ok: true; answer: CheckInAnswer; fresh: boolean };

/**
 * Gives out numbers of the station's own series while its house is away. The order is the promise: first on the disk,
 * then on paper and screen. A number is never given to two people, whenever the power goes.
 */
export class OfflineDesk {
  readonly book: PermitBook;
  readonly #parts: Parts;
  readonly #journals: Journal[];
  readonly toHandIn: ToHandIn;
  readonly #prints = new Map<number, number>();
  /** Lines from before the house was heard: their times are by the PC's clock. */
  readonly #guessed = new WeakSet<JournalLine>();
  /** When the house was last heard, by its own time in ms. */
  heard: number;

  constructor(parts: Parts) {
    this.#parts = parts;
    mkdirSync(parts.folder, { recursive: true, mode: 0o700 });
    this.book = new PermitBook(parts.folder, parts.mac);
    parts.clock.recall(this.book.ahead);
    this.#journals = journalsIn(parts.folder).map((name) => new Journal(parts.folder, name, parts.mac));
    this.toHandIn = new ToHandIn(this.#journals);
    this.heard = parts.clock.now();
    for (const journal of this.#journals) this.#settle(journal);
  }

  /** What stood in the journal and was neither on paper nor on the screen when the station stopped. */
  #settle(journal: Journal): void {
    const { fault } = journal;
    if (fault) {
      this.#parts.note({ event: 'journal-changed', ...fault });
      // How many numbers were given out can no longer be known: another journal, and so another series.
      if (journal.file.endsWith(journalName('', this.book.journal))) this.book.renew();
      return;
    }
    for (const { n, journal: id, series, businessDay } of journal.numbers) {
      if (journal.markOf(n) !== null) continue;
      journal.append({ kind: 'void', journal: id, series, businessDay, n, at: this.#parts.clock.now() });
      this.#parts.note({ event: 'number-void', code: offlineCode(series, n) });
    }
  }

  /** Why no number can be given out now; null when one can. */
  fault(): PermitFault | null {
    const checked = this.book.check(this.#parts.clock.now());
    return checked.ok ? null : checked.fault;
  }

  /** The hospital as the page shows it, by the permit; null without one. */
  place(): PlaceAnswer | null {
    const checked = this.book.check(this.#parts.clock.now());
    if (!checked.ok) return null;
    const { permit } = checked;
    const services = permit.place.services.map((service) => ({
      ...service,
      open: this.#isOpen(permit, service.id),
      waiting: 0,
    }));
    return { ...permit.place, services };
  }

  #isOpen(permit: Permit, service: string): boolean {
    const hours = permit.services.find(({ id }) => id === service)?.hours;
    return hours !== undefined && isOpenAt(hours, timeOfDay(this.#parts.clock.now(), permit.timeZone));
  }

  /** What was answered to a press that got a number here; null when it got none. */
  answered(requestId: string): CheckInAnswer | null {
    const line = this.#numbers().find((each) => each.requestId === requestId);
    const own = line && this.#own(line);
    return own ? answerOf(own, false) : null;
  }

  /** Gives a number. Throws when the disk does not take it; then nobody has one. */
  issue(wish: Wish, card: ShownCard | null): Issued | Refused {
    const now = this.#parts.clock.now();
    const checked = this.book.check(now);
    if (!checked.ok) return { ok: false, code: 'house-away' };
    const { permit } = checked;
    const before = this.answered(wish.requestId);
    if (before) return { ok: true, answer: before, fresh: false };
    const offered = permit.place.services.find(({ id }) => id === wish.service);
    if (!offered || !(offered.kiosk || offered.reception)) return { ok: false, code: 'unknown-service' };
    if (!this.#isOpen(permit, wish.service)) return { ok: false, code: 'service-closed' };
    if (wish.declared.includes('CC')) return { ok: false, code: 'declared-not-allowed' };
    const read = card && this.#read(card, permit, now);
    if (read && read.verdict !== 'ok' && !(read.verdict === 'confirm' && wish.confirmed))
      return { ok: false, code: read.verdict === 'confirm' ? 'needs-confirmation' : (read.code ?? 'bad_id') };
    const who = read?.key ? this.#parts.mac.own(`${read.key} ${wish.service}`) : null;
    const known = who && this.#notTaken().find((line) => line.who === who);
    if (known) return this.#again(known);
    const priority = read?.priority === true || wish.declared.length > 0;
    const line = this.#write(permit, wish, card, { who, priority, now });
    this.#parts.note({ event: 'own-number', code: offlineCode(line.series, line.n) });
    const own = this.#own(line)!;
    this.#parts.print(slipOf(own, 0));
    return { ok: true, answer: answerOf(own, false), fresh: true };
  }

  #read({ scan, source }: ShownCard, permit: Permit, now: number) {
    const today = localDate(now, permit.timeZone);
    const reading = readCard(scan, today);
    const { verdict, code } = scanAnswer(reading, source);
    return { verdict, code, key: identityKey(reading), priority: ageClasses(reading, today).length > 0 };
  }

  /** The same card for the same service: the number that it has. Of a number in doubt there is somebody after all. */
  #again(line: NumberLine): Issued {
    const own = this.#own(line)!;
    const journal = this.#journalOf(line);
    if (journal.markOf(line.n) === 'void') {
      journal.append({ ...markOf(line, 'revived'), at: this.#parts.clock.now() });
      this.#parts.print(slipOf(own, 0));
    }
    return { ok: true, answer: answerOf(own, true), fresh: false };
  }

  #write(
    permit: Permit,
    { service, declared, language, requestId }: Wish,
    card: ShownCard | null,
    { who, priority, now }: { who: string | null; priority: boolean; now: number },
  ): NumberLine {
    const journal = this.#today(permit);
    const n = journal.last + 1;
    const { series, businessDay } = permit;
    const about = `${businessDay} ${offlineCode(series, n)}`;
    const bytes = card && (typeof card.scan === 'string' ? Buffer.from(card.scan) : card.scan);
    const sealed = bytes && sealTo(permit.sealKey, bytes, about);
    const written = journal.append({
      kind: 'number',
      ...{ journal: permit.journal, series, businessDay, n, at: now, heard: Math.min(this.heard, now) },
      ...{ service, declared, priority, language: language ?? 'vi', requestId, who, sealed },
    });
    if (!this.#parts.clock.isHeard()) this.#guessed.add(written);
    return written as NumberLine;
  }

  #today({ businessDay, journal: id }: Permit): Journal {
    const name = journalName(businessDay, id);
    const known = this.#journals.find(({ file }) => file === join(this.#parts.folder, name));
    if (known) return known;
    const made = new Journal(this.#parts.folder, name, this.#parts.mac);
    this.#journals.push(made);
    return made;
  }

  /** It is on the screen or on paper: somebody has it. */
  given(code: string): void {
    const line = this.#numbers().find((each) => offlineCode(each.series, each.n) === code);
    const journal = line && this.#journalOf(line);
    if (!journal || journal.markOf(line.n) !== null) return;
    journal.append({ ...markOf(line, 'given'), at: this.#parts.clock.now() });
  }

  /** Prints a number once more; false when this station has not given it out today. */
  reprint(code: string): boolean {
    const line = this.#numbers().find((each) => offlineCode(each.series, each.n) === code);
    const own = line && this.#own(line);
    if (!own) return false;
    const reprint = (this.#prints.get(line.n) ?? 0) + 1;
    this.#prints.set(line.n, reprint);
    this.#parts.print(slipOf(own, reprint));
    return true;
  }

  #own(line: NumberLine): OwnNumber | null {
    const checked = this.book.check(this.#parts.clock.now());
    if (!checked.ok) return null;
    return { line, permit: checked.permit, kiosk: this.#parts.kiosk };
  }

  /** Numbers of the day and the journal that are at hand. */
  #numbers(): NumberLine[] {
    const checked = this.book.check(this.#parts.clock.now());
    return checked.ok ? this.#today(checked.permit).numbers : [];
  }

  #notTaken(): NumberLine[] {
    return this.#numbers().filter((line) => !this.toHandIn.isTaken(line));
  }

  #journalOf(line: JournalLine): Journal {
    return this.#journals.find(({ lines }) => lines.includes(line))!;
  }

  /** Of lines that are to be handed in, the first ones whose times are by one clock, and what that clock says now. */
  byOneClock(lines: readonly JournalLine[]): { now: number; lines: readonly JournalLine[] } {
    const { clock } = this.#parts;
    const guessed = this.#guessed.has(lines[0]!);
    const end = lines.findIndex((line) => this.#guessed.has(line) !== guessed);
    const now = guessed ? clock.guess() : clock.now();
    return { now, lines: end < 0 ? lines : lines.slice(0, end) };
  }

  /** Puts journals of days that are over away, once the house has them all. */
  putAway(businessDay: string): void {
    for (const journal of [...this.#journals]) {
      const over = journal.lines.length > 0 && journal.lines[0]!.businessDay < businessDay;
      if (!over || journal.fault || !this.toHandIn.isThrough(journal)) continue;
      journal.putAway();
      this.#journals.splice(this.#journals.indexOf(journal), 1);
    }
  }

  /** The highest number of this journal on a day, to be held against what the house has seen. */
  lastOf(businessDay: string): number {
    const name = journalName(businessDay, this.book.journal);
    return this.#journals.find(({ file }) => file === join(this.#parts.folder, name))?.last ?? 0;
  }

  /** Journals that were changed by somebody or cannot be read: what they held from there on, nobody can hand in here. */
  faults(): JournalFault[] {
    return this.#journals.flatMap(({ fault }) => fault ?? []);
  }

  close(): void {
    for (const journal of this.#journals) journal.close();
  }
}

const markOf = <Kind extends 'given' | 'revived'>(
  { journal, series, businessDay, n }: NumberLine,
  kind: Kind,
) => ({ kind, journal, series, businessDay, n });
