import type { HousePrinter } from './protocol.ts';

/** From here on a new roll should lie ready; the same as on the printer's own page. */
const FEW_TICKETS = 30;
const QUIET: readonly string[] = ['ready', 'unknown'];
const SOON: readonly string[] = ['paperLow', 'away'];

/**
 * How loudly a printer is told of: `brick` when no paper comes out now, `amber` when somebody should see to it soon. A
 * printer that never says how it is (`unknown`) is calm: patients and staff see the paper.
 */
export function printerTone({
  state,
  left,
}: Pick<HousePrinter, 'state' | 'left'>): 'brick' | 'amber' | 'calm' {
  if (SOON.includes(state)) return 'amber';
  if (!QUIET.includes(state)) return 'brick';
  return left !== null && left < FEW_TICKETS ? 'amber' : 'calm';
}
