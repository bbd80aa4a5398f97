import { describe, expect, it } from 'vitest';
import type { Called } from './morning/called-log.ts';
import { auditSound, type HeardCall, type Outage } from './morning/sound-audit.ts';

const NOON = Date.parse('2026-11-22T05:00:00Z');
const A1 = 'p_moi lA n0 n0 n1 p_den n3';
const A2 = 'p_moi lA n0 n0 n2 p_den n3';
const called = (words: string, after: number, more: Partial<Called> = {}): Called => {
  const at = NOON + after;
  const until = { overAt: Number.POSITIVE_INFINITY, expiresAt: at + 60_000 };
  return { speaker: 'hall', code: 'A001', room: 'pk3', at, ...until, plays: 2, words, ...more };
};
const heard = (words: string, after: number, worst = 0.98): HeardCall => ({
  ...{ speaker: 'hall', from: NOON + after, words, worst },
});
const findings = (log: Called[], sounds: HeardCall[], outages: Outage[] = []): number[] => {
  const { strangers, missing, tooFew, blurred } = auditSound(log, sounds, outages);
  return [strangers, missing, tooFew, blurred].map((each) => each.length);
};

describe('what was heard in a morning, held against the log', () => {
  it('is in order when each call was said as often as the rule says', () => {
    expect(findings([called(A1, 0)], [heard(A1, 500), heard(A1, 10_000)])).toEqual([0, 0, 0, 0]);
  });

  it('is not when something was said that nobody called, too often, too late, or elsewhere', () => {
    const whole = [heard(A1, 500), heard(A1, 10_000)];
    expect(findings([called(A1, 0)], [...whole, heard(A2.replace('p_den n3', 'p_den n4'), 20_000)])).toEqual([
      1, 0, 0, 0,
    ]);
    expect(findings([called(A1, 0)], [...whole, heard(A1, 20_000)])).toEqual([1, 0, 0, 0]);
    expect(findings([called(A1, 0)], [...whole, heard(A1, 90_000)])).toEqual([1, 0, 0, 0]);
    expect(findings([called(A1, 0)], [...whole, { ...heard(A1, 9_000), speaker: 'lau-2' }])).toEqual([
      1, 0, 0, 0,
    ]);
    expect(findings([called(A1, 20_000)], [heard(A1, 0), heard(A1, 21_000), heard(A1, 30_000)])).toEqual([
      1, 0, 0, 0,
    ]);
  });

  it('is not when a call went on after it was taken back', () => {
    const undone = called(A1, 0, { overAt: NOON + 1_000 });
    expect(findings([undone], [heard(A1, 500)])).toEqual([0, 0, 0, 0]);
    expect(findings([undone], [heard(A1, 500), heard(A1, 10_000)])).toEqual([1, 0, 0, 0]);
    expect(findings([undone], [])).toEqual([0, 0, 0, 0]);
  });

  it('is not when a call was never said, or once only in a calm hour', () => {
    expect(findings([called(A1, 0)], [])).toEqual([0, 1, 0, 0]);
    expect(findings([called(A1, 0)], [heard(A1, 500)])).toEqual([0, 0, 1, 0]);
  });

  it('forgives what a cut line has eaten, and no more', () => {
    const cut = (ms: number): Outage[] => [{ speaker: 'hall', from: NOON - 1_000, to: NOON + ms }];
    expect(findings([called(A1, 0)], [], cut(60_000))).toEqual([0, 0, 0, 0]);
    expect(findings([called(A1, 0)], [], cut(20_000))).toEqual([0, 1, 0, 0]);
    expect(findings([called(A1, 0)], [heard(A1, 30_000)], cut(20_000))).toEqual([0, 0, 0, 0]);
    expect(findings([called(A1, 0)], [], [{ ...cut(60_000)[0]!, speaker: 'lau-2' }])).toEqual([0, 1, 0, 0]);
  });

  it('forgives nothing that waited in a house that was killed: it is said when the house is back', () => {
    const killed: Outage[] = [{ speaker: 'hall', from: NOON + 2_000, to: NOON + 17_000 }];
    expect(findings([called(A1, 0)], [], killed)).toEqual([0, 1, 0, 0]);
    expect(findings([called(A1, 0)], [heard(A1, 21_000)], killed)).toEqual([0, 0, 0, 0]);
  });

  it('counts a call with one unclear word as blurred; with two, or another word that was clear, as a stranger', () => {
    const second = heard(A1, 10_000);
    expect(findings([called(A1, 0)], [heard('p_moi lK n0 n0 n1 p_den n3', 500, 0.8), second])).toEqual([
      0, 0, 0, 1,
    ]);
    expect(findings([called(A1, 0)], [heard('p_moi lK n5 n0 n1 p_den n3', 500, 0.8), second])[0]).toBe(1);
    const [strangers] = findings([called(A1, 0)], [heard(A2, 500), heard(A1, 10_000)]);
    expect(strangers).toBe(1);
  });
});
