import type { KeyInput } from './keyboard-burst.ts';
import type { KeyTarget } from './keyboard-scanner.ts';

const KEYS = /^(?:F\d{1,2}|Browser\w+|Launch\w+|ContextMenu|Help|Print|PrintScreen)$/;

/**
 * Keeps a kiosk page where it is: takes browser shortcuts (Ctrl, Alt and Meta with a key, F keys, browser
 * keys) out of the hands of passers-by and of set-up barcodes that type ALT+F4, CTRL+W or F12. The few a
 * browser never gives away (Ctrl+W outside kiosk mode) stay with the kiosk mode of the browser. Other
 * listeners still see the keys. Not for pages that staff work in.
 * @returns the closing
 */
export function blockShortcuts(target: KeyTarget): () => void {
  const onKey = (event: Event) => {
    if (isShortcut(event as Event & KeyInput)) event.preventDefault();
  };
  target.addEventListener('keydown', onKey, true);
  return () => target.removeEventListener('keydown', onKey, true);
}

function isShortcut({ key, ctrlKey, altKey, metaKey }: KeyInput): boolean {
  if (KEYS.test(key)) return true;
  const isAltGr = ctrlKey && altKey && key.length === 1;
  return (ctrlKey || altKey || metaKey) && !isAltGr;
}
