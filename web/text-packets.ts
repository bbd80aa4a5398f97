/**
 * The socket.io protocol (revision 5) for pages that send and hear text alone. Television pages are built with it in
 * place of the library's own parser, whose binary attachments they never enter; it is held against that parser by a
 * test. A packet is a digit for its type, a namespace, an id, and JSON: `2/board,["hb",{"seq":7}]`.
 */
export const protocol = 5;

export const PacketType = {
  CONNECT: 0,
  DISCONNECT: 1,
  EVENT: 2,
  ACK: 3,
  CONNECT_ERROR: 4,
  BINARY_EVENT: 5,
  BINARY_ACK: 6,
} as const;

export type Packet = { type: number; nsp: string; id?: number; data?: unknown };

/** Names that a socket says to its own page; as an event of a server they would be a lie. */
const RESERVED = ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'];
const SHAPE = /^([0-4])(?:(\/[^,]*),?)?(\d*)([\s\S]*)$/;

export class Encoder {
  encode({ type, nsp, id, data }: Packet): string[] {
    const place = nsp && nsp !== '/' ? `${nsp},` : '';
    const text = data === undefined || data === null ? '' : JSON.stringify(data);
    return [`${type}${place}${id === undefined || id === null ? '' : id}${text}`];
  }
}

/** Tells each packet that comes in to the one who listens for `decoded`; throws for what is none. */
export class Decoder {
  #heard: (packet: Packet) => void = () => {};

  on(_event: 'decoded', heard: (packet: Packet) => void): void {
    this.#heard = heard;
  }

  off(): void {
    this.#heard = () => {};
  }

  add(text: unknown): void {
    this.#heard(decode(text));
  }

  destroy(): void {}
}

/** Reads one packet. Throws for what the protocol does not allow. */
function decode(text: unknown): Packet {
  const [, digit = '', nsp = '/', id = '', json = ''] = SHAPE.exec(String(text)) ?? [];
  if (digit === '') throw new Error('no packet');
  const packet: Packet = { type: Number(digit), nsp };
  if (id !== '') packet.id = Number(id);
  if (json === '') return packet;
  packet.data = JSON.parse(json);
  if (!isAllowed(packet)) throw new Error('invalid payload');
  return packet;
}

function isAllowed({ type, data }: Packet): boolean {
  if (type === PacketType.EVENT || type === PacketType.ACK) {
    if (!Array.isArray(data)) return false;
    const [name] = data as unknown[];
    return type === PacketType.ACK || typeof name === 'number' || (isText(name) && !RESERVED.includes(name));
  }
  if (type === PacketType.DISCONNECT) return false;
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  return isObject || (type === PacketType.CONNECT_ERROR && isText(data));
}

const isText = (value: unknown): value is string => typeof value === 'string';
