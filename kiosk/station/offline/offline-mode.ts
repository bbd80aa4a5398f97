import { randomBytes } from 'node:crypto';
import { offlineCode } from '../../../core/queue/ticket.ts';
import { HandInAnswer, type JournalLine, PermitAnswer } from '../../../core/wire/offline.ts';
import type { HouseClock } from '../house-clock.ts';
import type { HouseAnswer, HouseLink } from '../house-link.ts';
import type { OfflineDesk } from './offline-desk.ts';
import type { Refusal } from './to-hand-in.ts';

type Note = (event: { event: string } & Record<string, string | number | boolean | null>) => void;
type Parts = {
  desk: OfflineDesk;
  house: Pick<HouseLink, 'ask' | 'alive' | 'connected'>;
  clock: HouseClock;
  /** A clock that never jumps, in ms. */
  elapsed: () => number;
  /** The house went away or is back, or numbers can be given out or no longer. */
  onChange: () => void;
  note: Note;
};

const LOOK_MS = 1_000;
/** A permit is good until the day ends; it is renewed as often so that a restore of the house is noticed soon. */
const PERMIT_MS = 60_000;
/** A permit that was not given is asked for again so soon. */
const AGAIN_MS = 5_000;
const MOST_LINES = 20;
/** Letters of a refusal that are kept: what stands between kiosk and house may answer whole pages. */
const MOST_WORDS = 200;
/** A line that was refused is tried again so soon, then after twice the time, and at most so late. */
const RETRY_MS = 60_000;
const MOST_RETRY_MS = 600_000;
/** What an answer of a whole request says of one of its lines; whatever else goes wrong is no fault of a line. */
const LINE_STATUS: readonly number[] = [400, 409, 413, 422, 500];
/** A house that is busy, or a request that came too slowly: the next one may be taken. */
const PASSING: readonly number[] = [408, 429];

/**
 * Whether the house is there, looked at each second. Away, the station gives out its own numbers; back, these are
 * handed in first, and only then do check-ins go to the house again: nobody overtakes who came before.
 */
export class OfflineMode {
  readonly #parts: Parts;
  readonly #timer: NodeJS.Timeout;
  /** By this the house tells another PC with this identity from this one started anew. */
  readonly #run = randomBytes(12).toString('hex');
  #away = true;
  #permitDue = 0;
  #epoch: string | null = null;
  /** The house takes nothing from this station at all, and goes on being used. */
  #stuck = false;
  #stuckMs = AGAIN_MS;
  #stuckUntil = 0;
  #retryMs = RETRY_MS;
  #retryDue = 0;
  #looking = false;
  #closed = false;
  #told = '';

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
    void this.look();
  }

  /** The house does not answer, or its line for slips is down. */
  engaged(): boolean {
    return this.#away || !this.#parts.house.connected();
  }

  givesNumbers(): boolean {
    return this.engaged() && this.#parts.desk.fault() === null;
  }

  /** A request was not answered: no need to wait for the next look. */
  lost(): void {
    this.#away = true;
    this.#tell();
  }

  /** The house refused the token, or its line came up: the permit is asked for at once. */
  permitNow(): void {
    this.#permitDue = 0;
    this.#retryDue = 0;
    this.#stuckUntil = 0;
    void this.look();
  }

  async look(): Promise<void> {
    if (this.#looking || this.#closed) return;
    this.#looking = true;
    let there = await this.#parts.house.alive();
    try {
      if (there) {
        this.#parts.desk.heard = this.#parts.clock.now();
        there = await this.#renewPermit();
      }
      const handedIn = there && (await this.#handIn());
      this.#away = !there || !(handedIn || this.#stuck);
    } catch (error) {
      // A disk that is full or gone: the house goes on being used, the kiosk gives out no numbers by itself.
      this.#away = !there;
      if (!this.#closed)
        this.#parts.note({ event: 'offline-disk', code: (error as NodeJS.ErrnoException).code ?? '' });
    } finally {
      this.#looking = false;
    }
    if (!this.#closed) this.#tell();
  }

  #tell(): void {
    const state = JSON.stringify([this.engaged(), this.givesNumbers()]);
    if (state === this.#told) return;
    this.#told = state;
    this.#parts.note({ event: 'own-numbers', engaged: this.engaged(), gives: this.givesNumbers() });
    this.#parts.onChange();
  }

  /** False when the house gave no answer: a line that fell silent is waited for once and not by each request. */
  async #renewPermit(): Promise<boolean> {
    const { desk, house, elapsed } = this.#parts;
    if (elapsed() < this.#permitDue) return true;
    this.#permitDue = elapsed() + AGAIN_MS;
    const asked = { journal: desk.book.journal, series: desk.book.series };
    const askedAt = elapsed();
    const reply = await house.ask('POST', `/api/v1/permits?run=${this.#run}`, JSON.stringify(asked));
    if (reply?.status === 401 || reply?.status === 403) this.#dropPermit();
    const answer = reply?.status === 200 ? PermitAnswer.safeParse(parsed(reply.body)).data : undefined;
    if (answer) this.#keepPermit(answer, elapsed() - askedAt);
    return reply !== null;
  }

  /** `tookMs`: from the request to its answer. */
  #keepPermit(answer: PermitAnswer, tookMs: number): void {
    const { desk, elapsed, clock } = this.#parts;
    clock.hear(answer.now, tookMs);
    if (!desk.book.keep(answer, clock.ahead())) {
      this.#parts.note({ event: 'permit-refused' });
      return;
    }
    const checked = desk.book.check(clock.now());
    const businessDay = checked.ok ? checked.permit.businessDay : '';
    // The house knows of later numbers than this disk: an old copy of it was put back, and would repeat them.
    if (answer.highest > desk.lastOf(businessDay)) {
      this.#parts.note({ event: 'journal-behind', highest: answer.highest });
      desk.book.renew();
      this.#permitDue = 0;
      return;
    }
    if (this.#epoch !== null && this.#epoch !== answer.epoch) desk.toHandIn.forget();
    this.#epoch = answer.epoch;
    this.#permitDue = elapsed() + PERMIT_MS;
    this.#unstick();
    if (checked.ok) desk.putAway(businessDay);
  }

  #dropPermit(): void {
    if (this.#parts.desk.fault() === 'none') return;
    this.#parts.desk.book.drop();
    this.#parts.note({
      event: 'permit-dropped',
      advice:
        'Máy chủ không còn nhận thiết bị này. Số đã phát còn trong nhật ký: npm run admin -- journal take FILE',
    });
  }

  /** Hands in what the house has not; true when nothing is left but what it would not take. */
  async #handIn(): Promise<boolean> {
    const { desk, house, elapsed } = this.#parts;
    // A device that was revoked may stand there for months.
    if (this.#stuck && elapsed() < this.#stuckUntil) return false;
    this.#tryRefusedAgain();
    let most = MOST_LINES;
    for (let next = desk.toHandIn.next(most); next.length > 0; next = desk.toHandIn.next(most)) {
      const { now, lines } = desk.byOneClock(next);
      const body = JSON.stringify({ now, lines });
      const reply = await house.ask('POST', '/api/v1/hand-ins', body);
      const answer = reply?.status === 200 ? HandInAnswer.safeParse(parsed(reply.body)).data : undefined;
      if (answer && (answer.taken.length > 0 || answer.refused)) {
        this.#took(lines, answer);
        most = MOST_LINES;
        continue;
      }
      if (!reply || !LINE_STATUS.includes(reply.status)) return this.#failed(reply);
      // One line that the house cannot read must not hold up the others: it is found by sending each alone.
      if (lines.length === 1) this.#refuse(lines[0]!, refusalOf(reply));
      most = lines.length === 1 ? MOST_LINES : 1;
    }
    return true;
  }

  #failed(reply: HouseAnswer): false {
    this.#stuck =
      reply !== null && reply.status >= 400 && reply.status < 500 && !PASSING.includes(reply.status);
    if (this.#stuck) {
      this.#stuckUntil = this.#parts.elapsed() + this.#stuckMs;
      this.#stuckMs = Math.min(2 * this.#stuckMs, MOST_RETRY_MS);
    }
    if (reply) this.#parts.note({ event: 'hand-in-failed', status: reply.status });
    return false;
  }

  #unstick(): void {
    this.#stuck = false;
    this.#stuckMs = AGAIN_MS;
  }

  #took(lines: readonly JournalLine[], { taken, refused, epoch }: HandInAnswer): void {
    this.#parts.desk.toHandIn.took(lines.slice(0, taken.length));
    if (taken.length > 0) this.#parts.note({ event: 'handed-in', lines: taken.length });
    const bad = lines[taken.length];
    if (refused && bad) this.#refuse(bad, { fault: refused.code, why: refused.why });
    this.#unstick();
    // Restored just now: what it had taken before is gone from it.
    if (this.#epoch !== null && this.#epoch !== epoch) this.permitNow();
  }

  #refuse(line: JournalLine, refusal: Refusal): void {
    const { fault, why } = refusal;
    this.#parts.desk.toHandIn.refuse(line, {
      fault: fault.slice(0, MOST_WORDS),
      why: why.slice(0, MOST_WORDS),
    });
    const code = offlineCode(line.series, line.n);
    this.#parts.note({ event: 'line-refused', code, kind: line.kind, fault: refusal.fault });
  }

  #tryRefusedAgain(): void {
    const { desk, elapsed } = this.#parts;
    if (desk.toHandIn.refused().length === 0) {
      this.#retryMs = RETRY_MS;
      this.#retryDue = elapsed() + RETRY_MS;
    } else if (elapsed() >= this.#retryDue) {
      desk.toHandIn.tryAgain();
      this.#retryMs = Math.min(2 * this.#retryMs, MOST_RETRY_MS);
      this.#retryDue = elapsed() + this.#retryMs;
    }
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#parts.desk.close();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What the house said of a request, as far as it said anything. */
function refusalOf({ status, body }: NonNullable<HouseAnswer>): Refusal {
  const { code, detail } = (parsed(body) ?? {}) as { code?: unknown; detail?: unknown };
  return { fault: typeof code === 'string' ? code : String(status), why: String(detail ?? '') };
}
