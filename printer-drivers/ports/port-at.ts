import { realpathSync, statSync } from 'node:fs';
import type { Place } from '../printer-address.ts';
import { FilePort } from './file-port.ts';
import { OwnedPort } from './owned-port.ts';
import type { Port } from './port.ts';
import { PreviewPort } from './preview-port.ts';
import { SerialPrinterPort } from './serial-port.ts';
import { TcpPort } from './tcp-port.ts';

/** The port for a place; nothing is opened yet. Printers have one owner; an ordinary file may have many. */
export function portAt(place: Place): Port {
  const port = bareAt(place);
  if (place.kind === 'tcp') return new OwnedPort(port, () => port.name);
  if (place.kind === 'serial') return new OwnedPort(port, () => deviceAt(place.path));
  return place.kind === 'file' && isDevice(place.path)
    ? new OwnedPort(port, () => deviceAt(place.path))
    : port;
}

/** What a device is called at the end of all links to it: /dev/serial/by-id/… and /dev/ttyUSB0 are one printer. */
function deviceAt(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function isDevice(path: string): boolean {
  return (
    path.startsWith('/dev/') || (statSync(path, { throwIfNoEntry: false })?.isCharacterDevice() ?? false)
  );
}

function bareAt(place: Place): Port {
  switch (place.kind) {
    case 'tcp':
      return new TcpPort(place.host, place.port);
    case 'serial':
      return new SerialPrinterPort(place);
    case 'file':
      return new FilePort(place.path);
    case 'preview':
      return new PreviewPort();
  }
}
