import { describe, expect, it } from 'vitest';
import { buildWav, parseWav, wavMs } from '../../../server/speech/wav.ts';

const samples = Int16Array.from([0, 1, -1, 32_767, -32_768]);
const verdict = (wav: Uint8Array): string => {
  const parsed = parseWav(wav);
  return parsed.ok ? `${parsed.samples.length} samples` : parsed.fault.code;
};

describe('A WAV file', () => {
  it('comes back as it went', () => {
    expect(parseWav(buildWav(samples, 22_050))).toEqual({ ok: true, rate: 22_050, samples });
    expect(wavMs(buildWav(new Int16Array(22_050), 22_050))).toBe(1000);
  });

  it('from a pipe, with a length nobody knew yet, is read to its end', () => {
    const wav = buildWav(samples, 22_050);
    wav.writeUInt32LE(0x7ffff024, 4);
    wav.writeUInt32LE(0x7ffff000, 40);
    expect(verdict(wav)).toBe('5 samples');
    expect(verdict(wav.subarray(0, 49))).toBe('2 samples');
  });

  it('with other chunks, also of odd length, is understood', () => {
    const wav = buildWav(samples, 22_050);
    const note = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
    expect(verdict(Buffer.concat([wav.subarray(0, 36), note, wav.subarray(36)]))).toBe('5 samples');
  });

  it('of another kind is refused by name', () => {
    const changed = (at: number, value: number): Uint8Array => {
      const wav = buildWav(samples, 22_050);
      wav.writeUInt16LE(value, at);
      return wav;
    };
    expect(verdict(changed(22, 2))).toBe('wav_not_pcm16_mono');
    expect(verdict(changed(20, 3))).toBe('wav_not_pcm16_mono');
    expect(verdict(changed(34, 8))).toBe('wav_not_pcm16_mono');
    expect(verdict(Buffer.from('<html>'))).toBe('wav_not_riff');
    expect(verdict(new Uint8Array(0))).toBe('wav_not_riff');
    expect(verdict(buildWav(samples, 22_050).subarray(0, 36))).toBe('wav_no_data');
    expect(verdict(Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt \x02\0\0\0ab', 'latin1')]))).toBe(
      'wav_not_pcm16_mono',
    );
  });
});
