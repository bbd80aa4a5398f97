import type { CardReading } from '../../core/identity/card.ts';
import { readText } from '../../core/identity/scan-text.ts';
import type { ScanEntry } from '../../core/wire/scanner-setup.ts';

export type ScanFacts = Omit<ScanEntry, 'id' | 'times'>;

export type ScanRecord = {
  /** `again`: the card that was read just before; told only once unless something about it has changed. */
  add(facts: ScanFacts, again: boolean): void;
  /** Newest first. */
  list(): readonly ScanEntry[];
};

const MOST = 20;
/** An insurance card has at most 17 pieces; more fields than this are no card and are counted as one text. */
const MOST_FIELDS = 24;

/** The last twenty scans of this station, in memory alone. */
export function createScanRecord(): ScanRecord {
  let entries: readonly ScanEntry[] = [];
  let count = 0;
  return {
    add(facts, again) {
      const [newest, ...older] = entries;
      if (again && newest && isAlike(newest, facts)) {
        entries = [{ ...newest, at: facts.at, times: newest.times + 1 }, ...older];
        return;
      }
      count += 1;
      entries = [{ id: count, times: 1, ...facts }, ...entries].slice(0, MOST);
    },
    list: () => entries,
  };
}

/**
 * How a scan's text is built and how it came through.
 * @param bytes as the scanner sent them
 * @returns lengths in characters after decoding, so that lost diacritics show as a longer or shorter field
 */
export function textFacts(
  bytes: Uint8Array,
  reading: CardReading,
): Pick<ScanEntry, 'bytes' | 'fields' | 'quality' | 'repair'> {
  const fields = readText(bytes).text.split('|');
  const counted = fields.length > MOST_FIELDS ? [fields.join('|')] : fields;
  return {
    bytes: bytes.length,
    fields: counted.map((field) => [...field].length),
    ...('quality' in reading
      ? { quality: reading.quality, repair: reading.repair }
      : { quality: null, repair: [] }),
  };
}

function isAlike(entry: ScanEntry, facts: ScanFacts): boolean {
  const { id: _id, times: _times, at: _at, ...before } = entry;
  const { at: _now, ...after } = facts;
  return (Object.keys(after) as (keyof typeof after)[]).every((key) => `${before[key]}` === `${after[key]}`);
}
