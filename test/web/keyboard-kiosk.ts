import { type KeyNoise, listenForScans, type TypedScan } from '../../web/keyboard-scanner.ts';
import { KeyWindow, type Press } from './key-window.ts';

/** Citizen card of a fictional person as a keyboard-mode scanner types it: without the letters it has no key for. */
export const CARD =
  '024085001234|121234567|Nguyen Van Binh|15031985|Nam|Thon Ha, Tan My, Thanh pho Bac Giang, Bac Giang|25042021';
export const LONG_CARD = CARD.replace('Thon Ha', 'To dan pho so 5 - Phuong Tran Phu, Thon Ha');
export const INSURANCE = '2401234567|5472e1baa76e205468e1bb8b20486f61|02/11/1992|2|-|24 - 012|01/07/2023|-|$';

export function kioskPage() {
  const page = new KeyWindow();
  const scans: TypedScan[] = [];
  const noises: KeyNoise[] = [];
  const stop = listenForScans(page, {
    onScan: (scan) => scans.push(scan),
    onKeyNoise: (noise) => noises.push(noise),
  });
  page.pass(1000);
  /** Each key goes down `everyMs` after the one before. */
  function type(keys: readonly Press[], everyMs: number): void {
    for (const press of keys) {
      const heldMs = Math.min(2, everyMs);
      page.press(press, heldMs);
      page.pass(everyMs - heldMs);
    }
  }
  const texts = () => scans.map(({ text }) => text);
  return { page, scans, noises, texts, type, stop };
}

export const clean = (text: string): TypedScan => ({ text, interference: false, cause: null });
