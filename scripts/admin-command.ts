import { parseArgs } from 'node:util';
import { sizeLine } from '../core/queue/board-size.ts';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { type Role, roles } from '../core/wire/protocol.ts';
import type { AdminData } from '../server/admin-data.ts';
import { drill } from '../server/log/drill.ts';
import type { Settings } from '../server/settings.ts';
import { takeJournalFile } from './journal-command.ts';
import { linkLines, makeLinks } from './links.ts';
import { voiceActivate, voiceDefault, voiceImport, voiceList, voiceScript } from './voice-command.ts';

type Work = { data: AdminData; clinic: Clinic; settings: Settings; words: readonly string[] };
/** Returns the exit code. Works on the data of the site, whether or not servers run on them. */
type AdminCommand = { usage: string; does: string; run: (work: Work) => Promise<number> | number };

const fault = (line: string): number => {
  console.error(`tiepdon: ${line}`);
  return 1;
};

const voiceCommands: Readonly<Record<string, AdminCommand>> = {
  'voice script': {
    usage: '[--lang vi|en] [--region north|south] [--out FILE]',
    does: 'the lines to be read aloud for a voice of your own, as a page to print',
    run: voiceScript,
  },
  'voice import': {
    usage: 'FOLDER|ZIP --id I --speaker S --licence L [--consent C]',
    does: 'makes a voice of recordings and says of each file what is wrong; uses nothing yet',
    run: voiceImport,
  },
  'voice list': { usage: '', does: 'one JSON line a recorded voice', run: voiceList },
  'voice activate': {
    usage: 'ID',
    does: 'calls are spoken by it from now on; every clip must have been heard and found right',
    run: voiceActivate,
  },
  'voice default': {
    usage: 'vi-north|vi-south|en',
    does: "the product's own voice again",
    run: voiceDefault,
  },
};

/** What the hospital's IT person can do from a terminal. */
export const adminCommands: Readonly<Record<string, AdminCommand>> = {
  'device add': {
    usage: '--role kiosk|board|speaker|console|station|api --name N [--room R]',
    does: 'enrols a device and prints its token, once',
    run: addDevice,
  },
  'device list': { usage: '', does: 'one JSON line a device', run: listDevices },
  'device revoke': { usage: 'ID', does: 'the device is cut off within two seconds', run: revokeDevice },
  boards: { usage: '', does: 'what each board can show at its size and distance', run: boardSizes },
  links: { usage: '', does: 'one-time links that enrol the browser they are opened in', run: links },
  backup: { usage: 'FILE', does: 'copies the data of the running house into one file', run: backup },
  restore: {
    usage: '[--verify] FILE',
    does: 'puts the log of a backup in place; no number is given twice. --verify: as drill',
    run: putBack,
  },
  ...voiceCommands,
  drill: {
    usage: 'FILE',
    does: 'restores a backup for trial, beside the live data, and says how long it takes',
    run: practise,
  },
  'journal take': {
    usage: 'FILE',
    does: 'takes numbers that a kiosk gave out while cut off and can no longer hand in itself',
    run: takeJournalFile,
  },
  'log verify': {
    usage: '',
    does: 'checks every entry of the log, and against the anchors outside the database',
    run: verify,
  },
  'log renew': {
    usage: '[--skip N]',
    does: 'after data came back without their last moments: a new epoch, numbers go on N (100) higher',
    run: renew,
  },
  'anchors mend': {
    usage: '',
    does: 'puts a damaged or changed file of anchors aside and begins it anew with the lines that are proven',
    run: mendAnchors,
  },
};

async function mendAnchors({ data }: Work): Promise<number> {
  const done = await data.mendAnchors(Date.now());
  if (!done.ok) return fault(`anchors: ${done.why}; they are as they were`);
  console.log(
    done.aside === null
      ? 'anchors: there is no fault'
      : `anchors: begun anew with the lines that are proven; the file with the fault lies at ${done.aside}`,
  );
  return 0;
}

async function addDevice({ data, clinic, words }: Work): Promise<number> {
  const read = deviceWords(words);
  if (typeof read === 'string') return fault(read);
  const { role, name, room } = read;
  const known = role === 'board' ? clinic.boards : role === 'speaker' ? clinic.speakers : null;
  if (known && !known.some(({ id }) => id === name)) {
    return fault(
      `--name: should be one of the clinic file's ${role}s: ${known.map(({ id }) => id).join(', ')}`,
    );
  }
  if (room !== null && !clinic.rooms.some(({ id }) => id === room))
    return fault(`--room: "${room}" is no room of the clinic file`);
  const { id, token } = await data.devices.add({ role, name, room });
  console.log(JSON.stringify({ id, token }));
  return 0;
}

function deviceWords(words: readonly string[]): { role: Role; name: string; room: string | null } | string {
  const options = { role: { type: 'string' }, name: { type: 'string' }, room: { type: 'string' } } as const;
  let values: { role?: string | undefined; name?: string | undefined; room?: string | undefined };
  try {
    ({ values } = parseArgs({ args: [...words], options }));
  } catch (error) {
    return (error as Error).message;
  }
  const role = roles.find((each) => each === values.role);
  if (!role) return `--role: should be one of ${roles.join(', ')}`;
  if (!values.name || !/^[\p{L}\p{N} ._-]{1,40}$/u.test(values.name))
    return '--name: should be 1 to 40 letters, digits, spaces, dots or hyphens';
  return { role, name: values.name, room: values.room ?? null };
}

function listDevices({ data }: Work): number {
  const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  for (const { createdAt, revokedAt, firstSeenAt, seenAt, ...device } of data.devices.list()) {
    const times = { createdAt, revokedAt, firstSeenAt, seenAt };
    const words = Object.fromEntries(Object.entries(times).map(([name, at]) => [name, iso(at)]));
    console.log(JSON.stringify({ ...device, ...words }));
  }
  return 0;
}

function boardSizes({ clinic }: Work): number {
  for (const board of clinic.boards) console.log(`${board.id}: ${sizeLine(board)}`);
  return 0;
}

async function revokeDevice({ data, words: [id = ''] }: Work): Promise<number> {
  return (await data.devices.revoke(id)) ? 0 : fault(`no such device, or revoked already: ${id}`);
}

async function links({ data, clinic, settings }: Work): Promise<number> {
  const host = settings.host === '0.0.0.0' ? 'localhost' : settings.host;
  const base = settings.origins[0] ?? `http://${host}:${settings.port}`;
  console.log(linkLines(await makeLinks(clinic, data.devices, base)));
  return 0;
}

async function backup({ data, words: [file] }: Work): Promise<number> {
  if (!file) return fault('backup: a file name is missing');
  await data.backUp(file);
  console.log(`backup written: ${file}`);
  return 0;
}

async function putBack(work: Work): Promise<number> {
  const { data, words } = work;
  const [file] = words.filter((word) => word !== '--verify');
  if (words.includes('--verify')) return practise({ ...work, words: file ? [file] : [] });
  if (!file) return fault('restore: a file name is missing');
  const done = await data.restore(file, Date.now());
  if (!done.ok) return fault(`restore: ${done.why}; the live data are as they were`);
  console.log(`restored: the log has ${done.entries} entries`);
  if (done.aside !== undefined)
    console.log(
      `the damaged file lies at ${done.aside} now. Numbers of the minutes since the last anchor are known to nobody: npm run admin -- log renew --skip 100. Devices revoked since the backup must be revoked again: npm run admin -- device list`,
    );
  return 0;
}

async function practise({ settings, clinic, words: [file] }: Work): Promise<number> {
  if (!file) return fault('drill: a file name is missing');
  const done = await drill(settings, clinic, file, Date.now());
  if (!done.ok) return fault(`drill: ${done.why}; the live data were not touched`);
  const { entries, businessDay, tickets, open, anchors, seconds } = done;
  console.log(`drill: the backup is good: ${entries} entries, every page and the whole chain hold`);
  console.log(`  newest day ${businessDay ?? 'none'}: ${tickets} tickets, ${open} of them open`);
  console.log(`  anchors that it bears out: ${anchors}`);
  console.log(
    `  time to restore it (RTO of the data): ${seconds.toFixed(1)} s; the live data were not touched`,
  );
  return 0;
}

async function verify({ data }: Work): Promise<number> {
  const { verdict, anchors } = await data.verify();
  if (!verdict.ok) return fault(`log: entry ${verdict.seq} ${verdict.why}`);
  if (anchors?.fault) return fault(`anchors: ${anchors.fault}: npm run admin -- anchors mend`);
  console.log(`log: all ${verdict.entries} entries hold, head ${verdict.head}`);
  console.log(
    anchors === null
      ? 'anchors: not looked at, as the key file is missing (KEY_FILE)'
      : `anchors: ${anchors.standing.length} have seen it so`,
  );
  return 0;
}

async function renew({ data, words }: Work): Promise<number> {
  const [flag, given, ...rest] = words;
  const skip = flag === undefined ? '100' : given;
  if ((flag !== undefined && flag !== '--skip') || rest.length > 0 || !/^\d{1,4}$/.test(skip ?? ''))
    return fault('log renew: --skip: should be a whole number from 0 to 9999');
  const above = await data.renew(Number(skip), Date.now());
  const series = Object.entries(above).map(([name, last]) => `${name} after ${last}`);
  console.log(
    `renewed: every screen is told all anew; ${series.join(', ') || 'no numbers were given today'}`,
  );
  return 0;
}
