import type { Completion, Profile } from './capability.ts';
import { allProfiles, findProfile } from './profile.ts';
import type { PrintMode } from './slip-job.ts';

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
  readonly layout: 'full' | 'compact';
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
  layout: ['full', 'compact'],
  mode: ['raster', 'hybrid'],
  connection: ['persistent', 'perJob'],
  completion: ['processId', 'gsr', 'dleeot', 'none'],
};

const wrong = (code: AddressFault['code'], detail: string): Answer => ({
  ok: false,
  fault: { code, detail },
});

/**
 * Reads `tcp://host:9100?profile=generic-80`, `serial:/dev/ttyUSB0?baud=115200&profile=…`,
 * `file:/dev/usb/lp0?profile=…` or `preview:`. Further options: `layout=full|compact`, `mode=raster|hybrid`,
 * `connection=persistent|perJob`, `completion=processId|gsr|dleeot|none`, `flow=rtscts|none` (serial).
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
  return {
    ok: true,
    place,
    profile: withWishes(profile, options),
    layout: options.get('layout') === 'compact' ? 'compact' : 'full',
    mode: options.get('mode') === 'hybrid' ? 'hybrid' : 'raster',
  };
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

/** The profile as the address wants it: what was found out at this very printer may be named there. */
function withWishes(profile: Profile, options: URLSearchParams): Profile {
  const completion = options.get('completion');
  const connection = options.get('connection');
  return {
    ...profile,
    completion: isCompletion(completion) ? completion : profile.completion,
    connection: connection === 'perJob' || connection === 'persistent' ? connection : profile.connection,
  };
}

function isCompletion(word: string | null): word is Completion {
  return word !== null && (OPTIONS.completion?.includes(word) ?? false);
}
