import { isIPv4 } from 'node:net';
import { openAplay } from './aplay.ts';
import { openAxisOutput } from './axis-output.ts';
import type { Credentials } from './digest.ts';
import type { Output } from './output.ts';
import { openRtpOutput } from './rtp-output.ts';

type Parts = {
  /** Users of network loudspeakers by their address, `http://10.0.0.9`. */
  passwords: ReadonlyMap<string, Credentials>;
  note: (event: object) => void;
};
export type OutputRead = { ok: true; output: Output } | { ok: false; should: string };

const RTP = /^rtp:(?:\/\/)?([\d.]+):(\d{1,5})(?:\?(.*))?$/;
const RTP_SHOULD = 'rtp:ADDRESS:PORT, with ?ttl=1 to 32 and &interface=OWN-ADDRESS if needed';
const AXIS_SHOULD = 'axis:http://HOST, with ?volume=, ?audiodeviceid= and &audiooutputid= if needed';
const PLAY_OPTIONS = ['volume', 'audiodeviceid', 'audiooutputid'];

/** An output by its words: an ALSA name, `rtp:239.1.1.1:5004?ttl=2` or `axis:http://10.0.0.9?volume=80`. */
export function readOutput(words: string, parts: Parts): OutputRead {
  if (words.startsWith('rtp:')) return readRtp(words);
  if (words.startsWith('axis:')) return readAxis(words.slice('axis:'.length), parts);
  const device = words.replace(/^alsa:/, '');
  // A name that begins with a dash would be read as an option of the program.
  return /^[A-Za-z0-9][\w:=,.{}'" -]*$/.test(device)
    ? { ok: true, output: openAplay(device, parts.note) }
    : { ok: false, should: 'an ALSA name as aplay -L shows it, rtp:… or axis:…' };
}

function readRtp(words: string): OutputRead {
  const [, address = '', port = '', query = ''] = RTP.exec(words) ?? [];
  const options = new URLSearchParams(query);
  const ttl = Number(options.get('ttl') ?? 1);
  const via = options.get('interface');
  const known = [...options.keys()].every((key) => key === 'ttl' || key === 'interface');
  const sane =
    known &&
    isIPv4(address) &&
    Number(port) >= 1 &&
    Number(port) <= 65_535 &&
    Number.isInteger(ttl) &&
    ttl >= 1 &&
    ttl <= 32 &&
    (via === null || isIPv4(via));
  if (!sane) return { ok: false, should: RTP_SHOULD };
  return { ok: true, output: openRtpOutput({ address, port: Number(port), ttl, via }) };
}

function readAxis(address: string, { passwords, note }: Parts): OutputRead {
  const url = URL.canParse(address) ? new URL(address) : null;
  const known =
    url &&
    [...url.searchParams].every(([key, value]) => PLAY_OPTIONS.includes(key) && /^\d{1,4}$/.test(value));
  const bare =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.username + url.password === '';
  if (!known || !bare) return { ok: false, should: AXIS_SHOULD };
  const playOptions = Object.fromEntries(url.searchParams);
  const target = { origin: url.origin, playOptions, credentials: passwords.get(url.origin) ?? null };
  return { ok: true, output: openAxisOutput(target, note) };
}
