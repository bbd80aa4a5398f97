import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SerialPort } from 'serialport';

/** A serial port as the operating system knows it. Hex numbers in lower case; what is not known is null. */
export interface ListedPort {
  /** What to open: `/dev/ttyACM0`, `COM3`. */
  readonly path: string;
  readonly vid: string | null;
  readonly pid: string | null;
  readonly serialNumber: string | null;
  /** `by-id` name on Linux, instance id on Windows. */
  readonly pnpId: string | null;
  /** The socket it is plugged into (Linux `by-path` name). */
  readonly byPath: string | null;
  readonly maker: string | null;
}

/** Rejects when the ports of this machine cannot be listed; nobody may crash on that. */
export type ListPorts = () => Promise<readonly ListedPort[]>;

type RawPort = Awaited<ReturnType<typeof SerialPort.list>>[number];

/** The names the Linux driver of serialport lists as well, so that both ways give the same ports. */
const TTY_NAME = /^(?:tty(?:S|WCH|ACM|USB|AMA|MFD|O|XRUSB)|rfcomm)/;
/** A tty of a USB converter lies three folders below the device that bears the numbers. */
const STEPS_UP = 4;

/** The ports of this machine; see `createPortList`. */
export const listSerialPorts: ListPorts = createPortList({ list: () => SerialPort.list(), root: '/' });

/**
 * Lists ports by serialport, and by the kernel's own folders where that fails: on Linux it starts `udevadm`,
 * which slim containers do not have (serialport/node-serialport#682, #2468).
 * @param list serialport's list, or another of the same shape
 * @param root the folder that holds `sys` and `dev`
 */
export function createPortList({ list, root }: { list: () => Promise<RawPort[]>; root: string }): ListPorts {
  return async () => {
    const sockets = await linkNames(join(root, 'dev/serial/by-path'));
    const listed = await list().then(
      (ports) => ({ ports, error: null }),
      (error: unknown) => ({ ports: [], error }),
    );
    if (listed.ports.length > 0) return listed.ports.map((port) => fromSerialport(port, sockets));
    const names = await readdir(join(root, 'sys/class/tty')).catch(() => null);
    if (names !== null) return listFromKernel(root, names, sockets);
    if (listed.error !== null) throw listed.error;
    return [];
  };
}

function fromSerialport(port: RawPort, sockets: ReadonlyMap<string, string>): ListedPort {
  return {
    path: port.path,
    vid: port.vendorId?.toLowerCase() ?? null,
    pid: port.productId?.toLowerCase() ?? null,
    serialNumber: port.serialNumber ?? null,
    pnpId: port.pnpId ?? null,
    byPath: sockets.get(basename(port.path)) ?? port.locationId ?? null,
    maker: port.manufacturer ?? null,
  };
}

async function listFromKernel(
  root: string,
  names: readonly string[],
  sockets: ReadonlyMap<string, string>,
): Promise<ListedPort[]> {
  const ids = await linkNames(join(root, 'dev/serial/by-id'));
  const ports: ListedPort[] = [];
  for (const name of names.filter((tty) => TTY_NAME.test(tty)).sort()) {
    const device = await realpath(join(root, 'sys/class/tty', name, 'device')).catch(() => null);
    if (device === null) continue;
    const usb = await usbFolder(device);
    ports.push({
      path: join(root, 'dev', name),
      vid: await attribute(usb, 'idVendor'),
      pid: await attribute(usb, 'idProduct'),
      serialNumber: await attribute(usb, 'serial'),
      pnpId: ids.get(name) ?? null,
      byPath: sockets.get(name) ?? null,
      maker: await attribute(usb, 'manufacturer'),
    });
  }
  return ports;
}

/** The nearest folder above a tty that bears USB numbers; null for a port on the board. */
async function usbFolder(device: string): Promise<string | null> {
  let folder = device;
  for (let step = 0; step < STEPS_UP; step++) {
    if ((await attribute(folder, 'idVendor')) !== null) return folder;
    folder = dirname(folder);
  }
  return null;
}

async function attribute(folder: string | null, name: string): Promise<string | null> {
  if (folder === null) return null;
  const text = await readFile(join(folder, name), 'utf8').catch(() => '');
  return text.trim() === '' ? null : text.trim();
}

/** Device name → the link that points at it, for the folders udev keeps under `/dev/serial`. */
async function linkNames(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder).catch(() => []);
  const pairs = names.map(async (name): Promise<[string, string]> => {
    const target = await readlink(join(folder, name)).catch(() => '');
    return [basename(target), name];
  });
  return new Map(await Promise.all(pairs));
}
