import type { CardReading } from '../../core/identity/card.ts';
import { readCard } from '../../core/identity/read-card.ts';
import { type Damage, damages } from './card-damage.ts';
import {
  type FictionalCard,
  fictionalCard,
  fictionalInsurance,
  pick,
  type Random,
  seeded,
  upTo,
} from './fictional-card.ts';

export const FUZZ_DAY = '2026-11-22';

/** One row of the report: how the readings of one kind of damage came out. */
export type FuzzRow = {
  scans: number;
  ok: number;
  confirm: number;
  reject: number;
  /** Readings with every field as on the card. */
  exact: number;
  /** `ok` readings that say something else than the card. */
  wrong: number;
};

export type FuzzReport = {
  readonly rows: ReadonlyMap<string, FuzzRow>;
  /** Broken promises, 20 at most: a throw, or a `sure` kind of damage read as `ok` and wrong. */
  readonly faults: readonly string[];
};

const FIELDS = ['id', 'oldId', 'name', 'dob', 'sex', 'address', 'issued'] as const;

/** Whether a reading says in every field what the card said. */
export function isExact(reading: CardReading, card: FictionalCard): boolean {
  return (
    reading.status !== 'reject' &&
    reading.kind === 'cccd' &&
    FIELDS.every((key) => reading[key] === card[key])
  );
}

const HOSTILE = [
  '|',
  '$',
  '?',
  '\u0000',
  '\u001b@',
  '\n',
  '\u202e',
  '\ufffd',
  '\ud800',
  '｜',
  '０',
  'А',
  '\u0301',
  'Ã',
  '’',
  '<',
  '9',
  ' ',
  'ễ',
];

/** The text with a piece of it left out, doubled, moved, replaced, or something hostile put in. */
function edited(text: string, random: Random): string {
  const at = upTo(text.length + 1, random);
  const to = at + upTo(4, random);
  const [head, middle, tail] = [text.slice(0, at), text.slice(at, to), text.slice(to)];
  const kinds = [
    head + tail,
    head + middle + middle + tail,
    head + pick(HOSTILE, random) + tail,
    head + pick(HOSTILE, random) + middle + tail,
    middle + head + tail,
    head,
    tail,
    `${text}${pick(['', '\r\n', '|'], random)}${text.slice(at)}`,
  ];
  return pick(kinds, random);
}

/** What is printed between the bars, read without any of our rules. */
function fieldsOf(text: string): string[] {
  const bare = text.replace(/^[\ufeff\u0002\u0003\r\n\t \u0000]+|[\ufeff\u0002\u0003\r\n\t \u0000]+$/g, '');
  return bare
    .normalize('NFC')
    .split('|')
    .map((field) => field.replace(/^ +| +$/g, ''));
}

const dateDigits = (date: string): string => date.split('-').reverse().join('');

/**
 * An edited text is another text, so only this may be asked: what an `ok` reading says stands in it word for
 * word, at its place. Undone encodings are left to the damage rows.
 */
function standsInText(reading: CardReading, text: string): boolean {
  if (reading.status !== 'ok' || (reading.kind !== 'cccd' && reading.kind !== 'bhyt')) return true;
  if (reading.repair.some((step) => step !== 'nfc')) return true;
  const fields = fieldsOf(text);
  const [first = '', second = '', third = '', fourth = ''] = fields;
  if (reading.kind === 'bhyt') {
    const name = Buffer.from(second, 'hex').toString('utf8').normalize('NFC');
    return (
      first.replace(/[ -]/g, '').toUpperCase() === reading.no && name.replace(/^ +| +$/g, '') === reading.name
    );
  }
  const dob = fourth.length === 8 ? fourth.replace(/^0+(?=\d{4}$)/, '').replace(/^00/, '') : fourth;
  const own = [first, third, dob, fields[5] ?? ''];
  return [reading.id, reading.name, dateDigits(reading.dob), reading.address ?? ''].every(
    (value, i) => value === own[i],
  );
}

type Trial = {
  name: string;
  scan: string | Uint8Array;
  isWrong: (reading: CardReading) => boolean;
  isSure: boolean;
  card: FictionalCard;
};

function damageTrial(card: FictionalCard, damage: Damage, random: Random): Trial {
  const isWrong = (reading: CardReading): boolean => !isExact(reading, card);
  return {
    name: damage.name,
    scan: damage.apply(card.text, random),
    isWrong,
    isSure: damage.promise === 'sure',
    card,
  };
}

function editTrial(card: FictionalCard, random: Random): Trial {
  let text = random() < 0.6 ? card.text : fictionalInsurance(card, random);
  for (let edits = upTo(4, random); edits >= 0; edits -= 1) text = edited(text, random);
  const isWrong = (reading: CardReading): boolean => !standsInText(reading, text);
  const asBytes = random() < 0.3;
  const scan = asBytes ? new TextEncoder().encode(text) : text;
  return { name: asBytes ? 'edited, bytes' : 'edited', scan, isWrong, isSure: true, card };
}

function shown(scan: string | Uint8Array): string {
  return typeof scan === 'string' ? JSON.stringify(scan) : `hex ${Buffer.from(scan).toString('hex')}`;
}

/** Reads `count` fictional cards, half damaged as scanners do it and half edited by chance. Seeded. */
export function fuzz(count: number, seed: number): FuzzReport {
  const random = seeded(seed);
  const rows = new Map<string, FuzzRow>();
  const faults: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const card = fictionalCard(random);
    const trial = random() < 0.5 ? damageTrial(card, pick(damages, random), random) : editTrial(card, random);
    const row = rows.get(trial.name) ?? { scans: 0, ok: 0, confirm: 0, reject: 0, exact: 0, wrong: 0 };
    rows.set(trial.name, row);
    row.scans += 1;
    try {
      const reading = readCard(trial.scan, FUZZ_DAY);
      row[reading.status] += 1;
      if (isExact(reading, card)) row.exact += 1;
      if (reading.status !== 'ok' || !trial.isWrong(reading)) continue;
      row.wrong += 1;
      if (trial.isSure && faults.length < 20)
        faults.push(`${trial.name}: ok and wrong: ${shown(trial.scan)}`);
    } catch (error) {
      if (faults.length < 20) faults.push(`${trial.name}: ${String(error)}: ${shown(trial.scan)}`);
    }
  }
  return { rows, faults };
}
