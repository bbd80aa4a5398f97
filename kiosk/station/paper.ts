import type { DeviceHealth } from '../../core/wire/protocol.ts';
import { createPrinter } from '../../printer-drivers/printer.ts';
import { parsePrinterAddress } from '../../printer-drivers/printer-address.ts';
import type { TicketFacts } from '../../printer-drivers/ticket-slip.ts';

/** A slip for one ticket; `reprint` 0 is the first one. */
export type Slip = TicketFacts & { readonly ticket: string };
export type SlipOutcome = { state: string; picture: Uint8Array | null };

/** A slip that could not leave within this time is not printed: by then its patient stands elsewhere. */
const STILL_WANTED_MS = 15_000;

/** The station's one printer. */
export type Paper = {
  print(slip: Slip): Promise<SlipOutcome>;
  state(): DeviceHealth & { kind: 'preview' | 'paper' };
  close(): Promise<void>;
};

type Note = (event: { event: string } & Record<string, string | number | boolean | null>) => void;

/** Opens the printer of a `PRINTER` setting; a wrong setting is one line, a printer that is away is no fault. */
export function openPaper(
  address: string,
  onHealth: () => void,
  note: Note,
): { ok: true; paper: Paper } | { ok: false; fault: string } {
  const parsed = parsePrinterAddress(address);
  if (!parsed.ok) return { ok: false, fault: `should be ${parsed.fault.detail}` };
  const kind = parsed.place.kind === 'preview' ? 'preview' : 'paper';
  const printer = createPrinter({
    address,
    onHealth({ state }) {
      note({ event: 'printer', state });
      onHealth();
    },
  });
  return {
    ok: true,
    paper: {
      async print({ ticket, ...facts }) {
        const order = { jobId: `${ticket} ${facts.reprint}`, deadlineMs: STILL_WANTED_MS };
        const { state, fault, attempts, bytes } = await printer.print(facts, order);
        note({ event: 'slip', code: facts.code, state, fault: fault?.code ?? null, attempts, bytes });
        return { state, picture: kind === 'preview' ? printer.lastPicture() : null };
      },
      state() {
        const { state, staff, patient } = printer.health();
        return { kind, state, staff, patient: patient ?? '' };
      },
      close: () => printer.close(),
    },
  };
}
