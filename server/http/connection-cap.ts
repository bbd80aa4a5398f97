import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** This machine itself: the hospital's own proxy and the one-PC start come from there. */
export const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address);

/**
 * Drops connections of an address beyond `most`, so that one machine cannot keep all others out. Addresses that
 * are `leftOut` are not counted.
 */
export function capConnections(http: Server, most: number, leftOut: (address: string) => boolean): void {
  const open = new Map<string, number>();
  http.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (leftOut(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > most) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}
