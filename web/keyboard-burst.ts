import { US_KEYS } from './keyboard-us-table.ts';

/** The fields of a KeyboardEvent that tell a scanner from a hand. */
export interface KeyInput {
  readonly type: string;
  readonly key: string;
  readonly code: string;
  readonly keyCode: number;
  /** When the key moved, in ms; not when the page came round to it, as a busy page is late. */
  readonly timeStamp: number;
  readonly isComposing: boolean;
  readonly repeat: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What came between scanner and page: an input method (UniKey, EVKey, Windows Telex), or Caps Lock. */
export type Interference = 'ime' | 'caps-lock';

export type BurstEnd =
  | { readonly kind: 'scan'; readonly text: string; readonly cause: Interference | null }
  /** Keys in a scanner's step that made no scan: too few, or broken off. Told without their content. */
  | { readonly kind: 'noise'; readonly keys: number; readonly cause: Interference | null };

/** `swallow`: the page must not act on this event. `ended`: the burst that this event brought to its end. */
export interface KeyAnswer {
  readonly swallow: boolean;
  readonly ended: BurstEnd | null;
}

export interface KeyBurst {
  feed(input: KeyInput): KeyAnswer;
  /** An input method opened a composition. */
  compose(): void;
  /** No key came for `SILENCE_MS`. */
  silence(): BurstEnd | null;
}

/** Keys at most this far apart belong together: slow scanners send one each 60 ms, hands need 130 and more. */
export const GAP_MS = 120;
/** A card without a closing Enter ends after this much silence. There is no limit to its whole time. */
export const SILENCE_MS = 250;
/** A bare citizen number is the shortest scan. */
export const MIN_LENGTH = 12;
/** So many keys in step, or an Enter so close behind a key, and that Enter may not press a button. */
const HASTY_KEYS = 4;
const HASTY_ENTER_MS = 40;
/** CR LF arrives as two Enters, and some scanners think before the suffix. */
const TAIL_MS = 500;

const LOST = '\uFFFD';
/** Stands for a key that is no text (F12, Alt+F4): the card parser refuses a text that holds it. */
const NO_TEXT = '\x1A';

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock']);

/** Citizen card with its issue date or further pipes, insurance card with its `$`; an AIM identifier before. */
const WHOLE = /^(?:\][A-Za-z]\w)?(?:\d{12}(?:\|[^|]*){5}\|(?:\d{8}\|*|\|+)|[\dA-Za-z -]{10,20}\|.*\|\$) *$/;

/** Tells scans from typing, key by key, by nothing but the events themselves. */
export function createKeyBurst(): KeyBurst {
  return new Burst();
}

class Burst implements KeyBurst {
  #text = '';
  #keys = 0;
  #cause: Interference | null = null;
  #last = Number.NEGATIVE_INFINITY;
  #tail = Number.NEGATIVE_INFINITY;
  #altCode = false;

  feed(input: KeyInput): KeyAnswer {
    if (input.type === 'keyup')
      return { swallow: this.#known() || input.timeStamp <= this.#tail, ended: null };
    if (input.type !== 'keydown') return { swallow: false, ended: null };
    const gap = input.timeStamp - this.#last;
    const broken = gap > GAP_MS ? this.#finish(false, false) : null;
    this.#last = input.timeStamp;
    if (isEnd(input)) {
      const hasty = this.#isHasty(gap);
      const swallow = this.#known() || input.timeStamp <= this.#tail || hasty;
      return { swallow, ended: this.#finish(true, hasty) ?? broken };
    }
    if (input.repeat) this.#forget();
    else if (MODIFIERS.has(input.key)) this.#altCode = false;
    else this.#write(input);
    return { swallow: this.#known(), ended: broken };
  }

  compose(): void {
    this.#cause = 'ime';
  }

  silence(): BurstEnd | null {
    return this.#finish(false, false);
  }

  #known(): boolean {
    return this.#keys >= MIN_LENGTH;
  }

  #isHasty(gap: number): boolean {
    return this.#keys >= HASTY_KEYS || (this.#keys > 0 && gap <= HASTY_ENTER_MS);
  }

  #write(input: KeyInput): void {
    if (input.key === 'Backspace') {
      if (this.#keys > 0) this.#cause = 'ime';
      // An input method takes back letters of the word it rewrites, never a digit or a pipe.
      this.#text = this.#text.replace(/\p{L}$/u, '');
      return;
    }
    if (input.key === 'Process' || input.keyCode === 229 || input.isComposing) this.#cause = 'ime';
    else if (input.shiftKey && /^[a-z]$/.test(input.key)) this.#cause ??= 'caps-lock';
    this.#keys++;
    this.#text += this.#character(input);
  }

  #character(input: KeyInput): string {
    const { key, code, ctrlKey, altKey, metaKey } = input;
    if (altKey && code.startsWith('Numpad')) {
      // ALT + numpad spells one character the page never gets to see.
      const first = !this.#altCode;
      this.#altCode = true;
      return first ? LOST : '';
    }
    if (['Process', 'Unidentified', 'Dead', ''].includes(key))
      return US_KEYS[code]?.[input.shiftKey ? 1 : 0] ?? LOST;
    if (key === 'Escape') return '\x1B';
    if ([...key].length > 1 || metaKey || (altKey && !ctrlKey)) return NO_TEXT;
    // Ctrl alone is how scanners type control characters; with Alt it is AltGr, which types a character.
    return ctrlKey && !altKey ? String.fromCharCode(key.toUpperCase().charCodeAt(0) & 0x1f) : key;
  }

  /**
   * @param closed the scanner said that the text is whole; else the text has to show it
   * @param hasty its Enter came as no hand presses it, so that even one key is noise
   */
  #finish(closed: boolean, hasty: boolean): BurstEnd | null {
    const [text, keys, cause] = [this.#text, this.#keys, this.#cause];
    const isRest = this.#last <= this.#tail;
    if (keys >= HASTY_KEYS) this.#tail = this.#last + TAIL_MS;
    this.#forget();
    if (keys >= MIN_LENGTH && (closed || WHOLE.test(text))) return { kind: 'scan', text, cause };
    return (hasty || keys >= HASTY_KEYS) && !isRest ? { kind: 'noise', keys, cause } : null;
  }

  #forget(): void {
    this.#text = '';
    this.#keys = 0;
    this.#cause = null;
    this.#altCode = false;
  }
}

/** Enter and Tab, also as the Ctrl+M, Ctrl+J and Ctrl+I that some scanners send for CR, LF and TAB. */
function isEnd({ key, ctrlKey, altKey, metaKey }: KeyInput): boolean {
  if (altKey || metaKey) return false;
  return ctrlKey ? /^[mji]$/i.test(key) : key === 'Enter' || key === 'Tab';
}
