import { portAt } from './ports/port-at.ts';
import type { HealthReport } from './print-outcome.ts';
import { parsePrinterAddress } from './printer-address.ts';
import type { TicketLayout } from './ticket-layout.ts';
import { TicketPrinter } from './ticket-printer.ts';
import { USUAL_TIMINGS } from './timings.ts';

/** What the rest of the house does with a printer; see `TicketPrinter` for each promise. */
export type Printer = Pick<TicketPrinter, 'print' | 'health' | 'lastPicture' | 'recover' | 'close'>;

/**
 * The printer at an address. `onHealth` is called at each change of its state. `layout`: the hospital's own, already
 * checked (`checkTicketLayout`); without one the address names it. The address is checked at the
 * start of the product with `parsePrinterAddress`; a wrong one here is a bug and throws.
 */
export function createPrinter(options: {
  readonly address: string;
  readonly onHealth: (report: HealthReport) => void;
  readonly layout?: TicketLayout | null;
}): Printer {
  const address = parsePrinterAddress(options.address);
  if (!address.ok) throw new Error(`printer address: ${address.fault.code}: ${address.fault.detail}`);
  const port = portAt(address.place);
  return new TicketPrinter({
    address,
    port,
    timings: USUAL_TIMINGS,
    onHealth: options.onHealth,
    layout: options.layout ?? null,
  });
}
