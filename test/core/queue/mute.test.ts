import { describe, expect, it } from 'vitest';
import { muteOf } from '../../../core/queue/mute.ts';
import { clinicOf, HOUR, MINUTE, TestDay } from './test-day.ts';

const mute = (minutes: number | null) =>
  ({ type: 'mute', speaker: 'hall', minutes, reason: 'Bảo trì' }) as const;
const muted = ({ day, now }: TestDay) => muteOf(day.mutes, 'hall', now);

describe('a speaker that staff switch off', () => {
  it('is off until its time and speaks again by itself, without any entry of the log', () => {
    const day = new TestDay(clinicOf({}));
    day.ask(mute(15));
    const { length } = day.entries;
    expect(muted(day)).toEqual({ until: day.now + 15 * MINUTE, reason: 'Bảo trì' });
    expect(muted(day.later(15 * MINUTE))).toBeNull();
    expect(day.entries).toHaveLength(length);
  });

  it('is switched on before its time, once', () => {
    const day = new TestDay(clinicOf({}));
    day.ask(mute(15));
    day.ask(mute(null));
    expect(muted(day)).toBeNull();
    expect(day.ask(mute(null))).toMatchObject({ ok: true, happenings: [] });
  });

  it('stays off over the turn of the day, which can be told from its own entries', () => {
    const day = new TestDay(clinicOf({}));
    day.later(16 * HOUR).ask(mute(120));
    const until = day.now + 2 * HOUR;
    day.later(HOUR + 30 * MINUTE).catchUp();
    const opened = day.entries.findLast(({ happening }) => happening.type === 'day-opened')!;
    expect(opened.happening).toMatchObject({ mutes: { hall: { until } } });
    expect(muted(day)).toMatchObject({ until });
    day.later(24 * HOUR).catchUp();
    expect(day.day.mutes.size).toBe(0);
  });

  it('says no test sentence, and one that there is not is no speaker', () => {
    const day = new TestDay(clinicOf({}));
    const test = { type: 'test-speaker', speaker: 'hall', call: 'c1' } as const;
    expect(day.ask(test)).toMatchObject({ ok: true, happenings: [{ type: 'speaker-tested', call: 'c1' }] });
    day.ask(mute(15));
    expect(day.ask(test)).toMatchObject({ ok: false, fault: { code: 'speaker-muted' } });
    const stranger = { ...mute(15), speaker: 'nowhere' };
    expect(day.ask(stranger)).toMatchObject({ ok: false, fault: { code: 'unknown-speaker' } });
  });
});
