import { type Action, keyTable } from './desk-key-table.ts';

/** The fields of a KeyboardEvent that the desk reads. */
export type DeskKeyInput = {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
};

/** Where the key falls: into a field, on a button reached with Tab, into an open question. */
export type DeskMood = {
  readonly inField: boolean;
  readonly onControl: boolean;
  /** A question with numbered answers is open; `confirm`: one whose answers are gathered and then confirmed. */
  readonly asking: 'no' | 'choose' | 'confirm';
  /** Digits typed on the numeric pad so far. */
  readonly digits: string;
  /** Single-key shortcuts are on. */
  readonly singleKeys: boolean;
};

export type DeskKey =
  | { readonly does: 'action'; readonly action: Action }
  /** Digits of the numeric pad, the number to be called so far. */
  | { readonly does: 'digits'; readonly digits: string }
  | { readonly does: 'call'; readonly digits: string }
  /** A choice of the open question, 1 to 9; 0 shows more. */
  | { readonly does: 'choose'; readonly choice: number }
  | { readonly does: 'confirm' }
  | { readonly does: 'close' };

const MOST_DIGITS = 4;

/** What a key means at the desk; null: it is not the desk's key and goes its usual way. */
export function readDeskKey(input: DeskKeyInput, mood: DeskMood): DeskKey | null {
  const { code } = input;
  if (code === 'Escape') return { does: 'close' };
  if (mood.inField || input.altKey || input.metaKey) return null;
  if (input.ctrlKey) return code === 'KeyZ' ? { does: 'action', action: 'undo' } : null;
  // F keys write nothing and the pad is the desk's own: both stay when single keys are off (WCAG 2.1.4).
  if (!mood.singleKeys && !/^(?:F\d|Numpad)/.test(code)) return null;
  if (mood.asking !== 'no') return answerKey(input, mood);
  const pad = /^Numpad(\d)$/.exec(code)?.[1];
  if (pad !== undefined) return padDigit(pad, input, mood);
  if (code === 'NumpadEnter' && mood.digits !== '') return { does: 'call', digits: mood.digits };
  if (code === 'NumpadDecimal' && mood.digits !== '')
    return { does: 'digits', digits: mood.digits.slice(0, -1) };
  // Space on a button that was reached with Tab presses that button.
  if (code === 'Space' && mood.onControl) return null;
  if (code === 'Slash' && input.shiftKey) return { does: 'action', action: 'help' };
  const action = keyTable[code];
  return action && !input.repeat ? { does: 'action', action } : null;
}

/** A 0 held down is a break; every other digit counts once however long it is held. */
function padDigit(digit: string, { repeat }: DeskKeyInput, { digits }: DeskMood): DeskKey | null {
  if (!repeat) return { does: 'digits', digits: (digits + digit).slice(-MOST_DIGITS) };
  return digit === '0' && digits === '0' ? { does: 'action', action: 'pause' } : null;
}

/** In a question the digits answer; nothing else acts, so that no patient is called in the midst of it. */
function answerKey({ code, repeat }: DeskKeyInput, mood: DeskMood): DeskKey | null {
  if (repeat) return null;
  const digit = /^(?:Numpad|Digit)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return { does: 'choose', choice: Number(digit) };
  if (code === 'Backspace' || code === 'NumpadDecimal') return { does: 'close' };
  if (mood.asking !== 'confirm') return null;
  if (code === 'NumpadEnter') return { does: 'confirm' };
  return !mood.onControl && (code === 'Enter' || code === 'Space') ? { does: 'confirm' } : null;
}
