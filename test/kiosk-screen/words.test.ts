import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reasonTable } from '../../core/identity/reason-table.ts';
import { PROMPTS_VI } from '../../core/queue/words/kiosk-prompt-table.ts';
import { kioskVi } from '../../core/queue/words/kiosk-word-table.ts';
import { troubleOf } from '../../kiosk/screen/trouble-table.ts';
import { alsoNamed, named, words } from '../../kiosk/screen/words.ts';
import { kioskEn } from '../../kiosk/screen/words-en-table.ts';
import { unevenHoles } from '../../web/words.ts';
import { root } from '../house/source-tree.ts';

describe('the words of the kiosk', () => {
  it('exist in both languages, with the same holes', () => {
    expect(Object.keys(kioskEn).sort()).toEqual(Object.keys(kioskVi).sort());
    expect(unevenHoles(kioskVi, kioskEn)).toEqual([]);
  });

  it('are written composed, so that every screen draws them alike', () => {
    for (const text of [...Object.values(kioskVi), ...Object.values(kioskEn)]) {
      expect(text).toBe(text.normalize('NFC'));
      expect(text.trim()).not.toBe('');
    }
  });

  it('say numbers and names', () => {
    expect(words.vi('ticket.ahead', { count: 4 })).toBe('Còn 4 người phía trước');
    expect(words.en('ticket.ahead', { count: 4 })).toBe('4 people before you');
  });

  it('name a service of the hospital in the chosen language and never twice', () => {
    const both = { vi: 'Khám Nội', en: 'Internal medicine' };
    expect([named(both, 'en'), alsoNamed(both, 'en')]).toEqual(['Internal medicine', 'Khám Nội']);
    expect([named({ vi: 'Khám Nội' }, 'en'), alsoNamed({ vi: 'Khám Nội' }, 'en')]).toEqual([
      'Khám Nội',
      null,
    ]);
  });
});

describe('the guide for hospitals that bring a language', () => {
  const doc = readFileSync(join(root, 'docs/ngon-ngu.md'), 'utf8');
  const rows = new Map(
    [...doc.matchAll(/^\| `([^`]+)` +\| (.*?) +\|$/gm)].map(([, key, text]) => [key, text]),
  );

  it.each(Object.entries({ ...kioskVi, ...PROMPTS_VI }))('names the key %s', (key) => {
    expect(rows.has(key)).toBe(true);
  });

  it('says of each word and each prompt what it is in Vietnamese', () => {
    const texts = [...Object.values(kioskVi), ...Object.values(PROMPTS_VI)];
    for (const text of texts) expect(doc).toContain(`| ${text} `);
  });

  it('names no key that does not exist', () => {
    const known = (key: string) => Object.hasOwn(kioskVi, key) || Object.hasOwn(PROMPTS_VI, key);
    expect([...rows.keys()].filter((key) => !known(key ?? '') && !/-MÃ$/.test(key ?? ''))).toEqual([]);
  });
});

describe('a refusal', () => {
  const refused = Object.entries(reasonTable).flatMap(([code, [weight]]) =>
    weight === 'reject' ? [code] : [],
  );
  // The station's own: two cards at once, a code that broke off, one without end.
  refused.push('two_cards', 'partial', 'overflow');
  const general = troubleOf('a-code-of-tomorrow', null);

  it.each(refused.filter((code) => code !== 'empty'))(
    'of the reader (%s) has words of its own and a next way',
    (code) => {
      const trouble = troubleOf(code, 'serial');
      expect(trouble).not.toBe(general);
      expect(trouble.ways.length).toBeGreaterThan(1);
      expect(kioskVi[trouble.title]).not.toBe('');
    },
  );

  it.each([
    'service-closed',
    'service-full',
    'unknown-service',
    'no-service',
    'server-away',
    'too-many-requests',
  ])('of the queue or the machine (%s) too', (code) => expect(troubleOf(code, null)).not.toBe(general));

  it('of a typed number leads back to the keypad first', () => {
    expect(troubleOf('no_separator', 'typed').ways[0]).toBe('keypad');
    expect(troubleOf('server-away', 'typed').ways[0]).toBe('again');
  });

  it('that is not known, even one named like a part of the language, still says where to go', () => {
    expect(troubleOf('constructor', 'serial')).toBe(general);
    expect(general.ways).toContain('no-card');
  });
});
