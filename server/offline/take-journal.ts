import type { Clinic } from '../../core/queue/clinic-file.ts';
import { offlineCode } from '../../core/queue/ticket.ts';
import { isToHandIn, readJournal } from '../../core/wire/offline.ts';
import { ClinicDoor } from '../clinic.ts';
import type { DeviceRow } from '../devices/devices.ts';
import type { Stores } from '../stores.ts';
import { foldNewestDay, Tail } from '../tail.ts';
import { takeLine } from './hand-in.ts';
import { journalMac } from './house-keys.ts';

/** What became of the numbers of a journal that was brought by hand, in words. */
export type JournalTaken = { ok: boolean; lines: string[] };

/**
 * Takes the journal of a station that cannot hand it in any more: revoked, or broken. Whose it is shows in the lines
 * themselves. Numbers given out after the device was revoked are refused: nobody can tell who gave them out. Works
 * beside running servers; `now` in ms.
 */
export async function takeJournal(
  stores: Stores,
  clinic: Clinic,
  text: string,
  now: () => number,
): Promise<JournalTaken> {
  const owner = ownerOf(stores, text);
  if (!owner)
    return { ok: false, lines: ['the journal is of no device of this house, or its first line was changed'] };
  const { device, mac } = owner;
  const { lines, bad } = readJournal(text, mac);
  const { log, people } = stores;
  const tail = new Tail(log, await foldNewestDay(log, clinic, () => {}));
  const start = await foldNewestDay(log, clinic, () => {});
  const door = new ClinicDoor({ ...{ log, people, tail, now, start }, digest: stores.digest });
  const said: string[] = [];
  let ok = bad === null;
  for (const line of lines.filter(isToHandIn)) {
    const code = offlineCode(line.series, line.n);
    if (device.revokedAt !== null && line.at >= device.revokedAt) {
      said.push(`${code}: refused, it was given out after the device was revoked`);
      ok = false;
      continue;
    }
    // The times of lines are the house's, as far as their station knew it.
    const taken = await takeLine({ door, log, people, clinic, now }, device.id, line, 0);
    said.push(`${code}: ${taken.ok ? taken.result.outcome : `refused, ${taken.why}`}`);
    ok &&= taken.ok;
  }
  if (bad) said.push(`line ${bad.line} ${bad.why}: it and all after it are refused`);
  return { ok, lines: said };
}

/** The station whose key proves the first line; revoked ones too. */
function ownerOf(
  { devices }: Stores,
  text: string,
): { device: DeviceRow; mac: (text: string) => string } | null {
  const first = `${text.split('\n')[0]}\n`;
  for (const device of devices.list()) {
    const hash = device.role === 'station' ? devices.tokenHashOf(device.id) : null;
    const mac = hash === null ? null : journalMac(hash);
    if (mac && readJournal(first, mac).lines.length > 0) return { device, mac };
  }
  return null;
}
