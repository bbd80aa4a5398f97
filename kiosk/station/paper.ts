import type { DeviceHealth } from '../../core/wire/protocol.ts';
import type { PrintOutcome, PrintState } from '../../printer-drivers/print-outcome.ts';
import { createPrinter, type Printer } from '../../printer-drivers/printer.ts';
import { parsePrinterAddress } from '../../printer-drivers/printer-address.ts';
import type { Slip as Sheet } from '../../printer-drivers/slip.ts';
import type { TicketFacts } from '../../printer-drivers/ticket-slip.ts';

/** A slip for one ticket; `reprint` 0 is the first one. */
export type Slip = TicketFacts & { readonly ticket: string };
/** `printer`: `fallback` when the paper came out of the second printer; null: of the usual one. */
export type SlipOutcome = { state: string; picture: Uint8Array | null; printer: 'fallback' | null };

/** A slip that could not leave within this time is not printed: by then its patient stands elsewhere. */
const STILL_WANTED_MS = 15_000;
/** With a second printer beside it nobody waits that long for the first. */
const FIRST_OF_TWO_MS = 4_000;

/** The station's printer, and a second one for when it fails. */
export type Paper = {
  print(slip: Slip): Promise<SlipOutcome>;
  /** A sheet that is no ticket, on the first printer and no other; one for each `jobId`. */
  printSheet(sheet: Sheet, jobId: string): Promise<PrintState>;
  /** Staff have cleared a jam of the first printer; false where it has to be switched off and on. */
  recover(): Promise<boolean>;
  /** Called with the millimetres drawn (`PrintOutcome.millimetres`) for each paper that left for the first printer. */
  countPaper(on: (millimetres: number) => void): void;
  state(): DeviceHealth & { kind: 'preview' | 'paper' };
  close(): Promise<void>;
};

type Note = (event: { event: string } & Record<string, string | number | boolean | null>) => void;
type Parts = {
  /** The `PRINTER` and `PRINTER_FALLBACK` settings. */
  address: string;
  fallback: string | null;
  onHealth: () => void;
  note: Note;
};

/** Opens the printers; a wrong setting is one line that names it, a printer that is away is no fault. */
export function openPaper({
  address,
  fallback,
  onHealth,
  note,
}: Parts): { ok: true; paper: Paper } | { ok: false; fault: string } {
  const parsed = parsePrinterAddress(address);
  if (!parsed.ok) return { ok: false, fault: `PRINTER: should be ${parsed.fault.detail}` };
  const other = fallback === null ? null : parsePrinterAddress(fallback);
  if (other && !other.ok) return { ok: false, fault: `PRINTER_FALLBACK: should be ${other.fault.detail}` };
  const kind = parsed.place.kind === 'preview' ? 'preview' : 'paper';
  const open = (where: string, name: string): Printer =>
    createPrinter({
      address: where,
      onHealth({ state }) {
        note({ event: name, state });
        onHealth();
      },
    });
  const first = open(address, 'printer');
  const second = fallback === null ? null : open(fallback, 'printer-fallback');
  return { ok: true, paper: paperOf(first, second, kind, note) };
}

function paperOf(printer: Printer, second: Printer | null, kind: 'preview' | 'paper', note: Note): Paper {
  const counters: ((millimetres: number) => void)[] = [];
  const first = counting(printer, (millimetres) => {
    if (kind === 'paper') for (const count of counters) count(millimetres);
  });
  return {
    async print(slip) {
      const outcome = await printOn(first, slip, second ? FIRST_OF_TWO_MS : STILL_WANTED_MS, note);
      if (outcome !== 'failed-before-bytes' || !second) {
        const picture = kind === 'preview' ? first.lastPicture() : null;
        return { state: outcome, picture, printer: null };
      }
      // Nothing has left the first one, so there is no second paper.
      const state = await printOn(second, slip, STILL_WANTED_MS - FIRST_OF_TWO_MS, note);
      return { state, picture: null, printer: state === 'failed-before-bytes' ? null : 'fallback' };
    },
    async printSheet(sheet, jobId) {
      return (await first.print(sheet, { jobId, deadlineMs: STILL_WANTED_MS })).state;
    },
    recover: () => first.recover(),
    countPaper: (on) => void counters.push(on),
    state: () => ({ kind, ...healthOf(first, second) }),
    async close() {
      await Promise.all([first.close(), second?.close()]);
    },
  };
}

/** The same printer, telling how much paper each print took; what it prints only once is told once. */
function counting(printer: Printer, took: (millimetres: number) => void): Printer {
  const told = new WeakSet<Promise<PrintOutcome>>();
  return {
    print(what, order) {
      const printing = printer.print(what, order);
      if (!told.has(printing)) void printing.then(({ millimetres }) => millimetres > 0 && took(millimetres));
      told.add(printing);
      return printing;
    },
    health: () => printer.health(),
    lastPicture: () => printer.lastPicture(),
    recover: () => printer.recover(),
    close: () => printer.close(),
  };
}

async function printOn(
  printer: Printer,
  { ticket, ...facts }: Slip,
  deadlineMs: number,
  note: Note,
): Promise<string> {
  const order = { jobId: `${ticket} ${facts.reprint}`, deadlineMs };
  const { state, fault, attempts, bytes } = await printer.print(facts, order);
  note({ event: 'slip', code: facts.code, state, fault: fault?.code ?? null, attempts, bytes });
  return state;
}

/** Staff hear of the first printer's trouble; patients only when the second cannot print either. */
function healthOf(first: Printer, second: Printer | null): DeviceHealth {
  const own = first.health();
  const other = second?.health();
  const printsElsewhere = other !== undefined && (other.patient ?? '') === '';
  return { state: own.state, staff: own.staff, patient: printsElsewhere ? '' : (own.patient ?? '') };
}
