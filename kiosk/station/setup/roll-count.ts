import { paperTaken, type RollUse, rollAfter, ticketsLeft } from '../../../printer-drivers/paper-roll.ts';
import { LAYOUTS } from '../../../printer-drivers/ticket-layout.ts';
import type { Paper } from '../paper.ts';
import { printerAt, WIDE_DOTS } from './printer-look.ts';
import type { TicketLook } from './ticket-look.ts';

/** A ticket more or less on the roll is not worth a write to disk of its own. */
const WRITE_LATER_MS = 10_000;

type Options = {
  readonly paper: Pick<Paper, 'address' | 'countPaper' | 'tellLeft'>;
  readonly look: Pick<TicketLook, 'own'>;
  readonly roll: RollUse | null;
  /** The count has changed a while ago and should be written down. */
  readonly onDue: () => void;
};

/** Counts the paper of the roll in the station's printer. */
export class RollCount {
  readonly #options: Options;
  #roll: RollUse | null;
  #later: NodeJS.Timeout | null = null;

  constructor(options: Options) {
    this.#options = options;
    this.#roll = options.roll;
    options.paper.countPaper((millimetres) => this.#count(millimetres));
    options.paper.tellLeft(() => this.left);
  }

  /** The roll as it is now; null as long as nobody has told of one. */
  get roll(): RollUse | null {
    return this.#roll;
  }

  set roll(roll: RollUse | null) {
    this.#roll = roll;
  }

  /** Tickets that the roll still holds; null: unknown. */
  get left(): number | null {
    if (!this.#roll) return null;
    const { profile, layout } = printerAt(this.#options.paper.address());
    const { wide, narrow } = (this.#options.look.own ?? LAYOUTS[layout]).longestMm;
    return ticketsLeft(this.#roll, paperTaken(profile.dotsPerLine < WIDE_DOTS ? narrow : wide, profile));
  }

  /** Whether something was counted that `settled` has not been told of. */
  get isDue(): boolean {
    return this.#later !== null;
  }

  settled(): void {
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
  }

  #count(millimetres: number): void {
    if (!this.#roll) return;
    const { profile } = printerAt(this.#options.paper.address());
    this.#roll = rollAfter(this.#roll, paperTaken(millimetres, profile));
    this.#later ??= setTimeout(this.#options.onDue, WRITE_LATER_MS).unref();
  }
}
