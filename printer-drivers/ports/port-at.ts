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
  const isDevice = place.kind === 'file' && place.path.startsWith('/dev/');
  return isDevice || place.kind === 'tcp' || place.kind === 'serial' ? new OwnedPort(port) : port;
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
