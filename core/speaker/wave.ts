export type WaveFault = 'wav_not_riff' | 'wav_not_pcm16_mono' | 'wav_no_data';
export type ParsedWav =
  | { readonly ok: true; readonly rate: number; readonly samples: Int16Array }
  | { readonly ok: false; readonly fault: { readonly code: WaveFault } };

const HEADER = 44;
const PCM = 1;

const refuse = (code: WaveFault): ParsedWav => ({ ok: false, fault: { code } });

/**
 * The samples of a 16-bit mono PCM file. A data chunk that claims more than the file holds is read as far as
 * it goes: espeak-ng writes to a pipe and cannot know the length when it writes the header (0x7ffff000).
 * Faults: `wav_not_riff`, `wav_not_pcm16_mono`, `wav_no_data`.
 */
export function parseWav(file: Uint8Array): ParsedWav {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 12 || wordAt(file, 0) !== 'RIFF' || wordAt(file, 8) !== 'WAVE')
    return refuse('wav_not_riff');
  let rate = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = view.getUint32(at + 4, true);
    const end = Math.min(file.length, at + 8 + size);
    const kind = wordAt(file, at);
    if (kind === 'fmt ') {
      if (end - at < 24 || !isPlain(view, at + 8)) return refuse('wav_not_pcm16_mono');
      rate = view.getUint32(at + 12, true);
    }
    if (kind === 'data' && rate > 0) return { ok: true, rate, samples: samplesIn(view, at + 8, end) };
    at += 8 + size + (size & 1);
  }
  return refuse('wav_no_data');
}

/** A WAV file of 16-bit mono samples. */
export function buildWave(samples: Int16Array, rate: number): Uint8Array {
  return joinWave([samples], rate);
}

/** The same of samples in pieces that follow each other; each is copied once. */
export function joinWave(pieces: readonly Int16Array[], rate: number): Uint8Array {
  const dataBytes = 2 * lengthOf(pieces);
  const file = new Uint8Array(HEADER + dataBytes);
  const view = new DataView(file.buffer);
  write(file, 0, 'RIFF');
  view.setUint32(4, file.length - 8, true);
  write(file, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(file, 36, 'data');
  view.setUint32(40, dataBytes, true);
  // At once, in the order of the machine: every one that Node is packaged for has the order of the file.
  lay(pieces, new Int16Array(file.buffer, HEADER));
  return file;
}

/** Samples in pieces as one array of their own. */
export const joinSamples = (pieces: readonly Int16Array[]): Int16Array =>
  lay(pieces, new Int16Array(lengthOf(pieces)));

const lengthOf = (pieces: readonly Int16Array[]): number =>
  pieces.reduce((sum, { length }) => sum + length, 0);

function lay(pieces: readonly Int16Array[], into: Int16Array): Int16Array {
  let at = 0;
  for (const piece of pieces) {
    into.set(piece, at);
    at += piece.length;
  }
  return into;
}

const isPlain = (view: DataView, at: number): boolean =>
  view.getUint16(at, true) === PCM &&
  view.getUint16(at + 2, true) === 1 &&
  view.getUint16(at + 14, true) === 16;

function samplesIn(view: DataView, from: number, to: number): Int16Array {
  const samples = new Int16Array((to - from) >> 1);
  for (let i = 0; i < samples.length; i += 1) samples[i] = view.getInt16(from + 2 * i, true);
  return samples;
}

const wordAt = (file: Uint8Array, at: number): string => String.fromCharCode(...file.subarray(at, at + 4));

function write(file: Uint8Array, at: number, word: string): void {
  for (let i = 0; i < word.length; i += 1) file[at + i] = word.charCodeAt(i);
}
