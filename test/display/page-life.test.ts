import { describe, expect, it } from 'vitest';
import { offsetMinutes, timeOfDay } from '../../display/local-time.ts';
import { isReloadDue, type PageLife } from '../../display/reload.ts';
import { isNewCall, pollPause } from '../../display/ticket-face.ts';
import { sentence, waitSentence } from '../../display/ticket-words.ts';
import { chromiumVersion, isStuck } from '../../display/watchdog.ts';
import { calledFace, waitingFace } from './sample-face.ts';

const night: PageLife = {
  clock: '03:31',
  openForMs: 20 * 3_600_000,
  fresh: true,
  idle: true,
  calm: true,
  firstBuild: 'b1',
  build: 'b1',
  heapBytes: 2_000_000,
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

describe('a page that has grown', () => {
  it('is loaded anew in a calm moment, not more often than every ten minutes', () => {
    const heavy = { ...night, clock: '10:00', idle: false, heapBytes: 200_000_000 };
    expect(isReloadDue(heavy)).toBe(true);
    expect(isReloadDue({ ...heavy, calm: false })).toBe(false);
    expect(isReloadDue({ ...heavy, fresh: false })).toBe(false);
    expect(isReloadDue({ ...heavy, openForMs: 9 * 60_000 })).toBe(false);
    expect(isReloadDue({ ...heavy, heapBytes: null })).toBe(false);
  });
});

describe('a page whose picture stands still', () => {
  const still = { now: 100_000, paintedAt: 79_000, newsAt: 98_000, hidden: false, serverNow: 5_000_000 };

  it('is loaded anew, once in ten minutes, when there is news and nothing in front of it', () => {
    expect(isStuck({ ...still, reloadedAt: null })).toBe(true);
    expect(isStuck({ ...still, paintedAt: 81_000, reloadedAt: null })).toBe(false);
    expect(isStuck({ ...still, newsAt: 89_000, reloadedAt: null })).toBe(false);
    expect(isStuck({ ...still, hidden: true, reloadedAt: null })).toBe(false);
    expect(isStuck({ ...still, reloadedAt: 4_500_000 })).toBe(false);
    expect(isStuck({ ...still, reloadedAt: 4_300_000 })).toBe(true);
  });

  it('knows the version of its browser', () => {
    const tv = 'Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 Chrome/53.0.2785.34 Safari/537.36';
    expect([chromiumVersion(tv), chromiumVersion('Firefox/140.0')]).toEqual([53, null]);
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
  const room = { vi: 'Phòng khám 1', en: 'Room 1' };

  it('says in one sentence what to do', () => {
    expect(sentence(waitingFace).vi).toBe('Còn 4 người trước bạn');
    expect(sentence({ ...waitingFace, ahead: 0 }).vi).toBe('Bạn là người tiếp theo');
    expect(sentence({ ...waitingFace, state: 'called', room })).toEqual({
      vi: 'Mời vào Phòng khám 1',
      en: 'Please go to Room 1',
    });
    expect(sentence({ ...waitingFace, state: 'something-new' }).vi).toBe('Mời hỏi nhân viên');
  });

  it('names the room in Vietnamese where the hospital has no English name', () => {
    const inside = { ...waitingFace, state: 'serving', room: { vi: 'Quầy 1' } };
    expect(sentence(inside).en).toBe('Being served at Quầy 1');
  });

  it('says to whoever waits for results when they will be in', () => {
    const backAt = waitingFace.updatedAt + 20 * 60_000;
    expect(sentence({ ...waitingFace, state: 'away', backAt }).vi).toContain('sau 9:30');
    expect(sentence({ ...waitingFace, state: 'away' }).vi).toContain('báo nhân viên');
  });

  it('tells the wait as a window, in minutes and by the clock, rounded outwards', () => {
    expect(waitSentence(waitingFace)).toMatchObject({
      minutes: { vi: 'Khoảng 20–35 phút nữa' },
      times: { vi: 'dự kiến 9:30–9:45' },
    });
    const odd = { ...waitingFace, updatedAt: waitingFace.updatedAt + 2 * 60_000 };
    expect(waitSentence(odd)?.times.vi).toBe('dự kiến 9:30–9:50');
    const soon = waitSentence({ ...waitingFace, wait: { from: 0, to: 10 } });
    expect([soon?.minutes.vi, soon?.times.vi]).toEqual(['Chưa đến 10 phút nữa', 'dự kiến trước 9:20']);
  });

  it('promises no time that nobody knows, and none to somebody who does not wait', () => {
    expect(waitSentence({ ...waitingFace, wait: null })).toBeNull();
    expect(waitSentence({ ...waitingFace, state: 'held' })).toBeNull();
  });

  it('rings at the call and at each recall, not at every answer', () => {
    expect(isNewCall(waitingFace, calledFace)).toBe(true);
    expect(isNewCall(calledFace, calledFace)).toBe(false);
    expect(isNewCall(calledFace, { ...calledFace, calls: 2 })).toBe(true);
    expect([isNewCall(null, calledFace), isNewCall(null, waitingFace)]).toEqual([true, false]);
  });

  it('asks as often as the server says, less often while nobody answers, and not all phones at once', () => {
    expect([pollPause(15_000, 0, 0.5), pollPause(null, 0, 0.5)]).toEqual([15_000, 10_000]);
    const failing = [1, 2, 3, 9].map((failures) => pollPause(15_000, failures, 0.5));
    expect(failing).toEqual([5_000, 10_000, 20_000, 60_000]);
    expect(pollPause(15_000, 0, 0)).toBeLessThan(pollPause(15_000, 0, 1));
    expect(pollPause(15_000, 4, 1)).toBe(3 * pollPause(15_000, 4, 0));
    expect([pollPause(0, 0, 0.5), pollPause(9_999_999, 0, 0.5)]).toEqual([3_000, 60_000]);
  });
});
