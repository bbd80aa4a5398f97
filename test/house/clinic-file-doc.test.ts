import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ClinicFile } from '../../core/queue/clinic-file.ts';

type Schema = { properties?: Record<string, Schema>; items?: Schema };

/** Every key that a clinic file may hold. */
function keysOf(schema: Schema): string[] {
  const own = Object.entries(schema.properties ?? {});
  return [
    ...own.flatMap(([key, value]) => [key, ...keysOf(value)]),
    ...(schema.items ? keysOf(schema.items) : []),
  ];
}

describe('the description of the clinic file', () => {
  it('names every key', () => {
    const text = readFileSync(new URL('../../docs/clinic-file.md', import.meta.url), 'utf8');
    const keys = keysOf(z.toJSONSchema(ClinicFile, { io: 'input' }) as Schema);
    expect(keys.length).toBeGreaterThan(40);
    const missing = keys.filter((key) => !text.includes(`\`${key}\``) && !text.includes(`"${key}"`));
    expect(missing).toEqual([]);
  });
});
