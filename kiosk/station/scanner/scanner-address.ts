import type { ScannerIdentity } from './discovery.ts';

/** Where a serial scanner is to be found: a fixed path, or whichever port carries the device once chosen. */
export interface ScannerAddress {
  readonly place:
    | { readonly by: 'path'; readonly path: string }
    | { readonly by: 'identity'; readonly identity: ScannerIdentity };
  /** Bits per second; USB-COM scanners ignore it, RS-232 ones do not. */
  readonly baud: number;
}

/** What is wrong with a setting: `entry` is the piece at fault as it was written, `wanted` how it should look. */
export interface ScannerAddressFault {
  readonly code: 'bad_scheme' | 'no_device' | 'bad_option' | 'bad_baud' | 'device_twice';
  readonly entry: string;
  readonly wanted: string;
}

export type ScannerAddresses =
  | { readonly ok: true; readonly addresses: readonly ScannerAddress[] }
  | { readonly ok: false; readonly fault: ScannerAddressFault };

/** RS-232 scanners leave the factory at 9600 8N1. */
export const DEFAULT_BAUD = 9600;
/** What a serial line can be set to, in bits per second. */
export const BAUD_RANGE = [300, 4_000_000] as const;

const EXAMPLE = 'serial:/dev/ttyACM0?baud=9600';

/**
 * Reads the `SCANNER` setting.
 * @param text addresses such as `serial:/dev/ttyACM0?baud=9600` or `serial:COM3`, several with commas; empty
 *   means no scanner
 * @returns the addresses in the order written, or the first fault
 */
export function parseScannerAddresses(text: string): ScannerAddresses {
  const addresses: ScannerAddress[] = [];
  const taken = new Set<string>();
  for (const entry of text.split(',').map((piece) => piece.trim())) {
    if (entry === '') continue;
    const read = parseEntry(entry);
    if ('code' in read) return { ok: false, fault: read };
    if (taken.has(read.path)) return { ok: false, fault: { code: 'device_twice', entry, wanted: EXAMPLE } };
    taken.add(read.path);
    addresses.push({ place: { by: 'path', path: read.path }, baud: read.baud });
  }
  return { ok: true, addresses };
}

function parseEntry(entry: string): { path: string; baud: number } | ScannerAddressFault {
  const wrong = (code: ScannerAddressFault['code'], wanted: string) => ({ code, entry, wanted });
  if (!entry.startsWith('serial:')) return wrong('bad_scheme', EXAMPLE);
  const [path = '', ...options] = entry.slice('serial:'.length).split('?');
  if (path === '' || path.includes('\0')) return wrong('no_device', EXAMPLE);
  let baud = DEFAULT_BAUD;
  for (const [key, value] of new URLSearchParams(options.join('?'))) {
    if (key !== 'baud') return wrong('bad_option', EXAMPLE);
    baud = /^\d{1,7}$/.test(value) ? Number(value) : Number.NaN;
    if (!(baud >= BAUD_RANGE[0] && baud <= BAUD_RANGE[1]))
      return wrong('bad_baud', `baud=${BAUD_RANGE.join('–')}`);
  }
  return { path, baud };
}

/** The name a scan bears as its source: the address without its speed. */
export function sourceName({ place }: ScannerAddress): string {
  if (place.by === 'path') return `serial:${place.path}`;
  const { vid, pid, serialNumber, pnpId, byPath } = place.identity;
  return `serial:${vid}:${pid}:${serialNumber ?? pnpId ?? byPath ?? ''}`;
}
