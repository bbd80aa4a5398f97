import { describe, expect, it } from 'vitest';
import { canPrint, Link } from '../../printer-drivers/link.ts';
import { MemoryPort } from '../../printer-drivers/ports/memory-port.ts';
import { profileNamed } from './decoding.ts';
import { QUICK } from './quick-printer.ts';

/** Answers of a printer whose head is too hot to DLE EOT 1 to 4, and one from before it was. */
const HOT: Readonly<Record<number, number>> = { 1: 0x1e, 2: 0x52, 3: 0x52, 4: 0x12 };
const WAS_WELL = 0x16;

/** A line on which the first question is answered late: over the next opening, before the answer to the next. */
function lateLine(): MemoryPort {
  const port = new MemoryPort();
  let asked = 0;
  const write = port.write.bind(port);
  port.write = async (bytes) => {
    const written = await write(bytes);
    asked += 1;
    const own = HOT[bytes[2] ?? 0] ?? 0;
    if (asked === 2) setTimeout(() => port.say(Uint8Array.of(WAS_WELL)), 1);
    if (asked > 1) setTimeout(() => port.say(Uint8Array.of(own)), asked === 2 ? 3 : 1);
    return written;
  };
  return port;
}

describe('an answer that comes after its line was closed', () => {
  it('is not taken for the answer to what is asked on the next', async () => {
    const link = new Link(lateLine(), profileNamed('epson-tm-t20iii'), {
      ...QUICK,
      statusMs: 2000,
      gapMs: 60,
    });
    expect(await link.open()).toBeNull();
    expect(await link.check(20)).toBe('unreachable');
    await link.close('discard');
    expect(await link.open()).toBeNull();
    const state = await link.check(2000);
    expect(state === null || canPrint(state), String(state)).toBe(false);
    expect(state).toBe('overheated');
    await link.close('finish');
  });
});
