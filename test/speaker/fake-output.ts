import type { Ending } from '../../core/speaker/player.ts';
import type { Output } from '../../speaker/output.ts';
import { type Pcm, secondsOf } from '../../speaker/pcm.ts';

/** A device that takes as long as the sound, and can be told to fail or to hang. */
export class FakeOutput implements Output {
  readonly name: string;
  readonly played: { key: string; from: number; to: number; ending: Ending }[] = [];
  readonly prepared: string[] = [];
  ending: Ending = 'heard';
  #cut: (() => void) | null = null;

  constructor(name: string) {
    this.name = name;
  }

  prepare({ key }: Pcm): void {
    this.prepared.push(key);
  }

  async play(sound: Pcm): Promise<Ending> {
    const from = performance.now();
    const cut = new Promise<Ending>((done) => {
      this.#cut = () => done('cut');
    });
    const whole = new Promise<Ending>((done) => setTimeout(() => done('heard'), 1000 * secondsOf(sound)));
    const ending = this.ending === 'heard' ? await Promise.race([whole, cut]) : this.ending;
    this.played.push({ key: sound.key, from, to: performance.now(), ending });
    return ending;
  }

  cut(): void {
    this.#cut?.();
  }

  async close(): Promise<void> {}
}
