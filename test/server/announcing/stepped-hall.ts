import { emptyDay } from '../../../core/queue/day.ts';
import type { Mute } from '../../../core/queue/mute.ts';
import type { Ack, Announce, DeskSound, Sound, YourTurn } from '../../../core/wire/protocol.ts';
import type { AirClaims } from '../../../server/announcing/air-right.ts';
import type { Item } from '../../../server/announcing/item.ts';
import { Speakers } from '../../../server/announcing/speakers.ts';
import { sampleClinic } from '../test-house.ts';

const STEP_MS = 100;
export const SOUND_MS = 6_000;

/** How a speaker of the hall behaves: as it should, or in one of the ways in which real ones fail. */
export type Manner = 'good' | 'mute' | 'late' | 'plain' | 'failing' | 'stuck';
type SpeakerJson = Record<string, unknown> & { id: string };

/**
 * A hall with real rules and a stepped clock: speakers that answer turns as their manner says, and that sound into
 * airs in which no two may be heard at once. Keeps what was heard, from when to when, and what the desks were told.
 */
export class SteppedHall {
  readonly speakers: Speakers;
  readonly heard: { zone: string; id: string; from: number; to: number; gainDb: number; text: string }[] = [];
  readonly told: DeskSound[] = [];
  readonly leases: Record<string, boolean[]> = {};
  readonly begun: string[] = [];
  /** What the log of the program says. */
  readonly noted: object[] = [];
  manners: Record<string, Manner> = {};
  /** How long a sound takes by the way it is said. */
  shortMs = 2_000;
  readonly mutes = new Map<string, Mute>();
  #now = Date.parse('2026-11-22T00:30:00Z');
  #timers: { at: number; go: () => void }[] = [];
  #texts = new Map<string, string>();
  /** Sounds that are about to begin. */
  readonly #coming = new Map<string, () => void>();
  readonly #start = this.#now;

  constructor(speakers: readonly SpeakerJson[], claims: AirClaims | null = null) {
    const clinic = sampleClinic((json) => {
      json.speakers = speakers.map((each) => ({ rooms: ['pk1'], ...each }));
    });
    this.speakers = new Speakers({
      clinic,
      day: () => ({ ...emptyDay(clinic), mutes: this.mutes }),
      now: () => this.#now,
      clock: () => this.#now,
      after: (ms, go) => this.#after(ms, go),
      tellDesk: (_room, sound) => void this.told.push(sound),
      onBegun: (_room, callId) => void this.begun.push(callId),
      onChange: () => {},
      note: (line) => void this.noted.push(line),
      claims,
    });
  }

  /** Server time, ms. */
  get now(): number {
    return this.#now;
  }

  /** Milliseconds since the hall was opened. */
  get time(): number {
    return this.#now - this.#start;
  }

  /** Opens a page of a speaker; returns what it can do later. */
  open(zone: string, key = zone): { close: () => void; sound: (sound: Sound) => void } {
    this.leases[key] = [];
    this.speakers.join(zone, {
      key,
      emit: (event, message) => this.#hear(zone, key, event, message as never),
    });
    return {
      close: () => this.speakers.leave(zone, key),
      sound: (sound) => this.speakers.sound(zone, key, sound),
    };
  }

  /** A call for one speaker: the `seq`th entry of the log, of six seconds. */
  call(zone: string, seq: number, more: Partial<Item> = {}): string {
    const id = `${zone}-${seq}-${more.rev ?? 1}`;
    const callId = more.callId ?? `c${seq}`;
    const base = { id, callId, rev: 1, seq, zone, expiresAt: this.#now + 60_000, priority: 2 as const };
    const message: Announce = {
      ...{ id, callId, rev: more.rev ?? 1, seq, zone, createdAt: this.#now, expiresAt: base.expiresAt },
      ...{
        lang: 'vi',
        text: `full ${seq}`,
        audio: { url: '', sha256: '', ms: SOUND_MS },
        repeat: more.plays ?? 1,
      },
      ...{ gapMs: 1_000, held: true },
    };
    const item: Item = {
      ...{ ...base, message, room: 'pk1', plays: 1, played: 0, since: this.#now, readyAt: this.#now },
      ms: [SOUND_MS, SOUND_MS, SOUND_MS, this.shortMs],
      ...{ stuckAt: null, unheard: false, backupFor: null },
      shorter: async (level) => ({
        audio: { url: '', sha256: '', ms: this.shortMs },
        text: `short ${level} ${seq}`,
      }),
      ...more,
    };
    this.speakers.say(item, null);
    return id;
  }

  ack(zone: string, ack: Partial<Ack> & Pick<Ack, 'id' | 'phase'>): void {
    this.speakers.ack(zone, { reason: null, ...ack });
  }

  async pass(ms: number): Promise<void> {
    for (let step = 0; step < ms; step += STEP_MS) {
      this.#now += STEP_MS;
      const due = this.#timers.filter(({ at }) => at <= this.#now);
      this.#timers = this.#timers.filter(({ at }) => at > this.#now);
      for (const { go } of due) go();
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }
  }

  /** What the hall heard, in order: the call and the second at which it began. */
  get order(): string[] {
    return this.heard.map(({ id, from }) => `${id.split('-')[1]}@${(from / 1000).toFixed(0)}`);
  }

  #hear(zone: string, key: string, event: string, message: never): void {
    if (event === 'lease') this.leases[key]!.push((message as { owner: boolean }).owner);
    if (event === 'announce') this.#announced(zone, message);
    if (event === 'turn') this.#turn(zone, message);
    if (event === 'cut') this.#cut((message as { id: string }).id);
  }

  #announced(zone: string, { id, text }: Announce): void {
    this.#texts.set(id, text);
    if (this.manners[zone] !== 'mute') this.ack(zone, { id, phase: 'received' });
  }

  #turn(zone: string, { id, play, gainDb, audio, text }: YourTurn): void {
    const manner = this.manners[zone] ?? 'good';
    if (manner === 'mute') return;
    if (manner === 'failing') {
      this.#after(0, () => this.ack(zone, { id, phase: 'failed', reason: 'decode', play }));
      return;
    }
    const begin = (): void => {
      const ms = audio?.ms ?? SOUND_MS;
      const play_ = manner === 'plain' ? {} : { play };
      const one = {
        zone,
        id,
        from: this.time,
        to: this.time + ms,
        gainDb,
        text: text ?? this.#texts.get(id)!,
      };
      this.heard.push(one);
      this.ack(zone, { id, phase: 'started', ...play_ });
      if (manner === 'stuck') return;
      this.#after(ms, () => {
        if (one.to === one.from + ms) this.ack(zone, { id, phase: 'audible', ...play_ });
        if (one.to === one.from + ms) this.ack(zone, { id, phase: 'done', ...play_ });
      });
    };
    this.#coming.set(id, this.#after(manner === 'late' ? 5_000 : 0, begin));
  }

  #cut(id: string): void {
    const last = this.heard.findLast((each) => each.id === id);
    if (last) last.to = Math.min(last.to, this.time);
    this.#coming.get(id)?.();
  }

  #after(ms: number, go: () => void): () => void {
    const timer = { at: this.#now + ms, go };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }
}
