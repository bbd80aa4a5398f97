import type { AirClaims } from '../../../server/announcing/air-right.ts';
import type { Speakers } from '../../../server/announcing/speakers.ts';
import { SteppedHall } from './stepped-hall.ts';

const STEP_MS = 100;
const LEFT = { id: 'left', acousticGroup: 'sanh' };
const RIGHT = { id: 'right', rooms: ['pk2'], acousticGroup: 'sanh' };

/** What two servers know of their air; `away`: nobody can say, `deaf`: nobody answers. */
class AirTable {
  mood: 'well' | 'away' | 'deaf' = 'well';
  now = 0;
  readonly servers = new Map<string, Speakers>();
  readonly #held = new Map<string, { server: string; until: number }>();

  claimsOf(server: string): AirClaims {
    const others = (): Speakers[] =>
      [...this.servers].filter(([name]) => name !== server).map(([, speakers]) => speakers);
    return {
      claim: async (air, ms) => {
        if (this.mood === 'away') throw new Error('away');
        if (this.mood === 'deaf') return new Promise<never>(() => {});
        const held = this.#held.get(air);
        if (held && held.server !== server && held.until > this.now) return held.until - this.now;
        this.#held.set(air, { server, until: this.now + ms });
        return 0;
      },
      free: async (air) => {
        if (this.#held.get(air)?.server === server) this.#held.delete(air);
        for (const speakers of others()) speakers.freed(air);
      },
      urge: (air) => {
        for (const speakers of others()) speakers.makeRoom(air);
      },
      isShared: () => this.servers.size > 1,
    };
  }
}

/** One hall whose left speaker is at server a and whose right one is at server b; time runs for both alike. */
export class SharedHall {
  readonly table = new AirTable();
  readonly a: SteppedHall;
  readonly b: SteppedHall;
  readonly #alive = new Set<SteppedHall>();

  /** `agreed` false: the servers do not ask each other, as a control that the hall notices. */
  constructor(agreed = true) {
    const [a, b] = ['a', 'b'].map((name) => {
      const hall = new SteppedHall([LEFT, RIGHT], agreed ? this.table.claimsOf(name) : null);
      this.table.servers.set(name, hall.speakers);
      this.#alive.add(hall);
      return hall;
    }) as [SteppedHall, SteppedHall];
    this.a = a;
    this.b = b;
    a.open('left');
    b.open('right');
  }

  /** Nothing is done or said by server a any more; what sounds goes on sounding. */
  killA(): void {
    this.#alive.delete(this.a);
    this.table.servers.delete('a');
  }

  async pass(ms: number): Promise<void> {
    for (let step = 0; step < ms; step += STEP_MS) {
      this.table.now += STEP_MS;
      for (const hall of this.#alive) await hall.pass(STEP_MS);
    }
  }

  /** All that was heard, in order: the call and the tenth of a second at which it began. */
  get heard(): SteppedHall['heard'] {
    return [...this.a.heard, ...this.b.heard].sort((one, other) => one.from - other.from);
  }

  get calls(): string[] {
    return this.heard.map(({ id }) => id.split('-').slice(0, 2).join(' '));
  }

  /** Pairs of calls that sounded together. */
  get overlaps(): string[] {
    const { heard } = this;
    return heard.flatMap((one, i) =>
      heard.slice(i + 1).flatMap((other) => (other.from < one.to ? `${one.id}|${other.id}` : [])),
    );
  }
}
