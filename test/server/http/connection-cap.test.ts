import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { capConnections, isLoopback } from '../../../server/http/connection-cap.ts';

describe('many connections from one machine', () => {
  let server: Server;
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.close();
  });

  async function open(count: number, leftOut: (address: string) => boolean): Promise<number> {
    server = createServer();
    capConnections(server, 3, leftOut);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    let dropped = 0;
    for (let at = 0; at < count; at += 1) {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => (dropped += 1));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    return dropped;
  }

  it('are all kept when they come from this machine itself', async () => {
    expect(await open(10, isLoopback)).toBe(0);
  });

  it('are kept up to the cap when they come from elsewhere, and the rest is dropped at once', async () => {
    expect(await open(10, () => false)).toBe(7);
    sockets[0]?.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { port } = server.address() as AddressInfo;
    const next = connect(port, '127.0.0.1');
    sockets.push(next);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(next.readyState).toBe('open');
  });
});
