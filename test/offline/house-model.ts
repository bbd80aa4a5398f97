import type { HandInCommand } from '../../core/queue/command.ts';
import { evolve } from '../../core/queue/evolve.ts';
import type { Entry } from '../../core/queue/happening.ts';
import { offlineCode } from '../../core/queue/ticket.ts';
import type { JournalLine } from '../../core/wire/offline.ts';
import { raisedNumbers } from '../../server/log/raised-numbers.ts';
import { chooseSeries, type Grant } from '../../server/offline/series-grants.ts';
import { clinicOf, TestDay } from '../core/queue/test-day.ts';

/** Mistakes that the model can make on purpose; each must be found. */
export const bugs = [
  'print before journal',
  'letters by device',
  'restore rewinds grants',
  'hand-in without key',
  'not handed in again after a restore',
  'number reused after a crash',
  'press not recognised',
  'paper of a copied kiosk taken for the first',
] as const;
export type Bug = (typeof bugs)[number];

export const DAY = '2026-11-23';
const clinic = clinicOf({});

type Kept = { entries: Entry[]; answers: Map<string, string>; grants: Grant[] };

/** The house: the real day, decided and folded by the product's own core; its log can be put back. */
export class ModelHouse {
  day = new TestDay(clinic);
  answers = new Map<string, string>();
  grants: Grant[] = [];
  epoch = 1;
  #backup: Kept | null = null;
  readonly bug: Bug | null;
  #made = 0;

  constructor(bug: Bug | null) {
    this.bug = bug;
    this.day.catchUp();
  }

  permit(device: string, journal: string, remembered: string | null): { series: string; epoch: number } {
    const owner = this.bug === 'letters by device' ? device : journal;
    const { series, known } = chooseSeries(this.grants, 0, { journal: owner, remembered });
    if (!known) this.grants.push({ series, device, journal: owner, at: this.day.now });
    return { series, epoch: this.epoch };
  }

  checkIn(request: string): string {
    this.#made += 1;
    const [ticket, token] = [`t${this.#made}`, `token-${this.#made}`];
    const nobody = { visitor: null, priority: 'normal', grounds: [], journey: null } as const;
    const asked = {
      service: 'noi',
      ticket,
      token,
      ...nobody,
      grounds: [],
      appointment: null,
      paperFor: null,
    };
    this.day.ask({ type: 'check-in', ...asked });
    this.answers.set(request, ticket);
    return this.day.day.tickets.get(ticket)!.code;
  }

  take(line: JournalLine): void {
    const name = `${line.businessDay} ${offlineCode(line.series, line.n)}`;
    if (line.kind !== 'number') {
      this.day.ask({ type: 'doubt', handedIn: name, doubt: line.kind === 'void' });
      return;
    }
    this.#made += 1;
    const keyless = this.bug === 'hand-in without key';
    const before = this.bug === 'press not recognised' ? null : (this.answers.get(line.requestId) ?? null);
    const command: HandInCommand = {
      type: 'hand-in',
      handedIn: keyless ? `${name} ${this.#made}` : name,
      proof: this.bug === 'paper of a copied kiosk taken for the first' ? '' : line.mac,
      ...{ businessDay: DAY, series: line.series, number: line.n, code: offlineCode(line.series, line.n) },
      ...{ service: 'noi', arrivedAt: line.at, ticket: `k${this.#made}`, token: `kt${this.#made}` },
      ...{ visitor: null, priority: 'normal', grounds: [], language: 'vi', same: before },
    };
    this.day.ask(command);
  }

  backUp(): void {
    const { answers, grants } = this;
    this.#backup = { entries: [...this.day.entries], answers: new Map(answers), grants: [...grants] };
  }

  restore(): void {
    const old = this.#backup;
    if (!old) return;
    const { now, day: live } = this.day;
    const above = Object.fromEntries(live.counters);
    const back = new TestDay(clinic);
    back.now = now;
    for (const entry of old.entries) {
      back.entries.push(entry);
      evolve(back.day, entry);
    }
    const given = { businessDay: DAY, at: live.at, above };
    for (const { happening } of raisedNumbers(given, back.day, now)) back.write(happening);
    this.day = back;
    this.answers = new Map(old.answers);
    if (this.bug === 'restore rewinds grants') this.grants = [...old.grants];
    this.epoch += 1;
  }
}
