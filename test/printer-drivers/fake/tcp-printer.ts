import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { type Manners, PrinterEngine } from './printer-engine.ts';

/** A pretended network printer on the loopback. `clients`: how many ever got in. */
export type TcpPrinter = {
  readonly engine: PrinterEngine;
  readonly port: number;
  clients(): number;
  openNow(): number;
  stop(): Promise<void>;
};

/** How its network part behaves: refuses a second client, or takes one and never reads. */
export type Doorway = { readonly oneClient: boolean; readonly deaf: boolean };

/** Starts one; whoever starts it stops it. */
export async function startTcpPrinter(manners: Partial<Manners>, doorway: Doorway): Promise<TcpPrinter> {
  const engine = new PrinterEngine(manners);
  const sockets = new Set<Socket>();
  let clients = 0;
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (doorway.oneClient && sockets.size > 0) return void socket.destroy();
    clients += 1;
    sockets.add(socket);
    const line = { send: (bytes: Uint8Array) => socket.write(bytes), reset: () => socket.resetAndDestroy() };
    socket.on('close', () => {
      sockets.delete(socket);
      engine.disconnect(line);
    });
    if (doorway.deaf) return void socket.pause();
    engine.connect(line);
    socket.on('data', (bytes) => {
      engine.receive(bytes);
      if (engine.received >= engine.manners.stallAfter) socket.pause();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    engine,
    port: (server.address() as AddressInfo).port,
    clients: () => clients,
    openNow: () => sockets.size,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
