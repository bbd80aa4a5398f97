import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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

type Cable = { readonly socat: ChildProcess; readonly server: Server; readonly socket: Socket };

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
      if (!cable.socat.killed) return;
      await pullOut(cable);
      cable = await plugIn(folder, engine);
    },
    stop: async () => {
      await pullOut(cable);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The printer's side is a socket: a second serial port in this process would read with the same four threads in
 * which the first waits for its bytes to be taken.
 */
async function plugIn(folder: string, engine: PrinterEngine): Promise<Cable> {
  const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(theirs, resolve));
  const called = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const socat = spawn('socat', [`pty,rawer,link=${ours}`, `unix-connect:${theirs}`], { stdio: 'ignore' });
  const socket = await called;
  for (let i = 0; i < 400 && !existsSync(ours); i++) await pause(10);
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => engine.receive(bytes));
  engine.connect({ send: (bytes) => socket.writable && socket.write(bytes), reset: () => socat.kill() });
  return { socat, server, socket };
}

async function pullOut({ socat, server, socket }: Cable): Promise<void> {
  const gone = new Promise((resolve) =>
    socat.exitCode === null && socat.signalCode === null ? socat.once('exit', resolve) : resolve(null),
  );
  socat.kill();
  socket.destroy();
  await gone;
  await new Promise((resolve) => server.close(resolve));
}
