/** What a nurse can ask the desk for with one key or one click. */
export type Action =
  | 'next'
  | 'recall'
  | 'start'
  | 'finish'
  | 'no-show'
  | 'hold'
  | 'transfer'
  | 'search'
  | 'undo';

/**
 * Keys by their place on the keyboard (`KeyboardEvent.code`), so that an input method or Caps Lock changes
 * nothing. A numeric pad alone is enough for a whole morning.
 */
export const keyTable: { readonly [code: string]: Action } = {
  Space: 'next',
  F2: 'next',
  NumpadEnter: 'next',
  KeyR: 'recall',
  F3: 'recall',
  NumpadAdd: 'recall',
  KeyS: 'start',
  KeyF: 'finish',
  NumpadMultiply: 'finish',
  KeyV: 'no-show',
  F4: 'no-show',
  NumpadSubtract: 'no-show',
  KeyH: 'hold',
  KeyT: 'transfer',
  NumpadDivide: 'transfer',
  KeyG: 'search',
  Backspace: 'undo',
  NumpadDecimal: 'undo',
};

/** Keys that write no character: they stay when single-key shortcuts are switched off (WCAG 2.1.4). */
export const plainKeys: readonly string[] = ['F2', 'F3', 'F4'];

/** The key that a button names. */
export const keyNames: { readonly [action in Action]: string } = {
  next: 'Space',
  recall: 'R',
  start: 'S',
  finish: 'F',
  'no-show': 'V',
  hold: 'H',
  transfer: 'T',
  search: 'G',
  undo: 'Ctrl+Z',
};
