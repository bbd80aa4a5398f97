import { z } from 'zod';
import { parsePrinterAddress } from '../../../printer-drivers/printer-address.ts';
import { checkTicketLayout, type TicketLayout } from '../../../printer-drivers/ticket-layout.ts';
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
/** A printer that somebody chose, and what is known of it. `address` null: the one of the settings. */
const OnePrinter = z.strictObject({
  address: z.string().max(1_000).nullable(),
  trial: Trial.nullable(),
  roll: Roll.nullable(),
});
const Look = z.strictObject({ own: z.unknown() });
const Notes = z.strictObject({
  version: z.literal(2),
  scanners: z.array(Address).max(16),
  printer: OnePrinter.extend({ before: OnePrinter.nullable() }),
  look: Look.extend({ before: Look.nullable() }),
});
/** Before printers could be chosen at the page. The very first files have no printer at all. */
const NotesOne = z.strictObject({
  version: z.literal(1),
  scanners: z.array(Address).max(16),
  printer: z
    .strictObject({ trial: Trial.nullable(), roll: Roll.nullable() })
    .default({ trial: null, roll: null }),
});

/** What staff saw of a sample sheet: true where it came out right. `at` in ISO 8601, the address as it was set. */
export type Trial = z.infer<typeof Trial>;
export type KeptPrinter = z.infer<typeof OnePrinter>;
/** A look that somebody made here; null: the printer's address names one. */
export type KeptLook = { readonly own: TicketLayout | null };

/**
 * What a station remembers beside its settings: scanners and printer that a person chose, how tickets look, and of
 * both printer and look the one before, to which one press leads back.
 */
export type StationNotes = {
  readonly scanners: readonly z.infer<typeof Address>[];
  readonly printer: KeptPrinter & { readonly before: KeptPrinter | null };
  readonly look: KeptLook & { readonly before: KeptLook | null };
};

const NO_PRINTER: StationNotes['printer'] = {
  address: null,
  trial: null,
  roll: null,
  before: null,
};
const NO_LOOK: StationNotes['look'] = { own: null, before: null };
export const NOTHING: StationNotes = { scanners: [], printer: NO_PRINTER, look: NO_LOOK };

/** What each version of the file becomes in the next one. */
const UPGRADES: { readonly [version: number]: (notes: unknown) => unknown } = {
  1(notes) {
    const old = NotesOne.parse(notes);
    return { ...old, version: 2, printer: { ...NO_PRINTER, ...old.printer }, look: NO_LOOK };
  },
};

/** Notes out of a file of this version or an older one; null when they cannot be understood. */
export function readNotes(json: unknown): StationNotes | null {
  let notes = json;
  try {
    for (let upgrade = upgradeOf(notes); upgrade; upgrade = upgradeOf(notes)) notes = upgrade(notes);
  } catch {
    return null;
  }
  const read = Notes.safeParse(notes);
  if (!read.success) return null;
  const { scanners, printer, look } = read.data;
  return {
    scanners,
    printer: { ...stillPrinter(printer), before: printer.before && stillPrinter(printer.before) },
    look: { ...stillLook(look), before: look.before && stillLook(look.before) },
  };
}

function upgradeOf(notes: unknown): ((notes: unknown) => unknown) | undefined {
  const version = (notes as { version?: unknown } | null)?.version;
  return typeof version === 'number' ? UPGRADES[version] : undefined;
}

/** An address of a profile that is gone leads nowhere: the settings decide then. */
function stillPrinter({ address, trial, roll }: KeptPrinter): KeptPrinter {
  const isGood = address !== null && parsePrinterAddress(address).ok;
  return { address: isGood ? address : null, trial, roll };
}

/** A look edited by hand, or of signs that a newer font has not, is not worth the station's other notes. */
function stillLook({ own }: { own?: unknown }): KeptLook {
  const checked = own == null ? null : checkTicketLayout(own);
  return { own: checked?.ok ? checked.layout : null };
}

/** A station that chose nothing new writes what earlier versions can read. */
export function writtenNotes({ scanners, printer, look }: StationNotes): object {
  const { trial, roll, ...chosen } = printer;
  const isNew = [...Object.values(chosen), look.own, look.before].some((each) => each !== null);
  if (isNew) return { version: 2, scanners, printer, look };
  return { version: 1, scanners, ...(trial || roll ? { printer: { trial, roll } } : {}) };
}
