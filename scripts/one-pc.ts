import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { MACHINE_PORTS } from '../kiosk/station/scanner/serial-scanner.ts';
import { MACHINE_AROUND } from '../kiosk/station/setup/printer-finder.ts';
import { openSetup, SETUP_TIMING, type Setup } from '../kiosk/station/setup/setup.ts';
import { setupDoor } from '../kiosk/station/setup/setup-routes.ts';
import { openStation, type Station } from '../kiosk/station/station.ts';
import { bootId, openClockMemory } from '../server/clock-memory.ts';
import { MACHINE_TIME, openDayClock, sinceMachineStart } from '../server/day-clock.ts';
import { securityHeaders } from '../server/http/headers.ts';
import { countScan } from '../server/metrics.ts';
import { type OpenHouse, openHouse } from '../server/open-house.ts';
import type { Settings } from '../server/settings.ts';
import { refuseData } from './data-fault.ts';
import { demoClock, startDemo } from './demo.ts';
import { leaveOnSignal } from './leave.ts';
import { linkLines, makeLinks } from './links.ts';
import { refuse } from './runtime.ts';
import { openServiceNotice, type ServiceNotice } from './service-notice.ts';
import { voiceDoor } from './voice-door.ts';

/* The first minutes of a machine belong to its screens; the synthesiser speaks until the pack is there. */
const DEFAULT_PACK_AFTER_MS = 10_000;

/** The machines are given so long to let go. */
const MACHINES_MS = 500;

/**
 * After a restart a thousand screens knock within half a second. The usual 511 places are full while the house is busy
 * with the first of them, and who finds none tries again after a second.
 */
const WAITING_CONNECTIONS = 4_096;

type Options = {
  settings: Settings;
  clinic: Clinic;
  clinicCreated: boolean;
  pagesDir: string;
  withoutVoice: boolean;
};

/** One-PC mode: server and station in one process, until it is told to leave. */
export async function runOnePc({
  settings,
  clinic,
  clinicCreated,
  pagesDir,
  withoutVoice,
}: Options): Promise<void> {
  const log = pino({ level: settings.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const { demo, ...time } = timeOf(settings, clinic, log);
  const opened = openStation({
    name: 'kiosk',
    scanner: settings.scanner,
    printer: settings.printer,
    fallback: settings.printerFallback,
    clock: { timeZone: clinic.timeZone, now: time.now },
    note: (event) => log.info(event),
  });
  if (!opened.ok) refuse(opened.fault);
  const { station } = opened;
  const setup = await setupOf(settings, station, log);
  const open = await openHouse({
    ...{ settings, clinic, station, pagesDir, log, ...time },
    defaultPackAfterMs: DEFAULT_PACK_AFTER_MS,
  }).catch(refuseData(settings));
  station.countScans((answer, source) => countScan(open.house.metrics, answer, source));
  const behind = setupDoor(setup, open.gate, securityHeaders());
  open.askFirst(voiceDoor({ clinic, settings, gate: open.gate, now: time.now, voice: open.voice, behind }));
  await listen(open, settings);
  await greet(open, settings, clinic, clinicCreated, withoutVoice);
  const { tail } = open.house;
  log.info({ event: 'started', port: portOf(open), epoch: tail.epoch, seq: tail.day.seq });
  const service = inService(open, `${clinic.name}: ${baseOf(open, settings)}`, log);
  const stopDemo = demo && (await startDemo({ open, clinic, clock: demo, base: baseOf(open, settings) }));
  leaveOnSignal(async (signal) => {
    log.info({ event: 'leaving', signal });
    service.stopping();
    await stopDemo?.();
    await open.close();
    // Everything is on disk: a printer that does not let go holds up nobody.
    await Promise.race([setup.close().then(() => station.close()), after(MACHINES_MS)]);
  });
  process.on('uncaughtException', (error) => crash('uncaught-exception', error));
  process.on('unhandledRejection', (error) => crash('unhandled-rejection', error));
  // A bug leaves unknown state behind: the supervisor starts a clean process, the log has everything.
  function crash(event: string, error: unknown): void {
    log.fatal({ event, error: error instanceof Error ? error.stack : typeof error });
    process.exit(1);
  }
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The house's time: the machine's, guarded against jumps, or the demo's own. */
function timeOf({ demo: isDemo, speed, dataDir }: Settings, clinic: Clinic, log: Logger) {
  const demo = isDemo ? demoClock(clinic, speed) : null;
  if (demo) return { demo, now: demo.now, wall: Date.now, clock: null };
  const boot = bootId(process.env);
  const note = (event: object): void => log.warn(event);
  const memory = boot === null ? null : openClockMemory({ file: join(dataDir, 'clock.json'), boot, note });
  const clock = openDayClock({ wall: Date.now, steady: sinceMachineStart(MACHINE_TIME), memory });
  return { demo, now: clock.now, wall: clock.now, clock };
}

function inService({ house }: OpenHouse, status: string, log: Logger): ServiceNotice {
  const service = openServiceNotice({ environment: process.env, note: (event) => log.warn(event) });
  service.ready(status);
  service.feed(house.health.isAlive);
  return service;
}

function setupOf(settings: Settings, station: Station, log: Logger): Promise<Setup> {
  return openSetup({
    station,
    ports: MACHINE_PORTS,
    file: join(settings.dataDir, 'station.json'),
    printer: settings.printerIsSet ? settings.printer : null,
    around: MACHINE_AROUND,
    usbRoot: '/',
    timing: SETUP_TIMING,
    note: (event) => log.info(event),
  });
}

function listen(open: OpenHouse, { port, host }: Settings): Promise<void> {
  return new Promise((resolve) => {
    open.http.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') refuse(`PORT: ${port} is in use by another program`);
      refuse(`HOST: cannot listen on ${host} (${error.code ?? error.name})`);
    });
    open.http.listen({ port, host, backlog: WAITING_CONNECTIONS }, resolve);
  });
}

function portOf({ http }: OpenHouse): number {
  const address = http.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function baseOf(open: OpenHouse, { host }: Settings): string {
  return `http://${host === '0.0.0.0' ? 'localhost' : host}:${portOf(open)}`;
}

async function greet(
  open: OpenHouse,
  settings: Settings,
  clinic: Clinic,
  clinicCreated: boolean,
  withoutVoice: boolean,
): Promise<void> {
  const base = baseOf(open, settings);
  const lines = [`Tiếp Đón · ${clinic.name}`, `Đang chạy tại ${base}`];
  if (settings.demo)
    lines.push(
      `Tập luyện: người bệnh giả định, nhanh gấp ${settings.speed}; dữ liệu riêng ở ${settings.dataDir}, xóa mỗi lần chạy.`,
      'Mở một bàn gọi để tự bấm: phòng ấy do người gọi, máy chỉ đóng vai người bệnh.',
    );
  if (clinicCreated) lines.push(`Tệp phòng khám mẫu: ${settings.clinic}`);
  if (withoutVoice) lines.push('Chưa có giọng đọc: chỉ có chuông. Cài: apt-get install espeak-ng');
  // Behind a service manager the codes would end up in a journal; there `npm run admin -- links` is asked.
  if (process.stdout.isTTY || open.house.devices.list().length === 0) {
    const again = `npm run admin -- links${settings.demo ? ' --demo' : ''}`;
    lines.push('', `Mở một lần, trong 10 phút, trên máy cần dùng (liên kết mới: ${again}):`);
    lines.push(linkLines(await makeLinks(clinic, open.house.devices, base)));
  }
  console.log(`\n${lines.join('\n')}\n`);
}
