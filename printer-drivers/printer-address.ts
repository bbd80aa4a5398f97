import type { Profile } from './capability.ts';
import { readWishes, WISHES } from './printer-wishes.ts';
import { allProfiles, findProfile } from './profile.ts';
import type { PrintMode } from './slip-job.ts';
import { LAYOUTS } from './ticket-layout.ts';

/** Where a printer is. */
export type Place =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'serial'; readonly path: string; readonly baud: number; readonly rtscts: boolean }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'preview' };

/** A printer address taken apart: place, profile with the address's own wishes, and how tickets look. */
export type PrinterAddress = {
  readonly place: Place;
  readonly profile: Profile;
  readonly layout: keyof typeof LAYOUTS;
  readonly mode: PrintMode;
};

/** What is wrong with an address; `detail` says what it should be. */
export type AddressFault = {
  readonly code: 'address_kind' | 'address_place' | 'address_option' | 'address_profile';
  readonly detail: string;
};

type Answer = ({ readonly ok: true } & PrinterAddress) | { readonly ok: false; readonly fault: AddressFault };

const RAW_PORT = 9100;
const USUAL_BAUD = 115_200;

/** What may stand behind the `?`, and the words each option takes (null: any). */
const OPTIONS: Record<string, readonly string[] | null> = {
  profile: null,
  baud: null,
  flow: ['rtscts', 'none'],
  layout: Object.keys(LAYOUTS),
  mode: ['raster', 'hybrid', 'text', 'ascii'],
  ...WISHES,
};

const wrong = (code: AddressFault['code'], detail: string): Answer => ({
  ok: false,
  fault: { code, detail },
});

/**
 * Reads `tcp://host:9100?profile=generic-80`, `serial:/dev/ttyUSB0?baud=115200&profile=…`,
 * `file:/dev/usb/lp0?profile=…` or `preview:`. Further options: `layout=full|compact|vietnamese`,
 * `mode=raster|hybrid|text|ascii` (`text` wants `pages`), `flow=rtscts|none` (serial), and what was found out at
 * this very printer (`WISHES`).
 * Faults: `address_kind`, `address_place`, `address_option`, `address_profile`.
 */
export function parsePrinterAddress(text: string): Answer {
  const match = /^(tcp|serial|file|preview):([^?]*)(?:\?(.*))?$/s.exec(text.trim());
  if (!match)
    return wrong('address_kind', 'tcp://host:9100, serial:/dev/ttyUSB0, file:/dev/usb/lp0 or preview:');
  const [, kind = '', rest = '', query = ''] = match;
  const options = new URLSearchParams(query);
  for (const [name, value] of options) {
    const words = OPTIONS[name];
    if (words === undefined) return wrong('address_option', `one of ${Object.keys(OPTIONS).join(', ')}`);
    if (words !== null && !words.includes(value))
      return wrong('address_option', `${name}=${words.join('|')}`);
  }
  const place = placeOf(kind, rest, options);
  if ('code' in place) return { ok: false, fault: place };
  const profile = findProfile(options.get('profile') ?? 'generic-80');
  if (!profile) {
    const known = allProfiles().map(({ id }) => id);
    return wrong('address_profile', `profile is one of ${known.join(', ')}`);
  }
  const wishes = readWishes(options);
  if (!wishes.ok) return wrong('address_option', wishes.detail);
  const mode = options.get('mode');
  // Tables differ between printers of one name: a manual is not enough, somebody must have seen the sample.
  if (mode === 'text' && !wishes.change.text)
    return wrong('address_option', 'mode=text&pages=30/31, after the sample line came out right');
  const layout = options.get('layout');
  return {
    ok: true,
    place,
    profile: { ...profile, ...wishes.change, proven: { ...profile.proven, ...wishes.proven } },
    layout: layout === 'compact' || layout === 'vietnamese' ? layout : 'full',
    mode: mode === 'hybrid' || mode === 'text' || mode === 'ascii' ? mode : 'raster',
  };
}

/** Slower than this a ticket of pictures keeps a patient waiting for more than three seconds. */
const QUICK_BAUD = 115_200;

/**
 * Whether an address sends pictures over a line that is too slow for them (40 s at 9600 baud), so that whoever
 * sets it up can be told to take `mode=hybrid`, a faster line, USB or the network.
 */
export function isSlowLine({ place, mode, profile }: PrinterAddress): boolean {
  if (place.kind !== 'serial' || place.baud >= QUICK_BAUD) return false;
  return mode === 'raster' || (mode === 'hybrid' && !profile.bigDigits && !profile.nativeQr);
}

function placeOf(kind: string, rest: string, options: URLSearchParams): Place | AddressFault {
  if (kind === 'preview') {
    return rest === '' ? { kind } : { code: 'address_place', detail: 'preview: stands alone' };
  }
  if (kind === 'tcp') return tcpPlace(rest);
  if (rest === '' || rest.includes('\0'))
    return { code: 'address_place', detail: `${kind}: wants a device path` };
  if (kind === 'file') return { kind, path: rest };
  const baud = options.get('baud') ?? String(USUAL_BAUD);
  if (!/^[1-9]\d{2,6}$/.test(baud)) return { code: 'address_option', detail: 'baud=9600 to 921600' };
  return { kind: 'serial', path: rest, baud: Number(baud), rtscts: options.get('flow') !== 'none' };
}

function tcpPlace(rest: string): Place | AddressFault {
  const match = /^\/\/(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?\/?$/.exec(rest);
  const port = match?.[2] === undefined ? RAW_PORT : Number(match[2]);
  if (!match?.[1] || port < 1 || port > 65_535) {
    return { code: 'address_place', detail: 'tcp://host:9100, the port from 1 to 65535' };
  }
  return { kind: 'tcp', host: match[1].replace(/^\[|\]$/g, ''), port };
}
