import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { turnOfDay } from '../core/queue/decide.ts';
import type { Entry } from '../core/queue/happening.ts';
import { ticketView } from '../core/queue/views.ts';
import { namespaces } from '../core/wire/protocol.ts';
import { ClinicDoor } from './clinic.ts';
import { openDevices } from './devices/devices.ts';
import { openAnnouncements } from './followers/announcements.ts';
import { openOutlets } from './followers/outlets.ts';
import { followPaper } from './followers/paper.ts';
import type { House } from './house.ts';
import { buildApp } from './http/app.ts';
import { capConnections, isLoopback } from './http/connection-cap.ts';
import { openGate } from './http/gate.ts';
import { openPages } from './http/pages.ts';
import { openDatabase } from './log/database.ts';
import type { Log } from './log/log.ts';
import { openSqliteLog } from './log/sqlite-log.ts';
import { type Metrics, openMetrics } from './metrics.ts';
import { openKeys } from './people/keys.ts';
import { openPeople } from './people/people.ts';
import { openScreens, type Screens } from './screens.ts';
import type { Settings } from './settings.ts';
import { type Hub, openHub } from './sockets/hub.ts';
import { type Announcer, createAnnouncer, USUAL_CAP_BYTES } from './speech/announcement.ts';
import { createEspeak, USUAL_ESPEAK } from './speech/espeak.ts';
import type { StationLink } from './station-link.ts';
import { foldNewestDay, Tail } from './tail.ts';

const HOUR = 3_600_000;
const ANSWERS_KEPT_MS = 48 * HOUR;
const LAST_ANSWERS_MS = 2_000;

export type OpenHouse = {
  house: House;
  http: Server;
  /** Stops taking work, tells the screens, closes the log. */
  close(): Promise<void>;
};

type Options = {
  settings: Settings;
  clinic: Clinic;
  station: StationLink;
  pagesDir: string;
  log: Logger;
  /** Server time, ms since 1970. */
  now: () => number;
};

/** Opens a house on its data: log, people, devices, followers, HTTP and sockets; listening is the caller's. */
export async function openHouse(options: Options): Promise<OpenHouse> {
  const http = createHttp(options.settings.connections);
  // Before the sockets: they hand on what is not theirs, while a listener after them would hear theirs too.
  http.on('request', (request, response) => app(request, response));
  const { entries, ...data } = await openData(options);
  const { host, origins } = options.settings;
  const gate = openGate({ host, origins, port: () => portOf(http) });
  const pages = openPages(options.pagesDir);
  const source = () => ({ day: data.tail.day, epoch: data.tail.epoch, now: options.now, build: pages.build });
  const hub = openHub({ http, gate, devices: data.devices, desk: () => desk, clock: elapsed });
  const screens = openScreens(options.clinic, hub, source, options.station);
  const metrics = openMetrics();
  const announcements = openAnnouncements({
    clinic: options.clinic,
    announcer: announcerOf(options.settings),
    now: options.now,
    send: screens.announce,
    tellDesk: screens.tellDesk,
    countPhase: (phase) => metrics.announcements.inc({ phase }),
  });
  const desk = screens.desk(
    (_device, ack) => announcements.onAck(ack),
    () => data.tail.catchUp(),
  );
  const { clinic, station, now } = options;
  const house: House = {
    ...data,
    ...{ clinic, station, now, elapsed, metrics, announcements },
    publicUrl: () => publicUrl(options.settings, portOf(http)),
    printAt: openOutlets(hub, data.devices, station),
    boardState: screens.boardState,
    viewOf: (ticket) => ticketView(data.tail.day, ticket),
    connected: hub.connected,
    sockets: () => Object.fromEntries(namespaces.map((name) => [name, hub.space(name).sockets.size])),
    note: (event) => options.log.info(event),
    ring: screens.ring,
  };
  const app = buildApp({ house, gate, pages, limits: options.settings.limits, log: options.log });
  follow(house, screens, entries);
  const stops = [
    screens.start(),
    data.devices.whenRevoked(() => hub.cutRevoked()),
    watchOthers(house, hub, options.log),
    keepHouse(house, options.log),
  ];
  return { house, http, close: () => closeHouse(http, hub, data.log, stops) };
}

const elapsed = (): number => performance.now();

/** Everything that lives in the data folder, and the two days folded from it: the door's and the followers'. */
async function openData({ settings, clinic, now }: Options) {
  const db = openDatabase(join(settings.dataDir, 'tiepdon.sqlite'));
  const log = openSqliteLog(db, clinic.site);
  const keys = openKeys({ masterFile: settings.keyFile, daysDir: join(settings.dataDir, 'day-keys') });
  const people = openPeople(db, clinic.site, keys);
  const devices = openDevices(db, now);
  const entries: Entry[] = [];
  const tail = new Tail(log, await foldNewestDay(log, clinic, (some) => entries.push(...some)));
  const start = await foldNewestDay(log, clinic, () => {});
  const door = new ClinicDoor({ log, people, tail, now, digest: keys.digest, start });
  return { log, people, devices, tail, door, entries };
}

async function closeHouse(http: Server, hub: Hub, log: Log, stops: readonly (() => void)[]): Promise<void> {
  for (const stop of stops) stop();
  // What was asked is answered first, but nobody who sends slowly holds up the end.
  const cut = setTimeout(() => http.closeAllConnections(), LAST_ANSWERS_MS);
  await hub.close();
  clearTimeout(cut);
  await log.close();
}

/** Time-outs belong into the constructor: set later, they have no effect for the first half minute. */
function createHttp(connections: number): Server {
  const http = createServer({
    headersTimeout: 4_000,
    requestTimeout: 8_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 8_192,
  });
  capConnections(http, connections, isLoopback);
  return http;
}

function portOf(http: Server): number {
  const address = http.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function publicUrl(settings: Settings, port: number): string {
  const [first] = settings.origins;
  return first ?? `http://${settings.host === '0.0.0.0' ? 'localhost' : settings.host}:${port}`;
}

function announcerOf(settings: Settings): Announcer {
  return createAnnouncer({
    engine: createEspeak(USUAL_ESPEAK),
    cacheDir: join(settings.dataDir, 'audio'),
    capBytes: USUAL_CAP_BYTES,
  });
}

/** Everybody who follows the log, in the order in which a call is seen, heard, printed and counted. */
function follow(house: House, screens: Screens, old: readonly Entry[]): void {
  screens.boards.recall(old);
  screens.desks.recall(old);
  const paper = followPaper(house, (ticket, outcome, paperFor) => {
    if (paperFor === null) return;
    const picture = outcome.picture && Buffer.from(outcome.picture).toString('base64');
    screens.toKiosk(
      'slip',
      { ticket: ticket.id, code: ticket.code, outcome: outcome.state, picture },
      paperFor,
    );
  });
  house.tail.follow({
    onEntries(entries, day) {
      paper.onEntries(entries);
      screens.boards.onEntries(entries);
      screens.desks.onEntries(entries);
      house.announcements.onEntries(entries, day);
      count(house.metrics, entries);
    },
    onReset(entries) {
      screens.boards.recall(entries);
      screens.desks.recall(entries);
      screens.boards.refresh(true);
      screens.desks.refresh(true);
    },
  });
}

function count(metrics: Metrics, entries: readonly Entry[]): void {
  for (const { happening } of entries) {
    if (happening.type === 'ticket-issued') metrics.tickets.inc({ service: happening.service });
    if (happening.type === 'ticket-called' || happening.type === 'call-repeated')
      metrics.calls.inc({ room: happening.room });
  }
}

/** The admin command writes to the same file: new devices, revoked ones, a restored log. */
function watchOthers(house: House, hub: Hub, log: Logger): () => void {
  const look = async (): Promise<void> => {
    house.devices.refresh();
    hub.cutRevoked();
    const [head, epoch] = await Promise.all([house.log.head(), house.log.epoch()]);
    if (head === house.tail.day.seq && epoch === house.tail.epoch) return;
    house.door.outdated();
    await house.tail.catchUp();
  };
  return house.log.watch(() => {
    look().catch((error: Error) => log.error({ event: 'follow-failed', error: error.name }));
  });
}

/** What goes on without anybody asking: the day turns, old answers and old people are forgotten. */
function keepHouse(house: House, log: Logger): () => void {
  const round = async (): Promise<void> => {
    // The net under a look at the log that failed.
    await house.tail.catchUp();
    if (house.tail.day.businessDay !== null && turnOfDay(house.tail.day, house.now())) {
      const quiet = () => ({ status: 200, body: {} });
      await house.door.handle({
        request: null,
        command: { type: 'turn-day' },
        person: null,
        answer: quiet,
        refuse: quiet,
      });
    }
    await house.log.forgetAnswers(house.now() - ANSWERS_KEPT_MS);
    // Yesterday's people may still be with a doctor; they go a day after their day has ended.
    const yesterday = new Date(
      Date.parse(`${house.tail.day.businessDay ?? '1970-01-02'}T00:00:00Z`) - 24 * HOUR,
    );
    house.people.forgetBefore(yesterday.toISOString().slice(0, 10));
  };
  const safely = (): void =>
    void round().catch((error: Error) => log.error({ event: 'round-failed', error: error.name }));
  safely();
  const timer = setInterval(safely, 30_000);
  return () => clearInterval(timer);
}
