import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCard } from '../../../core/identity/read-card.ts';

type Case = {
  set: 'good' | 'bad' | 'confirm';
  name: string;
  input: string | { base64: string };
  expect: Record<string, unknown>;
};

const file = new URL('./identity-cases.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] };
const statusOfSet = { good: 'ok', bad: 'reject', confirm: 'confirm' } as const;

describe('the forty cards of the case file', () => {
  it('are all there, with their escapes unspoilt', () => {
    expect(cases).toHaveLength(40);
    const decomposed = cases.find((one) => one.name.startsWith('C08'));
    expect(String(decomposed?.input).normalize('NFC')).not.toBe(decomposed?.input);
  });

  it.each(cases)('$name', ({ set, input, expect: expected }) => {
    const scan = typeof input === 'string' ? input : new Uint8Array(Buffer.from(input.base64, 'base64'));
    const reading: Record<string, unknown> = { ...readCard(scan, '2026-11-22') };
    expect(reading.status).toBe(statusOfSet[set]);
    if (set === 'bad') expect(reading).toEqual(expected);
    else
      expect(Object.fromEntries(Object.keys(expected).map((key) => [key, reading[key]]))).toEqual(expected);
  });
});
