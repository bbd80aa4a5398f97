import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, settingTable } from '../../server/settings.ts';
import { settingsHelp } from '../../server/settings-help.ts';

const faultOf = (argv: readonly string[], environment: Record<string, string>): string => {
  const read = readSettings(argv, environment);
  return read.ok ? '' : read.fault;
};

const wrongValues = [
  ['PORT', 'http', 'a whole number from 0 to 65535'],
  ['PORT', '65536', 'a whole number from 0 to 65535'],
  ['PORT', '-1', 'a whole number from 0 to 65535'],
  ['PORT', '80.5', 'a whole number from 0 to 65535'],
  ['PORT', '', 'a whole number from 0 to 65535'],
  ['HOST', 'a b', 'a host name or address'],
  ['HOST', 'http://a', 'a host name or address'],
  ['DATA_DIR', ' ', 'not empty'],
  ['CLINIC', '', 'not empty'],
  ['BACKUP_DIR', ' ', 'not empty'],
  ['BALLAST', '-1', 'a whole number from 0 to 10000'],
  ['KEY_FILE', '', 'not empty'],
  ['DATABASE_URL', 'mysql://a', 'an address that starts with postgres:// or postgresql://'],
  ['SCANNER', '/dev/ttyACM0', 'an address that starts with serial:'],
  ['PRINTER', '192.168.1.5', 'an address that starts with tcp:// or serial: or file: or preview:'],
  ['PIPER', 'http://192.168.1.5:5000', 'an address on this machine, such as http://127.0.0.1:5000'],
  ['PRINTER_FALLBACK', 'lpt1', 'an address that starts with tcp:// or serial: or file: or preview:'],
  ['SERVER', '192.168.1.2:8080', 'an address that starts with http:// or https://'],
  ['SERVER', 'http://', 'an address that starts with http:// or https://'],
  ['TOKEN', 'abc', 'the token printed by device add'],
  ['DEVICE', ' ', 'not empty'],
  ['BACKUP_DEVICE', '', 'not empty'],
  ['DEVICE_PASSWORDS', '', 'not empty'],
  ['GAIN', '60', 'a whole number from -40 to 40'],
  ['GAIN', 'loud', 'a whole number from -40 to 40'],
  ['ORIGINS', 'tiepdon.bv.vn', 'origins such as https://tiepdon.bv.vn, with commas'],
  ['ORIGINS', 'https://a.vn/kiosk', 'origins such as https://tiepdon.bv.vn, with commas'],
  ['ORIGINS', 'https://a.vn:99999', 'origins such as https://tiepdon.bv.vn, with commas'],
  ['LIMITS', 'kiosk', 'commands a second for each role, such as kiosk=50,console=50'],
  ['LIMITS', 'kiosk=0', 'commands a second for each role, such as kiosk=50,console=50'],
  ['LIMITS', 'doctor=5', 'commands a second for each role, such as kiosk=50,console=50'],
  ['CONNECTIONS', '0', 'a whole number from 1 to 100000'],
  ['DEMO', 'maybe', 'yes or no'],
  ['SPEED', '0', 'a whole number from 1 to 600'],
  ['SPEED', 'fast', 'a whole number from 1 to 600'],
  ['SPEED', '1.5', 'a whole number from 1 to 600'],
  ['LOG_LEVEL', 'loud', 'debug, info, warn, error or silent'],
] as const;

describe('the settings', () => {
  it('have defaults with which a newcomer starts', () => {
    const read = readSettings([], {});
    expect(read.ok && read.settings).toEqual({
      port: 8080,
      host: '127.0.0.1',
      dataDir: './data',
      clinic: join('data', 'clinic.json'),
      databaseUrl: null,
      scanner: null,
      printer: 'preview:',
      printerIsSet: false,
      printerFallback: null,
      piper: null,
      keyFile: join('data', 'master.key'),
      backupDir: join('data', 'backups'),
      ballastMb: 32,
      origins: [],
      server: null,
      token: null,
      device: 'default',
      backupDevice: null,
      gainDb: 0,
      devicePasswords: null,
      limits: { kiosk: 50, station: 50, console: 50, board: 20, speaker: 20 },
      connections: 40,
      demo: false,
      speed: 1,
      logLevel: 'info',
    });
  });

  it('tell a printer that somebody named from the one that nobody did', () => {
    const isSet = (words: string[], environment: Record<string, string>) => {
      const read = readSettings(words, environment);
      return read.ok && read.settings.printerIsSet;
    };
    expect(isSet(['--printer', 'preview:'], {})).toBe(true);
    expect(isSet([], { PRINTER: 'tcp://h:9100' })).toBe(true);
    expect(isSet(['--port', '80'], { PRINTER_FALLBACK: 'tcp://h:9100' })).toBe(false);
  });

  it('come from a flag before the environment, and leave other words to whoever asked', () => {
    const environment = { PORT: '81', DATA_DIR: '/srv/a', HOST: '0.0.0.0' };
    const words = ['device', '--port=80', '--role', 'kiosk', '--data-dir', '/srv/b=c', 'x'];
    const read = readSettings(words, environment);
    expect(read).toMatchObject({
      ok: true,
      settings: { port: 80, host: '0.0.0.0', dataDir: '/srv/b=c', keyFile: '/srv/b=c/master.key' },
      rest: ['device', '--role', 'kiosk', 'x'],
    });
  });

  it('keep training away from the hospital: a folder and a key of its own, no database', () => {
    const hospital = {
      DATA_DIR: '/srv/a',
      KEY_FILE: '/safe/key',
      DATABASE_URL: 'postgres://h/a',
      BACKUP_DIR: '/safe/b',
    };
    const read = readSettings(['--demo', '--speed', '20'], hospital);
    expect(read).toMatchObject({
      ok: true,
      settings: { demo: true, speed: 20, dataDir: '/srv/a/demo', clinic: '/srv/a/demo/clinic.json' },
    });
    expect(read).toMatchObject({
      settings: {
        keyFile: '/srv/a/demo/master.key',
        databaseUrl: null,
        backupDir: '/srv/a/demo/backups',
      },
    });
    for (const words of [['--demo'], ['--demo', 'yes'], ['--demo=yes']])
      expect(readSettings(words, {})).toMatchObject({ settings: { demo: true }, rest: [] });
    expect(readSettings(['--demo', 'no'], hospital)).toMatchObject({ settings: { dataDir: '/srv/a' } });
  });

  it.each(wrongValues)('name %s when it is "%s", and say what it should be', (variable, value, should) => {
    const { flag } = settingTable.find((row) => row.variable === variable)!;
    expect(faultOf([], { [variable]: value })).toBe(`${variable}: should be ${should}`);
    expect(faultOf([flag, value], {})).toBe(`${flag}: should be ${should}`);
    expect(faultOf([`${flag}=${value}`], {})).toBe(`${flag}: should be ${should}`);
  });

  it('name a flag that stands at the end without its value', () => {
    expect(faultOf(['--port'], {})).toBe('--port: a value is missing');
  });

  it('are each tried above with a wrong value, and each stands in the help', () => {
    const tried = new Set<string>(wrongValues.map(([variable]) => variable));
    expect(settingTable.map(({ variable }) => variable).filter((each) => !tried.has(each))).toEqual([]);
    const lines = settingsHelp().split('\n');
    for (const { flag, variable, meaning } of settingTable)
      expect(
        lines.some(
          (line) => line.includes(`${flag} `) && line.includes(`${variable} `) && line.endsWith(meaning),
        ),
      ).toBe(true);
  });
});

describe('the README', () => {
  it('has a line for every setting', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    expect(
      settingTable.filter(({ flag, variable }) => !readme.includes(flag) && !readme.includes(variable)),
    ).toEqual([]);
  });
});
