import { beforeAll, describe, expect, it } from 'vitest';
import { type Call, sayCall, sayTest, USUAL_STYLE } from '../../../../core/queue/words/call-sentence.ts';
import type { Sentence } from '../../../../core/queue/words/sentence.ts';
import { toFloat } from '../../../../server/speech/assembly.ts';
import type { Pack } from '../../../../server/speech/pack/pack.ts';
import { createPackEngine } from '../../../../server/speech/pack/pack-engine.ts';
import { joinSamples, SPEECH_RATE } from '../../../../server/speech/wav.ts';
import { silences } from '../listening.ts';
import { hummedVoice } from './small-pack.ts';

const north = { region: 'north', timbre: 'female' } as const;
let pack: Pack;
beforeAll(async () => {
  pack = await hummedVoice();
});
const engine = () =>
  createPackEngine(
    'pack',
    () => new Map([['vi-north', pack]]),
    () => false,
  );
function call(code: string, room: Call['room']): Sentence {
  const said = sayCall({ code, room, lang: 'vi', region: 'north', priority: false, recall: false });
  if (!said.ok) throw new Error(said.fault.code);
  return said;
}
const tokens = (sentence: Sentence): string => {
  const sayable = engine().canSay(sentence, north);
  return sayable.ok ? sayable.tokens.join(' ') : sayable.fault.code;
};

describe('A voice of clips', () => {
  it('joins the clips of a call, 45 ms between words and 220 ms at the comma', async () => {
    const speech = await engine().speak(call('A105', { kind: 'exam', number: 12 }), north);
    if (!speech.ok || !speech.finished) throw new Error('nothing said');
    const samples = toFloat(joinSamples(speech.finished));
    const gaps = silences(samples, SPEECH_RATE).map(([start, end]) => Math.round(end - start));
    // The hums begin and end softly: each gap is heard some milliseconds longer than it is.
    expect(gaps).toHaveLength(7);
    gaps.forEach((gap, i) => {
      expect(gap).toBeGreaterThanOrEqual(i === 4 ? 218 : 43);
      expect(gap).toBeLessThan(i === 4 ? 235 : 62);
    });
    const clips = 'p_moi lA n1 n0 n5 p_den n10 n2'.split(' ').map((token) => pack.clips.get(token)!);
    const parts = clips.reduce((sum, { samples }) => sum + samples.length, 0) / SPEECH_RATE;
    expect(samples.length / SPEECH_RATE).toBeCloseTo(parts + 6 * 0.045 + 0.22, 3);
  });

  it('says rooms by the clips it has, whole words first', () => {
    expect(tokens(call('A105', { kind: 'exam', number: 12 }))).toBe('p_moi lA n1 n0 n5 p_den n10 n2');
    expect(tokens(call('7', { kind: 'named', name: 'Phòng siêu âm 2' }))).toBe('p_so n7 p_toi r_sieuam n2');
    expect(tokens(call('7', { kind: 'named', name: 'Bàn lấy máu 1' }))).toBe(
      'p_so n7 p_toi w_ban-lay-mau n1',
    );
    expect(tokens(call('Đ21', { kind: 'counter', number: 24 }))).toBe('p_so lDD n2 n1 p_quay n2 ntens n4b');
    expect(tokens(sayTest(USUAL_STYLE, 'vi'))).toBe('p_test');
  });

  it('does not say a room it has no clip for', async () => {
    const unknown = call('7', { kind: 'named', name: 'Phòng nội soi' });
    expect(tokens(unknown)).toBe('words_missing');
    expect(await engine().speak(unknown, north)).toEqual({ ok: false, fault: { code: 'words_missing' } });
  });

  it('never says anything but the text: clips that tell another story are refused', () => {
    const right = call('A105', { kind: 'exam', number: 12 });
    expect(tokens({ ...right, text: right.text.replace('năm', 'sáu') })).toBe('words_missing');
    expect(tokens({ ...right, tokens: right.tokens.slice(0, -1) })).toBe('words_missing');
    expect(tokens({ ...right, tokens: [...right.tokens, 'n1'] })).toBe('words_missing');
    expect(tokens({ ...right, tokens: [] })).toBe('words_missing');
  });

  it('speaks no language it has no pack for, and says whether one should be there', () => {
    const { canSay } = engine();
    const english = sayTest(USUAL_STYLE, 'en');
    expect(canSay(english, north)).toEqual({ ok: false, fault: { code: 'pack_absent' } });
    const south = { ...north, region: 'south' } as const;
    expect(canSay(call('7', { kind: 'counter', number: 1 }), south)).toMatchObject({ ok: false });
    const troubled = createPackEngine(
      'pack',
      () => new Map(),
      (tongue) => tongue === 'vi-north',
    );
    expect(troubled.canSay(sayTest(USUAL_STYLE, 'vi'), north)).toEqual({
      ok: false,
      fault: { code: 'pack_refused' },
    });
    expect(troubled.canSay(english, north)).toEqual({ ok: false, fault: { code: 'pack_absent' } });
  });

  it('is another engine to the cache when a clip is another', async () => {
    const other = new Map([['vi-north', { ...pack, hash: 'other' }]]);
    const version = await createPackEngine(
      'pack',
      () => other,
      () => false,
    ).version();
    expect(version).not.toBe(await engine().version());
    expect(
      await createPackEngine(
        'pack',
        () => new Map(),
        () => false,
      ).version(),
    ).toBeNull();
  });
});
