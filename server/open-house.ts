import type { RequestListener, Server } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { copyOf } from '../core/queue/day-copy.ts';
import type { Entry } from '../core/queue/happening.ts';
import { ticketView } from '../core/queue/views.ts';
import { namespaces } from '../core/wire/protocol.ts';
import { startAlarms } from './alarms/alarm-round.ts';
import { Alarms } from './alarms/alarms.ts';
import { ClinicDoor } from './clinic.ts';
import type { DayClock } from './day-clock.ts';
import { openDeparture, type Work } from './departure.ts';
import { type Announcements, openAnnouncements } from './followers/announcements.ts';
import { countEntries } from './followers/counting.ts';
import { openOutlets } from './followers/outlets.ts';
import { followPaper, type Paper, settleSlips } from './followers/paper.ts';
import { openHealth } from './health/health.ts';
import type { House } from './house.ts';
import { keepHouse, watchClock, watchOthers } from './house-keeping.ts';
import { buildApp } from './http/app.ts';
import { type Gate, openGate } from './http/gate.ts';
import { createHttp, type Door, portOf, publicUrl, serveBehind } from './http/http-server.ts';
import { openPages } from './http/pages.ts';
import { type KioskLanguages, openKioskLanguages } from './kiosk-languages.ts';
import { LastSeen } from './last-seen.ts';
import { type Metrics, openMetrics } from './metrics.ts';
import { StationRuns } from './offline/station-runs.ts';
import { airClaims, hearOfSpeakers, speaksElsewhere, toAllServers } from './other-servers.ts';
import { EVERY_MS, type KeptHouse, openSafekeeping } from './safekeeping.ts';
import { openScreens, type Screens } from './screens.ts';
import type { Settings } from './settings.ts';
import { openSlides } from './slides.ts';
import { type Hub, openHub } from './sockets/hub.ts';
import { StationRoll } from './sockets/station-roll.ts';
import { type HouseVoice, openVoice } from './speech/voice.ts';
import type { StationLink } from './station-link.ts';
import { type BackupSource, openStores } from './stores.ts';
import { foldNewestDay, Tail } from './tail.ts';

export type OpenHouse = {
  house: House;
  http: Server;
  gate: Gate;
  /** Puts a door before the house's own: it hands on what is not its own. The station's set-up page stands there. */
  askFirst(door: Door): void;
  voice: HouseVoice;
  /** Stops taking work, ends what is under way, tells the screens, closes the log; see `departure.ts`. */
  close(): Promise<void>;
};

type Options = {
  settings: Settings;
  clinic: Clinic;
  station: StationLink;
  pagesDir: string;
  /** As `openVoice` has it. */
  defaultPackAfterMs: number | null;
  log: Logger;
  /** Server time, ms since 1970. */
  now: () => number;
  /** The machine's own time in ms, by which one-time links run out; a demo's house time is another. */
  wall: () => number;
  /** What guards the house's time against jumps; null where somebody else does. */
  clock: DayClock | null;
};

/** Opens a house on its data: log, people, devices, followers, HTTP and sockets; listening is the caller's. */
export async function openHouse(options: Options): Promise<OpenHouse> {
  const http = createHttp(options.settings.connections);
  // Before the sockets: they hand on what is not theirs, while a listener after them would hear theirs too.
  const departure = openDeparture(http);
  const answer: RequestListener = (request, response) => app(request, response);
  const askFirst = serveBehind(http, departure, () => gate, answer);
  const { entries, source: backupSource, ...data } = await openData(options);
  const gate = openGate({ ...options.settings, port: () => portOf(http) });
  const pages = openPages(options.pagesDir);
  const source = () => ({ day: data.tail.day, epoch: data.tail.epoch, now: options.now, build: pages.build });
  const hub = openHub({ http, gate, devices: data.devices, desk: () => desk, clock: elapsed });
  const { clinic, station, now } = options;
  const screens = openScreens({
    ...{ clinic, station, hub, source, clock: elapsed, wall: options.wall },
    enrolled: () => data.devices.list(),
    elsewhere: data.peers.screens,
    beside: { people: data.people, slides: () => data.slides.list().slides.map(({ url }) => url) },
  });
  const metrics = openMetrics();
  const voice = voiceOf(options);
  const outcry = toAllServers(screens, data.peers);
  const announcements = announcerOf(options, { ...screens, ...outcry }, metrics, voice, {
    day: () => data.tail.day,
    elsewhere: speaksElsewhere(data.peers, hub),
    claims: airClaims(data.peers, clinic),
  });
  const lastSeen = lastSeenOf(options, data, hub, screens);
  const desk = lastSeen.with(screens.desk(announcements, () => data.tail.catchUp()));
  const known = { ...data, ...{ clinic, now, elapsed, metrics } };
  const house: House = {
    ...known,
    ...{ station, announcements, lastSeen, clock: options.clock, runs: new StationRuns() },
    ...watched(options, known, backupSource),
    languages: languagesOf(options, voice),
    publicUrl: () => publicUrl(options.settings, portOf(http)),
    printAt: openOutlets(hub, data.devices, station),
    boardState: screens.boardState,
    viewOf: (ticket) => ticketView(data.tail.day, ticket, now()),
    ...whoIsThere(hub, data, screens, options.wall),
    note: (event) => options.log.info(event),
    ring: outcry.ring,
  };
  const app = buildApp({ house, gate, pages, limits: options.settings.limits, log: options.log });
  const paper = follow(house, screens, entries);
  await settleSlips(house);
  announcements.resume(entries);
  const stops = [voice.stop, ...startWork(house, hub, screens, options)];
  const close = (): Promise<void> => departure.leave(lastWork(house, hub, paper, stops));
  return { house, http, gate, askFirst, voice, close };
}

function lastWork(
  { door, tail, log, safekeeping, note, lastSeen }: House,
  hub: Hub,
  paper: Paper,
  stops: readonly (() => void)[],
): Work {
  return {
    door: () => door.idle().then(() => tail.told()),
    slips: paper.settled,
    stop: () => stops.forEach((each) => void each()),
    screens: hub.close,
    // A clean end is witnessed; a disk that takes no witness any more does not hold it up.
    log: async () => {
      // By now every socket has gone.
      await lastSeen.leave();
      await safekeeping.anchor().catch((error: Error) => note({ event: 'anchor-failed', error: error.name }));
      await log.close();
    },
  };
}

function lastSeenOf(
  { wall, log }: Options,
  { devices, peers }: Pick<House, 'devices' | 'peers'>,
  hub: Hub,
  { roll }: Screens,
): LastSeen {
  return new LastSeen({
    ...{ devices, wall, clock: elapsed },
    ...{ here: hub.present, elsewhere: peers.elsewhere },
    screens: () => [...roll.own(), ...peers.screens()],
    note: (event) => log.warn(event),
  });
}

function watched(
  { settings, log: lines }: Options,
  house: KeptHouse & Pick<House, 'door'>,
  source: BackupSource,
): Pick<House, 'safekeeping' | 'health' | 'alarms'> {
  const { door, log } = house;
  const safekeeping = openSafekeeping({ house, settings, source, lines, everyMs: EVERY_MS });
  const health = openHealth({ log, hasRoom: safekeeping.hasRoom, clock: elapsed });
  door.whenFailed = (error) => {
    safekeeping.failed(error);
    health.failed();
  };
  door.whenStored = health.stored;
  return { safekeeping, health, alarms: new Alarms({ clock: elapsed, note: (event) => lines.warn(event) }) };
}

function whoIsThere(
  hub: Hub,
  { peers, devices }: Pick<House, 'peers' | 'devices'>,
  { roll, printers }: Screens,
  wall: () => number,
): Pick<House, 'connected' | 'here' | 'screens' | 'stations' | 'printers' | 'sockets'> {
  const here = hub.connected;
  const connected = (device: string): boolean =>
    here(device) || peers.elsewhere().some(({ id }) => id === device);
  const elsewhere = peers.stations;
  return {
    connected,
    here,
    screens: () => roll.rows(),
    stations: new StationRoll({ devices, connected, here, elsewhere, clock: elapsed, wall }),
    printers: printers.list,
    sockets: () => Object.fromEntries(namespaces.map((name) => [name, hub.space(name).sockets.size])),
  };
}

function languagesOf({ clinic, settings, log }: Options, { announcer, engine }: HouseVoice): KioskLanguages {
  const note = (event: object): void => log.warn(event);
  return openKioskLanguages({ clinic, announcer, engine, elapsed, dataDir: settings.dataDir, note });
}

/** What goes on by itself; returns the stops. */
function startWork(house: House, hub: Hub, screens: Screens, { log, clock }: Options): (() => void)[] {
  return [
    screens.start(house.announcements),
    house.devices.whenRevoked(() => hub.cutRevoked()),
    house.peers.show(() => ({
      present: hub.present(),
      screens: screens.roll.own(),
      stations: house.stations.own(),
    })),
    watchOthers(house, hub, log),
    hearOfSpeakers(house.peers, house.announcements),
    keepHouse(house, log),
    house.lastSeen.start(),
    house.safekeeping.start(hub),
    startAlarms(house, hub),
    clock ? watchClock(clock, hub, log) : () => {},
    house.slides.stop,
  ];
}

function voiceOf({ clinic, settings: { dataDir, piper }, defaultPackAfterMs, log }: Options): HouseVoice {
  return openVoice({ clinic, dataDir, piper, defaultPackAfterMs, note: (event) => log.info(event) });
}

function announcerOf(
  { clinic, now, log }: Options,
  { tellDesk, tellBoards, tellSpeakers }: Screens,
  metrics: Metrics,
  { announcer }: HouseVoice,
  others: Pick<Parameters<typeof openAnnouncements>[0], 'day' | 'elsewhere' | 'claims'>,
): Announcements {
  return openAnnouncements({
    ...{ clinic, announcer, now, tellDesk, clock: elapsed },
    ...others,
    onBegun: tellBoards,
    onChange: tellSpeakers,
    countPhase: (phase) => metrics.announcements.inc({ phase }),
    note: (line) => log.info(line),
  });
}

const elapsed = (): number => performance.now();

/** Everything that is kept, and the two days folded from it: the door's and the followers'. */
async function openData({ settings, clinic, now, wall, clock, log: lines }: Options) {
  const stores = await openStores(settings, clinic.site, wall);
  const { log, people, digest } = stores;
  const entries: Entry[] = [];
  const first = await foldNewestDay(log, clinic, (some) => entries.push(...some));
  // Read and folded once: the log of a full day takes as long as the rest of a start.
  const start = { day: copyOf(first.day), epoch: first.epoch };
  const tail = new Tail(log, first);
  clock?.guard(() => tail.day);
  const door = new ClinicDoor({ log, people, tail, now, digest, start });
  const slides = await openSlides(join(settings.dataDir, 'slides'), (event) => lines.warn(event));
  return { ...stores, tail, door, entries, slides };
}

/** Everybody who follows the log, in the order in which a call is seen, heard, printed and counted. */
function follow(house: House, screens: Screens, old: readonly Entry[]): Paper {
  screens.boards.recall(old);
  screens.desks.recall(old);
  const paper = followPaper(house, (ticket, outcome, paperFor) => {
    if (paperFor === null) return;
    const picture = outcome.picture && Buffer.from(outcome.picture).toString('base64');
    screens.toKiosk(
      'slip',
      { ticket: ticket.id, code: ticket.code, outcome: outcome.state, picture, printer: outcome.printer },
      paperFor,
    );
  });
  house.tail.follow({
    onStored(entries) {
      screens.boards.note(entries);
      screens.desks.note(entries);
    },
    onEntries(entries, day) {
      paper.onEntries(entries);
      screens.boards.wake();
      screens.desks.wake();
      house.announcements.onEntries(entries, day);
      countEntries(house.metrics, entries, day);
    },
    onReset(entries) {
      screens.boards.recall(entries);
      screens.desks.recall(entries);
      screens.boards.refresh(true);
      screens.desks.refresh(true);
    },
  });
  return paper;
}
