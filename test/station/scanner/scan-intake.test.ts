import { describe, expect, it } from 'vitest';
import { createScanGate } from '../../../kiosk/station/scanner/scan-intake.ts';

/** Verdicts of cards shown one after the other, as `[key, seconds]`. */
function verdicts(...shown: [string | null, number][]): string[] {
  const gate = createScanGate({ sameCardMs: 5000, twoCardsMs: 1500 });
  return shown.map(([key, seconds]) => gate({ key, at: seconds * 1000 }));
}

describe('the gate behind the scanners', () => {
  it('lets a card through once while it is shown again within 5 s', () =>
    expect(verdicts(['binh', 0], ['binh', 0.6], ['binh', 5.6])).toEqual(['pass', 'same', 'same']));
  it('counts a card left under the scanner as one showing, however long it lies there', () => {
    const lying = Array.from({ length: 300 }, (_, turn): [string, number] => ['binh', turn * 2]);
    expect(verdicts(...lying).filter((verdict) => verdict === 'pass')).toHaveLength(1);
  });
  it('answers 300 scans of one card in 10 s with one pass', () => {
    const hail = Array.from({ length: 300 }, (_, turn): [string, number] => ['binh', turn / 30]);
    expect(verdicts(...hail).filter((verdict) => verdict !== 'same')).toEqual(['pass']);
  });
  it('lets the same card through again after more than 5 s', () =>
    expect(verdicts(['binh', 0], ['binh', 5.001])).toEqual(['pass', 'pass']));
  it('lets the next person through after 1.5 s', () =>
    expect(verdicts(['binh', 0], ['ty', 1.501])).toEqual(['pass', 'pass']));
  it('asks again when two cards come within 1.5 s, and believes neither until one comes alone', () =>
    expect(verdicts(['binh', 0], ['ty', 1.5], ['binh', 2], ['ty', 2.4], ['ty', 4])).toEqual([
      'pass',
      'two-cards',
      'two-cards',
      'two-cards',
      'pass',
    ]));
  it('lets the card through that was asked for again, though it was seen less than 5 s ago', () =>
    expect(verdicts(['binh', 0], ['ty', 1], ['ty', 3])).toEqual(['pass', 'two-cards', 'pass']));
  it('lets what cannot be read through and forgets it', () =>
    expect(verdicts([null, 0], ['binh', 0.1], [null, 0.2], ['binh', 0.3], [null, 0.4])).toEqual([
      'pass',
      'pass',
      'pass',
      'same',
      'pass',
    ]));
});
