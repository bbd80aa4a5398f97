import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { uptime } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { type HouseClock, openHouseClock } from '../kiosk/station/house-clock.ts';
import { type HouseLink, openHouseLink } from '../kiosk/station/house-link.ts';
import { type OwnNumbers, openOwnNumbers } from '../kiosk/station/offline/own-numbers.ts';
import type { Slip, SlipOutcome } from '../kiosk/station/paper.ts';
import { MACHINE_PORTS } from '../kiosk/station/scanner/serial-scanner.ts';
import { MACHINE_AROUND } from '../kiosk/station/setup/printer-finder.ts';
import { openSetup, SETUP_TIMING, type Setup } from '../kiosk/station/setup/setup.ts';
import { openStation, type Station } from '../kiosk/station/station.ts';
import { buildStationApp } from '../kiosk/station/station-app.ts';
import { type SignFacts, tellSigns } from '../kiosk/station/station-sign.ts';
import { openGate } from '../server/http/gate.ts';
import { securityHeaders } from '../server/http/headers.ts';
import { openPages } from '../server/http/pages.ts';
import type { Settings } from '../server/settings.ts';
import { lockData } from './data-lock.ts';
import { leaveOnSignal } from './leave.ts';
import { refuse } from './runtime.ts';
import { openServiceNotice } from './service-notice.ts';

type Options = { settings: Settings; server: string; token: string; pagesDir: string };

/** Birth dates are judged by the country's date; it has one zone and no summer time. */
const ZONE = 'Asia/Ho_Chi_Minh';

/** They belong into the constructor: set later, they have no effect for the first half minute. */
const TIME_OUTS = { headersTimeout: 4_000, requestTimeout: 8_000, connectionsCheckingInterval: 1_000 };
/** What a roll still holds changes with every ticket; whoever changes rolls is told soon enough. */
const ROLL_MS = 5_000;

/** The station as its own process, until it is told to leave. A house that is away is asked again for ever. */
export async function runStation({ settings, server, token, pagesDir }: Options): Promise<void> {
  const log = pino({ level: settings.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const time = openHouseClock({ wall: Date.now, steady: () => uptime() * 1_000 });
  const clock = { timeZone: ZONE, now: time.now };
  const { scanner, printer, printerFallback: fallback } = settings;
  const note = (event: object): void => log.info(event);
  const opened = openStation({ name: 'kiosk', scanner, printer, fallback, clock, note });
  if (!opened.ok) refuse(opened.fault);
  const { station } = opened;
  const setup = await setupOf(settings, station, note);
  const print = async (slip: Slip): Promise<SlipOutcome> => {
    const outcome = await station.print(slip);
    app.showSlip(slip, outcome);
    return outcome;
  };
  const house = openHouseLink({
    server,
    token,
    // Whoever stands there has just got a number of the kiosk's own: two papers would be one too many.
    onPrint: (slip) => (own?.engaged() && slip.reprint === 0 ? Promise.resolve(NO_PAPER) : print(slip)),
    onChange(state) {
      log.info({ event: 'house', state });
      own?.houseSpoke();
      app.changed();
    },
  });
  const own = ownNumbers({ settings, token, house, clock: time, print, note, onChange: () => app.changed() });
  const pages = openPages(pagesDir);
  const stopTelling = tellOfStation({ station, house, clock: time, own, build: pages.build });
  const http = createServer(TIME_OUTS);
  const gate = openGate({ host: settings.host, port: () => settings.port, origins: settings.origins });
  const doorway = { ...gate, headers: securityHeaders(), pages };
  const pageToken = createHmac('sha256', token).update('kiosk page').digest('base64url');
  const houseAway = (): boolean => own?.engaged() ?? !house.connected();
  const app = buildStationApp(http, { station, setup, house, doorway, clock, pageToken, own, houseAway });
  const service = openServiceNotice({ environment: process.env, note });
  listen(http, settings, server, () => service.ready(`Trạm kiosk, máy chủ ${server}`));
  // Its timers alone: a station whose house is away has more to do, not less.
  service.feed(async () => true);
  leaveOnSignal(async () => {
    service.stopping();
    stopTelling();
    own?.close();
    house.close();
    await app.close();
    await setup.close();
    await station.close();
  });
}

/** The pages on which this PC's devices are chosen; what was chosen lies in its data folder. */
function setupOf(settings: Settings, station: Station, note: (event: object) => void): Promise<Setup> {
  const file = join(settings.dataDir, 'station.json');
  const printer = settings.printerIsSet ? settings.printer : null;
  const machine = { ports: MACHINE_PORTS, usbRoot: '/', timing: SETUP_TIMING, around: MACHINE_AROUND };
  return openSetup({ station, file, printer, note, ...machine });
}

const NO_PAPER: SlipOutcome = { state: 'failed-before-bytes', picture: null, printer: null };

function listen(http: Server, settings: Settings, server: string, onListening: () => void): void {
  http.once('error', (error: NodeJS.ErrnoException) =>
    refuse(`PORT: cannot listen on ${settings.port} (${error.code})`),
  );
  http.listen(settings.port, settings.host, () => {
    onListening();
    console.log(`\nTrạm kiosk · http://localhost:${settings.port}/kiosk · máy chủ ${server}\n`);
  });
}

type OwnParts = {
  settings: Settings;
  token: string;
  house: HouseLink;
  clock: HouseClock;
  print: (slip: Slip) => Promise<SlipOutcome>;
  note: (event: object) => void;
  onChange: () => void;
};

/**
 * Numbers of the station's own for when its house is away; null where another station holds the folder: two that
 * count in one place would give a number twice.
 */
function ownNumbers({ settings, token, house, clock, print, note, onChange }: OwnParts): OwnNumbers | null {
  const lock = lockData(settings.dataDir, 'station.lock');
  if (!lock.ok) {
    const isTaken = typeof lock.pid === 'number';
    const why = isTaken ? 'another station runs on this data folder' : 'the data folder cannot be written';
    note({ event: 'no-own-numbers', why, pid: lock.pid });
    return null;
  }
  process.once('exit', lock.release);
  try {
    return openOwnNumbers({
      ...{ dataDir: settings.dataDir, token, kiosk: 'kiosk', house, clock, onChange, note },
      elapsed: () => performance.now(),
      print: async (slip) => !/^(unknown|failed|cancelled)/.test((await print(slip)).state),
    });
  } catch (error) {
    // A disk that is full or cannot be written: the kiosk works with its house as before.
    note({
      event: 'no-own-numbers',
      why: 'the data folder cannot be written',
      code: (error as NodeJS.ErrnoException).code,
    });
    return null;
  }
}

type Telling = {
  station: Station;
  house: HouseLink;
  clock: HouseClock;
  own: OwnNumbers | null;
  build: string;
};

/** Keeps the house told of this PC: its printer, its clock, and what it cannot hand in. */
function tellOfStation({ station, house, clock, own, build }: Telling): () => void {
  const none = { ownNumbers: 'no-folder', waiting: 0, refused: [], faults: [] };
  const facts = (): SignFacts => ({ build, ...(own?.facts() ?? none) });
  const elapsed = (): number => performance.now();
  const stops = [tellSigns({ house, clock, facts, wall: Date.now, elapsed }), tellOfPrinter(station, house)];
  return () => stops.forEach((stop) => void stop());
}

/** Tells the house how the printer is: a change of its state at once, what the roll holds a little later. */
function tellOfPrinter(station: Station, house: HouseLink): () => void {
  const tell = (): void => house.tellPrinter(station.state().printer);
  const stop = station.listen({ scan: () => {}, state: tell });
  const timer = setInterval(tell, ROLL_MS);
  tell();
  return () => {
    clearInterval(timer);
    stop();
  };
}
