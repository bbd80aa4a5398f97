import type { PrinterState, SheetState } from '../../../core/wire/printer-setup.ts';
import {
  forecastWords,
  newRoll,
  paperTaken,
  type RollUse,
  rollAfter,
  ticketsLeft,
} from '../../../printer-drivers/paper-roll.ts';
import { pictureAsPng } from '../../../printer-drivers/picture-png.ts';
import { type PrinterAddress, parsePrinterAddress } from '../../../printer-drivers/printer-address.ts';
import { slipJob } from '../../../printer-drivers/slip-job.ts';
import { LAYOUTS } from '../../../printer-drivers/ticket-layout.ts';
import type { Paper } from '../paper.ts';
import { type LayoutPictures, layoutPictures } from './layout-pictures.ts';
import { SAMPLE_CODE, sampleSheet } from './sample-sheet.ts';
import type { StationFile, Trial } from './station-file.ts';

/** Why a wish of the printer's page is not granted; `not-recoverable`: the printer has to be switched off and on. */
export type PrinterFault = 'no-paper' | 'printing' | 'no-sheet' | 'not-recoverable';
export type PrinterAnswer = { readonly ok: true } | { readonly ok: false; readonly fault: PrinterFault };

/** What staff ticked: true where it came out right. */
export type Ticks = Pick<Trial, 'letters' | 'edges' | 'code' | 'cut'>;

/** What the printer's page can see and do at this station. */
export type PrinterSetup = {
  state(): PrinterState;
  /** One sheet for one `id`, however often it is asked for; it prints on. Faults: `no-paper`, `printing`. */
  printSheet(id: string): PrinterAnswer;
  /** Keeps what was seen of the sheet of this run. Faults: `no-sheet`. */
  judge(ticks: Ticks): Promise<PrinterAnswer>;
  /** A roll of so many metres was put in just now. */
  changeRoll(metres: number): Promise<void>;
  /** Staff have cleared a jam. Faults: `not-recoverable`. */
  recover(): Promise<PrinterAnswer>;
  /** `sheet` or a layout's name, as PNG, a dot a pixel; null: there is no such picture. */
  picture(name: string): Uint8Array | null;
  close(): Promise<void>;
};

export type PrinterSetupOptions = {
  readonly paper: Pick<Paper, 'state' | 'printSheet' | 'recover' | 'countPaper'>;
  /** The `PRINTER` setting. */
  readonly address: string;
  readonly file: StationFile;
  readonly note: (event: { event: string } & Record<string, string | number | boolean | null>) => void;
};

/** A ticket more or less on the roll is not worth a write to disk of its own. */
const WRITE_LATER_MS = 10_000;
/** From here on a line is that of an 80 mm roll. */
const WIDE_DOTS = 512;

const granted: PrinterAnswer = { ok: true };
const denied = (fault: PrinterFault): PrinterAnswer => ({ ok: false, fault });

/** Counts the paper of the station's printer from now on, and stands ready for its page. */
export function openPrinterSetup(options: PrinterSetupOptions): PrinterSetup {
  const parsed = parsePrinterAddress(options.address);
  // The station has refused a wrong setting before anybody comes here.
  if (!parsed.ok) throw new Error(`printer address: ${parsed.fault.code}`);
  return new StationPrinterSetup(options, parsed);
}

class StationPrinterSetup implements PrinterSetup {
  readonly #options: PrinterSetupOptions;
  readonly #printer: PrinterAddress;
  #sheet: SheetState = { state: 'none' };
  #roll: RollUse | null;
  #saved = true;
  #later: NodeJS.Timeout | null = null;
  #looks: LayoutPictures | null = null;
  #recovering: Promise<boolean> | null = null;

  constructor(options: PrinterSetupOptions, printer: PrinterAddress) {
    this.#options = options;
    this.#printer = printer;
    this.#roll = options.file.notes().printer.roll;
    options.paper.countPaper((millimetres) => this.#count(millimetres));
  }

  state(): PrinterState {
    const { address, paper, file } = this.#options;
    const { profile, mode } = this.#printer;
    const { kind, ...health } = paper.state();
    const left = this.#roll && ticketsLeft(this.#roll, this.#usualMm());
    return {
      ...{ address, kind, mode, health, left },
      profile: { id: profile.id, model: profile.model, dotsPerLine: profile.dotsPerLine },
      cuts: profile.cut !== 'none',
      sheet: this.#sheet,
      sampleCode: SAMPLE_CODE,
      trial: file.notes().printer.trial,
      rollMetres: this.#roll && this.#roll.rollMm / 1000,
      leftWords: forecastWords(left),
      layouts: this.#pictures().choices,
      saved: this.#saved,
      putAside: file.putAside,
    };
  }

  printSheet(id: string): PrinterAnswer {
    const { paper, note } = this.#options;
    if (paper.state().kind === 'preview') return denied('no-paper');
    if (this.#sheet.state !== 'none' && this.#sheet.id === id) return granted;
    if (this.#sheet.state === 'printing') return denied('printing');
    this.#sheet = { state: 'printing', id };
    void paper.printSheet(sampleSheet(this.#printer.profile), `sheet ${id}`).then((outcome) => {
      this.#sheet = { state: 'done', id, outcome };
      note({ event: 'sample-sheet', state: outcome });
    });
    return granted;
  }

  async judge(ticks: Ticks): Promise<PrinterAnswer> {
    if (this.#sheet.state !== 'done' || this.#sheet.outcome === 'failed-before-bytes')
      return denied('no-sheet');
    const { address, note } = this.#options;
    const profile = this.#printer.profile.id;
    await this.#write({ at: new Date().toISOString(), address, profile, ...ticks });
    note({ event: 'printer-trial', profile, ...ticks, saved: this.#saved });
    return granted;
  }

  async changeRoll(metres: number): Promise<void> {
    this.#roll = newRoll(metres * 1000);
    await this.#write(this.#trial());
    this.#options.note({ event: 'roll-changed', metres, saved: this.#saved });
  }

  async recover(): Promise<PrinterAnswer> {
    // The printer may be busy with a ticket for longer than a page waits for its answer, and it asks again.
    this.#recovering ??= this.#options.paper.recover().finally(() => {
      this.#recovering = null;
    });
    const isOn = await this.#recovering;
    this.#options.note({ event: 'printer-recovered', done: isOn });
    return isOn ? granted : denied('not-recoverable');
  }

  picture(name: string): Uint8Array | null {
    if (name !== 'sheet') return this.#pictures().png(name);
    const { profile } = this.#printer;
    const made = slipJob(sampleSheet(profile), profile, 'raster');
    return made.ok ? pictureAsPng(made.job.picture) : null;
  }

  async close(): Promise<void> {
    if (this.#later) await this.#write(this.#trial());
  }

  #trial(): Trial | null {
    return this.#options.file.notes().printer.trial;
  }

  /** Drawn when somebody looks: a station whose page nobody opens does without. */
  #pictures(): LayoutPictures {
    this.#looks ??= layoutPictures(this.#options.address);
    return this.#looks;
  }

  #usualMm(): number {
    const { profile, layout } = this.#printer;
    const { wide, narrow } = LAYOUTS[layout].longestMm;
    return paperTaken(profile.dotsPerLine < WIDE_DOTS ? narrow : wide, profile);
  }

  #count(millimetres: number): void {
    if (!this.#roll) return;
    this.#roll = rollAfter(this.#roll, paperTaken(millimetres, this.#printer.profile));
    this.#later ??= setTimeout(() => void this.#write(this.#trial()), WRITE_LATER_MS).unref();
  }

  async #write(trial: Trial | null): Promise<void> {
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
    this.#saved = await this.#options.file.change({ printer: { trial, roll: this.#roll } });
  }
}
