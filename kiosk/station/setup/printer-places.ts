import { constants } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrinterPlace } from '../../../core/wire/printer-setup.ts';
import { scannerCandidates } from '../scanner/discovery.ts';
import type { ListedPort } from '../scanner/port-list.ts';

/** What the operating system tells of a device: whether this program may use it. Rejects when it may not. */
export type MayUse = (path: string) => Promise<void>;
export const mayUse: MayUse = (path) => access(path, constants.R_OK | constants.W_OK);

export type Surroundings = {
  /** The folder that holds `dev` and `sys`. */
  readonly root: string;
  readonly ports: readonly ListedPort[];
  /** Paths of the ports that scanners of this station are on. */
  readonly scannerPaths: readonly string[];
  readonly mayUse: MayUse;
};

/** What is plugged into this machine and could be a printer: USB printers first, then serial ports. */
export async function pluggedPlaces(around: Surroundings): Promise<PrinterPlace[]> {
  return [...(await usbPlaces(around)), ...(await serialPlaces(around))];
}

async function usbPlaces({ root, mayUse }: Surroundings): Promise<PrinterPlace[]> {
  const names = await readdir(join(root, 'dev/usb')).catch(() => []);
  const printers = names.filter((name) => /^lp\d+$/.test(name)).sort();
  return Promise.all(
    printers.map(async (name) => {
      const path = join(root, 'dev/usb', name);
      return {
        place: `file:${path}`,
        kind: 'usb' as const,
        name: await usbName(join(root, 'sys/class/usbmisc', name, 'device')),
        obstacle: await obstacleAt(path, mayUse),
      };
    }),
  );
}

/** Maker and model out of the printer's own IEEE 1284 line: `MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;`. */
async function usbName(folder: string): Promise<string | null> {
  const line = await readFile(join(folder, 'ieee1284_id'), 'utf8').catch(() => '');
  const field = (long: string, short: string): string =>
    new RegExp(`(?:^|;)\\s*(?:${long}|${short}):([^;]{1,60})`, 'i').exec(line)?.[1]?.trim() ?? '';
  const name = `${field('MANUFACTURER', 'MFG')} ${field('MODEL', 'MDL')}`.trim();
  return name === '' ? null : name.replaceAll(/[^\x20-\x7e]/g, '?');
}

/** Ports that look like a scanner's come last: they rarely are printers. */
function serialPlaces({ root, ports, scannerPaths, mayUse }: Surroundings): Promise<PrinterPlace[]> {
  const looks = scannerCandidates(ports);
  const order = [
    ...looks.filter(({ kind }) => kind !== 'scanner'),
    ...looks.filter(({ kind }) => kind === 'scanner'),
  ];
  return Promise.all(
    order.map(async ({ port, kind, maker }) => ({
      place: `serial:${await steadyPath(root, port)}`,
      kind: kind === 'unknown' && port.vid === null ? ('board' as const) : ('serial' as const),
      name: port.maker ?? (maker === '?' ? null : maker),
      obstacle: scannerPaths.includes(port.path) ? ('scanner' as const) : await obstacleAt(port.path, mayUse),
    })),
  );
}

/** `ttyUSB0` changes with the order of plugging in; udev's name by the device's own numbers does not. */
async function steadyPath(root: string, { path, pnpId }: ListedPort): Promise<string> {
  if (pnpId === null || pnpId.includes('/')) return path;
  const steady = join(root, 'dev/serial/by-id', pnpId);
  return access(steady).then(
    () => steady,
    () => path,
  );
}

const obstacleAt = (path: string, mayUse: MayUse): Promise<'permission' | null> =>
  mayUse(path).then(
    () => null,
    () => 'permission',
  );
