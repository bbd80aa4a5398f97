import type { Ending, LoadFault, Player, Sound } from '../core/speaker/player.ts';
import type { Announce } from '../core/wire/protocol.ts';

/** A level above −40 dBFS counts as heard. */
const AUDIBLE_PEAK = 0.01;
const LISTEN_MS = 50;
const LOAD_MS = 8_000;
/** Longer than the sound itself by this: the device has gone (a set switched off, a cable pulled). */
const STALL_MS = 3_000;

/** Plays through Web Audio; `onState` is called when the browser grants or withdraws the sound. */
export function openWebAudio(onState: () => void): Player {
  const context = new AudioContext();
  const meter = context.createAnalyser();
  meter.fftSize = 2048;
  meter.connect(context.destination);
  context.onstatechange = onState;
  return {
    state: () => (context.state === 'running' ? 'running' : 'blocked'),
    // A refusal is the normal answer until somebody touches the page.
    wake: () => void context.resume().catch(() => undefined),
    load: (audio) => Promise.race([load(context, audio), fetchTimeout()]),
    play: (sound, onAudible) => play(context, meter, sound, onAudible),
  };
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
  context: AudioContext,
  meter: AnalyserNode,
  sound: Sound,
  onAudible: () => void,
): Promise<Ending> {
  const source = context.createBufferSource();
  source.buffer = sound.data as AudioBuffer;
  source.connect(meter);
  const samples = new Float32Array(meter.fftSize);
  let audible = false;
  const listen = (): void => {
    meter.getFloatTimeDomainData(samples);
    if (audible || !samples.some((sample) => Math.abs(sample) > AUDIBLE_PEAK)) return;
    audible = true;
    onAudible();
  };
  return new Promise((done) => {
    const end = (ending: Ending): void => {
      clearInterval(listening);
      clearTimeout(stalled);
      source.onended = null;
      source.disconnect();
      done(ending);
    };
    const listening = setInterval(listen, LISTEN_MS);
    const stalled = setTimeout(() => end('stalled'), sound.seconds * 1000 + STALL_MS);
    source.onended = () => end(audible ? 'heard' : 'silent');
    source.start();
  });
}
