import type { Server as HttpServer, IncomingMessage } from 'node:http';
import express, { type Request, type Response } from 'express';
import { Server } from 'socket.io';
import { scanAnswer } from '../../core/identity/person.ts';
import { readCard } from '../../core/identity/read-card.ts';
import { localDate } from '../../core/queue/local-time.ts';
import { type CheckInAnswer, CheckInBody, ScanBody } from '../../core/wire/api.ts';
import { LARGEST_MESSAGE, type StationState } from '../../core/wire/protocol.ts';
import { HEARTBEAT_MS } from '../../core/wire/rhythm.ts';
import type { HouseAnswer, HouseLink } from './house-link.ts';
import type { OwnNumbers } from './offline/own-numbers.ts';
import type { Slip, SlipOutcome } from './paper.ts';
import { problem } from './problem.ts';
import { servePrompts } from './prompt-shelf.ts';
import type { Setup } from './setup/setup.ts';
import { setupRoutes } from './setup/setup-routes.ts';
import type { Station } from './station.ts';

/** What the station needs of those who compose it: which names it answers to, and the built pages. */
export type Doorway = {
  knowsHost(request: IncomingMessage): boolean;
  knowsOrigin(request: IncomingMessage): boolean;
  headers: express.RequestHandler;
  pages: { build: string; mount(app: express.Express): void };
};

type Parts = {
  station: Station;
  setup: Setup;
  house: HouseLink;
  doorway: Doorway;
  clock: { timeZone: string; now: () => number };
  /** What the page shows to prove that it came from here; the same after a restart, so that the page goes on. */
  pageToken: string;
  /** Whether the house answers, told to the page with the state of scanner and printer. */
  houseAway: () => boolean;
  /** Numbers of the station's own; null: without its house it gives none. */
  own: OwnNumbers | null;
};

/** `changed` tells the page how scanner, printer and house are; `showSlip` what came of a slip. */
export type StationApp = {
  changed(): void;
  showSlip(slip: Slip, outcome: SlipOutcome): void;
  close(): Promise<void>;
};

/**
 * The station's own small server: the kiosk page of this PC speaks with nobody else. Scans are judged here,
 * card text leaves only with a check-in, and the page needs no internet, no TLS and no enrolment: whoever can
 * open `localhost` here stands before this machine.
 */
export function buildStationApp(http: HttpServer, parts: Parts): StationApp {
  const app = express();
  const { pageToken } = parts;
  app.disable('x-powered-by');
  app.use(parts.doorway.headers);
  app.use((request, response, next) => {
    if (parts.doorway.knowsHost(request) && parts.doorway.knowsOrigin(request)) next();
    else problem(response, 403, 'foreign-origin', '');
  });
  app.use(setupRoutes(parts.setup, parts.doorway));
  const name = parts.station.state().station;
  app.get('/api/v1/here', (_request, response) => {
    response.setHeader('cache-control', 'no-store');
    response.json({ id: 'here', token: pageToken, role: 'kiosk', name, room: null });
  });
  app.use('/api/v1', express.json({ limit: '64kb', inflate: false }), (request, response, next) => {
    if (request.headers.authorization === `Bearer ${pageToken}`) next();
    else problem(response, 401, 'not-enrolled', 'Mở lại trang kiosk.');
  });
  app.post('/api/v1/scans', (request, response) => judge(parts, request, response));
  app.post('/api/v1/check-ins', (request, response) => checkIn(parts, request, response));
  app.get('/api/v1/place', (_request, response, next) => {
    const place = parts.own?.place();
    if (place) response.setHeader('cache-control', 'no-store').json(place);
    else next();
  });
  app.post('/api/v1/tickets/:id/print', (request, response, next) => {
    if (parts.own?.reprint(request.params.id)) response.status(202).json({});
    else next();
  });
  app.get('/api/v1/prompts/:lang/:key', servePrompts(parts.house.sound));
  app.use('/api/v1', (request, response) => forward(parts.house, request, response, request.body));
  parts.doorway.pages.mount(app);
  app.get('/', (_request, response) => response.redirect('/kiosk'));
  app.use((_request, response) => problem(response, 404, 'not-found', ''));
  http.on('request', app);
  return openSockets(http, parts);
}

function judge({ clock }: Parts, request: Request, response: Response): void {
  const body = ScanBody.safeParse(request.body);
  if (body.success) {
    const reading = readCard(body.data.scan, localDate(clock.now(), clock.timeZone));
    response.json(scanAnswer(reading, body.data.source ?? 'keyboard'));
  } else problem(response, 400, 'bad-request', '');
}

/**
 * The scan that the page names by its id is put in, as bytes: what the scanner sent is what the house reads. While
 * the house is away the station gives the number itself; a press that got one keeps it, however often it is sent.
 */
async function checkIn(parts: Parts, request: Request, response: Response): Promise<void> {
  const { own, house } = parts;
  const body = CheckInBody.safeParse(request.body);
  if (!body.success) return problem(response, 400, 'bad-request', '');
  const { scanId, ...rest } = body.data;
  const before = own?.answered(rest.requestId);
  if (before) return give(own, response, 201, before);
  const held = scanId === null ? null : parts.station.takeScan(scanId);
  if (scanId !== null && held === null) return problem(response, 422, 'scan-expired', 'Mời quét lại thẻ.');
  const bytes = held && Buffer.from(held.text);
  const scanned = bytes ? { scanBytes: bytes.toString('base64'), source: held.source } : {};
  const sent = { ...rest, ...scanned };
  if (!own) return forward(house, request, response, sent);
  const shown = bytes ?? rest.scan;
  const card = shown === null ? null : { scan: shown, source: held?.source ?? rest.source ?? 'keyboard' };
  const done = await own.checkIn(body.data, card, JSON.stringify(sent));
  if (done.ok === 'house') return pass(response, done.answer);
  if (!done.ok) return problem(response, STATUS[done.code] ?? 422, done.code, '');
  give(own, response, done.answer.repeat ? 200 : 201, done.answer);
}

const STATUS: Readonly<Record<string, number>> = {
  'house-away': 503,
  'unknown-service': 404,
  'service-closed': 409,
};

/** A number of the station's own; once it has left for the screen somebody has it. */
function give(own: OwnNumbers | null, response: Response, status: number, answer: CheckInAnswer): void {
  response.once('finish', () => own?.given(answer.ticket.code));
  response.status(status).setHeader('cache-control', 'no-store').json(answer);
}

async function forward(house: HouseLink, request: Request, response: Response, body: unknown): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'POST')
    return problem(response, 405, 'method-not-allowed', '');
  const text = request.method === 'POST' ? JSON.stringify(body) : null;
  pass(response, await house.ask(request.method, request.originalUrl, text));
}

/** What the house answered, or that it did not. */
function pass(response: Response, answer: HouseAnswer): void {
  if (!answer) {
    problem(response, 503, 'house-away', 'Mời đến quầy tiếp đón.');
    return;
  }
  const type = answer.status >= 400 ? 'application/problem+json' : 'application/json';
  response.status(answer.status).type(type).setHeader('cache-control', 'no-store');
  response.end(answer.body);
}

function openSockets(http: HttpServer, parts: Parts): StationApp {
  const { station, doorway, clock, pageToken } = parts;
  const io = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    allowRequest: (request, answer) =>
      answer(null, doorway.knowsHost(request) && doorway.knowsOrigin(request)),
  });
  const space = io.of('/station');
  space.use((socket, next) =>
    next(socket.handshake.auth.token === pageToken ? undefined : new Error('unauthorized')),
  );
  const beat = () => ({ view: '', epoch: 'station', seq: 0, now: clock.now() });
  const snap = (): object => {
    const ownNumbers = parts.own?.givesNumbers() ?? false;
    const houseAway = parts.houseAway() && !ownNumbers;
    const state: StationState = { ...station.state(), houseAway, ownNumbers };
    return { ...beat(), view: state.station, state, build: doorway.pages.build };
  };
  space.on('connection', (socket) => socket.on('sub', () => socket.emit('snap', snap())));
  const changed = (): void => void space.emit('snap', snap());
  const stop = station.listen({ scan: (scan) => newest(space)?.emit('scan', scan), state: changed });
  const timer = setInterval(() => space.emit('hb', beat()), HEARTBEAT_MS);
  return {
    changed,
    showSlip({ ticket, code }, { state, picture, printer }) {
      const shown = picture && Buffer.from(picture).toString('base64');
      newest(space)?.emit('slip', { ticket, code, outcome: state, picture: shown, printer });
    },
    async close() {
      clearInterval(timer);
      stop();
      await io.close();
    },
  };
}

/** One station has one screen; a page that was opened later is it. */
const newest = (space: ReturnType<Server['of']>) => [...space.sockets.values()].at(-1);
