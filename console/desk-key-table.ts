/** What a nurse can ask the desk for with one key or one click. */
export type Action =
  | 'next'
  | 'recall'
  | 'start'
  | 'finish'
  | 'no-show'
  | 'hold'
  | 'away'
  | 'transfer'
  | 'order'
  | 'priority'
  | 'cancel'
  | 'call'
  | 'search'
  | 'invite'
  | 'reception'
  | 'appointments'
  | 'pause'
  | 'help'
  | 'undo';

/**
 * Keys by their place on the keyboard (`KeyboardEvent.code`), so that an input method or Caps Lock changes
 * nothing. A numeric pad alone is enough for a whole morning: its digits gather into a number to be called, and a
 * 0 held down is a break.
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
  KeyA: 'away',
  KeyT: 'transfer',
  NumpadDivide: 'transfer',
  KeyC: 'order',
  KeyU: 'priority',
  KeyX: 'cancel',
  KeyG: 'call',
  KeyD: 'search',
  KeyM: 'invite',
  KeyN: 'reception',
  KeyL: 'appointments',
  KeyP: 'pause',
  Backspace: 'undo',
  NumpadDecimal: 'undo',
};

/** The key that a button names. */
export const keyNames: { readonly [action in Action]: string } = {
  next: 'Space',
  recall: 'R',
  start: 'S',
  finish: 'F',
  'no-show': 'V',
  hold: 'H',
  away: 'A',
  transfer: 'T',
  order: 'C',
  priority: 'U',
  cancel: 'X',
  call: 'G',
  search: 'D',
  invite: 'M',
  reception: 'N',
  appointments: 'L',
  pause: 'P',
  help: '?',
  undo: 'Ctrl+Z',
};

/** Other keys of the same actions, for the page of help: on the row of F keys and on the numeric pad. */
export const otherKeys: { readonly [action in Action]?: readonly [row: string | null, pad: string | null] } =
  {
    next: ['F2', 'Enter'],
    recall: ['F3', '+'],
    'no-show': ['F4', '−'],
    finish: [null, '*'],
    transfer: [null, '/'],
    call: [null, 'số + Enter'],
    pause: [null, 'giữ 0'],
    undo: ['Backspace', '.'],
  };
