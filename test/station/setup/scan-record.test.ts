import { describe, expect, it } from 'vitest';
import { readCard } from '../../../core/identity/read-card.ts';
import { createScanRecord, type ScanFacts, textFacts } from '../../../kiosk/station/scan-record.ts';
import { BINH, bytesOf, NEW_INSURANCE } from '../scanner/sample-cards.ts';

const TODAY = '2026-11-22';
const lengths = (text: string | Uint8Array) => {
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  return textFacts(bytes, readCard(bytes, TODAY));
};

function scan(other: Partial<ScanFacts>): ScanFacts {
  const usual = { at: 1, source: 'serial:/dev/ttyACM0', verdict: 'ok', code: null, kind: 'cccd' } as const;
  return { ...usual, ...lengths(BINH), end: 'cr', ...other };
}

describe('what is kept of a scan', () => {
  it('tells how many characters each field of a card had, in letters and not in bytes', () => {
    expect(lengths(BINH)).toEqual({
      bytes: bytesOf(BINH).length,
      fields: [12, 9, 15, 8, 3, 47, 8],
      quality: 'ok',
      repair: [],
    });
    expect(lengths(NEW_INSURANCE).fields).toHaveLength(17);
  });

  it('tells the whole length alone of a text without fields, and of one with more than any card has', () => {
    expect(lengths('https://vidu.example/x').fields).toEqual([22]);
    expect(lengths('|'.repeat(300)).fields).toEqual([300]);
  });

  it('names the encoding a scanner really sends, and text whose letters are gone', () => {
    const gbk = Buffer.from(BINH.replace('Nguyễn Văn Bình', 'Nguy?n V?n B?nh'), 'latin1');
    expect(lengths(gbk)).toMatchObject({ quality: 'lossy' });
    const windows = Buffer.from(
      '024085001234||Tr\xe2n \xd0\xe0o|15031985|Nam|H\xe0 N\xf4i|25042021',
      'latin1',
    );
    expect(lengths(windows)).toMatchObject({ quality: 'repaired', repair: ['windows-1258'] });
  });

  it('holds the last twenty, newest first', () => {
    const record = createScanRecord();
    for (let at = 1; at <= 25; at += 1) record.add(scan({ at }), false);
    expect(record.list()).toHaveLength(20);
    expect([record.list()[0]?.at, record.list()[19]?.at]).toEqual([25, 6]);
    expect(new Set(record.list().map(({ id }) => id)).size).toBe(20);
  });

  it('counts a card that lies there as one scan, until something about it changes', () => {
    const record = createScanRecord();
    record.add(scan({ at: 1, end: 'silence' }), false);
    record.add(scan({ at: 2, end: 'silence' }), true);
    expect(record.list()).toMatchObject([{ at: 2, times: 2 }]);
    record.add(scan({ at: 3, end: 'cr' }), true);
    expect(record.list()).toMatchObject([{ end: 'cr', times: 1 }, { times: 2 }]);
    record.add(scan({ at: 4, end: 'cr' }), false);
    expect(record.list()).toHaveLength(3);
  });
});
