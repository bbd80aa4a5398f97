import { isDeepStrictEqual } from 'node:util';
import type { LayoutName, LookAnswer, LookState } from '../../../core/wire/printer-setup.ts';
import type { TicketFacts } from '../../../printer-drivers/ticket-facts.ts';
import { checkTicketLayout, LAYOUTS, type TicketLayout } from '../../../printer-drivers/ticket-layout.ts';
import { previewTicket } from '../../../printer-drivers/ticket-preview.ts';
import type { Paper } from '../paper.ts';
import { optionOf, printerAt } from './printer-look.ts';
import type { StationFile } from './station-file.ts';

/** A ticket of nobody, with all that a ticket can say. */
const NOBODY: TicketFacts = {
  facility: 'Bệnh viện Đa khoa Minh Họa',
  code: 'A017',
  serviceName: { vi: 'Khám Nội', en: 'Internal medicine' },
  place: { vi: 'Phòng khám 1', en: 'Room 1' },
  priority: true,
  maskedName: 'N.V. Bình',
  ahead: 3,
  window: { from: '09:30', to: '09:50' },
  url: 'http://localhost:8080/t/mau',
  issuedAt: '07:30 22/11/2026',
  kiosk: 'kiosk',
  reprint: 0,
  instructions: ['Nghe gọi số hoặc xem bảng.', 'Giữ phiếu đến khi khám xong.'],
};

type Options = {
  readonly paper: Pick<Paper, 'address' | 'setLayout'>;
  readonly file: StationFile;
  /** The `PRINTER` setting when a flag or the environment named it; null: it is the default. */
  readonly setting: string | null;
};

/** How the tickets of this station look: kept in its file, used from the next ticket on. */
export class TicketLook {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
    this.apply();
  }

  state(): LookState {
    const { own, before } = this.#options.file.notes().look;
    const named: LayoutName = printerAt(this.#options.paper.address()).layout;
    return { own, named, fixed: this.#isFixed(), before, standards: LAYOUTS };
  }

  /** The look in use that somebody made here; null: the address names one. */
  get own(): TicketLayout | null {
    return this.#isFixed() ? null : this.#options.file.notes().look.own;
  }

  /** A look drawn on the paper of the address, checked first; a person is typing it. */
  draw(value: unknown, address: string): LookAnswer {
    const checked = checkTicketLayout(value);
    if (!checked.ok) return { ok: false, key: checked.fault.key, detail: checked.fault.detail };
    const { profile } = printerAt(address);
    const made = previewTicket(NOBODY, checked.layout, profile);
    if (!made.ok) return { ok: false, key: '', detail: made.fault.code };
    const { png, millimetres } = made.preview;
    const width = (Buffer.from(png).readUInt32BE(WIDTH_AT) / profile.dpi) * 25.4;
    return { ok: true, png: Buffer.from(png).toString('base64'), width, millimetres };
  }

  /** Keeps a look and uses it at once; null: what the address names. False: it was not good and nothing changed. */
  async keep(value: unknown): Promise<{ ok: false } | { ok: true; saved: boolean }> {
    const checked = value === null ? null : checkTicketLayout(value);
    if (checked && !checked.ok) return { ok: false };
    const own = checked?.layout ?? null;
    const { look } = this.#options.file.notes();
    // A press that is heard twice leaves the way back as it was.
    const before = isDeepStrictEqual(own, look.own) ? look.before : { own: look.own };
    const saved = await this.#options.file.change({ look: { own, before } });
    this.apply();
    return { ok: true, saved };
  }

  /** Puts the look to use, as after the printer was changed. */
  apply(): void {
    this.#options.paper.setLayout(this.own);
  }

  #isFixed(): boolean {
    return this.#options.setting !== null && optionOf(this.#options.setting, 'layout') !== null;
  }
}

/** Where a PNG file says how wide its picture is. */
const WIDTH_AT = 16;
