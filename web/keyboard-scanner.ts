import { createKeyBurst, type Interference, type KeyInput, SILENCE_MS } from './keyboard-burst.ts';

/** A scan typed by a scanner in keyboard mode. */
export interface TypedScan {
  readonly text: string;
  /** Something rewrote the keys: trust number and birth date alone, and show staff how to end it. */
  readonly interference: boolean;
  /** `ime`: "Tắt UniKey (chuyển sang E)"; `caps-lock`: "Tắt Caps Lock". */
  readonly cause: Interference | null;
}

/** Keys as fast as a scanner's that made no scan: how many, not which. */
export interface KeyNoise {
  readonly keys: number;
  readonly interference: boolean;
  readonly cause: Interference | null;
}

export interface ScanListener {
  readonly onScan: (scan: TypedScan) => void;
  readonly onKeyNoise: (noise: KeyNoise) => void;
}

/** What is used of a `Window`. */
export interface KeyTarget {
  addEventListener(type: string, listener: (event: Event) => void, capture: boolean): void;
  removeEventListener(type: string, listener: (event: Event) => void, capture: boolean): void;
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(timer: number): void;
}

/** After a busy spell a timer may run ahead of the keys that waited with it: they get this long to come in. */
const HOP_MS = 30;

/**
 * Listens for keyboard-mode scanners wherever the focus is. From the twelfth key of a burst on, and for the
 * Enter behind any burst, the page gets no event at all, so that no button is pressed and nothing navigates;
 * the first keys of a burst cannot be told from typing and reach the page.
 * @param target the page's window; register here before all other key listeners
 * @returns the closing
 */
export function listenForScans(target: KeyTarget, { onScan, onKeyNoise }: ScanListener): () => void {
  const burst = createKeyBurst();
  let timer = 0;

  function tell(ended: ReturnType<typeof burst.silence>): void {
    if (ended === null) return;
    const { cause } = ended;
    const interference = cause !== null;
    if (ended.kind === 'scan') onScan({ text: ended.text, interference, cause });
    else onKeyNoise({ keys: ended.keys, interference, cause });
  }
  function awaitSilence(): void {
    target.clearTimeout(timer);
    timer = target.setTimeout(() => {
      timer = target.setTimeout(() => tell(burst.silence()), HOP_MS);
    }, SILENCE_MS);
  }
  function onKey(event: Event): void {
    const { swallow, ended } = burst.feed(event as Event & KeyInput);
    if (swallow) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (event.type === 'keydown') awaitSilence();
    tell(ended);
  }
  const onComposition = () => burst.compose();

  target.addEventListener('keydown', onKey, true);
  target.addEventListener('keyup', onKey, true);
  target.addEventListener('compositionstart', onComposition, true);
  return () => {
    target.clearTimeout(timer);
    target.removeEventListener('keydown', onKey, true);
    target.removeEventListener('keyup', onKey, true);
    target.removeEventListener('compositionstart', onComposition, true);
  };
}
