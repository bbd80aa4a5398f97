import type { Segment, Volume } from './visit.ts';

type FetchSound = (segment: Segment, signal: AbortSignal) => Promise<ArrayBuffer | null>;

/* Files are at −16 LUFS with peaks below −1 dB: the loudest step plays them as they are. */
const gains: { readonly [step in Volume]: number } = { 1: 0.3, 2: 0.6, 3: 1 };
/** A device that was asleep swallows the beginning. */
const LEAD_S = 0.3;
const PAUSE_S = 0.25;
const UNLOCK_MS = 1_500;
/** A sound card that was pulled out stops its clock: then no sound ever ends by itself. */
const STUCK_MS = 3_000;

/**
 * One reading of prompts, from the press to the last word. It opens the sound device anew, as one that was lost
 * since the last time would stay silent, and gives it back at the end.
 */
export class Recital {
  readonly #fetch: FetchSound;
  readonly #gone = new AbortController();
  #audio: AudioContext | null = null;
  #gain: GainNode | null = null;
  #volume: Volume;

  constructor(volume: Volume, fetch: FetchSound) {
    this.#volume = volume;
    this.#fetch = fetch;
  }

  /** Plays the prompts one after another and says which one begins; those without a sound are left out. */
  async read(segments: readonly Segment[], onHeard: (segment: Segment) => void): Promise<boolean> {
    const audio = await this.#open();
    if (!audio) return false;
    let said = false;
    let coming = this.#load(audio, segments[0]);
    for (const [index, segment] of segments.entries()) {
      const sound = await coming;
      coming = this.#load(audio, segments[index + 1]);
      if (this.#gone.signal.aborted) return said;
      if (!sound) continue;
      onHeard(segment);
      if (!(await this.#play(audio, sound, said ? PAUSE_S : LEAD_S))) return said;
      said = true;
    }
    return said;
  }

  setVolume(volume: Volume): void {
    this.#volume = volume;
    if (this.#gain) this.#gain.gain.value = gains[volume];
  }

  /** Ends the reading at once and closes the device. */
  stop(): void {
    if (this.#gone.signal.aborted) return;
    this.#gone.abort();
    void this.#audio?.close().catch(() => undefined);
  }

  async #open(): Promise<AudioContext | null> {
    const audio = new AudioContext();
    this.#audio = audio;
    this.#gain = audio.createGain();
    this.#gain.connect(audio.destination);
    this.setVolume(this.#volume);
    await Promise.race([audio.resume(), after(UNLOCK_MS)]);
    return audio.state === 'running' ? audio : null;
  }

  async #load(audio: AudioContext, segment: Segment | undefined): Promise<AudioBuffer | null> {
    if (!segment || this.#gone.signal.aborted) return null;
    const file = await this.#fetch(segment, this.#gone.signal);
    return file && (await audio.decodeAudioData(file).catch(() => null));
  }

  /** False: the sound did not come to its end. */
  #play(audio: AudioContext, sound: AudioBuffer, pause: number): Promise<boolean> {
    const source = audio.createBufferSource();
    source.buffer = sound;
    source.connect(this.#gain ?? audio.destination);
    return new Promise((done) => {
      const stuck = setTimeout(() => done(false), (pause + sound.duration) * 1000 + STUCK_MS);
      const end = (whole: boolean): void => {
        clearTimeout(stuck);
        done(whole);
      };
      source.onended = () => end(true);
      this.#gone.signal.addEventListener('abort', () => end(false));
      source.start(audio.currentTime + pause);
    });
  }
}

const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
