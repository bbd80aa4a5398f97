import { describe, expect, it } from 'vitest';
import { readCard } from '../../../core/identity/read-card.ts';
import { cp1258Bytes, damages } from '../../../scripts/identity-fuzz/card-damage.ts';
import { fictionalCard, fictionalInsurance, seeded } from '../../../scripts/identity-fuzz/fictional-card.ts';
import { fuzz, isExact } from '../../../scripts/identity-fuzz/fuzz.ts';
import { TODAY } from './sample-cards.ts';

const CARDS = 2000;

/** What becomes of 2,000 cards under one kind of damage. */
function row(name: string) {
  const damage = damages.find((one) => one.name === name)!;
  const random = seeded(20261122);
  const count = { exact: 0, ok: 0, wrongButOk: 0, rejected: 0, otherPerson: 0 };
  for (let i = 0; i < CARDS; i += 1) {
    const card = fictionalCard(random);
    const reading = readCard(damage.apply(card.text, random), TODAY);
    const exact = isExact(reading, card);
    if (exact) count.exact += 1;
    if (reading.status === 'ok') count.ok += 1;
    if (reading.status === 'ok' && !exact) count.wrongButOk += 1;
    if (reading.status === 'reject') count.rejected += 1;
    else if (reading.kind !== 'cccd' || reading.id !== card.id || reading.dob !== card.dob)
      count.otherPerson += 1;
  }
  return count;
}

const whole = { exact: CARDS, ok: CARDS, wrongButOk: 0, rejected: 0, otherPerson: 0 };
const gone = { exact: 0, ok: 0, wrongButOk: 0, rejected: 0, otherPerson: 0 };

describe('two thousand cards', () => {
  it.each([
    'correct text',
    'NFD',
    'UTF-8 read as CP1252',
    'UTF-8 read as Latin-1',
    'UTF-8 shown as CP1258 text',
    'encoded twice',
    'bytes UTF-8',
    'bytes UTF-8 with BOM',
    'bytes encoded twice',
    'BOM read as CP1252',
  ])('are all read exactly: %s', (name) => {
    expect(row(name)).toEqual(whole);
  });

  it.each(['bytes windows-1258', 'bytes GB18030'])('are all read exactly and need a yes: %s', (name) => {
    expect(row(name)).toEqual({ ...whole, ok: 0 });
  });

  it.each([
    'non-ASCII dropped',
    'non-ASCII replaced by ?',
    'non-ASCII replaced by U+FFFD',
    'diacritics stripped',
    'retyped by Telex',
  ])('keep number and birth date, and are never ok: %s', (name) => {
    expect(row(name)).toEqual(gone);
  });

  it.each(damages.filter((one) => one.promise === 'sure').map((one) => one.name))(
    'are never ok and wrong, nor taken for somebody else: %s',
    (name) => {
      expect(row(name)).toMatchObject({ wrongButOk: 0, otherPerson: 0 });
    },
  );

  it.each(damages.filter((one) => one.promise === 'weak').map((one) => one.name))(
    'whose letters went without a trace pass unseen in less than one of a hundred: %s',
    (name) => {
      const { wrongButOk, otherPerson } = row(name);
      expect(wrongButOk).toBeLessThan(CARDS / 100);
      expect(otherPerson).toBe(0);
    },
  );

  it('of insurance are read exactly, in whatever encoding, for they are written in hex', () => {
    const random = seeded(7);
    for (let i = 0; i < CARDS; i += 1) {
      const card = fictionalCard(random);
      const reading = readCard(fictionalInsurance(card, random), TODAY);
      expect(reading).toMatchObject({
        status: 'ok',
        kind: 'bhyt',
        name: card.name,
        dob: card.dob,
        sex: card.sex,
        quality: 'ok',
      });
    }
  });
});

describe('the damage itself', () => {
  it('is what the real encodings do', () => {
    expect(Buffer.from(cp1258Bytes('Nguyễn Thị Ánh Nguyệt')).toString('hex')).toBe(
      '4e677579eade6e20546869f220c16e68204e677579eaf274',
    );
  });

  it('finds no card that is ok and wrong, and none that throws, in 20,000', () => {
    const { rows, faults } = fuzz(20_000, 1);
    expect(faults).toEqual([]);
    expect(rows.size).toBe(damages.length + 2);
    expect(rows.get('edited')!.ok).toBeGreaterThan(100);
  });
});
