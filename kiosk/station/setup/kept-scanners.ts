import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { BAUD_RANGE, type ScannerAddress, sourceName } from '../scanner/scanner-address.ts';

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
const StationFile = z.strictObject({ version: z.literal(1), scanners: z.array(Address).max(16) });

/** The scanners a person chose at the set-up page, in `station.json`, so that the next start knows them. */
export type KeptScanners = {
  list(): readonly ScannerAddress[];
  /** Takes the place of one with the same source. False: it could not be written and holds for this run only. */
  keep(address: ScannerAddress): Promise<boolean>;
  forget(source: string): Promise<boolean>;
  /** The name an unreadable file was given; null when there was none. */
  putAside: string | null;
};

/**
 * Reads `file`. One that is missing means none; one that cannot be understood (cut short, edited by hand, from
 * a newer version) is renamed and told, and the kiosk goes on without it.
 */
export async function openKeptScanners(file: string): Promise<KeptScanners> {
  const { found, putAside } = await read(file);
  let addresses = found;
  let turn: Promise<unknown> = Promise.resolve();
  const write = (next: readonly ScannerAddress[]): Promise<boolean> => {
    addresses = next;
    const written = turn.then(() => save(file, next));
    turn = written;
    return written;
  };
  const without = (source: string): ScannerAddress[] =>
    addresses.filter((address) => sourceName(address) !== source);
  return {
    list: () => addresses,
    keep: (address) => write([...without(sourceName(address)), address]),
    forget: (source) => write(without(source)),
    putAside,
  };
}

async function read(file: string): Promise<{ found: readonly ScannerAddress[]; putAside: string | null }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? null : '',
  );
  if (text === null) return { found: [], putAside: null };
  const parsed = StationFile.safeParse(jsonOf(text));
  if (parsed.success) return { found: parsed.data.scanners, putAside: null };
  const aside = `${file}.unreadable-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  // A file that cannot even be moved stays where it is; the next thing kept replaces it.
  return rename(file, aside).then(
    () => ({ found: [], putAside: aside }),
    () => ({ found: [], putAside: file }),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** All or nothing, also when the power goes: written beside, forced to disk, then put in place. */
async function save(file: string, scanners: readonly ScannerAddress[]): Promise<boolean> {
  const beside = join(dirname(file), `.station-${process.pid}.json`);
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(beside, 'w', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify({ version: 1, scanners }, null, 2)}\n`);
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
