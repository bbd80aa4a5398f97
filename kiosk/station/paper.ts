import type { DeviceHealth, PaperLeft } from '../../core/wire/protocol.ts';
import { forecastWords } from '../../printer-drivers/paper-roll.ts';
import { portAt } from '../../printer-drivers/ports/port-at.ts';
import type { PrintOutcome, PrintState } from '../../printer-drivers/print-outcome.ts';
import { createPrinter, type Printer } from '../../printer-drivers/printer.ts';
import { type PrinterAddress, parsePrinterAddress } from '../../printer-drivers/printer-address.ts';
import { PROBE_TIMING, type ProbeAnswer, probePrinter } from '../../printer-drivers/probe.ts';
import type { Slip as Sheet } from '../../printer-drivers/slip.ts';
import { slipRows } from '../../printer-drivers/slip-job.ts';
import { LAYOUTS, type TicketLayout } from '../../printer-drivers/ticket-layout.ts';
import { layoutTicket, type TicketFacts } from '../../printer-drivers/ticket-slip.ts';
import { ChangeablePrinter } from './changeable-printer.ts';
import { deviceBehind } from './scanner/serial-scanner.ts';

/** A slip for one ticket; `reprint` 0 is the first one. */
export type Slip = TicketFacts & { readonly ticket: string };
/** `printer`: `fallback` when the paper came out of the second printer; null: of the usual one. */
export type SlipOutcome = { state: string; picture: Uint8Array | null; printer: 'fallback' | null };

/** A slip that could not leave within this time is not printed: by then its patient stands elsewhere. */
const STILL_WANTED_MS = 15_000;
/** With a second printer beside it nobody waits that long for the first. */
const FIRST_OF_TWO_MS = 4_000;

/** How the station's printer is, and how many tickets its roll still holds; null: nobody told of a roll. */
export type PaperState = DeviceHealth & { kind: 'preview' | 'paper' } & PaperLeft;

/** The station's printer, and a second one for when it fails. */
export type Paper = {
  print(slip: Slip): Promise<SlipOutcome>;
  /**
   * A sheet that is no ticket, on the printer at an address and no other; one for each `jobId`. The station's own
   * printer prints it over its own connection; at another address it is opened for this sheet alone.
   */
  printSheet(address: string, sheet: Sheet, jobId: string): Promise<PrintState>;
  /** Asks the device at an address what it is; the station's own printer is away from its tickets meanwhile. */
  probe(address: string, signal: AbortSignal): Promise<ProbeAnswer>;
  /** The address that tickets are printed at. */
  address(): string;
  /** Another printer from the next ticket on. The address has been checked. */
  change(address: string): Promise<void>;
  /** How tickets look from the next one on; null: as the address names it. */
  setLayout(layout: TicketLayout | null): void;
  /** Staff have cleared a jam of the first printer; false where it has to be switched off and on. */
  recover(): Promise<boolean>;
  /** Called with the millimetres drawn (`PrintOutcome.millimetres`) for each paper that left for the first printer. */
  countPaper(on: (millimetres: number) => void): void;
  /** Who counts the roll tells here how many tickets are left. */
  tellLeft(left: () => number | null): void;
  state(): PaperState;
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
export function openPaper(parts: Parts): { ok: true; paper: Paper } | { ok: false; fault: string } {
  const { address, fallback } = parts;
  const parsed = parsePrinterAddress(address);
  if (!parsed.ok) return { ok: false, fault: `PRINTER: should be ${parsed.fault.detail}` };
  const other = fallback === null ? null : parsePrinterAddress(fallback);
  if (other && !other.ok) return { ok: false, fault: `PRINTER_FALLBACK: should be ${other.fault.detail}` };
  return { ok: true, paper: new StationPaper(parts) };
}

/** An address that was checked before. */
function parsed(address: string): PrinterAddress {
  const answer = parsePrinterAddress(address);
  if (!answer.ok) throw new Error(`printer address: ${answer.fault.code}`);
  return answer;
}

const kindOf = (address: string): 'preview' | 'paper' =>
  parsed(address).place.kind === 'preview' ? 'preview' : 'paper';

class StationPaper implements Paper {
  readonly #parts: Parts;
  readonly #first: ChangeablePrinter;
  readonly #second: ChangeablePrinter | null;
  readonly #counters: ((millimetres: number) => void)[] = [];
  #layout: TicketLayout | null = null;
  #left: () => number | null = () => null;

  constructor(parts: Parts) {
    this.#parts = parts;
    const open = (where: string, name: string): Printer =>
      createPrinter({
        address: where,
        onHealth({ state }) {
          parts.note({ event: name, state });
          parts.onHealth();
        },
      });
    const counted = (where: string): Printer =>
      counting(open(where, 'printer'), (millimetres) => {
        if (kindOf(where) === 'paper') for (const count of this.#counters) count(millimetres);
      });
    this.#first = new ChangeablePrinter(parts.address, counted);
    this.#second =
      parts.fallback === null
        ? null
        : new ChangeablePrinter(parts.fallback, (where) => open(where, 'printer-fallback'));
  }

  async print(slip: Slip): Promise<SlipOutcome> {
    const [first, second] = [this.#first, this.#second];
    const outcome = await this.#printOn(first, slip, second ? FIRST_OF_TWO_MS : STILL_WANTED_MS);
    if (outcome !== 'failed-before-bytes' || !second) {
      const picture = kindOf(first.address) === 'preview' ? first.now.lastPicture() : null;
      return { state: outcome, picture, printer: null };
    }
    // Nothing has left the first one, so there is no second paper.
    const state = await this.#printOn(second, slip, STILL_WANTED_MS - FIRST_OF_TWO_MS);
    return { state, picture: null, printer: state === 'failed-before-bytes' ? null : 'fallback' };
  }

  async #printOn(
    printer: ChangeablePrinter,
    { ticket, ...facts }: Slip,
    deadlineMs: number,
  ): Promise<string> {
    const order = { jobId: `${ticket} ${facts.reprint}`, deadlineMs };
    const outcome = await printer.print((address) => this.#laidOut(facts, parsed(address)), order);
    const { state, fault, attempts, bytes } = outcome ?? AWAY;
    this.#parts.note({ event: 'slip', code: facts.code, state, fault: fault?.code ?? null, attempts, bytes });
    return state;
  }

  #laidOut(facts: TicketFacts, { profile, layout, mode, place }: PrinterAddress): Sheet {
    // A picture on the screen is drawn whatever the printer would have written itself.
    const shown = place.kind === 'preview' ? 'raster' : mode;
    return layoutTicket(facts, this.#layout ?? LAYOUTS[layout], profile, (slip) =>
      slipRows(slip, profile, shown),
    );
  }

  async printSheet(address: string, sheet: Sheet, jobId: string): Promise<PrintState> {
    const order = { jobId, deadlineMs: STILL_WANTED_MS };
    if (address === this.#first.address)
      return (await this.#first.print(() => sheet, order))?.state ?? AWAY.state;
    return this.#at(address, async () => {
      const printer = createPrinter({ address, onHealth: () => {} });
      const { state } = await printer.print(sheet, order);
      await printer.close();
      return state;
    });
  }

  probe(address: string, signal: AbortSignal): Promise<ProbeAnswer> {
    const id = String(Date.now() % 10_000).padStart(4, '0');
    return this.#at(address, () => probePrinter(portAt(parsed(address).place), PROBE_TIMING, id, signal));
  }

  /** A printer has one owner: where the address leads to the station's own, that one lets go of it meanwhile. */
  #at<T>(address: string, work: () => Promise<T>): Promise<T> {
    return isSamePrinter(address, this.#first.address) ? this.#first.lend(work) : work();
  }

  address(): string {
    return this.#first.address;
  }

  async change(address: string): Promise<void> {
    await this.#first.change(address);
    this.#parts.onHealth();
  }

  setLayout(layout: TicketLayout | null): void {
    this.#layout = layout;
  }

  recover(): Promise<boolean> {
    return this.#first.now.recover();
  }

  countPaper(on: (millimetres: number) => void): void {
    this.#counters.push(on);
  }

  tellLeft(left: () => number | null): void {
    this.#left = left;
  }

  state(): PaperState {
    const kind = kindOf(this.#first.address);
    const left = kind === 'paper' ? this.#left() : null;
    return {
      kind,
      left,
      leftWords: forecastWords(left),
      ...healthOf(this.#first.now, this.#second?.now ?? null),
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.#first.close(), this.#second?.close()]);
  }
}

/** A printer that was away from its tickets for as long as this one was wanted. */
const AWAY: Pick<PrintOutcome, 'state' | 'fault' | 'attempts' | 'bytes'> = {
  state: 'failed-before-bytes',
  fault: { code: 'expired', detail: '' },
  attempts: 0,
  bytes: 0,
};

/** Whether two addresses lead to one device, whatever they wish of it. */
export function isSamePrinter(one: string, other: string): boolean {
  const [a, b] = [deviceAt(one), deviceAt(other)];
  return a !== null && a === b;
}

function deviceAt(address: string): string | null {
  const { place } = parsed(address);
  if (place.kind === 'preview') return null;
  return place.kind === 'tcp' ? `${place.host} ${place.port}` : deviceBehind(place.path);
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

/** Staff hear of the first printer's trouble; patients only when the second cannot print either. */
function healthOf(first: Printer, second: Printer | null): DeviceHealth {
  const own = first.health();
  const other = second?.health();
  const printsElsewhere = other !== undefined && (other.patient ?? '') === '';
  return { state: own.state, staff: own.staff, patient: printsElsewhere ? '' : (own.patient ?? '') };
}
