import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type Socket, Server as TcpServer } from 'node:net';
import { problem } from './http/problem.ts';

/** Together less than the 5 s after which a process that was told to leave is gone. */
const LAST_ANSWERS_MS = 2_000;
const LAST_SLIPS_MS = 1_000;
const LAST_WRITE_MS = 500;
const LAST_SOCKETS_MS = 500;
/** A restart takes about two seconds. */
const COME_BACK_SECONDS = 2;
/** A body that does not end is not waited for. */
const BODY_MS = 300;

/** What has to be brought to its end, in this order. */
export type Work = {
  /** What was handed to the door, until it is on disk and the followers know it. */
  door: () => Promise<void>;
  /** The slips that are being printed, until it is known what became of them. */
  slips: () => Promise<void>;
  /** What goes on by itself ends. */
  stop: () => void;
  /** Screens are told when to come back, and their sockets closed. */
  screens: () => Promise<void>;
  log: () => Promise<void>;
};

export type Departure = {
  /** Lets a request in, or says 503 once the house is being left. */
  admit(request: IncomingMessage, response: ServerResponse, go: () => void): void;
  /** Resolves when everything has come to its end or has been waited for long enough; at most 4 s. */
  leave(work: Work): Promise<void>;
};

/**
 * How a house is left: no new connection is taken; what was asked before is answered; whoever asks now on an open
 * connection is told to come back, with the same `requestId`; then slips and the door are waited for, and the
 * sockets closed. What cannot end (a frozen peer, a printer without paper) is cut off in the end.
 */
export function openDeparture(http: Server): Departure {
  let leaving = false;
  let underWay = 0;
  let onQuiet = (): void => {};
  const sockets = new Set<Socket>();
  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    admit(request, response, go) {
      underWay += 1;
      response.once('close', () => {
        underWay -= 1;
        if (underWay === 0) onQuiet();
      });
      if (!leaving || request.url === '/health/live') go();
      else refuse(request, response);
    },
    async leave({ door, slips, stop, screens, log }) {
      leaving = true;
      // Only the listening ends: `http.close` would close kept connections too, on which somebody may be asking just now.
      TcpServer.prototype.close.call(http);
      const quiet = new Promise<void>((resolve) => {
        onQuiet = resolve;
        if (underWay === 0) resolve();
      });
      await within(quiet, LAST_ANSWERS_MS);
      await within(door(), LAST_WRITE_MS);
      await within(slips(), LAST_SLIPS_MS);
      // What became of a slip is written down as well.
      await within(door(), LAST_WRITE_MS);
      stop();
      const cut = setTimeout(() => sockets.forEach((socket) => void socket.destroy()), LAST_SOCKETS_MS);
      await screens();
      clearTimeout(cut);
      await log();
    },
  };
}

/** Says that the house is being left, after the request was read: an answer beside unread bytes can be lost. */
function refuse(request: IncomingMessage, response: ServerResponse): void {
  const { status, body } = problem('leaving', 'Máy chủ đang khởi động lại. Thử lại sau ít giây.');
  const answer = (): void => {
    clearTimeout(timer);
    if (response.headersSent) return;
    const headers = {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'retry-after': String(COME_BACK_SECONDS),
      connection: 'close',
    };
    response.writeHead(status, headers).end(JSON.stringify(body));
  };
  const timer = setTimeout(answer, BODY_MS);
  request.once('end', answer).resume();
}

/** Waits for `work`, and no longer than `ms`; what fails has ended too. */
function within(work: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    work.then(end, end);
  });
}
