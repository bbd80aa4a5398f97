import { createHmac } from 'node:crypto';
import { offlineCode } from '../../core/queue/ticket.ts';
import { type JournalLine, provenText, readJournal } from '../../core/wire/offline.ts';
import { SECOND } from '../core/queue/test-day.ts';
import { type Bug, DAY, ModelHouse } from './house-model.ts';

/** What can happen to three kiosks and their house. `lost`: the answer does not come back. */
export type Step =
  | { do: 'press'; kiosk: number; power: 'stays' | 'goes before the journal' | 'goes before the paper' }
  | { do: 'press-lost'; kiosk: number }
  | { do: 'cut'; kiosk: number }
  | { do: 'heal'; kiosk: number; lost: boolean }
  | { do: 'crash'; kiosk: number }
  | { do: 'wipe'; kiosk: number; sameToken: boolean }
  /** The disk of one PC, token and all, is put into another. */
  | { do: 'copy'; kiosk: number; onto: number }
  | { do: 'call' }
  | { do: 'backup' }
  | { do: 'restore' };

const mac = (text: string): string => createHmac('sha256', 'model').update(text).digest('base64url');
/** A kiosk: what is on its disk, what it remembers, and whether its line holds. */
class ModelKiosk {
  device: string;
  journal: string;
  series: string | null = null;
  disk = '';
  taken = 0;
  epoch = 0;
  cut = true;

  constructor(name: string) {
    this.device = name;
    this.journal = `journal of ${name}`;
  }

  lines(): JournalLine[] {
    return readJournal(this.disk, mac).lines;
  }

  append(line: { kind: 'number' | 'given' | 'void'; n: number; at: number; requestId: string }): void {
    const { kind, n, at, requestId } = line;
    const journal = createHmac('sha256', this.journal).digest('hex').slice(0, 24);
    const linked = {
      journal,
      series: this.series!,
      businessDay: DAY,
      n,
      at,
      previous: this.lines().at(-1)?.mac ?? '',
    };
    const number = {
      heard: at,
      service: 'noi',
      declared: [],
      priority: false,
      language: 'vi' as const,
      requestId,
      who: null,
      sealed: null,
    };
    const whole = kind === 'number' ? { kind, ...linked, ...number } : { kind, ...linked };
    this.disk += `${JSON.stringify({ ...whole, mac: mac(provenText(whole)) })}\n`;
  }

  copy(): ModelKiosk {
    const { device, journal, series, disk, taken, epoch } = this;
    return Object.assign(new ModelKiosk(device), { journal, series, disk, taken, epoch });
  }

  /** Switched off and on: what is on the disk is all it knows. */
  restart(at: number): void {
    this.taken = 0;
    const lines = this.lines();
    for (const { kind, n } of lines) {
      const marked = lines.some((line) => line.kind !== 'number' && line.n === n);
      if (kind === 'number' && !marked) this.append({ kind: 'void', n, at, requestId: '' });
    }
  }
}

/** What somebody holds in his hands: whose press, which code, from where; null: from the house. */
type PressPaper = { press: string; code: string; kiosk: ModelKiosk | null; disk: string };

/** Plays steps; `papers` is what people hold in their hands at the end. */
export class Model {
  readonly house: ModelHouse;
  readonly kiosks = ['a', 'b', 'c'].map((name) => new ModelKiosk(name));
  readonly papers: PressPaper[] = [];
  /** Journal lines under one code: more than one only where a disk was copied. */
  readonly #lines = new Map<string, number>();
  readonly #bug: Bug | null;
  #made = 0;

  constructor(bug: Bug | null) {
    this.#bug = bug;
    this.house = new ModelHouse(bug);
    for (const kiosk of this.kiosks) this.#heal(kiosk, false);
  }

  play(step: Step): void {
    this.house.day.later(SECOND);
    const kiosk = 'kiosk' in step ? this.kiosks[step.kiosk]! : this.kiosks[0]!;
    if (step.do === 'press') this.#press(kiosk, step.power, this.#newPress());
    if (step.do === 'press-lost') this.#lostPress(kiosk);
    if (step.do === 'cut') kiosk.cut = true;
    if (step.do === 'heal') this.#heal(kiosk, step.lost);
    if (step.do === 'crash') kiosk.restart(this.house.day.now);
    if (step.do === 'wipe') this.#wipe(step.kiosk, step.sameToken);
    if (step.do === 'copy') this.#copy(step.kiosk, step.onto);
    if (step.do === 'call') this.#call();
    if (step.do === 'backup') this.house.backUp();
    if (step.do === 'restore') this.house.restore();
  }

  #newPress(): string {
    this.#made += 1;
    return `00000000-0000-4000-8000-${String(this.#made).padStart(12, '0')}`;
  }

  #press(kiosk: ModelKiosk, power: Extract<Step, { do: 'press' }>['power'], press: string): void {
    if (!kiosk.cut) {
      this.papers.push({ press, code: this.house.checkIn(press), kiosk: null, disk: '' });
      return;
    }
    if (kiosk.series === null) return;
    const numbers = kiosk.lines().filter(({ kind }) => kind === 'number');
    const given = kiosk.lines().filter(({ kind }) => kind === 'given');
    const last = this.#bug === 'number reused after a crash' ? given : numbers;
    const n = (last.at(-1)?.n ?? 0) + 1;
    const at = this.house.day.now;
    const { disk } = kiosk;
    const code = offlineCode(kiosk.series!, n);
    const paper = (): unknown => this.papers.push({ press, code, kiosk, disk });
    if (this.#bug === 'print before journal') paper();
    if (power !== 'goes before the journal') {
      kiosk.append({ kind: 'number', n, at, requestId: press });
      this.#lines.set(code, (this.#lines.get(code) ?? 0) + 1);
    }
    if (power !== 'stays') {
      kiosk.restart(at);
      return;
    }
    if (this.#bug !== 'print before journal') paper();
    kiosk.append({ kind: 'given', n, at, requestId: press });
  }

  /** The house answers, the answer is lost, and the same press gets a number of the kiosk's own. */
  #lostPress(kiosk: ModelKiosk): void {
    if (kiosk.cut || kiosk.series === null) return;
    const press = this.#newPress();
    this.house.checkIn(press);
    kiosk.cut = true;
    this.#press(kiosk, 'stays', press);
  }

  #heal(kiosk: ModelKiosk, lost: boolean): void {
    const { series, epoch } = this.house.permit(kiosk.device, kiosk.journal, kiosk.series);
    kiosk.series = series;
    const again = this.#bug !== 'not handed in again after a restore';
    if (kiosk.epoch !== epoch && again) kiosk.taken = 0;
    kiosk.epoch = epoch;
    const lines = kiosk.lines();
    for (const line of lines.slice(kiosk.taken)) if (line.kind !== 'given') this.house.take(line);
    if (lost) return;
    kiosk.taken = lines.length;
    kiosk.cut = false;
  }

  /** The disk is lost. The PC is enrolled again, or goes on with the token that stands in its settings. */
  #wipe(index: number, sameToken: boolean): void {
    this.#made += 1;
    const fresh = new ModelKiosk(`${this.kiosks[index]!.device}-${this.#made}`);
    if (sameToken) fresh.device = this.kiosks[index]!.device;
    this.kiosks[index] = fresh;
    this.#heal(fresh, false);
    fresh.cut = true;
  }

  #copy(index: number, onto: number): void {
    if (index !== onto) this.kiosks[onto] = this.kiosks[index]!.copy();
  }

  #call(): void {
    const { day } = this.house;
    day.askNext('pk1', day.day.inRoom.get('pk1') ?? null);
  }

  /** Everybody is connected again. */
  healAll(): void {
    for (const kiosk of this.kiosks) this.#heal(kiosk, false);
  }

  /** What is not as promised; nothing in a good world. */
  wrongs(): string[] {
    const owners = new Map<string, string[]>();
    for (const { id, code, also = [] } of this.house.day.day.tickets.values())
      for (const each of [code, ...also]) owners.set(each, [...(owners.get(each) ?? []), id]);
    const wrong = [...owners].flatMap(([code, ids]) =>
      ids.length > (this.#lines.get(code) ?? 1) ? [`${code} are ${ids.length} tickets`] : [],
    );
    return [...wrong, ...this.#sharedNumbers(), ...this.#lostPeople(owners)];
  }

  /** Only two PCs with one disk may give out one number. */
  #sharedNumbers(): string[] {
    return this.papers.flatMap(({ code, kiosk }, at) => {
      const twin = this.papers.slice(0, at).find((each) => each.code === code);
      if (!twin || (kiosk !== twin.kiosk && kiosk?.journal === twin.kiosk?.journal)) return [];
      return [`${code} is on two papers`];
    });
  }

  /** Everybody whose paper stands on a disk that is still there has a ticket, and nobody else has the same. */
  #lostPeople(owners: ReadonlyMap<string, readonly string[]>): string[] {
    const wrong: string[] = [];
    const visits = new Map<string, string>();
    // Whose press the house had answered has that ticket; of two papers with one number any other will do.
    const isAnswered = ({ press }: PressPaper): boolean => this.house.answers.has(press);
    const papers = [...this.papers.filter(isAnswered), ...this.papers.filter((each) => !isAnswered(each))];
    for (const { press, code, kiosk, disk } of papers) {
      if (!kiosk || !this.kiosks.includes(kiosk) || !kiosk.disk.startsWith(disk)) continue;
      const ids = owners.get(code) ?? [];
      const before = this.house.answers.get(press);
      const free = ids.filter((id) => !visits.has(id));
      const visit = before && free.includes(before) ? before : free[0];
      if (before && before !== visit) wrong.push(`${code} and its press are two tickets`);
      if (visit) visits.set(visit, code);
      else if (ids.length === 0) wrong.push(`${code} was not handed in`);
      else wrong.push(`${code} is one visit with that of ${ids.map((id) => visits.get(id))}`);
    }
    return wrong;
  }
}
