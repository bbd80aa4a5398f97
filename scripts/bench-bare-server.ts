import { type WebSocket, WebSocketServer } from 'ws';

/** The limit that a broadcast is held against: a WebSocket server that does nothing else, in a process of its own. */
export type BareOrder = { text: string };
export type BareWord = { kind: 'port'; port: number } | { kind: 'sent'; from: number };

function serve(): void {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  const sockets = new Set<WebSocket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('listening', () => {
    const address = server.address();
    say({ kind: 'port', port: typeof address === 'object' && address ? address.port : 0 });
  });
  process.on('message', ({ text }: BareOrder) => {
    const from = Number(process.hrtime.bigint()) / 1e6;
    const bytes = Buffer.from(text);
    for (const socket of sockets) socket.send(bytes, { binary: false });
    say({ kind: 'sent', from });
  });
}

const say = (word: BareWord): void => void process.send?.(word);

if (process.send) {
  serve();
  process.on('disconnect', () => process.exit());
}
