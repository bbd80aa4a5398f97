import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

export type Packet = {
  at: number;
  marker: boolean;
  type: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  payload: Buffer;
};

/** An IP loudspeaker on loopback: takes RTP packets in and turns µ-law back into samples, by its own table. */
export class PagingReceiver {
  readonly packets: Packet[] = [];
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (message) => this.packets.push(packetFrom(message)));
  }

  /** Joins a multicast group on loopback; null listens for packets sent to this address alone. */
  static async open(group: string | null): Promise<PagingReceiver> {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    await new Promise<void>((done) => socket.bind(0, group ?? '127.0.0.1', done));
    if (group) socket.addMembership(group, '127.0.0.1');
    return new PagingReceiver(socket);
  }

  get port(): number {
    return (this.#socket.address() as AddressInfo).port;
  }

  /** All samples in the order of arrival. */
  samples(): Int16Array {
    return Int16Array.from(Buffer.concat(this.packets.map(({ payload }) => payload)), linear);
  }

  close(): Promise<void> {
    return new Promise((done) => this.#socket.close(() => done()));
  }
}

function packetFrom(message: Buffer): Packet {
  if (message.length !== 172 || message[0] !== 0x80)
    throw new Error(`no RTP packet of 20 ms: ${message.length} bytes`);
  return {
    at: performance.now(),
    marker: message[1]! > 0x7f,
    type: message[1]! & 0x7f,
    sequence: message.readUInt16BE(2),
    timestamp: message.readUInt32BE(4),
    ssrc: message.readUInt32BE(8),
    payload: message.subarray(12),
  };
}

/** ITU-T G.711, table 2a, from the decoder's side. */
export function linear(code: number): number {
  const bits = ~code & 0xff;
  const size = (((bits & 0x0f) << 3) + 132) << ((bits & 0x70) >> 4);
  return bits & 0x80 ? 132 - size : size - 132;
}
