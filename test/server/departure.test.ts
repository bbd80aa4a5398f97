import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { describe, it } from 'vitest';
import type { SlipOutcome } from '../../server/station-link.ts';
import { quietClinic, TestHouse } from './test-house.ts';

const opened = (): Promise<TestHouse> => new TestHouse(quietClinic()).start();

/** A line on which one speaks HTTP by hand; `heard` is all that came. */
class Line {
  readonly socket: Socket;
  readonly host: string;
  heard = '';
  ended = false;
  #rest = '';

  private constructor(socket: Socket, host: string) {
    this.host = host;
    this.socket = socket;
    socket.setEncoding('utf8').on('data', (some: string) => (this.heard += some));
    socket.on('error', () => {});
    socket.on('close', () => (this.ended = true));
  }

  static async to(house: TestHouse): Promise<Line> {
    const socket = connect(Number(new URL(house.base).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    return new Line(socket, new URL(house.base).host);
  }

  /** Says so much of a request; `finish` says the rest. */
  say(path: string, token: string, body: object, share = 1): void {
    const text = JSON.stringify(body);
    const head = [`POST /api/v1${path} HTTP/1.1`, `host: ${this.host}`, `authorization: Bearer ${token}`];
    const all = [...head, 'content-type: application/json', `content-length: ${text.length}`, '', text];
    const words = all.join('\r\n');
    const cut = Math.round(words.length * share);
    this.#rest = words.slice(cut);
    this.socket.write(words.slice(0, cut));
  }

  finish(): void {
    this.socket.write(this.#rest);
  }
}

const wish = (): object => ({ requestId: randomUUID(), service: 'noi', scan: null });

describe.concurrent('a house that is being left', () => {
  it('answers what was asked, and 503 with a time to come back on lines that are still open', async ({
    expect,
  }) => {
    const house = await opened();
    const { token } = house.device('api', 'his', null);
    const [open, slow] = [await Line.to(house), await Line.to(house)];
    open.say('/check-ins', token, wish());
    await expect.poll(() => open.heard).toContain('201 Created');
    const last = wish();
    slow.say('/check-ins', token, last, 0.9);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const watcher = await Line.to(house);
    const ready = `GET /health/ready HTTP/1.1\r\nhost: ${open.host}\r\n\r\n`;
    watcher.socket.write(ready);
    await expect.poll(() => watcher.heard, { timeout: 4_000 }).toContain('200 OK');
    const left = house.stop();
    watcher.socket.write(ready);
    open.say('/check-ins', token, wish());
    await expect.poll(() => open.heard).toContain('503 Service Unavailable');
    expect(open.heard).toMatch(/retry-after: 2\r\n/i);
    expect(open.heard).toContain('"code":"leaving"');
    // A load balancer that asks on its open line hears it too.
    await expect.poll(() => watcher.heard).toMatch(/503 Service Unavailable[\s\S]*"code":"leaving"/);
    await expect.poll(() => open.ended).toBe(true);
    const fresh = await fetch(`http://${open.host}/health/live`).catch((error: Error) => error);
    expect(fresh).toBeInstanceOf(Error);
    // The rest of what was begun before.
    slow.finish();
    await expect.poll(() => slow.heard).toContain('201 Created');
    await left;
    await expect.poll(() => slow.ended).toBe(true);
    await house.start();
    // Whoever was sent back has no number yet.
    expect(house.open.house.tail.day.tickets.size).toBe(2);
    await house.end();
  });

  it('waits for a slip that is being printed, and writes down what became of it', async ({ expect }) => {
    const house = await opened();
    let done = (_outcome: SlipOutcome): void => {};
    house.station.print = () => new Promise((resolve) => (done = resolve));
    const kiosk = house.device('kiosk', 'kiosk', null);
    await house.post(kiosk.token, '/check-ins', { service: 'noi', scan: null });
    const left = house.stop();
    setTimeout(() => done({ state: 'confirmed', picture: null, printer: null }), 200);
    await left;
    await house.start();
    expect([...house.open.house.tail.day.tickets.values()][0]?.paper?.state).toBe('confirmed');
    await house.end();
  });

  it('does not wait for ever: neither for a printer without paper, nor for a frozen screen, nor for half a request', async ({
    expect,
  }) => {
    const house = await opened();
    house.station.print = () => new Promise(() => {});
    const kiosk = house.device('kiosk', 'kiosk', null);
    await house.post(kiosk.token, '/check-ins', { service: 'noi', scan: null });
    const board = await house.socket('/board', house.device('board', 'hall', null).token, {});
    await board.hear('connect');
    // As a television that hangs: its side never says goodbye.
    const { transport } = board.socket.io.engine as unknown as { transport: { ws: { _socket: Socket } } };
    transport.ws._socket.pause();
    const half = await Line.to(house);
    half.say('/check-ins', kiosk.token, wish(), 0.7);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await house.stop();
    await expect.poll(() => half.ended).toBe(true);
    await house.start();
    // Nobody knows whether it came out, and the log says so.
    await expect.poll(() => [...house.open.house.tail.day.tickets.values()][0]?.paper?.state).toBe('unknown');
    await house.end();
  });
});
