import type { Clinic } from '../../core/queue/clinic-file.ts';
import type { Ack, SpeakerHealth, SpeakerMute } from '../../core/wire/protocol.ts';
import type { ZoneTrouble } from './item.ts';

type News = Pick<SpeakerHealth, 'heardAt' | 'newsAt' | 'engine' | 'test'> & {
  /** The last announcement was not heard, by that reason. */
  unheard: string | null;
};

type Parts = {
  clinic: Clinic;
  now: () => number;
  trouble: (speaker: string) => ZoneTrouble | null;
  muted: (speaker: string) => SpeakerHealth['muted'];
  pages: (speaker: string) => number;
  waiting: (speaker: string) => number;
};

const NOTHING: News = { heardAt: null, newsAt: null, engine: null, test: null, unheard: null };

/** What is known of each speaker, for the supervisor and, of the broken ones, for the desks. */
export class SpeakerList {
  readonly #parts: Parts;
  readonly #news = new Map<string, News>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A speaker has said something of an announcement. */
  note(speaker: string, { phase }: Pick<Ack, 'phase'>): void {
    const now = this.#parts.now();
    const heard = phase === 'started' || phase === 'audible' || phase === 'done';
    this.#change(speaker, {
      newsAt: now,
      ...(heard ? { heardAt: now, unheard: null } : {}),
    });
  }

  /** The last announcement was not heard. */
  unheard(speaker: string, reason: string): void {
    this.#change(speaker, { unheard: reason });
  }

  /** Which engine made what it says. */
  made(speaker: string, engine: string): void {
    this.#change(speaker, { engine });
  }

  /** News of a trial. */
  test(speaker: string, test: Partial<NonNullable<SpeakerHealth['test']>>): void {
    const at = this.#parts.now();
    const before = this.testOf(speaker) ?? { at, phase: 'asked', reason: null, peakDb: null };
    this.#change(speaker, { test: { ...before, ...test, at } });
  }

  testOf(speaker: string): SpeakerHealth['test'] {
    return this.#of(speaker).test;
  }

  health(): SpeakerHealth[] {
    const { clinic, pages, waiting, muted } = this.#parts;
    return clinic.speakers.map(({ id, rooms, backup }) => {
      const { unheard, ...known } = this.#of(id);
      return {
        id,
        rooms: rooms.map((room) => clinic.rooms.find((each) => each.id === room)?.label.vi ?? room),
        state: this.#stateOf(id),
        reason: unheard,
        pages: pages(id),
        waiting: waiting(id),
        muted: muted(id),
        backup: backup ?? null,
        ...known,
      };
    });
  }

  /** Which speakers of a room staff have switched off. */
  muted(room: string): SpeakerMute[] {
    const { clinic, muted } = this.#parts;
    return clinic.speakers.flatMap(({ id, rooms }) => (rooms.includes(room) ? (muted(id) ?? []) : []));
  }

  #stateOf(speaker: string): SpeakerHealth['state'] {
    return this.#parts.trouble(speaker) ?? (this.#of(speaker).unheard === null ? 'ready' : 'silent');
  }

  #of(speaker: string): News {
    return this.#news.get(speaker) ?? NOTHING;
  }

  #change(speaker: string, part: Partial<News>): void {
    this.#news.set(speaker, { ...this.#of(speaker), ...part });
  }
}
