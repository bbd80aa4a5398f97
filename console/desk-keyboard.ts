import { signal } from '@preact/signals';
import { openShelf } from '../web/shelf.ts';
import type { Desk } from './desk.ts';
import { act } from './desk-act.ts';
import { type DeskKey, type DeskMood, readDeskKey } from './desk-key.ts';
import { type Action, keyNames, otherKeys } from './desk-key-table.ts';
import { pressedAt } from './press-guard.ts';
import { questionOf } from './question.ts';

const DIGITS_MS = 4_000;
/** Slow scanners in keyboard mode type a letter of the card each 60 ms; hands need 130 ms and more. */
const SCANNER_STEP_MS = 90;
const SHORTCUTS = 'tiepdon.desk.single-keys';
/** Keys that only change others. */
const MODIFIERS = /^(?:Shift|Control|Alt|AltGraph|Meta|CapsLock|NumLock)$/;
const shelf = openShelf(() => localStorage);

/** Whether single keys act; kept in this browser, on until somebody switches it off. */
export const singleKeys = signal(shelf.read(SHORTCUTS) !== 'off');

/** Switches single-key shortcuts on or off for this browser. */
export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  shelf.write(SHORTCUTS, on ? 'on' : 'off');
}

/** The key that a button names: the single one, or the F key while single ones are off; null: there is none. */
export function shortcutOf(action: Action): string | null {
  return singleKeys.value ? keyNames[action] : (otherKeys[action]?.[0] ?? null);
}

/** Digits of the numeric pad that wait for Enter; forgotten after a few seconds. */
export const padDigits = signal('');

/**
 * Listens for the desk's keys on the whole of a window: the page's own, or the small one beside the other programs.
 * A letter acts after a moment in which no other key comes: a card that is scanned here begins with letters, and
 * must not hold or cancel the patient in hand. Returns the closing.
 */
export function listenToDesk(desk: Desk, target: Window): () => void {
  let digitsTimer: ReturnType<typeof setTimeout> | undefined;
  let letterTimer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;
  const keep = (digits: string): void => {
    padDigits.value = digits;
    clearTimeout(digitsTimer);
    digitsTimer = setTimeout(() => keep(''), DIGITS_MS);
  };
  function onKey(event: KeyboardEvent): void {
    if (MODIFIERS.test(event.key)) return;
    const at = pressedAt(event);
    const hasty = at - lastAt < SCANNER_STEP_MS;
    lastAt = at;
    clearTimeout(letterTimer);
    const key = readDeskKey(event, moodOf(desk, target.document));
    if (!key) return;
    if (key.does !== 'close') event.preventDefault();
    const written = /^(?:Key|Digit|Space|Slash)/.test(event.code) && !event.ctrlKey;
    if (written && hasty) return;
    if (/^(?:Key|Digit)/.test(event.code) && !event.ctrlKey)
      letterTimer = setTimeout(() => obey(desk, key, at, keep), SCANNER_STEP_MS);
    else obey(desk, key, at, keep);
  }
  target.addEventListener('keydown', onKey);
  return () => {
    target.removeEventListener('keydown', onKey);
    clearTimeout(digitsTimer);
    clearTimeout(letterTimer);
  };
}

function obey(desk: Desk, key: DeskKey, at: number, keep: (digits: string) => void): void {
  switch (key.does) {
    case 'action':
      keep('');
      act(desk, key.action, at);
      return;
    case 'digits':
      keep(key.digits);
      return;
    case 'call':
      keep('');
      void desk.call({ code: key.digits }, at);
      return;
    case 'choose':
      answer(desk, key.choice, at);
      return;
    case 'confirm':
      questionOf(desk)?.confirm?.take?.(at);
      return;
    case 'close':
      keep('');
      desk.panel.value = { at: 'none' };
  }
}

function answer(desk: Desk, choice: number, at: number): void {
  const question = questionOf(desk);
  if (choice === 0) question?.more?.();
  else question?.choices[choice - 1]?.take(at);
}

function moodOf(desk: Desk, document: Document): DeskMood {
  const focus = document.activeElement;
  const question = questionOf(desk);
  return {
    inField: focus !== null && /^(?:INPUT|SELECT|TEXTAREA)$/.test(focus.tagName) && !isSwitch(focus),
    onControl: focus !== null && focus !== document.body,
    asking: question ? (question.confirm ? 'confirm' : 'choose') : 'no',
    digits: padDigits.value,
    singleKeys: singleKeys.value,
  };
}

/** A field that takes no text: keys that fall on it are the desk's, Space apart. */
const isSwitch = (element: Element): boolean =>
  ['checkbox', 'radio', 'file'].includes(element.getAttribute('type') ?? '');
