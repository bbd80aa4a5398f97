import pino from 'pino';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { openStation } from '../kiosk/station/station.ts';
import { FromTheFuture } from '../server/log/database.ts';
import { type OpenHouse, openHouse } from '../server/open-house.ts';
import { WrongKey } from '../server/people/people.ts';
import type { Settings } from '../server/settings.ts';
import { leaveOnSignal } from './leave.ts';
import { linkLines, makeLinks } from './links.ts';
import { refuse } from './runtime.ts';

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
  const opened = openStation({
    name: 'kiosk',
    scanner: settings.scanner,
    printer: settings.printer,
    clock: { timeZone: clinic.timeZone, now: Date.now },
    note: (event) => log.info(event),
  });
  if (!opened.ok) refuse(opened.fault);
  const { station } = opened;
  const open = await openHouse({ settings, clinic, station, pagesDir, log, now: Date.now }).catch(dataFault);
  station.countScans((answer, source) => {
    open.house.metrics.scans.inc({ verdict: answer.verdict, code: answer.code ?? '', source });
  });
  await listen(open, settings);
  greet(open, settings, clinic, clinicCreated, withoutVoice);
  log.info({
    event: 'started',
    port: portOf(open),
    epoch: open.house.tail.epoch,
    seq: open.house.tail.day.seq,
  });
  leaveOnSignal(async (signal) => {
    log.info({ event: 'leaving', signal });
    await open.close();
    await station.close();
  });
  process.on('uncaughtException', (error) => crash('uncaught-exception', error));
  process.on('unhandledRejection', (error) => crash('unhandled-rejection', error));
  // A bug leaves unknown state behind: the supervisor starts a clean process, the log has everything.
  function crash(event: string, error: unknown): void {
    log.fatal({ event, error: error instanceof Error ? error.stack : typeof error });
    process.exit(1);
  }
}

function dataFault(error: unknown): never {
  if (error instanceof FromTheFuture) refuse(`DATA_DIR: ${error.message}`);
  if (error instanceof WrongKey) refuse(`KEY_FILE: ${error.message}`);
  throw error;
}

function listen(open: OpenHouse, { port, host }: Settings): Promise<void> {
  return new Promise((resolve) => {
    open.http.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') refuse(`PORT: ${port} is in use by another program`);
      refuse(`HOST: cannot listen on ${host} (${error.code ?? error.name})`);
    });
    open.http.listen(port, host, resolve);
  });
}

function portOf({ http }: OpenHouse): number {
  const address = http.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function greet(
  open: OpenHouse,
  settings: Settings,
  clinic: Clinic,
  clinicCreated: boolean,
  withoutVoice: boolean,
): void {
  const base = `http://${settings.host === '0.0.0.0' ? 'localhost' : settings.host}:${portOf(open)}`;
  const lines = [`Tiếp Đón · ${clinic.name}`, `Đang chạy tại ${base}`];
  if (clinicCreated) lines.push(`Tệp phòng khám mẫu: ${settings.clinic}`);
  if (withoutVoice) lines.push('Chưa có giọng đọc: chỉ có chuông. Cài: apt-get install espeak-ng');
  // Behind a service manager the codes would end up in a journal; there `npm run admin -- links` is asked.
  if (process.stdout.isTTY || open.house.devices.list().length === 0) {
    lines.push('', 'Mở một lần, trong 10 phút, trên máy cần dùng (liên kết mới: npm run admin -- links):');
    lines.push(linkLines(makeLinks(clinic, open.house.devices, base)));
  }
  console.log(`\n${lines.join('\n')}\n`);
}
