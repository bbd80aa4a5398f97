import { setTimeout as wait } from 'node:timers/promises';
import type { Player } from '../../core/speaker/player.ts';
import { Speaker } from '../../core/speaker/speaker.ts';
import { type HouseLine, openHouseLine } from '../../speaker/house-line.ts';

/** One play: which call, and from when to when by the clock of the test process, ms. */
export type Play = { speaker: string; callId: string; from: number; to: number };

/** A speaker with the real line and the real rules, whose sound is only time. It can be moved to another server. */
export class TimedSpeaker {
  readonly #name: string;
  readonly #token: string;
  readonly #plays: Play[];
  readonly #speaker: Speaker;
  readonly #ticking: NodeJS.Timeout;
  #line: HouseLine;
  #now = '';

  /** Writes its plays into `plays`, which the speakers of one hall share. */
  constructor(server: string, name: string, token: string, plays: Play[]) {
    this.#name = name;
    this.#token = token;
    this.#plays = plays;
    this.#speaker = new Speaker({
      player: this.#player(),
      now: () => this.#line.now(),
      ack: (ack) => this.#line.emit('ack', ack),
      heard: [],
      keep: () => {},
      onSpeaking: (message) => {
        if (message) this.#now = message.callId;
      },
      wait: (ms) => wait(ms),
    });
    this.#line = this.#join(server);
    this.#ticking = setInterval(() => this.#speaker.pump(), 500);
  }

  /** Its server is gone: it comes to another one. */
  moveTo(server: string): void {
    this.#line.stop();
    this.#line = this.#join(server);
  }

  end(): void {
    clearInterval(this.#ticking);
    this.#line.stop();
  }

  #join(server: string): HouseLine {
    const speaker = this.#speaker;
    const line = openHouseLine({
      ...{ server, token: this.#token, view: this.#name },
      words: {
        announce: (message) => speaker.hear(message),
        withdraw: ({ callId }) => speaker.withdraw(callId),
        turn: (turn) => speaker.takeTurn(turn),
        cut: ({ id }) => speaker.cut(id),
        lease: () => {},
      },
      onState: (state) => {
        if (state === 'connected') line.emit('sound', { state: 'running', page: this.#name });
      },
    });
    return line;
  }

  #player(): Player {
    let stop = new AbortController();
    return {
      state: () => 'running',
      wake: () => {},
      load: async ({ ms }) => ({ seconds: ms / 1000, data: null }),
      play: async ({ seconds }) => {
        stop = new AbortController();
        const from = performance.now();
        const cut = await wait(seconds * 1000, undefined, { signal: stop.signal }).then(
          () => false,
          () => true,
        );
        const to = performance.now();
        this.#plays.push({ speaker: this.#name, callId: this.#now, from, to });
        return { ending: cut ? 'cut' : 'heard', peakDb: -6, playedMs: to - from };
      },
      cut: () => stop.abort(),
    };
  }
}

/** Pairs of plays that sounded together. */
export function overlapsOf(plays: readonly Play[]): string[] {
  const inOrder = [...plays].sort((a, b) => a.from - b.from);
  return inOrder.flatMap((one, i) =>
    inOrder
      .slice(i + 1)
      .flatMap((other) =>
        other.from < one.to ? `${one.speaker} ${one.callId} | ${other.speaker} ${other.callId}` : [],
      ),
  );
}
