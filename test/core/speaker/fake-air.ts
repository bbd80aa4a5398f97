import type { Ending, LoadFault, Played, Player, Sound } from '../../../core/speaker/player.ts';
import { Speaker } from '../../../core/speaker/speaker.ts';
import type { Heard } from '../../../core/speaker/speech-queue.ts';
import type { Ack } from '../../../core/wire/protocol.ts';

const STEP_MS = 100;
const SOUND_MS = 3_000;

type Trouble = { heard?: readonly Heard[]; loadMs?: number; faults?: { [url: string]: LoadFault } };

/**
 * A room of air with a stepped clock: sounds last three seconds, may be slow to load, fail, stay silent, and the
 * browser may withhold them. Keeps what was heard from when to when, and what the speaker told the server.
 */
export class FakeAir {
  readonly speaker: Speaker;
  readonly spoken: { url: string; from: number; to: number }[] = [];
  blocked = false;
  endings: { [url: string]: Ending } = {};
  /** What the meter shows: null for a device that has none. */
  peakDb: number | null = -6;
  /** How long a sound of three seconds takes on this device. */
  soundMs = SOUND_MS;
  readonly levels: number[] = [];
  kept: readonly Heard[] = [];
  #now = 0;
  #acks: Ack[] = [];
  #timers: { at: number; go: () => void }[] = [];
  #playing = 0;
  #cut: (() => void) | null = null;

  constructor(trouble: Trouble = {}) {
    this.speaker = new Speaker({
      player: this.#player(trouble),
      now: () => this.#now,
      ack: (ack) => void this.#acks.push(ack),
      heard: trouble.heard ?? [],
      keep: (heard) => {
        this.kept = heard;
      },
      onSpeaking: () => {},
      wait: (ms) => this.#after(ms),
    });
  }

  /** Lets time pass in small steps, with the page's own tick each second. */
  async pass(ms: number): Promise<void> {
    for (let step = 0; step < ms; step += STEP_MS) {
      await settle();
      const due = this.#timers.filter(({ at }) => at <= this.#now);
      this.#timers = this.#timers.filter(({ at }) => at > this.#now);
      for (const { go } of due) go();
      await settle();
      this.#now += STEP_MS;
      if (this.#now % 1_000 === 0) this.speaker.pump();
    }
  }

  acksOf(id: string): string[] {
    const own = this.#acks.filter((ack) => ack.id === id);
    return own.map(({ phase, reason, play }) =>
      [phase, ...(reason === null ? [] : [reason]), ...(play === undefined ? [] : [`#${play}`])].join(' '),
    );
  }

  #player({ loadMs = 0, faults = {} }: Trouble): Player {
    return {
      state: () => (this.blocked ? 'blocked' : 'running'),
      wake: () => {},
      load: async ({ url }) => {
        await this.#after(loadMs);
        return faults[url] ?? { seconds: SOUND_MS / 1000, data: url };
      },
      play: (sound, gainDb) => this.#play(sound, gainDb),
      cut: () => this.#cut?.(),
    };
  }

  async #play({ data }: Sound, gainDb: number): Promise<Played> {
    const url = String(data);
    if (this.#playing > 0) throw new Error('two sounds in the air at once');
    this.#playing += 1;
    this.levels.push(gainDb);
    const from = this.#now;
    const cut = new Promise<Ending>((done) => {
      this.#cut = () => done('cut');
    });
    const ending = await Promise.race([
      cut,
      this.#after(this.soundMs).then(() => this.endings[url] ?? 'heard'),
    ]);
    this.#cut = null;
    this.spoken.push({ url, from, to: this.#now });
    this.#playing -= 1;
    return { ending, peakDb: this.peakDb, playedMs: this.#now - from };
  }

  #after(ms: number): Promise<void> {
    if (ms === 0) return Promise.resolve();
    return new Promise((go) => this.#timers.push({ at: this.#now + ms, go }));
  }
}

/** Lets everything run that waits for no time. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}
