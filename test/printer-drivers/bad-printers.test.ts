import { createServer, type Server, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import type { Manners } from './fake/printer-engine.ts';
import { type Doorway, startTcpPrinter, type TcpPrinter } from './fake/tcp-printer.ts';
import { closeAll, quickPrinter, until } from './quick-printer.ts';

const started: TcpPrinter[] = [];
const rogues: { server: Server; sockets: Set<Socket> }[] = [];

async function fake(manners: Partial<Manners>, doorway: Partial<Doorway> = {}): Promise<TcpPrinter> {
  const printer = await startTcpPrinter(manners, { oneClient: false, deaf: false, ...doorway });
  started.push(printer);
  return printer;
}

/** A host on port 9100 that is no printer: it does as it likes with whoever connects. */
async function rogue(treat: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    treat(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  rogues.push({ server, sockets });
  const address = server.address();
  return `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

afterEach(async () => {
  await closeAll();
  await Promise.all(started.splice(0).map((printer) => printer.stop()));
  for (const { server, sockets } of rogues.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('P07: the paper ends in the middle of a ticket', () => {
  it('the ticket is unknown, staff and patient are told, and the number is not printed again by itself', async () => {
    const device = await fake({ rowsOfPaper: 200 });
    const { ticket, reports } = quickPrinter(`tcp://127.0.0.1:${device.port}?profile=epson-tm-t20iii`, {});
    const outcome = await ticket('A001');
    expect(outcome).toMatchObject({ state: 'unknown', fault: { code: 'paperOut' }, health: 'paperOut' });
    expect(reports.at(-1)).toMatchObject({
      state: 'paperOut',
      staff: expect.stringMatching(/Hết giấy/),
      patient: expect.stringMatching(/đến quầy/),
    });
    // The rest of the old ticket comes out of a new roll, and the next patient's is a paper of its own.
    device.engine.loadPaper();
    await until(() => device.engine.tickets.length === 1);
    expect((await ticket('A002')).state).toBe('confirmed');
    expect(device.engine.tickets).toHaveLength(2);
    expect(await ticket('A001')).toBe(outcome);
  });
});

describe('P08: a host on port 9100 that is no printer', () => {
  const soon = { connectMs: 300, statusMs: 300, retryMs: [10] };

  it('that never answers, where answers are due: nothing is sent, and it is told as unreachable', async () => {
    const address = await rogue((socket) => socket.pause());
    const { ticket, states } = quickPrinter(`${address}?profile=epson-tm-t20iii`, soon);
    expect(await ticket('A001')).toMatchObject({
      state: 'failed-before-bytes',
      fault: { code: 'unreachable' },
    });
    expect(states()).toEqual(['unreachable']);
  });

  it('that answers a letter every half second is no printer either', async () => {
    const address = await rogue((socket) => {
      const timer = setInterval(() => socket.write('H'), 500);
      socket.on('close', () => clearInterval(timer));
    });
    const { ticket } = quickPrinter(`${address}?profile=epson-tm-t20iii`, soon);
    expect(await ticket('A001')).toMatchObject({
      state: 'failed-before-bytes',
      fault: { code: 'unreachable' },
    });
  });

  it('that speaks HTTP is no printer', async () => {
    const address = await rogue((socket) => {
      socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n'));
    });
    const { ticket } = quickPrinter(`${address}?profile=epson-tm-t20iii`, soon);
    const outcome = await ticket('A001');
    expect(outcome.state).toBe('failed-before-bytes');
  });

  it('that hangs up on whoever calls: nothing is sent', async () => {
    const address = await rogue((socket) => socket.destroy());
    const { ticket } = quickPrinter(`${address}?profile=epson-tm-t20iii`, soon);
    expect(await ticket('A001')).toMatchObject({ state: 'failed-before-bytes' });
  });
});

describe('a printer that sends back what nobody asked for', () => {
  it('100 MB: read and dropped in constant memory, and the ticket ends', async () => {
    const inUse = (): number => {
      setFlagsFromString('--expose-gc');
      const collect: unknown = runInNewContext('gc');
      if (typeof collect === 'function') collect();
      const { heapUsed, external } = process.memoryUsage();
      return (heapUsed + external) / 1e6;
    };
    const chunk = Buffer.alloc(1 << 20, 0xa5);
    let sent = 0;
    const address = await rogue((socket) => {
      socket.resume();
      const pour = (): void => {
        while (sent < 100) {
          sent += 1;
          if (!socket.write(chunk)) return;
        }
      };
      socket.on('drain', pour);
      pour();
    });
    const before = inUse();
    const { ticket } = quickPrinter(`${address}?profile=generic-80`, {});
    expect((await ticket('A001')).state).toBe('sent-unconfirmed');
    for (let i = 0; i < 20 && sent < 100; i++) await until(() => sent === 100).catch(() => undefined);
    expect(sent).toBe(100);
    expect(inUse() - before).toBeLessThan(20);
  });

  it('an answer to every question that means all troubles at once is believed: no ticket is thrown at it', async () => {
    const address = await rogue((socket) => {
      socket.on('data', (bytes) => {
        if (bytes[0] === 0x10 && bytes[1] === 0x04) socket.write(Uint8Array.of(0x7e));
      });
    });
    const { ticket } = quickPrinter(`${address}?profile=generic-80`, { retryMs: [] });
    expect(await ticket('A001')).toMatchObject({
      state: 'failed-before-bytes',
      fault: { code: 'coverOpen' },
    });
  });
});
