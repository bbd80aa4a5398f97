import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Run by `npm run bench printing` in a process of its own, with the flags the product runs with: only there is the first
 * ticket the first, and the memory that of the renderer. Prints one line of JSON (`FreshFigures`).
 */
export type FreshFigures = {
  readonly firstMs: number;
  readonly afterWarmUpMs: number;
  readonly rendererMb: number;
  readonly keptMb: number;
  readonly residentMb: number;
};

/** Tickets in a row before and while memory is watched. */
const BEFORE = 1000;
const MANY = 10_000;

/** Megabytes after everything unused is thrown away: held by the process, and really in use. */
function memory(): { resident: number; kept: number } {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  for (let i = 0; i < 3; i++) if (typeof collect === 'function') collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss / 1e6, kept: (heapUsed + external) / 1e6 };
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

async function figures(): Promise<FreshFigures> {
  // What any process of the house has loaded, the reader of TypeScript among it.
  await import('../core/wire/protocol.ts');
  const bare = memory();
  const { ticketJob, ticketNumber } = await import('./bench-printing-tickets.ts');
  const { USUAL_LAYOUT } = await import('../printer-drivers/ticket-layout.ts');
  const { findProfile } = await import('../printer-drivers/profile.ts');
  const { warmUp } = await import('../printer-drivers/warm-up.ts');
  const ticket = (n: number) => void ticketJob('generic-80', 'raster', USUAL_LAYOUT, ticketNumber(n));
  const firstMs = timed(() => ticket(0));
  const profile = findProfile('generic-80');
  if (profile) await warmUp(profile);
  const afterWarmUpMs = timed(() => ticket(1));
  const rendererMb = memory().resident - bare.resident;
  return { firstMs, afterWarmUpMs, rendererMb, ...(await whilePrinting()) };
}

/** Ten thousand tickets through a whole printer whose device is a memory. */
async function whilePrinting(): Promise<{ keptMb: number; residentMb: number }> {
  const { ticketNumber } = await import('./bench-printing-tickets.ts');
  const { MemoryPort } = await import('../printer-drivers/ports/memory-port.ts');
  const { parsePrinterAddress } = await import('../printer-drivers/printer-address.ts');
  const { TicketPrinter } = await import('../printer-drivers/ticket-printer.ts');
  const { USUAL_TIMINGS } = await import('../printer-drivers/timings.ts');
  const address = parsePrinterAddress('file:memory?profile=file');
  if (!address.ok) throw new Error(address.fault.detail);
  const port = new MemoryPort();
  const timings = { ...USUAL_TIMINGS, gapMs: 0 };
  const printer = new TicketPrinter({ address, port, timings, onHealth: () => undefined });
  const print = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n++) {
      await printer.print(ticketNumber(n), { jobId: `${n}`, deadlineMs: null });
      port.take();
    }
  };
  await print(0, BEFORE);
  const before = memory();
  await print(BEFORE, BEFORE + MANY);
  const after = memory();
  await printer.close();
  return { keptMb: after.kept - before.kept, residentMb: after.resident - before.resident };
}

console.log(JSON.stringify(await figures()));
