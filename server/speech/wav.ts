import { Buffer } from 'node:buffer';

/** What every announcement is made of: 16-bit mono samples at this rate, which is also espeak-ng's own. */
export const SPEECH_RATE = 22_050;

const HEADER = 44;

export type ParsedWav =
  | { readonly ok: true; readonly rate: number; readonly samples: Int16Array }
  | {
      readonly ok: false;
      readonly fault: { readonly code: 'wav_not_riff' | 'wav_not_pcm16_mono' | 'wav_no_data' };
    };

const refuse = (code: 'wav_not_riff' | 'wav_not_pcm16_mono' | 'wav_no_data'): ParsedWav => ({
  ok: false,
  fault: { code },
});

/** A WAV file of 16-bit mono samples. */
export function buildWav(samples: Int16Array, rate: number): Buffer {
  const wav = Buffer.alloc(HEADER + 2 * samples.length);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(2 * rate, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, i) => {
    wav.writeInt16LE(sample, HEADER + 2 * i);
  });
  return wav;
}

/** How long a file of `buildWav` plays, in whole milliseconds. */
export function wavMs(wav: Buffer): number {
  return Math.round((1000 * (wav.length - HEADER)) / wav.readUInt32LE(28));
}

function samplesOf(data: Buffer): Int16Array {
  const samples = new Int16Array(data.length >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = data.readInt16LE(2 * i);
  return samples;
}

/**
 * The samples of a 16-bit mono PCM file. A data chunk that claims more than the file holds is read as far as
 * it goes: espeak-ng writes to a pipe and cannot know the length when it writes the header (0x7ffff000).
 * Faults: `wav_not_riff`, `wav_not_pcm16_mono`, `wav_no_data`.
 */
export function parseWav(file: Uint8Array): ParsedWav {
  const wav = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (wav.toString('latin1', 0, 4) !== 'RIFF' || wav.toString('latin1', 8, 12) !== 'WAVE')
    return refuse('wav_not_riff');
  let rate = 0;
  for (let at = 12; at + 8 <= wav.length; ) {
    const id = wav.toString('latin1', at, at + 4);
    const size = wav.readUInt32LE(at + 4);
    const body = wav.subarray(at + 8, Math.min(wav.length, at + 8 + size));
    if (id === 'fmt ') {
      if (body.length < 16 || body.readUInt16LE(14) !== 16) return refuse('wav_not_pcm16_mono');
      if (body.readUInt16LE(0) !== 1 || body.readUInt16LE(2) !== 1) return refuse('wav_not_pcm16_mono');
      rate = body.readUInt32LE(4);
    }
    if (id === 'data' && rate > 0) return { ok: true, rate, samples: samplesOf(body) };
    at += 8 + size + (size & 1);
  }
  return refuse('wav_no_data');
}
