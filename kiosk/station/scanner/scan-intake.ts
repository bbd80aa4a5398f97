/** What came in: `key` names the card (number or bytes), null when nothing could be read; `at` in steady ms. */
export interface ScanSighting {
  readonly key: string | null;
  readonly at: number;
}

/**
 * `pass`: a card newly shown. `same`: the card that passed is still lying there or shown again.
 * `two-cards`: two cards at once, nobody can know which was meant; ask for one to be scanned again.
 */
export type ScanVerdict = 'pass' | 'same' | 'two-cards';

/**
 * Judges each scan of one kiosk, of all its sources together, by what was seen just before.
 * @param sameCardMs a card is the same showing while it is seen again within this time: a presentation
 *   scanner reads a card left under it every 0.6 to 3 s
 * @param twoCardsMs two different cards within this time are one gesture
 * @returns the gate; unreadable scans pass and are not remembered. It holds the last key alone: use a new gate
 *   for a new visit.
 */
export function createScanGate({ sameCardMs, twoCardsMs }: { sameCardMs: number; twoCardsMs: number }) {
  let last: ScanSighting = { key: null, at: Number.NEGATIVE_INFINITY };
  let otherAt = Number.NEGATIVE_INFINITY;
  let passed = false;

  return ({ key, at }: ScanSighting): ScanVerdict => {
    if (key === null) return 'pass';
    const before = last;
    last = { key, at };
    if (key !== before.key) {
      otherAt = before.at;
      passed = false;
    }
    if (at - otherAt <= twoCardsMs) return 'two-cards';
    if (passed && at - before.at <= sameCardMs) return 'same';
    passed = true;
    return 'pass';
  };
}
