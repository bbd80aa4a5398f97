import { io, type Socket } from 'socket.io-client';
import type { PrinterReport } from '../../core/wire/protocol.ts';
import type { PaperState, Slip, SlipOutcome } from './paper.ts';
import { type AskSound, askSound } from './prompt-shelf.ts';

/** An answer of the house as it came; `null`: no answer within the time. */
export type HouseAnswer = { status: number; body: string } | null;

/** The station's line to its house: requests with the device's token, and the slips that the house sends. */
export type HouseLink = {
  ask(method: 'GET' | 'POST', path: string, body: string | null): Promise<HouseAnswer>;
  /** A prompt of the kiosk, as bytes. */
  sound: AskSound;
  connected(): boolean;
  /** Another one each time the line comes up; null while it is down. */
  line(): string | null;
  /** Whether the house answers at all, within a second and a half. */
  alive(): Promise<boolean>;
  /** Tells the house how the printer here is, if that is news; and again whenever the line comes back. */
  tellPrinter(printer: PaperState): void;
  close(): void;
};

type Options = {
  /** Address of the server, `http://192.168.1.2:8080`, and the token of this station's device. */
  server: string;
  token: string;
  /** Prints a slip; the house is told how that ended. */
  onPrint: (slip: Slip) => Promise<SlipOutcome>;
  /** The line came up or went down; `refused`: the house does not know this token (any more). */
  onChange: (state: 'connected' | 'away' | 'refused') => void;
};

const ANSWER_MS = 4_000;
const ALIVE_MS = 1_500;
/** A house that is back is noticed within 5 s, chance and all. */
const RETRY_MS = 3_000;
/**
 * A connection of its own for each request: in a network that falls silent the kept ones are dead, and each would cost
 * the kiosk one more wait after the house is back. One more handshake on a hospital's own network is nothing to that.
 */
const FRESH = { connection: 'close' };

/** Opens the line and keeps it: a house that is away, restarted or refuses is asked again for ever. */
export function openHouseLink({ server, token, onPrint, onChange }: Options): HouseLink {
  const base = server.replace(/\/+$/, '');
  const socket: Socket = io(`${base}/station`, {
    transports: ['websocket'],
    auth: { token },
    reconnectionDelay: 500,
    reconnectionDelayMax: RETRY_MS,
    forceNew: true,
  });
  let retry: NodeJS.Timeout | null = null;
  const tellPrinter = printerNews(socket);
  socket.on('connect', () => onChange('connected'));
  socket.on('disconnect', (reason) => {
    onChange('away');
    // The server ended it (a restart, a revoked token): the library does not come back from that by itself.
    if (reason === 'io server disconnect') again();
  });
  socket.on('connect_error', (error) => {
    onChange(error.message === 'unauthorized' ? 'refused' : 'away');
    if (!socket.active) again();
  });
  socket.on('print', (slip: Slip, answer: unknown) => {
    void onPrint(slip).then(({ state, printer }) => {
      if (typeof answer === 'function') answer({ state, printer });
    });
  });
  function again(): void {
    if (retry) return;
    retry = setTimeout(() => {
      retry = null;
      socket.connect();
    }, RETRY_MS);
  }
  return {
    ask: (method, path, body) => ask(base, token, method, path, body),
    sound: (path) => askSound(base, token, path),
    connected: () => socket.connected,
    line: () => socket.id ?? null,
    alive: () => alive(base),
    tellPrinter,
    close() {
      if (retry) clearTimeout(retry);
      socket.close();
    },
  };
}

/** Sends how the printer is when that is news, and once more whenever the line comes up. */
function printerNews(socket: Socket): HouseLink['tellPrinter'] {
  let report: PrinterReport | null = null;
  socket.on('connect', () => report && socket.emit('printer', report));
  return ({ kind, state, staff, left, leftWords }) => {
    const news = { kind, state, staff, left, leftWords };
    if (JSON.stringify(news) === JSON.stringify(report)) return;
    report = news;
    if (socket.connected) socket.emit('printer', news);
  };
}

async function alive(base: string): Promise<boolean> {
  try {
    const reply = await fetch(`${base}/health/live`, {
      headers: FRESH,
      signal: AbortSignal.timeout(ALIVE_MS),
      redirect: 'error',
    });
    await reply.arrayBuffer();
    return reply.ok;
  } catch {
    return false;
  }
}

async function ask(
  base: string,
  token: string,
  method: 'GET' | 'POST',
  path: string,
  body: string | null,
): Promise<HouseAnswer> {
  const type = body === null ? {} : { 'content-type': 'application/json' };
  try {
    const reply = await fetch(base + path, {
      method,
      body,
      headers: { ...FRESH, authorization: `Bearer ${token}`, ...type },
      signal: AbortSignal.timeout(ANSWER_MS),
      redirect: 'error',
    });
    return { status: reply.status, body: await reply.text() };
  } catch {
    return null;
  }
}
