import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SerialPort } from 'serialport';
import { type Manners, PrinterEngine } from './printer-engine.ts';

/** A pretended printer at the other end of a pseudo-terminal; `path` is our end. */
export type PtyPrinter = { readonly engine: PrinterEngine; readonly path: string; stop(): Promise<void> };

/** Starts one with socat; whoever starts it stops it. */
export async function startPtyPrinter(manners: Partial<Manners>): Promise<PtyPrinter> {
  const folder = mkdtempSync(join(tmpdir(), 'pty-printer-'));
  const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
  const pty = (link: string): string => `pty,rawer,link=${link}`;
  const socat: ChildProcess = spawn('socat', [pty(ours), pty(theirs)], { stdio: 'ignore' });
  for (let i = 0; i < 200 && !(existsSync(ours) && existsSync(theirs)); i++) await pause(10);
  const engine = new PrinterEngine(manners);
  const line = new SerialPort({ path: theirs, baudRate: 115_200, autoOpen: false });
  await new Promise<void>((resolve, reject) => line.open((error) => (error ? reject(error) : resolve())));
  line.on('error', () => undefined);
  line.on('data', (bytes: Uint8Array) => engine.receive(bytes));
  engine.connect({ send: (bytes) => line.write(Buffer.from(bytes)), reset: () => socat.kill() });
  return {
    engine,
    path: ours,
    stop: async () => {
      if (line.isOpen) await new Promise<void>((resolve) => line.close(() => resolve()));
      const gone = new Promise((resolve) =>
        socat.exitCode === null ? socat.once('exit', resolve) : resolve(null),
      );
      socat.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
