import { createHash } from 'node:crypto';
import { type Manners, POLITE, type PrinterEngine } from './printer-engine.ts';
import { startPtyPrinter } from './pty-printer.ts';
import { startTcpPrinter } from './tcp-printer.ts';

/** A pretended printer with its address; `heal` ends its trouble, `papers` names what came out, by its bytes. */
export type Device = {
  readonly address: string;
  readonly engine: PrinterEngine;
  heal(): Promise<void>;
  papers(): string[];
  stop(): Promise<void>;
};

/** A kind of line to a printer. */
export type Plug = { readonly start: (manners: Partial<Manners>) => Promise<Device> };

function deviceOf(
  address: string,
  engine: PrinterEngine,
  lifeline: { readonly repair: () => Promise<void>; readonly stop: () => Promise<void> },
): Device {
  return {
    address,
    engine,
    heal: async () => {
      Object.assign(engine.manners, POLITE);
      engine.recovered();
      await lifeline.repair();
    },
    // What stands after the cut (an id, a question) belongs to no paper.
    papers: () => engine.tickets.map((stream) => createHash('sha256').update(stream).digest('hex')),
    stop: lifeline.stop,
  };
}

async function overTcp(manners: Partial<Manners>): Promise<Device> {
  const printer = await startTcpPrinter(manners, { oneClient: false, deaf: false });
  const { engine, stop } = printer;
  return deviceOf(`tcp://127.0.0.1:${printer.port}`, engine, { repair: async () => undefined, stop });
}

async function overPty(kind: 'serial' | 'file', manners: Partial<Manners>): Promise<Device> {
  const printer = await startPtyPrinter(manners);
  const { engine, path, repair, stop } = printer;
  return deviceOf(`${kind}:${path}`, engine, { repair, stop });
}

export const PLUGS: Readonly<Record<string, Plug>> = {
  tcp: { start: overTcp },
  'a serial line': { start: (manners) => overPty('serial', manners) },
  'a device file': { start: (manners) => overPty('file', manners) },
};
