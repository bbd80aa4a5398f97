import { type Action, keyTable, plainKeys } from './desk-key-table.ts';

/** The fields of a KeyboardEvent that the desk reads. */
export type DeskKeyInput = {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
};

/** Where the key falls: into a field, on a button reached with Tab, into an open list of choices. */
export type DeskMood = {
  readonly inField: boolean;
  readonly onControl: boolean;
  readonly choosing: boolean;
  /** Digits typed on the numeric pad so far. */
  readonly digits: string;
  /** Single-key shortcuts are on. */
  readonly singleKeys: boolean;
};

export type DeskKey =
  | { readonly does: 'action'; readonly action: Action }
  /** Digits of the numeric pad, the number looked for so far. */
  | { readonly does: 'digits'; readonly digits: string }
  | { readonly does: 'find'; readonly digits: string }
  /** A choice of the open list, 1 to 9; 0 shows more. */
  | { readonly does: 'choose'; readonly choice: number }
  | { readonly does: 'close' };

const MOST_DIGITS = 4;

/** What a key means at the desk; null: it is not the desk's key and goes its usual way. */
export function readDeskKey(input: DeskKeyInput, mood: DeskMood): DeskKey | null {
  const { code } = input;
  if (code === 'Escape') return { does: 'close' };
  if (mood.inField || input.altKey || input.metaKey) return null;
  if (input.ctrlKey) return code === 'KeyZ' ? { does: 'action', action: 'undo' } : null;
  if (!mood.singleKeys) {
    const action = plainKeys.includes(code) ? keyTable[code] : undefined;
    return action && !input.repeat ? { does: 'action', action } : null;
  }
  const digit = /^(?:Numpad|Digit)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digitKey(code, digit, mood);
  if (code === 'NumpadEnter' && mood.digits !== '') return { does: 'find', digits: mood.digits };
  if (code === 'NumpadDecimal' && mood.digits !== '')
    return { does: 'digits', digits: mood.digits.slice(0, -1) };
  // Space on a button that was reached with Tab presses that button.
  if (code === 'Space' && mood.onControl) return null;
  const action = keyTable[code];
  return action && !input.repeat ? { does: 'action', action } : null;
}

function digitKey(code: string, digit: string, mood: DeskMood): DeskKey | null {
  if (mood.choosing) return { does: 'choose', choice: Number(digit) };
  if (!code.startsWith('Numpad')) return null;
  return { does: 'digits', digits: (mood.digits + digit).slice(-MOST_DIGITS) };
}
