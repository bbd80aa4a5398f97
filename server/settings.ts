import { join } from 'node:path';
import { splitFlag, standsAlone } from './flag.ts';
import { host, limits, number, origins, text, url, yesOrNo } from './setting-check.ts';
import { piperAddressFault } from './speech/piper.ts';

/** Everything that can be set from outside; `--help`, the checks and the README's table come from this one list. */
type Row = {
  flag: string;
  variable: string;
  default: string | null;
  meaning: string;
  /** What the flag means when no value follows it; absent when it needs one. */
  alone?: string;
  /** What a value should be, when it is not; null when it is. */
  check: (value: string) => string | null;
};

export const settingTable = [
  {
    flag: '--port',
    variable: 'PORT',
    default: '8080',
    meaning: 'HTTP and sockets',
    check: number(0, 65_535),
  },
  {
    flag: '--host',
    variable: 'HOST',
    default: '127.0.0.1',
    meaning: '0.0.0.0 opens it to the LAN',
    check: host,
  },
  {
    flag: '--data-dir',
    variable: 'DATA_DIR',
    default: './data',
    meaning: 'everything the product writes',
    check: text,
  },
  {
    flag: '--clinic',
    variable: 'CLINIC',
    default: null,
    meaning: 'the clinic file (default DATA_DIR/clinic.json)',
    check: text,
  },
  {
    flag: '--database-url',
    variable: 'DATABASE_URL',
    default: null,
    meaning: 'postgres://… for several servers',
    check: url('postgres://', 'postgresql://'),
  },
  {
    flag: '--scanner',
    variable: 'SCANNER',
    default: null,
    meaning: 'serial:/dev/ttyACM0?baud=9600, several with commas',
    check: url('serial:'),
  },
  {
    flag: '--printer',
    variable: 'PRINTER',
    default: 'preview:',
    meaning: 'tcp://host:9100?profile=…, serial:…, file:…, preview:',
    check: url('tcp://', 'serial:', 'file:', 'preview:'),
  },
  {
    flag: '--printer-fallback',
    variable: 'PRINTER_FALLBACK',
    default: null,
    meaning: 'a second printer, which takes over when nothing can leave for the first',
    check: url('tcp://', 'serial:', 'file:', 'preview:'),
  },
  {
    flag: '--piper',
    variable: 'PIPER',
    default: null,
    meaning: "the hospital's own Piper voice on this machine: http://127.0.0.1:5000",
    check: piperAddressFault,
  },
  {
    flag: '--key-file',
    variable: 'KEY_FILE',
    default: null,
    meaning: 'key over the sealed personal data (default DATA_DIR/master.key)',
    check: text,
  },
  {
    flag: '--backup-dir',
    variable: 'BACKUP_DIR',
    default: null,
    meaning: 'backups and anchors of the log; best on another disk (default DATA_DIR/backups)',
    check: text,
  },
  {
    flag: '--ballast',
    variable: 'BALLAST',
    default: '32',
    meaning: 'MB of the disk kept back for the hour in which it is full; 0: none',
    check: number(0, 10_000),
  },
  {
    flag: '--server',
    variable: 'SERVER',
    default: null,
    meaning: 'npm run station and npm run speaker: the server they join, http://192.168.1.2:8080',
    check: url('http://', 'https://'),
  },
  {
    flag: '--token',
    variable: 'TOKEN',
    default: null,
    meaning: 'npm run station and npm run speaker: token of their device',
    check: (v: string) => (/^[A-Za-z0-9_-]{20,100}$/.test(v) ? null : 'the token printed by device add'),
  },
  {
    flag: '--device',
    variable: 'DEVICE',
    default: 'default',
    meaning: 'npm run speaker only: an ALSA name, rtp:239.1.1.1:5004?ttl=1 or axis:http://host',
    check: text,
  },
  {
    flag: '--backup-device',
    variable: 'BACKUP_DEVICE',
    default: null,
    meaning: 'npm run speaker only: takes over when the device fails',
    check: text,
  },
  {
    flag: '--gain',
    variable: 'GAIN',
    default: '0',
    meaning: 'npm run speaker only: louder or softer, in dB',
    check: (v: string) =>
      /^-?\d{1,2}$/.test(v) && Math.abs(Number(v)) <= 40 ? null : 'a whole number from -40 to 40',
  },
  {
    flag: '--device-passwords',
    variable: 'DEVICE_PASSWORDS',
    default: null,
    meaning: 'npm run speaker only: file with the users of network loudspeakers',
    check: text,
  },
  {
    flag: '--origins',
    variable: 'ORIGINS',
    default: null,
    meaning: 'further addresses under which browsers reach it',
    check: origins,
  },
  {
    flag: '--limits',
    variable: 'LIMITS',
    default: 'kiosk=50,station=50,console=50,board=20,speaker=20',
    meaning: 'requests a second for each device of a role',
    check: limits,
  },
  {
    flag: '--connections',
    variable: 'CONNECTIONS',
    default: '40',
    meaning: 'most connections of one address; this machine itself is not counted',
    check: number(1, 100_000),
  },
  {
    flag: '--demo',
    variable: 'DEMO',
    default: 'no',
    alone: 'yes',
    meaning: 'plays a day of fictional patients in DATA_DIR/demo, emptied at each start',
    check: yesOrNo,
  },
  {
    flag: '--speed',
    variable: 'SPEED',
    default: '1',
    meaning: 'with --demo: how many times faster than life',
    check: number(1, 600),
  },
  {
    flag: '--log-level',
    variable: 'LOG_LEVEL',
    default: 'info',
    meaning: 'debug, info, warn, error or silent',
    check: (v: string) =>
      /^(debug|info|warn|error|silent)$/.test(v) ? null : 'debug, info, warn, error or silent',
  },
] as const satisfies readonly Row[];

const rows: readonly Row[] = settingTable;

export type Settings = {
  port: number;
  host: string;
  dataDir: string;
  clinic: string;
  databaseUrl: string | null;
  scanner: string | null;
  printer: string;
  /** Whether a flag or the environment names the printer: then nobody chooses another at the page. */
  printerIsSet: boolean;
  printerFallback: string | null;
  piper: string | null;
  keyFile: string;
  backupDir: string;
  ballastMb: number;
  server: string | null;
  token: string | null;
  device: string;
  backupDevice: string | null;
  gainDb: number;
  devicePasswords: string | null;
  origins: string[];
  limits: Record<string, number>;
  connections: number;
  /** Training: fictional patients on data of their own. */
  demo: boolean;
  speed: number;
  logLevel: string;
};

export type SettingsRead = { ok: true; settings: Settings; rest: string[] } | { ok: false; fault: string };

/**
 * Reads settings from flags (`--port 80` or `--port=80`), then the environment, then the defaults.
 * `rest` holds the words that are no setting. A fault is one line that names the key and what it should be.
 */
export function readSettings(
  argv: readonly string[],
  environment: Record<string, string | undefined>,
): SettingsRead {
  const given = new Map<string, string>();
  const rest: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const [flag, inline] = splitFlag(argv[at]!);
    const row = rows.find((each) => each.flag === flag);
    if (!row) {
      rest.push(argv[at]!);
      continue;
    }
    const value = inline ?? (standsAlone(row, argv[at + 1]) ? row.alone : argv[++at]);
    if (value === undefined) return { ok: false, fault: `${flag}: a value is missing` };
    given.set(row.flag, value);
  }
  const value = (flag: (typeof settingTable)[number]['flag']): string | null => {
    const row = settingTable.find((each) => each.flag === flag)!;
    return given.get(flag) ?? environment[row.variable] ?? row.default;
  };
  for (const row of settingTable) {
    const found = value(row.flag);
    const should = found === null ? null : row.check(found);
    if (should)
      return { ok: false, fault: `${given.has(row.flag) ? row.flag : row.variable}: should be ${should}` };
  }
  const isSet = (flag: string, variable: string): boolean =>
    given.has(flag) || environment[variable] !== undefined;
  const settings = { ...settingsFrom(value), printerIsSet: isSet('--printer', 'PRINTER') };
  return { ok: true, settings, rest };
}

function settingsFrom(
  value: (flag: (typeof settingTable)[number]['flag']) => string | null,
): Omit<Settings, 'printerIsSet'> {
  const demo = value('--demo') === 'yes';
  const dataDir = demo ? join(value('--data-dir')!, 'demo') : value('--data-dir')!;
  return {
    port: Number(value('--port')),
    host: value('--host')!,
    dataDir,
    clinic: value('--clinic') ?? join(dataDir, 'clinic.json'),
    // Training never touches the hospital's own data, wherever they are.
    databaseUrl: demo ? null : value('--database-url'),
    scanner: value('--scanner'),
    printer: value('--printer')!,
    printerFallback: value('--printer-fallback'),
    piper: value('--piper'),
    keyFile: (demo ? null : value('--key-file')) ?? join(dataDir, 'master.key'),
    backupDir: (demo ? null : value('--backup-dir')) ?? join(dataDir, 'backups'),
    ballastMb: Number(value('--ballast')),
    server: value('--server'),
    token: value('--token'),
    device: value('--device')!,
    backupDevice: value('--backup-device'),
    gainDb: Number(value('--gain')),
    devicePasswords: value('--device-passwords'),
    origins: value('--origins')?.split(',') ?? [],
    limits: Object.fromEntries(
      value('--limits')!
        .split(',')
        .map((each) => [each.split('=')[0]!, Number(each.split('=')[1])]),
    ),
    connections: Number(value('--connections')),
    demo,
    speed: Number(value('--speed')),
    logLevel: value('--log-level')!,
  };
}
