import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { BAUD_RANGE } from '../scanner/scanner-address.ts';

const Name = z.string().min(1).max(400);
const UsbNumber = z.string().regex(/^[0-9a-f]{4}$/);
const Identity = z.strictObject({
  vid: UsbNumber,
  pid: UsbNumber,
  serialNumber: Name.nullable(),
  pnpId: Name.nullable(),
  byPath: Name.nullable(),
});
const Address = z.strictObject({
  place: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('path'), path: Name }),
    z.strictObject({ by: z.literal('identity'), identity: Identity }),
  ]),
  baud: z.int().min(BAUD_RANGE[0]).max(BAUD_RANGE[1]),
});
const Trial = z.strictObject({
  at: z.iso.datetime(),
  address: z.string().max(1_000),
  profile: Name,
  letters: z.boolean(),
  edges: z.boolean(),
  code: z.boolean(),
  cut: z.boolean(),
});
const Roll = z.strictObject({
  rollMm: z.number().min(1_000).max(500_000),
  usedMm: z.number().min(0),
  slips: z.int().min(0),
});
const Printer = z.strictObject({ trial: Trial.nullable(), roll: Roll.nullable() });
const Notes = z.strictObject({
  version: z.literal(1),
  scanners: z.array(Address).max(16),
  // Files from before the printer's page have none.
  printer: Printer.default({ trial: null, roll: null }),
});

/** What staff saw of a sample sheet: true where it came out right. `at` in ISO 8601, the address as it was set. */
export type Trial = z.infer<typeof Trial>;

/** What a station remembers beside its settings: scanners a person chose, and its printer's trial and roll. */
export type StationNotes = Pick<z.infer<typeof Notes>, 'scanners' | 'printer'>;

/** `station.json` in the data folder; the only one that writes it. */
export type StationFile = {
  notes(): StationNotes;
  /** False: it could not be written and holds for this run only. */
  change(part: Partial<StationNotes>): Promise<boolean>;
  /** The name an unreadable file was given; null when there was none. */
  putAside: string | null;
};

const NOTHING: StationNotes = { scanners: [], printer: { trial: null, roll: null } };

/**
 * Reads `file`. One that is missing means nothing is known; one that cannot be understood (cut short, edited by
 * hand, from a newer version) is renamed and told, and the kiosk goes on without it.
 */
export async function openStationFile(file: string): Promise<StationFile> {
  const { found, putAside } = await read(file);
  let notes = found;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    notes: () => notes,
    change(part) {
      notes = { ...notes, ...part };
      const next = notes;
      const written = turn.then(() => save(file, next));
      turn = written;
      return written;
    },
    putAside,
  };
}

async function read(file: string): Promise<{ found: StationNotes; putAside: string | null }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? null : '',
  );
  if (text === null) return { found: NOTHING, putAside: null };
  const parsed = Notes.safeParse(jsonOf(text));
  if (parsed.success) {
    const { scanners, printer } = parsed.data;
    return { found: { scanners, printer }, putAside: null };
  }
  const aside = `${file}.unreadable-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  // A file that cannot even be moved stays where it is; the next thing kept replaces it.
  return rename(file, aside).then(
    () => ({ found: NOTHING, putAside: aside }),
    () => ({ found: NOTHING, putAside: file }),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A station that knows nothing of its printer writes what earlier versions can read. */
function written({ scanners, printer }: StationNotes): object {
  const isTold = printer.trial !== null || printer.roll !== null;
  return { version: 1, scanners, ...(isTold ? { printer } : {}) };
}

/** All or nothing, also when the power goes: written beside, forced to disk, then put in place. */
async function save(file: string, notes: StationNotes): Promise<boolean> {
  const beside = join(dirname(file), `.station-${process.pid}.json`);
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(beside, 'w', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(written(notes), null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
    return true;
  } catch {
    await rm(beside, { force: true }).catch(() => {});
    return false;
  }
}
