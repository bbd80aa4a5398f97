/** A recording as one channel, −1..1, at its own rate. */
export type Recording = { readonly samples: Float32Array; readonly rate: number };
export type ReadRecording =
  | { readonly ok: true; readonly recording: Recording }
  | {
      readonly ok: false;
      readonly fault: 'recording_not_wav' | 'recording_unknown_format' | 'recording_wrong_rate';
    };

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
const SMALLEST_RATE = 16_000;
const LARGEST_RATE = 192_000;

type Format = {
  readonly kind: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
};

function formatOf(view: DataView, at: number, size: number): Format | null {
  if (size < 16) return null;
  const tag = view.getUint16(at, true);
  return {
    kind: tag === EXTENSIBLE && size >= 26 ? view.getUint16(at + 24, true) : tag,
    channels: view.getUint16(at + 2, true),
    rate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
}

/** How one sample is read; null for a kind that no recorder of speech writes. */
function readerOf({ kind, bits }: Format): ((view: DataView, at: number) => number) | null {
  if (kind === PCM && bits === 16) return (view, at) => view.getInt16(at, true) / 32_768;
  if (kind === PCM && bits === 24)
    return (view, at) => (view.getUint8(at) | (view.getInt16(at + 1, true) << 8)) / 8_388_608;
  if (kind === PCM && bits === 32) return (view, at) => view.getInt32(at, true) / 2_147_483_648;
  if (kind === FLOAT && bits === 32) return (view, at) => view.getFloat32(at, true);
  return null;
}

function mix(view: DataView, from: number, to: number, format: Format): Float32Array | null {
  const read = readerOf(format);
  const { channels, bits } = format;
  if (!read || channels < 1 || channels > 2) return null;
  const step = bits / 8;
  const samples = new Float32Array(Math.floor((to - from) / (step * channels)));
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += read(view, from + (i * channels + c) * step);
    const sample = sum / channels;
    samples[i] = Number.isFinite(sample) ? sample : 0;
  }
  return samples;
}

const word = (file: Uint8Array, at: number): string => String.fromCharCode(...file.subarray(at, at + 4));

/**
 * A WAV file as phones and recorders write it: 16, 24 or 32 bit or floating point, one or two channels (their mean),
 * 16 to 192 kHz. A cut-off data chunk is read as far as it goes.
 */
export function readRecording(file: Uint8Array): ReadRecording {
  if (file.length < 12 || word(file, 0) !== 'RIFF' || word(file, 8) !== 'WAVE')
    return { ok: false, fault: 'recording_not_wav' };
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let format: Format | null = null;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = view.getUint32(at + 4, true);
    const end = Math.min(file.length, at + 8 + size);
    if (word(file, at) === 'fmt ') format = formatOf(view, at + 8, end - at - 8);
    if (word(file, at) === 'data') {
      const samples = format && mix(view, at + 8, end, format);
      if (!format || !samples) return { ok: false, fault: 'recording_unknown_format' };
      const { rate } = format;
      if (rate < SMALLEST_RATE || rate > LARGEST_RATE) return { ok: false, fault: 'recording_wrong_rate' };
      return { ok: true, recording: { samples, rate } };
    }
    at += 8 + size + (size & 1);
  }
  return { ok: false, fault: 'recording_not_wav' };
}
