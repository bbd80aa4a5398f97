import { blockShortcuts } from '../../web/keyboard-shortcuts.ts';

/**
 * Keeps the page a kiosk: no menu, no selection, no dragging, no zoom by pinch or wheel, no browser shortcuts,
 * and an Enter that presses nothing, since every keyboard-mode scanner ends its text with one. Space still
 * presses the focused button, so that the whole way can be walked with a keyboard. Register it after the
 * scanner's listener.
 * @returns the closing
 */
export function handsOff(): () => void {
  const stopShortcuts = blockShortcuts(window);
  const refuse = (event: Event) => event.preventDefault();
  const refuseEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter') event.preventDefault();
  };
  const refuseZoom = (event: WheelEvent) => {
    if (event.ctrlKey) event.preventDefault();
  };
  const quiet = ['contextmenu', 'dragstart', 'selectstart', 'gesturestart'] as const;
  for (const type of quiet) window.addEventListener(type, refuse, true);
  for (const type of ['keydown', 'keypress', 'keyup'] as const)
    window.addEventListener(type, refuseEnter, true);
  window.addEventListener('wheel', refuseZoom, { capture: true, passive: false });
  return () => {
    stopShortcuts();
    for (const type of quiet) window.removeEventListener(type, refuse, true);
    for (const type of ['keydown', 'keypress', 'keyup'] as const)
      window.removeEventListener(type, refuseEnter, true);
    window.removeEventListener('wheel', refuseZoom, true);
  };
}
