import { describe, expect, it } from 'vitest';
import { NOTICE_LETTERS, type Notice, noticeText } from '../../../core/queue/notice.ts';
import { boardNotices } from '../../../core/queue/views.ts';
import { clinicOf, faultCode, HOUR, MINUTE, MORNING, TestDay } from './test-day.ts';

const notice = (id: string, parts: Partial<Notice>): Notice => ({
  ...{ id, text: `Thông báo ${id}`, from: null, until: null, boards: null },
  ...parts,
});
const newDay = () =>
  new TestDay(
    clinicOf({
      boards: [
        { id: 'hall', rooms: ['pk1'] },
        { id: 'nhi', rooms: ['pk3'] },
      ],
    }),
  );
const hang = (day: TestDay, id: string, parts: Partial<Notice>) =>
  day.ask({ type: 'notice', notice: notice(id, parts) });
const on = (day: TestDay, board: string) => boardNotices(day.day, board, day.now).map(({ id }) => id);

describe('the text of a notice', () => {
  it('is one line of at most 200 letters, whatever was pasted', () => {
    expect(noticeText('  Hôm nay\r\n\tkhám\u0000 đến 16:30 \u2028')).toBe('Hôm nay khám đến 16:30');
    const long = noticeText('Nghỉ trưa. '.repeat(2_000));
    expect([...long]).toHaveLength(NOTICE_LETTERS);
    expect(long.endsWith('…')).toBe(true);
    expect(noticeText('a'.repeat(200))).toBe('a'.repeat(200));
    expect(noticeText(' \u0007 \n ')).toBe('');
  });

  it('cuts no sign in two halves and composes its letters', () => {
    expect([...noticeText('😀'.repeat(500))].every((sign) => sign === '😀' || sign === '…')).toBe(true);
    expect(noticeText('Ệ'.normalize('NFD'))).toBe('Ệ');
  });
});

describe('a notice', () => {
  it('hangs on its boards from its time until its time', () => {
    const day = newDay();
    hang(day, 'all', {});
    hang(day, 'nhi', { boards: ['nhi'] });
    hang(day, 'later', { from: MORNING + HOUR, until: MORNING + 2 * HOUR });
    expect([on(day, 'hall'), on(day, 'nhi')]).toEqual([['all'], ['all', 'nhi']]);
    day.later(HOUR);
    expect(on(day, 'hall')).toEqual(['all', 'later']);
    day.later(HOUR);
    expect(on(day, 'hall')).toEqual(['all']);
    day.ask({ type: 'end-notice', notice: 'all' });
    expect(on(day, 'hall')).toEqual([]);
  });

  it('stays over the turn of the day unless it is over', () => {
    const day = newDay();
    hang(day, 'standing', {});
    hang(day, 'today', { until: MORNING + HOUR });
    day.later(24 * HOUR).catchUp();
    expect(day.day.businessDay).toBe('2026-11-24');
    expect([...day.day.notices.keys()]).toEqual(['standing']);
  });

  it('is refused without text, when it ends before it begins, for a board that is none, and as the 21st', () => {
    const day = newDay();
    expect(faultCode(hang(day, 'a', { text: ' \n ' }))).toBe('empty-notice');
    expect(faultCode(hang(day, 'a', { until: MORNING }))).toBe('notice-over');
    expect(faultCode(hang(day, 'a', { from: MORNING + HOUR, until: MORNING + MINUTE }))).toBe('notice-over');
    expect(faultCode(hang(day, 'a', { boards: ['phong-ma'] }))).toBe('unknown-board');
    for (let i = 0; i < 20; i += 1) hang(day, `n${i}`, { until: i === 0 ? MORNING + MINUTE : null });
    expect(faultCode(hang(day, 'a', {}))).toBe('too-many-notices');
    day.later(MINUTE);
    expect(hang(day, 'a', {}).ok).toBe(true);
    expect(day.ask({ type: 'end-notice', notice: 'n0x' })).toMatchObject({ ok: true, happenings: [] });
  });
});
