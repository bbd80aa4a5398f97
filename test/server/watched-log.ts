import type { Against, Appended, Draft, Log, StoredAnswer } from '../../server/log/log.ts';

/** What the next append is to meet: the disk itself, a full one, or somebody who was there first. */
export type Mishap = 'none' | 'disk-full' | 'conflict';

/** A real log with a watch on its appends, which can be slow and can be made to fail. */
export class WatchedLog implements Log {
  /** How many entries each append carried, those that failed too. */
  readonly appends: number[] = [];
  mishaps: Mishap[] = [];
  /** Appends wait for this before they touch the disk. */
  held: Promise<void> = Promise.resolve();
  /** Whether the door may decide on while an append is under way. */
  remote = false;
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  async append(
    expected: number,
    epoch: string,
    drafts: readonly Draft[],
    answers: readonly StoredAnswer[],
  ): Promise<Appended> {
    this.appends.push(drafts.length);
    await this.held;
    const mishap = this.mishaps.shift() ?? 'none';
    if (mishap === 'disk-full')
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    if (mishap === 'conflict') await this.bySomebodyElse(expected, epoch);
    return this.#log.append(expected, epoch, drafts, answers);
  }

  /** Another server appends an entry that changes nothing for anybody. */
  async bySomebodyElse(expected: number, epoch: string): Promise<void> {
    const happening = { type: 'nothing-changed', command: 'next', code: 'called' } as const;
    await this.#log.append(expected, epoch, [{ at: 0, actor: 'other', happening }], []);
  }

  epoch = () => this.#log.epoch();
  head = () => this.#log.head();
  read = (after: number, limit: number) => this.#log.read(after, limit);
  beforeDay = (businessDay: string) => this.#log.beforeDay(businessDay);
  beforeNewestDay = () => this.#log.beforeNewestDay();
  answers = (requests: readonly { actor: string; requestId: string }[]) => this.#log.answers(requests);
  forgetAnswers = (before: number) => this.#log.forgetAnswers(before);
  alone = <T>(work: () => Promise<T>) => this.#log.alone(work);
  whenTurns = (on: () => void) => this.#log.whenTurns(on);
  renew: Log['renew'] = (...given) => this.#log.renew(...given);
  verify = (against?: Against) => this.#log.verify(against);
  hashAt = (seq: number) => this.#log.hashAt(seq);
  probe = () => this.#log.probe();
  watch = (on: () => void) => this.#log.watch(on);
  close = () => this.#log.close();
}
