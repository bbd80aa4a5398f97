import type { KeyInput } from '../../web/keyboard-burst.ts';
import type { KeyTarget } from '../../web/keyboard-scanner.ts';
import { US_KEYS } from '../../web/keyboard-us-table.ts';

export interface Press extends Partial<KeyInput> {
  readonly key: string;
}

/**
 * A window with one focused button, whose time is stepped. Keys are pressed at a moment of their own and are
 * delivered when the page gets round to it, which `busyUntil` puts off as a blocked main thread does.
 */
export class KeyWindow implements KeyTarget {
  now = 0;
  busyUntil = 0;
  /** Keydowns that reached the page, in the order they came. */
  readonly reached: string[] = [];
  buttonPressed = 0;
  #listeners = new Map<string, Set<(event: Event) => void>>();
  #timers: { due: number; run: () => void }[] = [];
  #waiting: Event[] = [];

  addEventListener(type: string, listener: (event: Event) => void): void {
    const heard = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, heard.add(listener));
  }

  removeEventListener(type: string, listener: (event: Event) => void): void {
    this.#listeners.get(type)?.delete(listener);
  }

  setTimeout(run: () => void, ms: number): number {
    return this.#timers.push({ due: this.now + ms, run });
  }

  clearTimeout(timer: number): void {
    if (this.#timers[timer - 1]) this.#timers[timer - 1]!.due = Number.POSITIVE_INFINITY;
  }

  listeners(): number {
    return [...this.#listeners.values()].reduce((sum, heard) => sum + heard.size, 0);
  }

  pass(ms: number): void {
    for (const end = this.now + ms; this.now < end; ) {
      this.now = Math.min(end, this.now + 1);
      if (this.now < this.busyUntil) continue;
      // A page that wakes up may run its timers before the keys that waited with them.
      const due = this.#timers.filter((timer) => timer.due <= this.now);
      for (const timer of due) timer.due = Number.POSITIVE_INFINITY;
      for (const timer of due) timer.run();
      for (const event of this.#waiting.splice(0)) this.#deliver(event);
    }
  }

  /** Presses and releases a key: down now, up `heldMs` later. */
  press(press: Press, heldMs = 2): void {
    this.emit('keydown', press);
    this.pass(heldMs);
    this.emit('keyup', press);
  }

  emit(type: string, press: Partial<Press>): void {
    const flags = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, repeat: false };
    const plain = { key: '', code: '', keyCode: 0, isComposing: false, ...flags };
    const event = new Event(type, { cancelable: true });
    Object.defineProperties(
      event,
      Object.fromEntries(
        Object.entries({ ...plain, ...press, timeStamp: this.now }).map(([name, value]) => [name, { value }]),
      ),
    );
    if (this.now < this.busyUntil || this.#waiting.length > 0) this.#waiting.push(event);
    else this.#deliver(event);
  }

  #deliver(event: Event): void {
    let stopped = false;
    event.stopImmediatePropagation = () => {
      stopped = true;
    };
    for (const listener of this.#listeners.get(event.type) ?? []) if (!stopped) listener(event);
    const { key } = event as Event & KeyInput;
    if (event.type === 'keydown' && !stopped) this.reached.push(key);
    if (event.type === 'keydown' && key === 'Enter' && !event.defaultPrevented) this.buttonPressed++;
    if (event.type === 'keyup' && key === ' ' && !event.defaultPrevented) this.buttonPressed++;
  }
}

/** What a US keyboard sends for a character; letters with marks have no key and are left out, as scanners do. */
export function pressesOf(text: string, { capsLock = false } = {}): Press[] {
  return [...text].flatMap((character) => {
    const found = Object.entries(US_KEYS).find(
      ([code, pair]) => !code.startsWith('Numpad') && pair.includes(character),
    );
    if (!found) return [];
    const [code, [plain]] = found;
    const shiftKey = character !== plain;
    const other = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
    const key = capsLock && code.startsWith('Key') ? other : character;
    return [{ key, code, shiftKey, keyCode: character.toUpperCase().charCodeAt(0) }];
  });
}

export const ENTER: Press = { key: 'Enter', code: 'Enter', keyCode: 13 };
export const TAB: Press = { key: 'Tab', code: 'Tab', keyCode: 9 };
