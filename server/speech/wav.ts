import { Buffer } from 'node:buffer';
import { joinWave } from '../../core/speaker/wave.ts';

export { joinSamples, type ParsedWav, parseWav } from '../../core/speaker/wave.ts';

/** What every announcement is made of: 16-bit mono samples at this rate, which is also espeak-ng's own. */
export const SPEECH_RATE = 22_050;

const HEADER = 44;

/** A WAV file of 16-bit mono samples. */
export function buildWav(samples: Int16Array, rate: number): Buffer {
  return joinWav([samples], rate);
}

/** The same of samples in pieces that follow each other. */
export function joinWav(pieces: readonly Int16Array[], rate: number): Buffer {
  return Buffer.from(joinWave(pieces, rate).buffer);
}

/** How long a file of `buildWav` plays, in whole milliseconds. */
export function wavMs(wav: Buffer): number {
  return Math.round((1000 * (wav.length - HEADER)) / wav.readUInt32LE(28));
}
