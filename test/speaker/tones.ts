import type { Pcm } from '../../speaker/pcm.ts';

/** A steady tone; `level` 1 is full scale. */
export function toneOf(hertz: number, seconds: number, rate: number, level: number): Pcm {
  const samples = new Int16Array(Math.round(seconds * rate));
  for (let i = 0; i < samples.length; i += 1)
    samples[i] = Math.round(32_767 * level * Math.sin((2 * Math.PI * hertz * i) / rate));
  return { rate, samples, key: `${hertz}/${seconds}` };
}

/** The strength of one frequency (Goertzel), as a part of full scale. */
export function strength(samples: Int16Array, rate: number, hertz: number): number {
  const angle = (2 * Math.PI * hertz) / rate;
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, i) => {
    real += sample * Math.cos(angle * i);
    imaginary += sample * Math.sin(angle * i);
  });
  return (2 * Math.hypot(real, imaginary)) / samples.length / 32_767;
}

export function decibels(part: number): number {
  return 20 * Math.log10(Math.max(part, 1e-9));
}
