import type { Namespace, Socket } from 'socket.io';

/** A screen that takes nothing holds memory of the house: beyond so much it is cut off, and comes back by `sub`. */
export const MOST_UNSENT_BYTES = 1_048_576;
const TEXT = 0x81;
const LARGEST_SHORT = 125;
const LARGEST_MIDDLE = 0xffff;

/** Makes a message ready once; what comes back writes it to everybody in a room. */
export type RoomWriter = (event: string, message: object) => (room: string) => void;

/**
 * Tells whole rooms as `space.to(room).emit` does, at half the cost: the library makes ten small objects for each
 * socket, a thousand boards fill the young heap three times with them, and collecting that stood for most of a
 * broadcast's stall. Here one finished frame goes straight to each connection. Whoever still has packets waiting in
 * the library is told through the library, so that nothing overtakes anything.
 */
export function roomWriter(space: Namespace): RoomWriter {
  return (event, message) => {
    // Message (4) of an event (2), as engine.io 4 and socket.io 5 write them.
    const frame = textFrame(`42${space.name},${JSON.stringify([event, message])}`);
    return (room) => {
      for (const id of space.adapter.rooms.get(room) ?? []) {
        const socket = space.sockets.get(id);
        if (socket !== undefined && !wrote(socket, frame)) socket.emit(event, message);
      }
    };
  };
}

/** One whole WebSocket frame of a server, which is never masked (RFC 6455, 5.2). */
export function textFrame(text: string): Buffer {
  const size = Buffer.byteLength(text);
  const head = size <= LARGEST_SHORT ? 2 : size <= LARGEST_MIDDLE ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(head + size);
  frame[0] = TEXT;
  if (head === 2) frame[1] = size;
  else if (head === 4) frame.writeUInt16BE(size, 2);
  else frame.writeBigUInt64BE(BigInt(size), 2);
  if (head > 2) frame[1] = head === 4 ? 126 : 127;
  frame.write(text, head);
  return frame;
}

/** False when the library has to send it in its own time. */
function wrote({ conn }: Socket, frame: Buffer): boolean {
  const { writeBuffer } = conn as unknown as { writeBuffer: readonly unknown[] };
  const line = conn.request.socket;
  if (conn.readyState !== 'open' || writeBuffer.length > 0 || !line.writable) return false;
  line.write(frame);
  if (line.writableLength > MOST_UNSENT_BYTES) line.destroy();
  return true;
}
