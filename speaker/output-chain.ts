import type { Ending, LoadFault, Played, Player, Sound } from '../core/speaker/player.ts';
import type { Announce } from '../core/wire/protocol.ts';
import type { AudioShelf } from './audio-shelf.ts';
import type { Output } from './output.ts';
import { amplified, type Pcm, pcmFrom, secondsOf } from './pcm.ts';

/** An output that failed is left alone for this long while another one works. */
const REST_MS = 60_000;

type Parts = {
  shelf: AudioShelf;
  /** The first one is the speaker; the others stand in for it, in this order. */
  outputs: readonly Output[];
  /** Of this place, on top of what the server says for the hour. */
  gainDb: number;
  /** False while nothing may be begun: the server's time is not known, or the machine is leaving. */
  mayStart: () => boolean;
  /** Milliseconds of a clock that only goes forward. */
  elapsed: () => number;
  note: (event: object) => void;
};

/**
 * The way to the air of a speaker without a browser: a sound is fetched and proved, and played on the first output
 * that takes it. One that fails gives way to the next at once and is tried again after a minute. There is no ear on
 * this way, so nothing is ever said to be audible.
 */
export function openOutputChain(parts: Parts): Player {
  const { note } = parts;
  const bench = openBench(parts);
  let hourDb = 0;
  let current: Output | null = null;
  const playOn = async (output: Output, sound: Pcm): Promise<Ending> => {
    current = output;
    const ending = await output.play(sound);
    current = null;
    if (ending === 'heard') {
      if (bench.worked(output)) note({ event: 'output', output: output.name, state: 'back' });
    } else if (ending !== 'cut') {
      bench.failed(output);
      note({ event: 'output', output: output.name, state: ending });
    }
    return ending;
  };
  const playOnFirst = async (sound: Pcm): Promise<Ending> => {
    let ending: Ending = 'device';
    for (const output of bench.inTurn()) {
      // The machine may have slept since the turn came: what was in time then may be late now.
      if (!parts.mayStart()) return 'stalled';
      ending = await playOn(output, sound);
      if (ending === 'heard' || ending === 'cut') return ending;
    }
    return ending;
  };
  return {
    state: () => (parts.mayStart() ? 'running' : 'blocked'),
    wake: () => undefined,
    async load(audio: Announce['audio']): Promise<Sound | LoadFault> {
      const file = await parts.shelf.fetch(audio);
      if (typeof file === 'string') return file;
      const pcm = pcmFrom(file, audio.sha256);
      if (pcm === null) return 'decode';
      bench.inTurn()[0]?.prepare(amplified(pcm, parts.gainDb + hourDb));
      return { seconds: secondsOf(pcm), data: pcm };
    },
    async play(sound, gainDb): Promise<Played> {
      hourDb = gainDb;
      const from = parts.elapsed();
      const ending = await playOnFirst(amplified(sound.data as Pcm, parts.gainDb + gainDb));
      return { ending, peakDb: null, playedMs: parts.elapsed() - from };
    },
    cut: () => current?.cut(),
  };
}

type Bench = {
  /** Those that rest come last. */
  inTurn(): Output[];
  failed(output: Output): void;
  /** True when it had failed before. */
  worked(output: Output): boolean;
};

function openBench({ outputs, elapsed }: Pick<Parts, 'outputs' | 'elapsed'>): Bench {
  const restsUntil = new Map<Output, number>();
  return {
    inTurn() {
      const rests = (output: Output): boolean => (restsUntil.get(output) ?? 0) > elapsed();
      return [...outputs.filter((each) => !rests(each)), ...outputs.filter(rests)];
    },
    failed: (output) => void restsUntil.set(output, elapsed() + REST_MS),
    worked: (output) => restsUntil.delete(output),
  };
}
