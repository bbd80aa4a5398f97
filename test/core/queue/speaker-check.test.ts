import { describe, expect, it } from 'vitest';
import { readClinic } from '../../../core/queue/clinic-check.ts';
import { clinicJson, room, service } from './test-day.ts';

const withSpeakers = (...speakers: object[]) => readClinic(clinicJson({ speakers }));
const hall = { id: 'hall', rooms: ['pk1'] };
const volume = (...entries: [string, number][]) => entries.map(([from, db]) => ({ from, db }));

describe('the speakers of a clinic file', () => {
  it.each([
    ['a backup that is none', { ...hall, backup: 'tang-2' }, ['speakers', 0, 'backup'], 'another speaker'],
    ['itself as its backup', { ...hall, backup: 'hall' }, ['speakers', 0, 'backup'], 'another speaker'],
    ['neither chime nor words', { ...hall, chime: false, speech: false }, ['speakers', 0, 'speech'], 'true'],
    [
      'hours that go back',
      { ...hall, volume: volume(['21:00', -9], ['06:00', 0]) },
      ['speakers', 0, 'volume', 1, 'from'],
      'later',
    ],
    [
      'a gain that would clip',
      { ...hall, volume: volume(['06:00', 3]) },
      ['speakers', 0, 'volume', 0, 'db'],
      'at most 0',
    ],
  ])('with %s are refused, and the fault names the key', (_what, speaker, path, should) => {
    const read = withSpeakers(speaker);
    expect(read).toMatchObject({ ok: false, fault: { path } });
    expect(read.ok || read.fault.should).toContain(should);
  });

  it('may be silent but for the chime, back each other up, and share their air', () => {
    const left = { ...hall, speech: false, backup: 'right', acousticGroup: 'sanh' };
    const right = { id: 'right', rooms: ['pk2'], backup: 'hall', acousticGroup: 'sanh' };
    expect(withSpeakers(left, right).ok).toBe(true);
  });

  it('must not call letters that sound alike into one air, though two speakers do it', () => {
    const parts = {
      services: [service('noi', 'C', {}), service('nhi', 'P', {})],
      rooms: [room('pk1', ['noi']), room('pk2', ['nhi'])],
      boards: [],
    };
    const speakers = (group: object) => [
      { id: 'left', rooms: ['pk1'], ...group },
      { id: 'right', rooms: ['pk2'], ...group },
    ];
    expect(readClinic(clinicJson({ ...parts, speakers: speakers({}) })).ok).toBe(true);
    const together = readClinic(clinicJson({ ...parts, speakers: speakers({ acousticGroup: 'sanh' }) }));
    expect(together).toMatchObject({ ok: false, fault: { path: ['speakers', 0, 'rooms'] } });
  });
});
