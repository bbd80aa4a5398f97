import { describe, expect, it } from 'vitest';
import { offsetMinutes, timeOfDay } from '../../display/local-time.ts';
import { isReloadDue, type PageLife } from '../../display/reload.ts';
import { pollPause } from '../../display/ticket-face.ts';
import { sentence } from '../../display/ticket-words.ts';

const night: PageLife = {
  clock: '03:31',
  openForMs: 20 * 3_600_000,
  fresh: true,
  idle: true,
  calm: true,
  firstBuild: 'b1',
  build: 'b1',
};

describe('a page that runs for weeks', () => {
  it('loads itself anew at night, once, when nobody waits and the server is there', () => {
    expect(isReloadDue(night)).toBe(true);
    expect(isReloadDue({ ...night, clock: '10:00' })).toBe(false);
    expect(isReloadDue({ ...night, idle: false })).toBe(false);
    expect(isReloadDue({ ...night, fresh: false })).toBe(false);
    expect(isReloadDue({ ...night, openForMs: 60_000 })).toBe(false);
  });

  it('takes newer pages of the server, but not in the middle of a call nor to and fro', () => {
    const updated = { ...night, clock: '10:00', idle: false, build: 'b2' };
    expect(isReloadDue(updated)).toBe(true);
    expect(isReloadDue({ ...updated, calm: false })).toBe(false);
    expect(isReloadDue({ ...updated, openForMs: 9 * 60_000 })).toBe(false);
  });
});

describe('the time on a screen', () => {
  it("is the hospital's, whatever the zone of the device", () => {
    const now = Date.parse('2026-11-22T07:42:59+07:00');
    expect(timeOfDay(now, offsetMinutes(null))).toBe('07:42');
    expect(timeOfDay(now, offsetMinutes('2026-11-22T00:42:00+00:00'))).toBe('00:42');
    expect(timeOfDay(now, offsetMinutes('2026-11-21T18:42:00-06:00'))).toBe('18:42');
  });
});

describe("a patient's own ticket", () => {
  const face = {
    code: 'A012',
    state: 'waiting',
    ahead: 3,
    service: { vi: 'Khám Nội' },
    room: null,
    facility: 'Bệnh viện Đa khoa Minh Họa',
    updatedAt: 0,
  };
  const room = { vi: 'Phòng khám 1', en: 'Room 1' };

  it('says in one sentence what to do', () => {
    expect(sentence(face).vi).toBe('Còn 3 người trước bạn');
    expect(sentence({ ...face, ahead: 0 }).vi).toBe('Bạn là người tiếp theo');
    expect(sentence({ ...face, state: 'called', room })).toEqual({
      vi: 'Mời vào Phòng khám 1',
      en: 'Please go to Room 1',
    });
    expect(sentence({ ...face, state: 'something-new' }).vi).toBe('Mời hỏi nhân viên');
  });

  it('names the room in Vietnamese where the hospital has no English name', () => {
    expect(sentence({ ...face, state: 'serving', room: { vi: 'Quầy 1' } }).en).toBe('Being seen in Quầy 1');
  });

  it('asks each ten seconds, less often while nobody answers, and not all phones at once', () => {
    expect(pollPause(0, 0.5)).toBe(10_000);
    expect([pollPause(1, 0.5), pollPause(2, 0.5), pollPause(9, 0.5)]).toEqual([20_000, 40_000, 80_000]);
    expect(pollPause(0, 0)).toBeLessThan(pollPause(0, 1));
  });
});
