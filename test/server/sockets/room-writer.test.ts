import { createServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { type Socket as Client, io } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  MOST_UNSENT_BYTES,
  roomWriter,
  sharedPart,
  textFrame,
  writeShared,
} from '../../../server/sockets/room-writer.ts';

const SOON = { timeout: 10_000 };
const NO_REST = Buffer.alloc(0);

describe('what is written to a whole room', () => {
  let http: HttpServer;
  let server: Server;
  let port: number;
  const screens: Client[] = [];
  beforeEach(async () => {
    http = createServer();
    server = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });
    server.of('/board').on('connection', (socket) => void socket.join('hall'));
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    port = (http.address() as AddressInfo).port;
  });
  afterEach(async () => {
    for (const screen of screens.splice(0)) screen.disconnect();
    http.closeAllConnections();
    await server.close();
  });
  const space = () => server.of('/board');
  const inside = (): Socket[] => [...space().sockets.values()];

  /** A screen in the room; what it hears, in order. */
  async function enter(): Promise<unknown[]> {
    const heard: unknown[] = [];
    const before = inside().length;
    const screen = io(`http://127.0.0.1:${port}/board`, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
    });
    screens.push(screen);
    screen.on('delta', (message: unknown) => heard.push(message));
    await expect.poll(() => inside().length, SOON).toBe(before + 1);
    return heard;
  }

  it('arrives as it was said, whatever its length, at everybody in the room and nobody else', async () => {
    const heard = [await enter(), await enter()];
    const outside = await enter();
    await inside()[2]!.leave('hall');
    const texts = [
      '',
      'Mời số ẴẶỆỮỘ',
      ...[60, 80, 100, 125, 126, 65_400, 65_600].map((size) => 'ặ'.repeat(size)),
    ];
    // All lengths around which the head of a frame changes.
    for (let size = 60; size < 110; size += 1) texts.push('a'.repeat(size));
    for (let size = 65_480; size < 65_540; size += 1) texts.push('a'.repeat(size));
    for (const text of texts) roomWriter(space())('delta', { text })('hall');
    for (const each of heard) await expect.poll(() => each, SOON).toEqual(texts.map((text) => ({ text })));
    expect(outside).toEqual([]);
    roomWriter(space())('delta', { text: 'nobody' })('no such room');
  });

  it('never overtakes what the library still holds back for a socket', async () => {
    const heard = [await enter(), await enter()];
    const said: number[] = [];
    let held = 0;
    for (let i = 0; i < 300; i += 1) {
      const write = roomWriter(space())('delta', { i });
      said.push(i);
      // Of two packets in one turn the library keeps the second back until the first is written.
      if (i % 3 === 0) write('hall');
      else for (const socket of inside()) socket.emit('delta', { i });
      held += inside().filter(({ conn }) => Reflect.get(conn, 'writeBuffer').length > 0).length;
      if (i % 10 === 9) await new Promise((done) => setImmediate(done));
    }
    expect(held).toBeGreaterThan(100);
    for (const each of heard) await expect.poll(() => each, SOON).toEqual(said.map((i) => ({ i })));
  });

  it('is the same message when most of it is shared, in its order with what the library holds back', async () => {
    const heard = await enter();
    const [socket] = inside();
    const told: object[] = [];
    for (let i = 0; i < 90; i += 1) {
      const own = { view: 'Đại sảnh', i };
      const shared = sharedPart({ state: { text: 'Mời số ẴẶỆỮỘ'.repeat(i * 60) }, build: 'b' });
      told.push({ ...own, ...shared.part });
      if (i % 3 === 0) socket!.emit('delta', told.at(-1));
      else writeShared(socket!, 'delta', own, shared);
      if (i % 10 === 9) await new Promise((done) => setImmediate(done));
    }
    await expect.poll(() => heard, SOON).toEqual(told);
  });

  it('does not pile up before a screen that takes nothing: it is cut off, and the others hear all', async () => {
    const heard = await enter();
    const key = Buffer.alloc(16).toString('base64');
    const stuck = connect(port, '127.0.0.1');
    stuck.on('error', () => {});
    stuck.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    await new Promise((done) => stuck.once('data', done));
    // `40/board,`, masked by zeros, and from then on it reads nothing.
    stuck.write(Buffer.concat([Buffer.from([0x81, 0x80 | 9, 0, 0, 0, 0]), Buffer.from('40/board,')]));
    await expect.poll(() => inside().length, SOON).toBe(2);
    stuck.pause();
    const line = inside()[1]!.conn.request.socket;
    let most = 0;
    let said = 0;
    while (inside().length > 1) {
      roomWriter(space())('delta', { said, text: 'x'.repeat(100_000) })('hall');
      said += 1;
      most = Math.max(most, line.writableLength);
      await new Promise((done) => setTimeout(done, 1));
      expect(said).toBeLessThan(5_000);
    }
    expect(most).toBeLessThan(MOST_UNSENT_BYTES + 300_000);
    await expect.poll(() => heard.length, SOON).toBe(said);
    stuck.destroy();
  });
});

describe('a frame of text', () => {
  it('is that of RFC 6455', () => {
    expect(textFrame('Hello', NO_REST).toString('hex')).toBe('810548656c6c6f');
    expect(textFrame('ệ'.repeat(100), NO_REST).subarray(0, 4).toString('hex')).toBe('817e012c');
    expect(textFrame('x'.repeat(65_536), NO_REST).subarray(0, 10).toString('hex')).toBe(
      '817f0000000000010000',
    );
  });
});
