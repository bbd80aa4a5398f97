import { connect, type Socket } from 'node:net';

const END_OF_HEAD = '\r\n\r\n';
const PATH = '/socket.io/?EIO=4&transport=websocket';
/** Any sixteen bytes: whether the server has read them is not what is tried here. */
const KEY = Buffer.alloc(16).toString('base64');
const TEXT = 0x81;
const MASKED = 0x80;

export type LineEars = { text: (text: string) => void; closed: () => void };

/**
 * A screen's WebSocket by a bare socket: what a whole client costs, a thousand times, would else be counted against
 * the server on a machine of two cores. It knows whole frames of text, as a house sends no others.
 */
export class BoardLine {
  readonly #socket: Socket;
  readonly #ears: LineEars;
  #open = false;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(port: number, ears: LineEars) {
    this.#ears = ears;
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => ears.closed());
    this.#socket.on('data', (bytes) => this.#take(bytes));
    this.#socket.write(
      `GET ${PATH} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}${END_OF_HEAD}`,
    );
  }

  /** One frame, masked by zeros; texts of a screen are short. */
  say(text: string): void {
    const size = Buffer.byteLength(text);
    const head = size < 126 ? [TEXT, MASKED | size] : [TEXT, MASKED | 126, size >> 8, size & 0xff];
    this.#socket.write(Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), Buffer.from(text)]));
  }

  end(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
    if (!this.#open && !this.#opened()) return;
    for (let frame = frameIn(this.#bytes); frame !== null; frame = frameIn(this.#bytes)) {
      this.#bytes = frame.rest;
      // Anything else is the end of a connection.
      if (frame.kind === TEXT) this.#ears.text(String(frame.body));
      else this.end();
    }
  }

  /** Whether the server has said yes; any other answer is the end. */
  #opened(): boolean {
    const at = this.#bytes.indexOf(END_OF_HEAD);
    if (at < 0) return false;
    this.#open = String(this.#bytes.subarray(0, 12)) === 'HTTP/1.1 101';
    this.#bytes = this.#bytes.subarray(at + END_OF_HEAD.length);
    if (!this.#open) this.end();
    return this.#open;
  }
}

/** The first whole frame of an unmasked stream; null while it has not come to its end. */
function frameIn(bytes: Buffer): { kind: number; body: Buffer; rest: Buffer } | null {
  if (bytes.length < 2) return null;
  const short = bytes[1]!;
  const from = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < from) return null;
  const size = from === 2 ? short : from === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < from + size) return null;
  return { kind: bytes[0]!, body: bytes.subarray(from, from + size), rest: bytes.subarray(from + size) };
}

/**
 * Knocks as a page does before it opens a socket, on a connection of its own that is kept until the server lets it go:
 * the status of the answer, null when nobody answers within `ms`.
 */
export function knock(port: number, ms: number, answered: (status: number | null) => void): void {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let isTold = false;
  const tell = (status: number | null): void => {
    if (isTold) return;
    isTold = true;
    clearTimeout(timer);
    if (status === null) socket.destroy();
    answered(status);
  };
  const timer = setTimeout(() => tell(null), ms);
  socket.on('error', () => tell(null));
  socket.on('close', () => tell(null));
  socket.on('data', (bytes) => tell(Number(/^HTTP\/1\.1 (\d{3})/.exec(String(bytes))?.[1] ?? 503)));
  socket.write(`GET /api/v1/health/live HTTP/1.1\r\nHost: 127.0.0.1:${port}${END_OF_HEAD}`);
}
