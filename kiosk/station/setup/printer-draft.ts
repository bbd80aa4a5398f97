import type { Draft, DraftWish, PrintState, ProbeState, Trial } from '../../../core/wire/printer-setup.ts';
import { adviceFor } from '../../../printer-drivers/health-words.ts';
import { isSlowLine, parsePrinterAddress } from '../../../printer-drivers/printer-address.ts';
import type { ProbeAnswer } from '../../../printer-drivers/probe.ts';
import { isSamePrinter, type Paper } from '../paper.ts';
import { optionOf, printerAt, printerLook, profileNamed, refinedBy, withOptions } from './printer-look.ts';
import { letterSheet } from './sample-sheet.ts';

/** Why a wish about a printer that is not used yet is refused. */
export type DraftFault = 'no-draft' | 'bad-address' | 'letters-unproven' | 'printing';

type Options = {
  readonly paper: Pick<Paper, 'probe' | 'printSheet' | 'address'>;
  readonly onNote: (event: { event: string } & Record<string, string | number | boolean | null>) => void;
};

/** One printer that staff look at before the station uses it: asked, set, tried. Nothing of it is stored. */
export type PrinterDraft = {
  readonly address: string;
  readonly probe: ProbeState;
  readonly letters: 'untried' | 'printing' | 'printed' | 'right';
  readonly trial: Trial | null;
  /** How the sheet of that trial ended. */
  readonly outcome: PrintState | null;
};

const NOT_ASKED: ProbeState = { state: 'failed', fault: 'not-asked' };

/** The one draft of a station, if there is one. */
export class DraftDesk {
  readonly #options: Options;
  #draft: PrinterDraft | null = null;
  #leave: AbortController | null = null;
  #probing: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  get now(): PrinterDraft | null {
    return this.#draft;
  }

  state(): Draft | null {
    const draft = this.#draft;
    if (!draft) return null;
    const { address, probe, letters, trial, outcome } = draft;
    const answered = probe.state === 'done' ? probe.voice === 'yes' : null;
    return {
      ...printerLook(address, trial, answered),
      ...{ probe, trial },
      letters: printerAt(address).profile.text === null ? 'none' : letters,
      refined: trial && refinedBy(trial, outcome),
      suggested: probe.state === 'done' ? profileNamed(probe.model) : null,
      slow: isSlowLine(printerAt(address)),
    };
  }

  /** Looks at a device and asks it what it is. One that the station uses already comes with its options. */
  pick(place: string): DraftFault | null {
    const printer = parsePrinterAddress(place);
    if (!printer.ok || printer.place.kind === 'preview') return 'bad-address';
    const own = this.#options.paper.address();
    this.begin(isSamePrinter(own, place) ? own : place);
    this.ask();
    return null;
  }

  /** Looks at an address that needs no asking: one that was asked before, with something changed. */
  begin(address: string, probe: ProbeState = NOT_ASKED): void {
    this.drop();
    this.#draft = { address, probe, letters: 'untried', trial: null, outcome: null };
  }

  /** Asks the device again, as after a cover was closed or a speed was changed. */
  ask(): DraftFault | null {
    if (!this.#draft) return 'no-draft';
    this.#leave?.abort();
    const leave = new AbortController();
    this.#leave = leave;
    this.#change({ probe: { state: 'running' } });
    this.#probing = this.#ask(this.#draft.address, leave.signal);
    return null;
  }

  set(wish: DraftWish): DraftFault | null {
    const draft = this.#draft;
    if (!draft) return 'no-draft';
    if (wish.mode === 'text' && draft.letters !== 'right') return 'letters-unproven';
    const { profile, mode, cut, dots, baud } = wish;
    const pages = mode === 'text' ? pagesOf(draft.address) : null;
    if (mode === 'text' && pages === null) return 'letters-unproven';
    const address = withOptions(draft.address, {
      ...(profile === undefined ? {} : { profile, dots: null }),
      ...(dots === undefined ? {} : { dots: dotsFor(draft.address, dots) }),
      ...(mode === undefined ? {} : { mode: mode === 'raster' ? null : mode, pages }),
      ...(cut === undefined ? {} : { cut: cut === 'none' ? 'none' : cutterOf(draft.address) }),
      ...(baud === undefined ? {} : { baud: String(baud) }),
    });
    if (!parsePrinterAddress(address).ok) return 'bad-address';
    this.#change({ address });
    // At another speed it may understand what it did not before.
    return baud === undefined ? null : this.ask();
  }

  /** Prints the line that shows whether the printer's own Vietnamese letters are right. */
  printLetters(id: string): DraftFault | null {
    const draft = this.#draft;
    if (!draft) return 'no-draft';
    if (draft.letters === 'printing') return 'printing';
    const pages = pagesOf(draft.address);
    if (pages === null) return 'letters-unproven';
    this.#change({ letters: 'printing' });
    const address = withOptions(draft.address, { mode: 'text', pages });
    const sheet = letterSheet(printerAt(address).profile);
    void this.#options.paper.printSheet(address, sheet, `letters ${id}`).then((outcome) => {
      this.#options.onNote({ event: 'letter-sheet', state: outcome });
      if (this.#draft?.letters !== 'printing') return;
      this.#change({ letters: outcome === 'failed-before-bytes' ? 'untried' : 'printed' });
    });
    return null;
  }

  /** What somebody saw of that line. */
  judgeLetters(right: boolean): DraftFault | null {
    if (this.#draft?.letters !== 'printed' && this.#draft?.letters !== 'right') return 'no-draft';
    this.#change({ letters: right ? 'right' : 'untried' });
    const isText = optionOf(this.#draft.address, 'mode') === 'text';
    if (!right && isText)
      this.#change({ address: withOptions(this.#draft.address, { mode: null, pages: null }) });
    return null;
  }

  judge(trial: Trial, outcome: PrintState): void {
    if (this.#draft) this.#change({ trial, outcome });
  }

  drop(): void {
    this.#leave?.abort();
    this.#draft = null;
  }

  async close(): Promise<void> {
    this.drop();
    await this.#probing;
  }

  #change(part: Partial<PrinterDraft>): void {
    if (this.#draft) this.#draft = { ...this.#draft, ...part };
  }

  async #ask(address: string, signal: AbortSignal): Promise<void> {
    const answer = await this.#options.paper.probe(address, signal);
    if (signal.aborted || !this.#draft) return;
    this.#options.onNote({
      event: 'printer-probed',
      outcome: answer.ok ? answer.result.voice : answer.fault.code,
    });
    this.#change({ probe: probeState(answer) });
    // What it proved itself, or could not, stands in its address, also where the manual of a model says more.
    const proof = answer.ok && answer.result.whole ? answer.result : null;
    if (proof?.voice === 'yes' || proof?.voice === 'no')
      this.#change({ address: withOptions(this.#draft.address, { completion: proof.completion }) });
  }
}

/** For a printer that has a cutter: nothing, where its profile says so, else the cut that most printers know. */
function cutterOf(address: string): string | null {
  return printerAt(withOptions(address, { cut: null })).profile.cut === 'none' ? 'gsv66' : null;
}

/** The dots of a line, as an option where the profile has others. */
function dotsFor(address: string, dots: number): string | null {
  const own = printerAt(withOptions(address, { dots: null })).profile.dotsPerLine;
  return own === dots ? null : String(dots);
}

function probeState(answer: ProbeAnswer): ProbeState {
  if (!answer.ok) return { state: 'failed', fault: answer.fault.code };
  const { voice, health, completion, whole, maker, model } = answer.result;
  const words = { state: health, staff: adviceFor(health).staff };
  return { state: 'done', health: words, ...{ voice, completion, whole, maker, model } };
}

/** The TCVN-3 tables that the profile names; null: it names none, and page numbers are not guessed. */
function pagesOf(address: string): string | null {
  const { text } = printerAt(address).profile;
  return text && `${text.lower}/${text.upper}`;
}
