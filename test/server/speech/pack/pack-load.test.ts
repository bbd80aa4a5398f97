import { copyFileSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadPack } from '../../../../server/speech/pack/pack-load.ts';
import { freshFolder } from '../fake-engine.ts';
import { editClip, editPack, HEAD, hum, hummedPack, putSound, RATE } from './small-pack.ts';

const LINES = ['không', 'một', 'hai', 'ba', 'bốn'].map((words, n) => ({ token: `n${n}`, words }));
let dir: string;
beforeEach(async () => {
  dir = join(freshFolder(), 'giong-thu');
  await hummedPack(dir, LINES);
});

async function faults(): Promise<string[]> {
  const loaded = await loadPack(dir);
  return loaded.ok ? [] : loaded.faults.map(({ file, code }) => `${file} ${code}`);
}
const loud = (level: number): Float32Array => hum(3, RATE).map((sample) => (sample / 0.3) * level);

describe('A pack of clips', () => {
  it('comes back as it was written, at the rate of announcements', async () => {
    const loaded = await loadPack(dir);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    expect([...loaded.pack.clips.keys()]).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
    expect(loaded.pack.clips.get('n1')?.words).toBe('một');
    expect(loaded.pack.clips.get('n1')?.samples).toHaveLength(0.4 * 22_050);
    expect(loaded.pack.byWords.get('bốn')?.token).toBe('n4');
    expect(loaded.pack).toMatchObject({ id: 'giong-thu', lang: 'vi', region: 'north' });
  });

  it('has another hash when one sample of one clip is another, and the same when nothing is', async () => {
    const hash = async () => {
      const loaded = await loadPack(dir);
      return loaded.ok && loaded.pack.hash;
    };
    const before = await hash();
    expect(await hash()).toBe(before);
    putSound(dir, 'n2', hum(7, RATE));
    expect(await hash()).not.toBe(before);
  });

  it('that is wrong in several places names every file', async () => {
    rmSync(join(dir, 'n0.wav'));
    writeFileSync(join(dir, 'n1.wav'), readFileSync(join(dir, 'n1.wav')).fill(9, 900, 1000));
    editPack(dir, (pack) => {
      const { sha256: _sha256, ...rest } = pack.clips.n2!;
      pack.clips.n2 = { ...rest, ms: rest.ms + 60 };
    });
    putSound(dir, 'n3', new Float32Array(9600));
    copyFileSync(join(dir, 'n3.wav'), join(dir, 'n4.wav'));
    expect(await faults()).toEqual([
      'n0.wav clip_missing',
      'n1.wav clip_damaged',
      'n2.wav clip_ms_wrong',
      'n3.wav clip_silent',
      'n4.wav clip_damaged',
    ]);
  });

  it.each([
    ['cut off at the top', () => putSound(dir, 'n3', loud(3)), 'n3.wav clip_clipped'],
    ['too quiet', () => putSound(dir, 'n3', loud(0.02)), 'n3.wav clip_too_quiet'],
    ['too loud', () => putSound(dir, 'n3', loud(0.97)), 'n3.wav clip_too_loud'],
    ['of a tenth of a second', () => putSound(dir, 'n3', hum(3, RATE, 0.1)), 'n3.wav clip_too_short'],
    ['of four seconds', () => putSound(dir, 'n3', hum(3, RATE, 4)), 'n3.wav clip_too_long'],
    ['of another rate', () => putSound(dir, 'n3', hum(3, 16_000), 16_000), 'n3.wav clip_wrong_rate'],
    ['as loud as nobody wrote', () => editClip(dir, 'n3', { lufs: -25 }), 'n3.wav clip_lufs_wrong'],
    [
      'cut short',
      () => {
        putSound(dir, 'n3', hum(3, RATE));
        truncateSync(join(dir, 'n3.wav'), 8000);
        editClip(dir, 'n3', { ms: 400 });
      },
      'n3.wav clip_ms_wrong',
    ],
    [
      'no sound at all',
      () => {
        putSound(dir, 'n3', hum(3, RATE));
        writeFileSync(join(dir, 'n3.wav'), '<html>');
      },
      'n3.wav clip_not_wav',
    ],
    [
      'a folder',
      () => {
        rmSync(join(dir, 'n3.wav'));
        mkdirSync(join(dir, 'n3.wav'));
      },
      'n3.wav clip_missing',
    ],
  ])('with a clip %s is refused by its file', async (_, damage, fault) => {
    damage();
    expect(await faults()).toEqual([fault]);
  });

  it.each([
    ['is missing', () => rmSync(join(dir, 'pack.json')), 'pack.json pack_missing'],
    ['is no JSON', () => writeFileSync(join(dir, 'pack.json'), '{"id":'), 'pack.json pack_not_json'],
    [
      'lacks its licence',
      () => editPack(dir, ({ licence: _licence, ...rest }) => rest),
      'pack.json pack_malformed',
    ],
    [
      'has a name that climbs out',
      () => editClip(dir, 'n0', { file: '../n0.wav' }),
      'pack.json pack_malformed',
    ],
    [
      'has a key nobody knows',
      () => editPack(dir, (pack) => ({ ...pack, voice: 1 })),
      'pack.json pack_malformed',
    ],
  ])('whose pack.json %s is refused', async (_, damage, fault) => {
    damage();
    expect(await faults()).toEqual([fault]);
  });

  it('that no disk takes leaves nothing half written behind', async () => {
    const file = join(freshFolder(), 'in-the-way');
    writeFileSync(file, '');
    await expect(hummedPack(join(file, 'pack'), LINES, HEAD)).rejects.toThrow();
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});
