import { describe, expect, it } from 'vitest';
import type { StationRow, StationSign } from '../../../core/wire/station.ts';
import { signFinding } from '../../../server/alarms/station-signs.ts';

const TODAY = '2026-11-23';
const refusal = (code: string, businessDay: string) => ({
  code,
  businessDay,
  fault: 'line-changed',
  why: '',
});

function station(
  name: string,
  change: Partial<Omit<StationRow, 'sign'>> & { sign?: Partial<StationSign> },
): StationRow {
  const calm = { clockMs: 0, build: null, ownNumbers: 'ready', waiting: 0, refused: [], faults: [] };
  return {
    ...{ device: name, name, connected: true, seenSeconds: 0, clockOffMs: 0, waitingSeconds: 0 },
    unreadySeconds: 0,
    ...change,
    sign: { ...calm, ...change.sign },
  };
}

describe('what the supervisor is told of the stations', () => {
  it('is nothing while all is well', () => {
    expect(signFinding([station('sanh-a', {})], TODAY)).toBeNull();
  });

  it('are the numbers that the house would not take: red on their day, amber afterwards', () => {
    const sign = { refused: [refusal('K1-002', TODAY), refusal('K1-002', TODAY), refusal('K1-005', TODAY)] };
    expect(signFinding([station('sanh-a', { sign })], TODAY)).toEqual({
      level: 'red',
      what: 'sanh-a: máy chủ không nhận số K1-002, K1-005',
    });
    expect(signFinding([station('sanh-a', { sign })], '2026-11-24')!.level).toBe('amber');
  });

  it('is short: three numbers, three kiosks, and how many more', () => {
    const many = [1, 2, 3, 4, 5].map((n) => refusal(`K1-00${n}`, TODAY));
    const { what } = signFinding([station('sanh-a', { sign: { refused: many } })], TODAY)!;
    expect(what).toBe('sanh-a: máy chủ không nhận số K1-001, K1-002, K1-003 và 2 số nữa');
    const all = ['a', 'b', 'c', 'd'].map((name) => station(name, { sign: { refused: many.slice(0, 1) } }));
    expect(signFinding(all, TODAY)!.what).toMatch(/^a: .+; b: .+; c: .+ và 1 máy nữa$/);
  });

  it('are lines that have waited, and a permit that is missing, for longer than an outage or a start takes', () => {
    const sign = { waiting: 7, ownNumbers: 'foreign' };
    expect(
      signFinding([station('sanh-a', { sign, waitingSeconds: 20, unreadySeconds: 20 })], TODAY),
    ).toBeNull();
    expect(
      signFinding([station('sanh-a', { sign, waitingSeconds: 100, unreadySeconds: 100 })], TODAY),
    ).toEqual({
      level: 'amber',
      what: 'sanh-a: 7 dòng sổ chưa nộp được, mất mạng sẽ không cấp được số (giấy phép của máy khác)',
    });
  });
});
