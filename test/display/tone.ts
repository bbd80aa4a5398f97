import { createHash } from 'node:crypto';

const RATE = 16_000;

/** A WAV file of a tone (16 bit, mono) and its hash; `level` 0 is silence, 1 full scale. */
export function tone(seconds: number, level: number): { wav: Buffer; sha256: string } {
  const samples = Math.round(seconds * RATE);
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i += 1) {
    wav.writeInt16LE(Math.round(32_000 * level * Math.sin((2 * Math.PI * 660 * i) / RATE)), 44 + i * 2);
  }
  return { wav, sha256: createHash('sha256').update(wav).digest('hex') };
}
