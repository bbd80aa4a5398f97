import type { Ending, LoadFault, Played, Player, Sound } from '../core/speaker/player.ts';
import type { Announce } from '../core/wire/protocol.ts';

/** A level above −40 dBFS counts as sound. */
const SOUND_PEAK = 0.01;
const LISTEN_MS = 50;
const LOAD_MS = 8_000;
/** Longer than the sound itself by this: the device has gone (a set switched off, a cable pulled). */
const STALL_MS = 3_000;
const FADE_S = 0.01;
const REOPEN_MS = 1_000;

/**
 * A tenth of a second more or less is nothing to a hall, but a short buffer crackles on a busy mini PC. Chromium 53 does
 * not know the option and takes no notice of it.
 */
const LONG_BUFFER: [AudioContextOptions] = [{ latencyHint: 'playback' }];

type Air = { context: AudioContext; gain: GainNode; meter: AnalyserNode };

/** Plays through Web Audio; `onState` is called when the browser grants or withdraws the sound. */
export function openWebAudio(onState: () => void): Player {
  const context = new AudioContext(...LONG_BUFFER);
  const [gain, meter] = [context.createGain(), context.createAnalyser()];
  meter.fftSize = 2048;
  gain.connect(meter);
  meter.connect(context.destination);
  const air = { context, gain, meter };
  let reopening = false;
  let stop: (() => void) | null = null;
  const state = () => (reopening || context.state === 'running' ? 'running' : 'blocked');
  let told = state();
  const note = (): void => {
    if (told === state()) return;
    told = state();
    onState();
  };
  context.onstatechange = note;
  // A page that is left must not go on speaking behind the next one.
  window.addEventListener('pagehide', () => stop?.());
  return {
    state,
    // A refusal is the normal answer until somebody touches the page.
    wake: () => void context.resume().catch(() => undefined),
    load: (audio) => Promise.race([load(context, audio), fetchTimeout()]),
    async play(sound, gainDb) {
      reopening = true;
      let cut = false;
      stop = () => {
        cut = true;
      };
      await reopen(context);
      reopening = false;
      if (cut) return { ending: 'cut', peakDb: null, playedMs: 0 };
      if (context.state !== 'running') {
        onState();
        return { ending: 'stalled', peakDb: null, playedMs: 0 };
      }
      const playing = play(air, sound, gainDb);
      stop = playing.stop;
      const played = await playing.done;
      stop = null;
      return played;
    },
    cut: () => stop?.(),
  };
}

/** Opens the device anew: a set that was off when the page came up stays silent on the old one (piSignage #82). */
async function reopen(context: AudioContext): Promise<void> {
  const opened = context.suspend().then(() => context.resume());
  await Promise.race([opened.catch(() => undefined), new Promise((done) => setTimeout(done, REOPEN_MS))]);
}

function fetchTimeout(): Promise<LoadFault> {
  return new Promise((done) => setTimeout(() => done('fetch'), LOAD_MS));
}

async function load(context: AudioContext, audio: Announce['audio']): Promise<Sound | LoadFault> {
  const bytes = await fetch(audio.url)
    .then((response) => (response.ok ? response.arrayBuffer() : null))
    .catch(() => null);
  if (bytes === null) return 'fetch';
  if (!(await isWhole(bytes, audio.sha256))) return 'checksum';
  // The older form with callbacks: Chromium 53 knows both, other television engines only this one.
  return new Promise((done) => {
    const decoded = (data: AudioBuffer): void => done({ seconds: data.duration, data });
    context.decodeAudioData(bytes, decoded, () => done('decode'))?.catch(() => done('decode'));
  });
}

/** True also where the browser has no hashing, which is the case on plain http in a LAN. */
async function isWhole(bytes: ArrayBuffer, sha256: string): Promise<boolean> {
  if (crypto.subtle === undefined) return true;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => (byte + 0x100).toString(16).slice(1)).join('') === sha256;
}

function play(
  { context, gain, meter }: Air,
  sound: Sound,
  gainDb: number,
): { done: Promise<Played>; stop: () => void } {
  const source = context.createBufferSource();
  source.buffer = sound.data as AudioBuffer;
  source.connect(gain);
  const level = 10 ** (Math.min(0, gainDb) / 20);
  gain.gain.cancelScheduledValues(0);
  gain.gain.setValueAtTime(level, context.currentTime);
  const samples = new Float32Array(meter.fftSize);
  let peak = 0;
  let cut = false;
  const listen = (): void => {
    meter.getFloatTimeDomainData(samples);
    for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  };
  const stop = (): void => {
    cut = true;
    const now = context.currentTime;
    gain.gain.setValueAtTime(level, now);
    gain.gain.linearRampToValueAtTime(0, now + FADE_S);
    source.stop(now + FADE_S);
  };
  const done = new Promise<Played>((tell) => {
    const from = performance.now();
    const end = (ending: Ending): void => {
      clearInterval(listening);
      clearTimeout(stalled);
      source.onended = null;
      source.disconnect();
      tell({ ending, peakDb: 20 * Math.log10(peak), playedMs: performance.now() - from });
    };
    const listening = setInterval(listen, LISTEN_MS);
    const stalled = setTimeout(() => end('stalled'), sound.seconds * 1000 + STALL_MS);
    source.onended = () => end(cut ? 'cut' : peak > SOUND_PEAK ? 'heard' : 'silent');
    source.start();
  });
  return { done, stop };
}
