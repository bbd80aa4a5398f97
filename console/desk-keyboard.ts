import { signal } from '@preact/signals';
import { openShelf } from '../web/shelf.ts';
import type { Desk } from './desk.ts';
import { type DeskMood, readDeskKey } from './desk-key.ts';
import type { Action } from './desk-key-table.ts';
import { chosen, pageCount } from './transfer.ts';

const DIGITS_MS = 4_000;
const SHORTCUTS = 'tiepdon.desk.single-keys';
const shelf = openShelf(() => localStorage);

/** Whether single keys act; kept in this browser, on until somebody switches it off. */
export const singleKeys = signal(shelf.read(SHORTCUTS) !== 'off');

/** Switches single-key shortcuts on or off for this browser. */
export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  shelf.write(SHORTCUTS, on ? 'on' : 'off');
}

/** Digits of the numeric pad that wait for Enter; forgotten after a few seconds. */
export const padDigits = signal('');

/** Does what a key or a button asks of the desk; `at` is the time of the press in ms of the page. */
export function act(desk: Desk, action: Action, at: number): void {
  const inside = desk.state.value?.now ?? null;
  switch (action) {
    case 'next':
      void desk.next(at);
      return;
    case 'undo':
      void desk.undo(at);
      return;
    case 'search':
      desk.panel.value = { at: 'search', text: '', found: null };
      return;
    case 'transfer':
      if (inside) openTransfer(desk, inside);
      return;
    default:
      if (inside) void desk.move(action, inside, null, at);
  }
}

/** Opens the list of services that a ticket can be sent to. */
export function openTransfer(desk: Desk, ticket: { id: string; code: string; service: string }): void {
  const { id, code, service } = ticket;
  desk.panel.value = { at: 'transfer', ticket: id, code, service, page: 0 };
}

/** Listens for the desk's keys on the whole page. Returns the closing. */
export function listenToDesk(desk: Desk): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function keep(digits: string): void {
    padDigits.value = digits;
    clearTimeout(timer);
    timer = setTimeout(() => keep(''), DIGITS_MS);
  }
  function onKey(event: KeyboardEvent): void {
    const key = readDeskKey(event, moodOf(desk));
    if (!key) return;
    if (key.does !== 'close') event.preventDefault();
    switch (key.does) {
      case 'action':
        act(desk, key.action, event.timeStamp);
        break;
      case 'digits':
        keep(key.digits);
        break;
      case 'find':
        keep('');
        void desk.search(key.digits);
        break;
      case 'choose':
        choose(desk, key.choice, event.timeStamp);
        break;
      case 'close':
        keep('');
        desk.panel.value = { at: 'none' };
    }
  }
  window.addEventListener('keydown', onKey);
  return () => {
    window.removeEventListener('keydown', onKey);
    clearTimeout(timer);
  };
}

function choose(desk: Desk, choice: number, at: number): void {
  const { panel, state } = desk;
  if (panel.value.at !== 'transfer' || !state.value) return;
  const { page, service, ticket, code } = panel.value;
  if (choice === 0) {
    panel.value = { ...panel.value, page: (page + 1) % pageCount(state.value.services, service) };
    return;
  }
  const target = chosen(state.value.services, service, page, choice);
  if (target) void desk.move('transfer', { id: ticket, code }, target.id, at);
}

function moodOf(desk: Desk): DeskMood {
  const focus = document.activeElement;
  return {
    inField: focus instanceof HTMLInputElement && focus.type !== 'checkbox',
    onControl: focus !== null && focus !== document.body,
    choosing: desk.panel.value.at === 'transfer',
    digits: padDigits.value,
    singleKeys: singleKeys.value,
  };
}
