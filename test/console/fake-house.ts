import { readFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response } from 'express';
import { Server, type Socket } from 'socket.io';
import { scanAnswer } from '../../core/identity/person.ts';
import { readCard } from '../../core/identity/read-card.ts';
import { deskState } from '../../core/queue/desk-view.ts';
import { houseState } from '../../core/queue/house-view.ts';
import type { AlarmRow } from '../../core/wire/alarm.ts';
import {
  type DeskScreens,
  type DeskSound,
  HOUSE_VIEW,
  type HousePrinter,
  type ScreenList,
  type SpeakerHealth,
  type StationState,
  Sub,
  type ToConsole,
} from '../../core/wire/protocol.ts';
import { HEARTBEAT_MS } from '../../core/wire/rhythm.ts';
import { type FakeLanguages, usualLanguages } from '../kiosk-screen/fake-voice.ts';
import { problem } from './fake-answer.ts';
import { FakeDay, hospital } from './fake-day.ts';
import { mountDeskRoutes } from './fake-desk-routes.ts';
import { FakeReplay } from './fake-replay.ts';
import { mountRoutes } from './fake-routes.ts';

/** The page policy of the product: what a page does against it must fail here too. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; " +
  "font-src 'self'; media-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; " +
  "form-action 'self'; frame-ancestors 'none'; object-src 'none'";

const TODAY = '2026-11-22';

export const readyStation: StationState = {
  station: 'kiosk-1',
  scanner: { attached: true, state: 'ready', advice: '' },
  printer: { state: 'ready', staff: '', patient: '', kind: 'paper', left: null, leftWords: '' },
  houseAway: false,
};

/**
 * The server and station of the page tests: same addresses and messages, in memory, decided by the real core.
 * It can be told to be slow, to refuse, to go away, and to lie about its devices.
 */
export class FakeHouse {
  today = new FakeDay();
  role: 'kiosk' | 'console' = 'kiosk';
  room: string | null = null;
  timeZone = 'Asia/Ho_Chi_Minh';
  inches = 21.5;
  languages: FakeLanguages = usualLanguages;
  packs: Record<string, Record<string, string>> = {};
  promptMs = 400;
  station: StationState = readyStation;
  /** Text of the cards that the station holds, by scan id. */
  readonly scans = new Map<string, string>();
  readonly closed = new Set<string>();
  /** Services that exist for the page; null: all. */
  offered: string[] | null = null;
  devices: object[] = [];
  slowMs = 0;
  /** Sockets connect, but nothing is answered to them. */
  deaf = false;
  /** Nothing is told of what changes: the news is late. */
  mute = false;
  /** PNG in base64 that a preview printer shows. */
  slipPicture: string | null = null;
  /** What was asked, in order: method, path and body. */
  asked: { method: string; path: string; body: unknown }[] = [];
  readonly origin: string;
  readonly #refusals: { path: RegExp; status: number; code: string }[] = [];
  readonly #replay = new FakeReplay();
  #mornings = 1;
  readonly #port: number;
  readonly #pages: string;
  #http: HttpServer | null = null;
  #io: Server | null = null;
  #beat: NodeJS.Timeout | null = null;

  private constructor(pages: string, port: number) {
    this.#pages = pages;
    this.#port = port;
    this.origin = `http://127.0.0.1:${port}`;
  }

  /** Opens a house on a free port over a folder of built pages. */
  static async open(pages: string): Promise<FakeHouse> {
    const probe = createServer();
    await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
    const address = probe.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    await new Promise((done) => probe.close(done));
    const house = new FakeHouse(pages, address.port);
    await house.comeBack();
    return house;
  }

  /** A fresh morning: nobody waiting, everything ready, nothing asked yet. */
  newMorning(role: FakeHouse['role'], room: string | null): void {
    this.today = new FakeDay();
    this.role = role;
    this.room = room;
    this.station = readyStation;
    this.timeZone = 'Asia/Ho_Chi_Minh';
    this.inches = 21.5;
    this.languages = usualLanguages;
    this.packs = {};
    this.promptMs = 400;
    this.offered = null;
    this.devices = [];
    this.asked = [];
    this.slowMs = 0;
    this.deaf = false;
    this.mute = false;
    this.slipPicture = null;
    this.#mornings += 1;
    this.scans.clear();
    this.closed.clear();
    this.#refusals.length = 0;
    this.#replay.forget();
  }

  async comeBack(): Promise<void> {
    const http = createServer(this.#app());
    this.#io = new Server(http, { transports: ['websocket'], serveClient: false });
    for (const name of ['/station', '/console'])
      this.#io.of(name).on('connection', (socket) => this.#greet(socket));
    this.#http = http;
    this.#beat = setInterval(() => this.#io?.of('/station').emit('hb', this.#head('kiosk-1')), HEARTBEAT_MS);
    await new Promise<void>((done) => http.listen(this.#port, '127.0.0.1', done));
  }

  async goAway(): Promise<void> {
    if (this.#beat) clearInterval(this.#beat);
    const [io, http] = [this.#io, this.#http];
    this.#io = null;
    this.#http = null;
    http?.closeAllConnections();
    await io?.close();
  }

  /** The next request to a matching address is refused, once. */
  refuseNext(path: RegExp, status: number, code: string): void {
    this.#refusals.push({ path, status, code });
  }

  /** A card was put on the station's scanner. Returns the scan's id. */
  scan(text: string): string {
    const scanId = this.today.id('scan');
    this.scans.set(scanId, text);
    const answer = scanAnswer(readCard(text, TODAY), 'serial');
    this.#io?.of('/station').emit('scan', { scanId, at: Date.now(), answer });
    return scanId;
  }

  /** The station's devices change. */
  setStation(station: StationState): void {
    this.station = station;
    this.changed();
  }

  /** `count` people without a card wait for a service. */
  arrive(service: string, count: number): void {
    for (let each = 0; each < count; each += 1) this.today.issue(service, null, []);
    this.changed();
  }

  printed(ticket: string, code: string): void {
    const slip = { ticket, code, outcome: 'confirmed', picture: this.slipPicture };
    if (this.station.printer.patient === '') this.#io?.of('/station').emit('slip', slip);
  }

  ring(kiosk: string): void {
    this.#io?.of('/console').emit('help', { kiosk });
  }

  sound(message: DeskSound): void {
    this.#io?.of('/console').emit('sound', message);
  }

  /** How the boards and speakers are: the list to the supervisor, those of the room to its desk. */
  screens(list: ScreenList, ofRoom: DeskScreens): void {
    this.#io?.of('/console').emit('roll', list);
    this.#io?.of('/console').emit('screens', ofRoom);
  }

  /** All that is wrong in the house, for the supervisor. */
  alarms(alarms: readonly AlarmRow[]): void {
    this.#io?.of('/console').emit('alarms', { alarms });
  }

  /** How the speakers speak, for the supervisor. */
  speak(speakers: SpeakerHealth[]): void {
    this.#io?.of('/console').emit('speakers', { speakers });
  }

  /** How the printers of the house are. */
  printers(printers: readonly HousePrinter[]): void {
    this.#io?.of('/console').emit('printers', { printers });
  }

  /** The machine's clock and the house's disagree, or agree again. */
  clock(trouble: Parameters<ToConsole['clock']>[0]['trouble']): void {
    this.#io?.of('/console').emit('clock', { trouble });
  }

  /** The spoken call of who is in a room, for news of its sound. */
  callIn(room: string): string {
    const ticket = this.today.day.tickets.get(this.today.day.inRoom.get(room) ?? '');
    return ticket && 'call' in ticket ? ticket.call : '';
  }

  /** Tells every screen what is true now. */
  changed(): void {
    if (this.mute) return;
    for (const name of ['/station', '/console']) {
      for (const socket of this.#io?.of(name).sockets.values() ?? []) this.#tell(socket);
    }
  }

  #greet(socket: Socket): void {
    socket.on('sub', (input: unknown) => {
      if (this.deaf) return;
      socket.data.view = Sub.parse(input).view;
      this.#tell(socket);
    });
  }

  #tell(socket: Socket): void {
    const { view } = socket.data as { view?: string };
    if (view === undefined) return;
    const room = hospital.rooms.find(({ id }) => id === view);
    const { day } = this.today;
    const state =
      view === HOUSE_VIEW
        ? houseState(day, Date.now())
        : room
          ? deskState(day, room, Date.now())
          : this.station;
    socket.emit('snap', { ...this.#head(view), state, build: 'fake' });
  }

  #head(view: string): object {
    return { view, epoch: `morning${this.#mornings}`, seq: this.today.day.seq, now: Date.now() };
  }

  #app(): express.Express {
    const app = express();
    app.use(express.json());
    app.use((_request, response, next) => {
      response.setHeader('content-security-policy', POLICY);
      next();
    });
    app.use('/api/v1', (request, response, next) => void this.#meddle(request, response, next));
    mountRoutes(app, this);
    mountDeskRoutes(app, this);
    for (const page of ['kiosk', 'console', 'admin', 'rules']) {
      app.get(`/${page}`, (_request, response) => {
        response.type('html').send(readFileSync(join(this.#pages, `${page}.html`)));
      });
    }
    app.use('/assets', express.static(join(this.#pages, 'assets')));
    return app;
  }

  async #meddle(request: Request, response: Response, next: NextFunction): Promise<void> {
    const path = `/api/v1${request.path}`;
    if (await this.#replay.isAnswered(request, response)) return;
    this.asked.push({ method: request.method, path, body: request.body });
    if (this.slowMs > 0) await new Promise((done) => setTimeout(done, this.slowMs));
    const index = this.#refusals.findIndex((each) => each.path.test(path));
    const refusal = index < 0 ? null : this.#refusals.splice(index, 1)[0];
    if (refusal) problem(response, refusal.status, refusal.code, 'Từ chối để thử.');
    else next();
  }
}
