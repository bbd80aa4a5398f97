import { toFloat } from '../../../server/speech/assembly.ts';
import { parseWav } from '../../../server/speech/wav.ts';

/** The samples of a WAV as −1..1; a file that is none ends the test. */
export function samplesOf(wav: Uint8Array): Float32Array {
  const parsed = parseWav(wav);
  if (!parsed.ok) throw new Error(parsed.fault.code);
  return toFloat(parsed.samples);
}

/** Stretches of silence (below −50 dBFS) of at least 40 ms, as [start, end] in milliseconds. */
export function silences(samples: Float32Array, rate: number): [number, number][] {
  const found: [number, number][] = [];
  let start = 0;
  const close = (end: number): void => {
    if (end - start >= 0.04 * rate) found.push([(1000 * start) / rate, (1000 * end) / rate]);
  };
  samples.forEach((sample, i) => {
    if (Math.abs(sample) <= 0.003) return;
    close(i);
    start = i + 1;
  });
  close(samples.length);
  return found;
}

/** A sine of an amplitude 0..1. */
export function sine(hz: number, amplitude: number, seconds: number, rate: number): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * rate) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rate),
  );
}
