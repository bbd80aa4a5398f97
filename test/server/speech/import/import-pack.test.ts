import { beforeAll, describe, expect, it } from 'vitest';
import { composeCall, USUAL_STYLE } from '../../../../core/queue/words/call-sentence.ts';
import { type Line, neededLines } from '../../../../core/queue/words/vocabulary.ts';
import { resample } from '../../../../core/speaker/resample.ts';
import { type ImportReport, importPack } from '../../../../server/speech/import/import-pack.ts';
import { recordingScript, type ScriptLine } from '../../../../server/speech/import/recording-script.ts';
import { integratedLoudness } from '../../../../server/speech/loudness.ts';
import { activatePack } from '../../../../server/speech/pack/pack-activate.ts';
import { loadPack } from '../../../../server/speech/pack/pack-load.ts';
import {
  type Confirmations,
  packDir,
  readConfirmed,
  writeConfirmed,
} from '../../../../server/speech/pack/pack-store.ts';
import { truePeak } from '../../../../server/speech/true-peak.ts';
import { defaultPack, sampleClinic, vocabularyOf } from '../../../sound/default-voice.ts';
import { decode } from '../../../sound/matched-filter.ts';
import { announcerFrom, renderCall } from '../../../sound/rendered-call.ts';
import { freshFolder } from '../fake-engine.ts';
import { readAloud, type Take, USUAL_WAV, wavFile } from './recorded.ts';

const north = { lang: 'vi', region: 'north' } as const;
const head = {
  ...{ id: 'giong-thu', speaker: 'Người đọc thử', licence: 'kiểm thử', consent: 'giấy số một' },
  ...({ lang: 'vi', region: 'north' } as const),
};
let lines: Line[];
let script: ScriptLine[];
const takes = new Map<string, Take>();
beforeAll(async () => {
  lines = neededLines(sampleClinic(), USUAL_STYLE, north);
  script = recordingScript(lines);
  for (const line of script) takes.set(line.name, await readAloud(line, north));
}, 120_000);

const take = (name: string): Take => takes.get(name)!;
const asFiles = (names: Iterable<string>): Map<string, Uint8Array> =>
  new Map([...names].map((name) => [`${name}.wav`, wavFile(take(name))]));
const bring = (voiceDir: string, files: Map<string, Uint8Array>): Promise<ImportReport> =>
  importPack({ voiceDir, head, lines, files, reference: null });
const faultsOf = ({ clips }: ImportReport): string[] =>
  clips.flatMap(({ file, faults }) => faults.map((fault) => `${file} ${fault}`));

/** The words between the pauses said over and over. */
function manyTimes(samples: Float32Array, times: number): Float32Array {
  const pause = 0.5 * 22_050;
  const words = samples.subarray(pause, samples.length - pause);
  const all = Array.from({ length: times }, () => [...words]).flat();
  return Float32Array.from([
    ...samples.subarray(0, pause),
    ...all,
    ...samples.subarray(samples.length - pause),
  ]);
}

async function confirmAll(voiceDir: string): Promise<void> {
  const loaded = await loadPack(packDir(voiceDir, head.id));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const all = Object.entries(loaded.file.clips).map(([token, { sha256 }]) => [
    token,
    { sha256: sha256!, at: '2026-11-22', right: true },
  ]);
  await writeConfirmed(voiceDir, head.id, Object.fromEntries(all) as Confirmations);
}

describe('A voice of a hospital', () => {
  it('recorded, brought in, heard through and put into use, calls word by word', async () => {
    const voiceDir = freshFolder();
    const report = await bring(voiceDir, asFiles(takes.keys()));
    expect(faultsOf(report)).toEqual([]);
    expect([report.missing, report.unknown, report.twins, report.stored]).toEqual([
      [],
      [],
      [],
      script.length,
    ]);
    for (const { snrDb } of report.clips) expect(snrDb).toBeGreaterThan(25);
    expect(await activatePack(voiceDir, head.id, () => lines)).toMatchObject({ ok: false });
    await confirmAll(voiceDir);
    expect(await activatePack(voiceDir, head.id, () => lines)).toEqual({ ok: true, tongue: 'vi-north' });
    const loaded = await loadPack(packDir(voiceDir, head.id));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    const [announcer, vocabulary] = [announcerFrom(loaded.pack), vocabularyOf(loaded.pack)];
    for (const [occasion, code, number] of [
      ['first', 'A105', 12],
      ['recall', 'H245', 4],
      ['priority', 'X999', 21],
    ] as const) {
      const said = composeCall(USUAL_STYLE, occasion, { code, room: { kind: 'exam', number }, ...north });
      if (!said.ok) throw new Error(said.fault.code);
      const call = await renderCall(announcer, said);
      expect(decode(vocabulary, call.sound).map(({ token }) => token)).toEqual(call.tokens);
      const sentence = call.sound.samples.subarray(1.65 * call.sound.rate);
      expect(Math.abs((integratedLoudness(sentence, call.sound.rate) ?? 0) + 16)).toBeLessThan(2);
      expect(truePeak(call.sound.samples)).toBeLessThanOrEqual(-1);
    }
  });

  it('is found line by line by name, by words or by number, in every kind of WAV', async () => {
    const sampled = (name: string, rate: number): Take => ({
      rate,
      samples: resample(take(name).samples, 22_050, rate),
    });
    const number = script.find(({ name }) => name === 'n3')!.n;
    const report = await bring(
      freshFolder(),
      new Map<string, Uint8Array>([
        ['N1.WAV', wavFile(sampled('n1', 48_000), { bits: 24, float: false, channels: 2 })],
        ['hai.wav', wavFile(sampled('n2', 44_100), { bits: 32, float: true, channels: 1 })],
        [
          `${String(number).padStart(2, '0')} lan hai.wav`,
          wavFile(sampled('n3', 48_000), { bits: 32, float: false, channels: 1 }),
        ],
        ['Quầy thuốc.wav', wavFile(take('w_quay-thuoc'), USUAL_WAV)],
        ['ghi chú.txt', Buffer.from('x')],
      ]),
    );
    expect(report.clips.map(({ line }) => line.name).sort()).toEqual(['n1', 'n2', 'n3', 'w_quay-thuoc']);
    expect(faultsOf(report)).toEqual([]);
    expect(report.unknown).toEqual(['ghi chú.txt']);
    expect(report.missing).toHaveLength(script.length - 4);
  });

  it('with bad recordings names each, keeps the good ones, and asks for what is missing', async () => {
    const voiceDir = freshFolder();
    const change = (name: string, edit: (samples: Float32Array) => Float32Array): Uint8Array =>
      wavFile({ rate: 22_050, samples: edit(take(name).samples) });
    const noisy = await readAloud({ token: 'n5', words: 'năm' }, north, 0.05);
    const files = new Map<string, Uint8Array>([
      ['n0.wav', wavFile(take('n0'))],
      ['n1.wav', change('n1', (samples) => samples.map((sample) => 6 * sample))],
      ['n2.wav', change('n2', (samples) => samples.map(() => 0))],
      ['n3.wav', Buffer.from('ID3 an mp3')],
      ['n4.wav', wavFile({ samples: resample(take('n4').samples, 22_050, 11_025), rate: 11_025 })],
      ['n5.wav', wavFile(noisy)],
      ['n6.wav', change('n6', (samples) => samples.slice(0, 0.5 * 22_050 + 1500))],
      ['n7.wav', change('n7', (samples) => samples.slice(0.62 * 22_050))],
      ['n8.wav', change('n8', (samples) => manyTimes(samples, 9))],
      ['n9.wav', wavFile(take('n9'), { bits: 16, float: false, channels: 1 }).fill(8, 34, 35)],
      ['n10.wav', wavFile(take('n10'))],
      ['mười.wav', wavFile(take('n10'))],
    ]);
    const report = await bring(voiceDir, files);
    const told = faultsOf(report);
    for (const expected of [
      'n1.wav clip_clipped',
      'n2.wav clip_silent',
      'n3.wav recording_not_wav',
      'n4.wav recording_wrong_rate',
      'n5.wav clip_noisy',
      'n6.wav clip_cut_at_end',
      'n7.wav clip_cut_at_start',
      'n8.wav clip_too_long',
      'n9.wav recording_unknown_format',
      'n10.wav line_doubled',
      'mười.wav line_doubled',
    ])
      expect(told).toContain(expected);
    expect(report.stored).toBe(1);
    expect(report.missing).toHaveLength(script.length - 1);
  });

  it('of which some lines were read again keeps the others and what was heard of them', async () => {
    const voiceDir = freshFolder();
    await bring(voiceDir, asFiles(['n0', 'n1', 'n2']));
    await confirmAll(voiceDir);
    const before = await readConfirmed(voiceDir, head.id);
    const louder = { ...take('n1'), samples: take('n1').samples.slice(300) };
    const report = await bring(
      voiceDir,
      new Map([
        ['n1.wav', wavFile(louder)],
        ['n2.wav', Buffer.from('broken')],
      ]),
    );
    expect([report.stored, faultsOf(report)]).toEqual([3, ['n2.wav recording_not_wav']]);
    const loaded = await loadPack(packDir(voiceDir, head.id));
    const clips = loaded.ok ? loaded.file.clips : {};
    const same = (token: string): boolean => clips[token]?.sha256 === before[token]?.sha256;
    expect([same('n0'), same('n1'), same('n2')]).toEqual([true, false, true]);
    expect(await readConfirmed(voiceDir, head.id)).toEqual(before);
  });

  it('tells two names of one recording, and hints at clips that changed places', async () => {
    const files = asFiles(takes.keys());
    files.set('n4.wav', wavFile(take('n9')));
    const two = files.get('n2.wav')!;
    files.set('n2.wav', files.get('n7.wav')!);
    files.set('n7.wav', two);
    const sieuam = files.get('r_sieuam.wav') ?? files.get('w_phong-sieu-am.wav');
    expect(sieuam).toBeDefined();
    const reference = await defaultPack('vi', 'north');
    const report = await importPack({ voiceDir: freshFolder(), head, lines, files, reference });
    expect(report.twins).toEqual([['n4', 'n9']]);
    expect(report.suspects).toContainEqual(['n2', 'n7']);
    // A hint that cries at everything is none.
    expect(report.suspects.length).toBeLessThan(6);
  }, 60_000);
});
