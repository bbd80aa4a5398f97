import type { Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server, type Socket, type Namespace as Space } from 'socket.io';
import {
  Ack,
  LARGEST_MESSAGE,
  type Namespace,
  namespaces,
  PrinterReport,
  type Role,
  Sound,
  Sub,
} from '../../core/wire/protocol.ts';
import { HEARTBEAT_MS } from '../../core/wire/rhythm.ts';
import { ScreenSign } from '../../core/wire/screen.ts';
import type { Mouth } from '../announcing/lease.ts';
import type { Device, Devices } from '../devices/devices.ts';
import type { Gate } from '../http/gate.ts';
import type { Presence } from '../peers.ts';
import { type SharedPart, writeShared } from './room-writer.ts';

/** Which roles may enter which namespace. */
const entrance: Record<Namespace, readonly Role[]> = {
  '/board': ['board'],
  '/speaker': ['speaker'],
  '/console': ['console'],
  '/station': ['kiosk', 'station'],
};
const MOST_STRIKES = 3;
const MESSAGES_PER_SECOND = 20;
const MESSAGES_BURST = 40;
const known: ReadonlySet<string> = new Set(['sub', 'ack', 'sound', 'sign', 'printer']);

/** What a screen is told that asks for a view, and the room in which it hears what comes then. */
export type Told = { room: string; event: string; message: object; shared: SharedPart<object> | null };

/** What the hub asks of those who know the views. Each method answers one kind of message of one socket. */
export type Desk = {
  /** Set when a screen knows more of the log than this house: reads on, and is done before it is answered. */
  behind(sub: Sub): Promise<void> | null;
  /** A screen tells what it holds; null when this device may not see the view or there is none. */
  sub(space: Namespace, device: Device, sub: Sub): Told | null;
  left(space: Namespace, view: string): void;
  ack(device: Device, ack: Ack): void;
  /** A socket of a device opens and closes; between the two it may say of itself how it is. */
  came(device: Device, socket: Mouth): void;
  gone(device: Device, socket: string): void;
  sound(device: Device, socket: string, sound: Sound): void;
  sign(device: Device, socket: string, sign: ScreenSign): void;
  /** A station elsewhere says how its printer is. */
  printer(device: Device, report: PrinterReport): void;
};

export type Hub = {
  space(name: Namespace): Space;
  /** Sockets of a device by name in a namespace, the one that came last first. */
  of(name: Namespace, match: (device: Device) => boolean): Socket[];
  connected(device: string): boolean;
  /** Every connected device, under its namespace. */
  present(): Presence[];
  /** Cuts every socket whose device was revoked. */
  cutRevoked(): void;
  beat: (on: () => void) => void;
  close(): Promise<void>;
};

type Parts = { http: HttpServer; gate: Gate; devices: Devices; desk: () => Desk; clock: () => number };

/**
 * Sockets carry what happened and wake screens; they decide nothing. Devices are known by their token before
 * the connection stands, and join only what the server lets them.
 */
export function openHub(parts: Parts): Hub {
  parts.http.on('upgrade', (_request, line) => holdTogether(line));
  const io = new Server(parts.http, {
    transports: ['websocket'],
    serveClient: false,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    connectTimeout: 5_000,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    // `cors` does not guard WebSockets: only this keeps a foreign page out.
    allowRequest: (request, answer) =>
      answer(null, parts.gate.knowsHost(request) && parts.gate.knowsOrigin(request)),
  });
  // Only the four named namespaces exist.
  io.use((_socket, next) => next(new Error('unauthorized')));
  const timers: NodeJS.Timeout[] = [];
  for (const name of namespaces) {
    const space = io.of(name);
    space.use((socket, next) => {
      const enter = (device: Device | null): void => {
        const mayEnter = device !== null && entrance[name].includes(device.role);
        socket.data = { device, view: null, joinedAt: parts.clock() };
        next(mayEnter ? undefined : new Error('unauthorized'));
      };
      // Nobody knows whether it is enrolled while the database is away; it must not think that it is not.
      void deviceOf(parts.devices, socket).then(enter, () => next(new Error('unavailable')));
    });
    space.on('connection', (socket) => serve(parts, name, socket));
  }
  const all = (): Socket[] => namespaces.flatMap((name) => [...io.of(name).sockets.values()]);
  return {
    space: (name) => io.of(name),
    of: (name, match) => [...io.of(name).sockets.values()].filter(({ data }) => match(data.device)).reverse(),
    present: () => namespaces.flatMap((name) => present(io.of(name))),
    connected: (id) => all().some(({ data }) => data.device.id === id),
    cutRevoked() {
      for (const socket of all())
        if (parts.devices.roleOf(socket.data.device.id) === null) socket.disconnect(true);
    },
    beat: (on) => void timers.push(setInterval(on, HEARTBEAT_MS)),
    async close() {
      for (const timer of timers) clearInterval(timer);
      for (const socket of all()) socket.emit('bye', { retryMs: 500 + Math.round(Math.random() * 2500) });
      await io.close();
    },
  };
}

/** The yes to a screen and the library's first words to it leave as one packet, which also wakes the screen once. */
function holdTogether(line: Duplex): void {
  line.cork();
  // Those words follow in promises, which are all kept before the next tick.
  queueMicrotask(() => process.nextTick(() => line.uncork()));
}

function present(space: Space): Presence[] {
  return [...space.sockets.values()].map(({ data: { device } }) => ({
    space: space.name,
    id: device.id,
    name: device.name,
  }));
}

async function deviceOf(devices: Devices, socket: Socket): Promise<Device | null> {
  const token: unknown = socket.handshake.auth.token;
  return typeof token === 'string' && token.length <= 100 ? devices.byToken(token) : null;
}

function serve(parts: Parts, name: Namespace, socket: Socket): void {
  const { device } = socket.data as { device: Device };
  const allow = tokenBucket(parts.clock);
  let strikes = 0;
  const strike = (code: string): void => {
    strikes += 1;
    socket.emit('fault', { code });
    if (strikes >= MOST_STRIKES) socket.disconnect(true);
  };
  const answerSub = (sub: Sub): void => {
    if (!socket.connected) return;
    const answer = parts.desk().sub(name, device, sub);
    if (!answer) {
      strike('unknown-view');
      return;
    }
    leave(parts, name, socket);
    socket.data.view = { name: sub.view, room: answer.room };
    // Joined and answered in one turn: no delta can fall between the two.
    void socket.join(answer.room);
    const { event, message, shared } = answer;
    if (shared === null) socket.emit(event, message);
    else writeShared(socket, event, message, shared);
  };
  socket.on('sub', (input: unknown) => {
    const sub = Sub.safeParse(input);
    if (!sub.success) return strike('bad-message');
    const reading = parts.desk().behind(sub.data);
    if (reading) void reading.catch(() => {}).then(() => answerSub(sub.data));
    else answerSub(sub.data);
  });
  hearOfItself(parts, name, socket, strike);
  socket.use(([event], next) => {
    if (!allow()) return;
    if (known.has(event)) next();
    else strike('unknown-event');
  });
  socket.on('error', () => {});
  socket.on('disconnect', () => {
    leave(parts, name, socket);
    parts.desk().gone(device, socket.id);
  });
  const emit = (event: string, message: object): void => void socket.emit(event, message);
  parts.desk().came(device, { key: socket.id, emit });
}

/** What screens and speakers say of themselves. */
function hearOfItself(parts: Parts, name: Namespace, socket: Socket, strike: (code: string) => void): void {
  const { device } = socket.data as { device: Device };
  socket.on('ack', (input: unknown) => {
    const ack = Ack.safeParse(input);
    if (!ack.success || name !== '/speaker') return strike('bad-message');
    parts.desk().ack(device, ack.data);
  });
  socket.on('sound', (input: unknown) => {
    const sound = Sound.safeParse(input);
    if (!sound.success || name !== '/speaker') return strike('bad-message');
    parts.desk().sound(device, socket.id, sound.data);
  });
  socket.on('sign', (input: unknown) => {
    const sign = ScreenSign.safeParse(input);
    if (!sign.success || (name !== '/board' && name !== '/speaker')) return strike('bad-message');
    parts.desk().sign(device, socket.id, sign.data);
  });
  socket.on('printer', (input: unknown) => {
    const report = PrinterReport.safeParse(input);
    if (!report.success || device.role !== 'station') return strike('bad-message');
    parts.desk().printer(device, report.data);
  });
}

function leave(parts: Parts, name: Namespace, socket: Socket): void {
  const view = socket.data.view as { name: string; room: string } | null;
  if (!view) return;
  socket.data.view = null;
  void socket.leave(view.room);
  parts.desk().left(name, view.name);
}

function tokenBucket(clock: () => number): () => boolean {
  let left = MESSAGES_BURST;
  let at = clock();
  return () => {
    const now = clock();
    left = Math.min(MESSAGES_BURST, left + ((now - at) / 1000) * MESSAGES_PER_SECOND);
    at = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
