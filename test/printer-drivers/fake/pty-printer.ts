import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SerialPort } from 'serialport';
import { type Manners, PrinterEngine } from './printer-engine.ts';

/**
 * A pretended printer at the other end of a pseudo-terminal; `path` is our end. `repair` plugs it in again when its
 * line was torn.
 */
export type PtyPrinter = {
  readonly engine: PrinterEngine;
  readonly path: string;
  repair(): Promise<void>;
  stop(): Promise<void>;
};

type Cable = { readonly socat: ChildProcess; readonly line: SerialPort };

/** Starts one with socat; whoever starts it stops it. */
export async function startPtyPrinter(manners: Partial<Manners>): Promise<PtyPrinter> {
  const folder = mkdtempSync(join(tmpdir(), 'pty-printer-'));
  const path = join(folder, 'ours');
  const engine = new PrinterEngine(manners);
  let cable = await plugIn(folder, engine);
  return {
    engine,
    path,
    repair: async () => {
      if (!isTorn(cable)) return;
      await pullOut(cable);
      cable = await plugIn(folder, engine);
    },
    stop: async () => {
      await pullOut(cable);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function plugIn(folder: string, engine: PrinterEngine): Promise<Cable> {
  const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
  const pty = (link: string): string => `pty,rawer,link=${link}`;
  const socat = spawn('socat', [pty(ours), pty(theirs)], { stdio: 'ignore' });
  for (let i = 0; i < 400 && !(existsSync(ours) && existsSync(theirs)); i++) await pause(10);
  const line = new SerialPort({ path: theirs, baudRate: 115_200, autoOpen: false });
  await new Promise<void>((resolve, reject) => line.open((error) => (error ? reject(error) : resolve())));
  line.on('error', () => undefined);
  line.on('data', (bytes: Uint8Array) => engine.receive(bytes));
  engine.connect({
    send: (bytes) => isTorn({ socat, line }) || line.write(Buffer.from(bytes)),
    reset: () => socat.kill(),
  });
  return { socat, line };
}

function isTorn({ socat, line }: Cable): boolean {
  return socat.killed || socat.exitCode !== null || !line.isOpen;
}

async function pullOut({ socat, line }: Cable): Promise<void> {
  const gone = new Promise((resolve) =>
    socat.exitCode === null && socat.signalCode === null ? socat.once('exit', resolve) : resolve(null),
  );
  if (line.isOpen) await new Promise<void>((resolve) => line.close(() => resolve()));
  socat.kill();
  await gone;
}
