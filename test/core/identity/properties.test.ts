import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityKey } from '../../../core/identity/identity-key.ts';
import { scanAnswer } from '../../../core/identity/person.ts';
import { ageClasses } from '../../../core/identity/priority.ts';
import { readCard } from '../../../core/identity/read-card.ts';
import { reasonTable } from '../../../core/identity/reason-table.ts';
import { citizenText, TODAY } from './sample-cards.ts';

const word = fc.constantFrom(
  'Nguyễn',
  'Trần',
  'Đỗ',
  'Thị',
  'Văn',
  'Ánh',
  'Ý',
  'Huệ',
  'Bhăm',
  "H'Linh",
  'Lê',
  'An',
);
const name = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => `Đặng ${words.join(' ')}`);
const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-21'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const compact = (day: string): string => day.split('-').reverse().join('');

const card = fc.record({ name, dob: date, isMan: fc.boolean(), tail: fc.nat(999_999), extra: fc.nat(17) });
type Card = { name: string; dob: string; isMan: boolean; tail: number; extra: number };

function textOf({ name, dob, isMan, tail, extra }: Card): string {
  const year = Number(dob.slice(0, 4));
  const digit = (year < 2000 ? 0 : 2) + (isMan ? 0 : 1);
  const id = `024${digit}${dob.slice(2, 4)}${String(tail).padStart(6, '0')}`;
  return citizenText({
    id,
    name,
    dob: compact(dob),
    sex: isMan ? 'Nam' : 'Nữ',
    issued: compact(TODAY),
    tail: '|x'.repeat(extra),
  });
}

/** Pieces of cards and of what goes wrong with them. */
const piece = fc.oneof(
  fc.constantFrom(
    '024085001234',
    '|',
    '$',
    '\u0000',
    '\ufeff',
    ']Q1',
    'Nữ',
    '15031985',
    'GD4242401234567',
    '?',
    '\ufffd',
    '\ud800',
    'Ã\u0081',
    '｜',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

describe('any card', () => {
  it('that is built is read back', () => {
    fc.assert(
      fc.property(card, (one) => {
        expect(readCard(textOf(one), TODAY)).toMatchObject({
          status: 'ok',
          warn: [],
          name: one.name,
          dob: one.dob,
          sex: one.isMan ? 'M' : 'F',
          issued: TODAY,
          extra: one.extra,
        });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('reads the same composed, decomposed, and as bytes', () => {
    fc.assert(
      fc.property(card, (one) => {
        const composed = readCard(textOf(one), TODAY);
        expect(readCard(new TextEncoder().encode(textOf(one)), TODAY)).toEqual(composed);
        const decomposed = readCard(textOf(one).normalize('NFD'), TODAY);
        expect(decomposed).toEqual({ ...composed, warn: ['nfd'], quality: 'repaired', repair: ['nfc'] });
        expect(identityKey(decomposed)).toBe(identityKey(composed));
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

function expectSound(scan: string | Uint8Array): void {
  const reading = readCard(scan, TODAY);
  const answer = scanAnswer(reading, 'serial');
  expect(answer.codes.every((code) => code in reasonTable)).toBe(true);
  expect(ageClasses(reading, TODAY).length).toBeLessThan(2);
  expect(identityKey(reading) === null).toBe(reading.status === 'reject');
  // Nothing that steers a printer or a terminal comes through, whatever went in.
  expect(/\p{Cc}|\p{Bidi_Control}/u.test(Object.values(reading).join('\u00b7'))).toBe(false);
  if (reading.status === 'ok' && 'name' in reading) expect(reading.name).not.toMatch(/[?\ufffd]/);
}

describe('whatever is held before the scanner', () => {
  it('as text, is answered', () => {
    fc.assert(fc.property(text, expectSound), { seed: 3, numRuns: 2000 });
  });

  it('as bytes, is answered', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), expectSound), { seed: 4, numRuns: 1000 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), (noise, at) => {
        const bytes = Buffer.from(citizenText({}));
        expectSound(Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]));
      }),
      { seed: 5, numRuns: 1000 },
    );
  });

  it('and is longer than a card, is refused unread', () => {
    const hostile = ['|', ' ', 'a', 'ễ', '\u0301', 'Ã', '4e', "'", '-', '\ud800', ']Q1', '024085001234|'];
    for (const part of hostile) {
      const long = part.repeat(50_000 / part.length);
      expect(readCard(long, TODAY)).toEqual({ status: 'reject', err: 'too_long' });
      expect(readCard(new TextEncoder().encode(long), TODAY)).toEqual({ status: 'reject', err: 'too_long' });
    }
  });
});
