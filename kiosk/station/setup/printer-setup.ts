import type {
  DraftWish,
  LookAnswer,
  PrinterState,
  SheetState,
  Ticks,
} from '../../../core/wire/printer-setup.ts';
import { forecastWords, newRoll } from '../../../printer-drivers/paper-roll.ts';
import { pictureAsPng } from '../../../printer-drivers/picture-png.ts';
import { slipJob } from '../../../printer-drivers/slip-job.ts';
import { isSamePrinter, type Paper } from '../paper.ts';
import { DraftDesk, type DraftFault } from './printer-draft.ts';
import type { PrinterFinder } from './printer-finder.ts';
import { printerAt, printerLook, profileChoices, refinedBy } from './printer-look.ts';
import { RollCount } from './roll-count.ts';
import { SAMPLE_CODE, sampleSheet } from './sample-sheet.ts';
import type { StationFile } from './station-file.ts';
import type { KeptPrinter, Trial } from './station-notes.ts';
import { TicketLook } from './ticket-look.ts';

/**
 * Why a wish of the printer's page is not granted. `not-recoverable`: the printer has to be switched off and on;
 * `setting-wins`: a flag or the environment names the printer; `no-such-place`: it is not there, or a scanner is on it.
 */
export type PrinterFault =
  | DraftFault
  | 'no-paper'
  | 'no-sheet'
  | 'not-recoverable'
  | 'setting-wins'
  | 'no-such-place'
  | 'nothing-before'
  | 'bad-look';
export type PrinterAnswer = { readonly ok: true } | { readonly ok: false; readonly fault: PrinterFault };

export type PrinterSetupOptions = {
  readonly paper: Paper;
  /** The `PRINTER` setting when a flag or the environment named it; null: the station's default. */
  readonly setting: string | null;
  readonly finder: PrinterFinder;
  readonly file: StationFile;
  readonly note: (event: { event: string } & Record<string, string | number | boolean | null>) => void;
};

const granted: PrinterAnswer = { ok: true };
const denied = (fault: PrinterFault): PrinterAnswer => ({ ok: false, fault });
const grantedUnless = (fault: PrinterFault | null): PrinterAnswer =>
  fault === null ? granted : denied(fault);

/** What the printer's page can see and do at this station. It counts the paper of the station's printer, too. */
export class PrinterSetup {
  readonly look: TicketLook;
  readonly #options: PrinterSetupOptions;
  readonly #draft: DraftDesk;
  /** The address of the settings, to which an undo of the very first choice leads. */
  readonly #first: string;
  #sheet: SheetState = { state: 'none' };
  readonly #roll: RollCount;
  #saved = true;
  #recovering: Promise<boolean> | null = null;

  constructor(options: PrinterSetupOptions) {
    const { paper, file, note } = options;
    this.#options = options;
    this.#first = paper.address();
    this.#draft = new DraftDesk({ paper, onNote: note });
    this.look = new TicketLook(options);
    const { roll } = file.notes().printer;
    this.#roll = new RollCount({ paper, look: this.look, roll, onDue: () => void this.#write({}) });
  }

  /** Takes the printer that was chosen in an earlier run, unless a setting names another. */
  async begin(): Promise<void> {
    const { paper, setting, file } = this.#options;
    const { address } = file.notes().printer;
    if (setting === null && address !== null) await paper.change(address);
    this.look.apply();
  }

  async state(): Promise<PrinterState> {
    const { paper, file, finder, setting } = this.#options;
    const { trial, before, address } = file.notes().printer;
    const { kind, state, staff } = paper.state();
    const { left, roll } = this.#roll;
    const now = paper.address();
    const { places, blind } = await finder.places();
    const sheet = this.#sheet;
    const outcome = sheet.state === 'done' && sheet.address === now ? sheet.outcome : null;
    return {
      ...printerLook(now, trial, null),
      ...{ kind, health: { state, staff }, places, blind, sheet, trial, left },
      from: setting !== null ? 'setting' : address !== null ? 'kept' : 'none',
      before: before && (before.address ?? this.#first),
      network: finder.network,
      profiles: profileChoices(),
      draft: this.#draft.state(),
      sampleCode: SAMPLE_CODE,
      refined: trial?.address === now ? refinedBy(trial, outcome) : null,
      rollMetres: roll && roll.rollMm / 1000,
      leftWords: forecastWords(left),
      look: this.look.state(),
      saved: this.#saved,
      putAside: file.putAside,
    };
  }

  /** Looks at a device and asks it what it is. Faults: `no-such-place`, `bad-address`. */
  async pick(place: string): Promise<PrinterAnswer> {
    const { places } = await this.#options.finder.places();
    const found = places.find((each) => each.place === place);
    // An address of the network may be typed, one of this machine must be in the list.
    if (found?.obstacle === 'scanner' || (!found && !place.startsWith('tcp://')))
      return denied('no-such-place');
    return grantedUnless(this.#draft.pick(place));
  }

  /** Sets what is looked at; without a draft, the printer in use is looked at first. */
  set(wish: DraftWish): PrinterAnswer {
    if (!this.#draft.now) {
      if (this.#options.paper.state().kind === 'preview') return denied('no-draft');
      this.#draft.begin(this.#options.paper.address());
    }
    return grantedUnless(this.#draft.set(wish));
  }

  /** Looks at what the ticks made of an address. */
  async refine(): Promise<PrinterAnswer> {
    const { refined, draft } = await this.state();
    const address = draft ? draft.refined : refined;
    if (address === null) return denied('no-draft');
    const { probe } = draft ?? {};
    this.#draft.begin(address, probe);
    return granted;
  }

  ask = (): PrinterAnswer => grantedUnless(this.#draft.ask());
  printLetters = (id: string): PrinterAnswer => grantedUnless(this.#draft.printLetters(id));
  judgeLetters = (right: boolean): PrinterAnswer => grantedUnless(this.#draft.judgeLetters(right));

  drop(): PrinterAnswer {
    this.#draft.drop();
    return granted;
  }

  /** Uses what was looked at from the next ticket on, and after every start. Faults: `no-draft`, `setting-wins`. */
  async use(): Promise<PrinterAnswer> {
    const draft = this.#draft.now;
    if (!draft) return denied('no-draft');
    if (this.#options.setting !== null) return denied('setting-wins');
    const { paper } = this.#options;
    const { address, trial } = draft;
    const roll = isSamePrinter(address, paper.address()) ? this.#roll.roll : null;
    this.#draft.drop();
    await this.#take({ address, trial, roll });
    return granted;
  }

  /**
   * Goes back to the printer before, which `to` names, so that a press heard twice does not lead forth again. Faults:
   * `nothing-before`, `setting-wins`.
   */
  async goBack(to: string): Promise<PrinterAnswer> {
    const { before, address } = this.#options.file.notes().printer;
    if ((address ?? this.#first) === to) return granted;
    if (!before || (before.address ?? this.#first) !== to) return denied('nothing-before');
    if (this.#options.setting !== null) return denied('setting-wins');
    this.#draft.drop();
    await this.#take(before);
    return granted;
  }

  /** One sheet for one `id`, however often it is asked for; it prints on. Faults: `no-paper`, `printing`. */
  printSheet(id: string): PrinterAnswer {
    const { paper, note } = this.#options;
    const address = this.#draft.now?.address ?? paper.address();
    const { profile, place } = printerAt(address);
    if (place.kind === 'preview') return denied('no-paper');
    if (this.#sheet.state !== 'none' && this.#sheet.id === id) return granted;
    if (this.#sheet.state === 'printing') return denied('printing');
    this.#sheet = { state: 'printing', id, address };
    void paper.printSheet(address, sampleSheet(profile), `sheet ${id}`).then((outcome) => {
      this.#sheet = { state: 'done', id, address, outcome };
      note({ event: 'sample-sheet', state: outcome });
    });
    return granted;
  }

  /** Keeps what was seen of the sheet of this run. Faults: `no-sheet`. */
  async judge(ticks: Ticks): Promise<PrinterAnswer> {
    const sheet = this.#sheet;
    if (sheet.state !== 'done' || sheet.outcome === 'failed-before-bytes') return denied('no-sheet');
    const { address, outcome } = sheet;
    const { paper, note } = this.#options;
    const profile = printerAt(address).profile.id;
    const trial: Trial = { at: new Date().toISOString(), address, profile, ...ticks };
    if (this.#draft.now?.address === address) this.#draft.judge(trial, outcome);
    else if (address === paper.address()) await this.#write({ trial });
    else return denied('no-sheet');
    note({ event: 'printer-trial', profile, ...ticks, saved: this.#saved });
    return granted;
  }

  /** A roll of so many metres was put in just now. */
  async changeRoll(metres: number): Promise<void> {
    this.#roll.roll = newRoll(metres * 1000);
    await this.#write({});
    this.#options.note({ event: 'roll-changed', metres, saved: this.#saved });
  }

  /** Staff have cleared a jam. Faults: `not-recoverable`. */
  async recover(): Promise<PrinterAnswer> {
    // The printer may be busy with a ticket for longer than a page waits for its answer, and it asks again.
    this.#recovering ??= this.#options.paper.recover().finally(() => {
      this.#recovering = null;
    });
    const isOn = await this.#recovering;
    this.#options.note({ event: 'printer-recovered', done: isOn });
    return isOn ? granted : denied('not-recoverable');
  }

  search(): PrinterAnswer {
    this.#options.finder.search();
    return granted;
  }

  stopSearch(): PrinterAnswer {
    this.#options.finder.stop();
    return granted;
  }

  /** A look as it will be on the paper that the page speaks of. */
  draw(value: unknown): LookAnswer {
    return this.look.draw(value, this.#options.paper.address());
  }

  /** Faults: `bad-look`. */
  async keepLook(value: unknown): Promise<PrinterAnswer> {
    const kept = await this.look.keep(value);
    if (!kept.ok) return denied('bad-look');
    this.#saved = kept.saved;
    this.#options.note({ event: 'ticket-look', own: value !== null, saved: kept.saved });
    return granted;
  }

  /** The sample sheet as it should come out, as PNG, a dot a pixel; null where it cannot be drawn. */
  sheetPicture(): Uint8Array | null {
    const { profile } = printerAt(this.#draft.now?.address ?? this.#options.paper.address());
    const made = slipJob(sampleSheet(profile), profile, 'raster');
    return made.ok ? pictureAsPng(made.job.picture) : null;
  }

  async close(): Promise<void> {
    await Promise.all([this.#draft.close(), this.#options.finder.close()]);
    if (this.#roll.isDue) await this.#write({});
  }

  async #take(next: KeptPrinter): Promise<void> {
    const { paper, file, note } = this.#options;
    const { address, trial } = file.notes().printer;
    const before = { address, trial, roll: this.#roll.roll };
    this.#roll.roll = next.roll;
    await this.#write({ ...next, before });
    // Not waited for: a ticket under way may take longer than a page waits, and the page would ask again.
    void paper.change(next.address ?? this.#first);
    this.look.apply();
    note({ event: 'printer-chosen', address: next.address, saved: this.#saved });
  }

  async #write(part: Partial<ReturnType<StationFile['notes']>['printer']>): Promise<void> {
    this.#roll.settled();
    const { file } = this.#options;
    this.#saved = await file.change({ printer: { ...file.notes().printer, roll: this.#roll.roll, ...part } });
  }
}
