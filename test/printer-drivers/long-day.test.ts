import { setImmediate as breathe } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { MemoryPort } from '../../printer-drivers/ports/memory-port.ts';
import { parsePrinterAddress } from '../../printer-drivers/printer-address.ts';
import { TicketPrinter } from '../../printer-drivers/ticket-printer.ts';
import { QUICK } from './quick-printer.ts';
import { TICKET } from './tickets.ts';

/** Ten thousand in `npm run torture`. */
const COUNT = Number(process.env.TIEPDON_PAPERS ?? 1000);

const MOST_MB = 3;

/** Megabytes in use after everything unused is thrown away. */
async function inUse(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  // What one collection finds unused is given back at the next turn, buffers among it.
  for (let i = 0; i < 4; i++) {
    if (typeof collect === 'function') collect();
    await breathe();
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

describe('a long day at one printer', () => {
  it('keeps nothing of a ticket that is out: memory and listeners stay flat', async () => {
    const address = parsePrinterAddress('file:memory?profile=file');
    if (!address.ok) throw new Error(address.fault.detail);
    const port = new MemoryPort();
    let listening = 0;
    const onClosed = port.onClosed.bind(port);
    port.onClosed = (listener) => {
      listening += 1;
      return onClosed(listener);
    };
    const timings = { ...QUICK, gapMs: 0 };
    const printer = new TicketPrinter({ address, port, timings, onHealth: () => undefined });
    const print = async (from: number, to: number): Promise<void> => {
      for (let n = from; n < to; n++) {
        const ticket = {
          ...TICKET,
          code: `A${n}`,
          maskedName: `N.V. B${'ìnhĐứcẨnHuệ'.slice(n % 9)}`,
          ahead: n % 40,
        };
        await printer.print(ticket, { jobId: `${n}`, deadlineMs: null });
        port.take();
      }
    };
    // The printer remembers its last 500 orders, the renderer its last sixty faces: both must be full.
    await print(0, 700);
    // What Node itself takes for code and caches it takes once; a ticket that stayed would stay in every stretch.
    let growth = Number.POSITIVE_INFINITY;
    for (let stretch = 0; stretch < 2 && growth >= MOST_MB; stretch += 1) {
      const before = await inUse();
      const from = 700 + stretch * COUNT;
      await print(from, from + COUNT);
      growth = (await inUse()) - before;
    }
    expect(growth).toBeLessThan(MOST_MB);
    expect(listening).toBe(1);
    await printer.close();
  }, 600_000);
});
