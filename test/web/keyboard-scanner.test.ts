import { describe, expect, it } from 'vitest';
import { type KeyNoise, listenForScans, type TypedScan } from '../../web/keyboard-scanner.ts';
import { blockShortcuts } from '../../web/keyboard-shortcuts.ts';
import { ENTER, KeyWindow, type Press, pressesOf, TAB } from './key-window.ts';

/** Citizen card of a fictional person as a keyboard-mode scanner types it: without the letters it has no key for. */
const CARD =
  '024085001234|121234567|Nguyen Van Binh|15031985|Nam|Thon Ha, Tan My, Thanh pho Bac Giang, Bac Giang|25042021';
const LONG_CARD = CARD.replace('Thon Ha', 'To dan pho so 5 - Phuong Tran Phu, Thon Ha');
const INSURANCE = '2401234567|5472e1baa76e205468e1bb8b20486f61|02/11/1992|2|-|24 - 012|01/07/2023|-|$';

function kiosk() {
  const page = new KeyWindow();
  const scans: TypedScan[] = [];
  const noises: KeyNoise[] = [];
  const stop = listenForScans(page, {
    onScan: (scan) => scans.push(scan),
    onKeyNoise: (noise) => noises.push(noise),
  });
  page.pass(1000);
  /** Each key goes down `everyMs` after the one before. */
  function type(keys: readonly Press[], everyMs: number): void {
    for (const press of keys) {
      const heldMs = Math.min(2, everyMs);
      page.press(press, heldMs);
      page.pass(everyMs - heldMs);
    }
  }
  const texts = () => scans.map(({ text }) => text);
  return { page, scans, noises, texts, type, stop };
}

const clean = (text: string): TypedScan => ({ text, interference: false, cause: null });

function idAndBirthDate(text: string): (string | undefined)[] {
  const fields = text.split('|');
  return [fields[0], fields[3]];
}

describe('a scanner that types', () => {
  it.each([5, 20, 60, 100])('is read exactly at %i ms a key, without a limit to the whole', (everyMs) => {
    const { scans, noises, type } = kiosk();
    expect(LONG_CARD.length).toBeGreaterThan(140);
    type([...pressesOf(LONG_CARD), ENTER], everyMs);
    expect(scans).toEqual([clean(LONG_CARD)]);
    expect(noises).toEqual([]);
  });

  it('is read when each Shift is a key press of its own', () => {
    const { scans, page } = kiosk();
    const shift: Press = { key: 'Shift', code: 'ShiftLeft', keyCode: 16 };
    for (const press of [...pressesOf(CARD), ENTER]) {
      if (press.shiftKey) {
        page.emit('keydown', shift);
        page.pass(60);
      }
      page.press(press, 60);
      if (press.shiftKey) page.emit('keyup', shift);
    }
    expect(scans).toEqual([clean(CARD)]);
  });

  it.each([
    ['Enter', [ENTER]],
    ['Tab', [TAB]],
    ['CR LF as two Enters', [ENTER, ENTER]],
    ['Tab and Enter', [TAB, ENTER]],
    ['Ctrl+M', [{ key: 'm', code: 'KeyM', ctrlKey: true }]],
    [
      'Ctrl+M, Ctrl+J',
      [
        { key: 'm', code: 'KeyM', ctrlKey: true },
        { key: 'j', code: 'KeyJ', ctrlKey: true },
      ],
    ],
  ])('may end with %s', (_, suffix: Press[]) => {
    const { scans, noises, type, page } = kiosk();
    type([...pressesOf(CARD), ...suffix], 8);
    page.pass(2000);
    expect(scans).toEqual([clean(CARD)]);
    expect(noises).toEqual([]);
    expect(page.buttonPressed).toBe(0);
  });

  it.each([CARD, `]Q1${CARD}`, `${CARD}||||`, INSURANCE])('may end with nothing but silence: %s', (card) => {
    const { texts, type, page } = kiosk();
    type(pressesOf(card), 8);
    page.pass(200);
    expect(texts()).toEqual([]);
    page.pass(100);
    expect(texts()).toEqual([card]);
  });

  it('is read twice when it scans twice, in a row or without a pause', () => {
    const { texts, type, page } = kiosk();
    const card = [...pressesOf(CARD), ENTER];
    type([...card, ...pressesOf(INSURANCE), ENTER], 8);
    page.pass(300);
    type(card, 8);
    expect(texts()).toEqual([CARD, INSURANCE, CARD]);
  });

  it('without a suffix is read twice though the page was busy between', () => {
    const { texts, type, page } = kiosk();
    type(pressesOf(CARD), 8);
    page.busyUntil = page.now + 3000;
    page.pass(300);
    type(pressesOf(INSURANCE), 8);
    page.pass(4000);
    expect(texts()).toEqual([CARD, INSURANCE]);
  });

  it.each([10, 40, 100])('is read through a page blocked for 1.5 s after %i keys', (keys) => {
    const { scans, type, page } = kiosk();
    const card = [...pressesOf(CARD), ENTER];
    type(card.slice(0, keys), 8);
    page.busyUntil = page.now + 1500;
    type(card.slice(keys), 8);
    page.pass(2000);
    expect(scans).toEqual([clean(CARD)]);
  });

  it('is read at 12 characters, not at 11', () => {
    const { texts, noises, type, page } = kiosk();
    type([...pressesOf('024085001234'), ENTER], 8);
    page.pass(1000);
    type([...pressesOf('02408500123'), ENTER], 8);
    page.pass(1000);
    expect(texts()).toEqual(['024085001234']);
    expect(noises).toEqual([{ keys: 11, interference: false, cause: null }]);
  });
});

describe('the page under a scanner', () => {
  it('sees no key from the twelfth on, whatever has the focus', () => {
    const { type, page } = kiosk();
    type([...pressesOf(`${CARD}/ `), ENTER], 8);
    expect(page.reached.join('')).toBe(CARD.slice(0, 11));
    expect(page.buttonPressed).toBe(0);
  });

  it.each(['0', '12', '8934567890', CARD.slice(0, 60)])(
    'has no button pressed by the Enter behind "%s"',
    (text) => {
      for (const everyMs of [5, 20, 40]) {
        const { type, page } = kiosk();
        type([...pressesOf(text), ENTER], everyMs);
        page.pass(1000);
        expect(page.buttonPressed).toBe(0);
      }
    },
  );

  it('has no button pressed by an Enter that comes 400 ms after the card', () => {
    const { texts, type, page } = kiosk();
    type(pressesOf(CARD), 8);
    page.pass(400);
    page.press(ENTER);
    expect([texts(), page.buttonPressed]).toEqual([[CARD], 0]);
  });

  it('keeps half a scan no longer than its silence, and tells it without content', () => {
    const { texts, noises, type, page } = kiosk();
    type(pressesOf(CARD.slice(0, 60)), 8);
    page.pass(400);
    expect(noises).toEqual([{ keys: 60, interference: false, cause: null }]);
    type([...pressesOf(INSURANCE), ENTER], 8);
    expect(texts()).toEqual([INSURANCE]);
  });

  it('is its own again when the listening stops', () => {
    const { texts, type, page, stop } = kiosk();
    type(pressesOf(CARD), 8);
    stop();
    page.pass(1000);
    page.press(ENTER);
    expect([texts(), page.buttonPressed, page.listeners()]).toEqual([[], 1, 0]);
  });
});

describe('a person at the keys', () => {
  it.each([130, 180, 400])('typing a number at %i ms a key is left alone, Enter included', (everyMs) => {
    const { scans, noises, type, page } = kiosk();
    type([...pressesOf('024085001234'), ENTER], everyMs);
    page.pass(1000);
    expect(page.reached).toHaveLength(13);
    expect([page.buttonPressed, scans, noises]).toEqual([1, [], []]);
  });

  it('may walk through the page by Tab and press buttons by Enter and Space', () => {
    const { type, page } = kiosk();
    type([TAB, TAB, TAB, ENTER], 90);
    page.pass(300);
    type(pressesOf(' '), 90);
    expect(page.reached).toHaveLength(5);
    expect(page.buttonPressed).toBe(2);
  });

  it('or a bag leaning on a key is no scan', () => {
    const { scans, type, page } = kiosk();
    type([{ key: '0', code: 'Digit0' }], 30);
    type(
      Array.from({ length: 40 }, (): Press => ({ key: '0', code: 'Digit0', repeat: true })),
      30,
    );
    type([ENTER], 30);
    page.pass(1000);
    expect(scans).toEqual([]);
  });
});

describe('interference', () => {
  const ime = { interference: true, cause: 'ime' };
  const at = CARD.indexOf('guyen');

  it('by an input method that takes letters back leaves number and birth date, and is told', () => {
    const { scans, type } = kiosk();
    const back: Press = { key: 'Backspace', code: 'Backspace', keyCode: 8 };
    const keys = pressesOf(CARD);
    const retyped: Press = { key: 'ê', code: '', keyCode: 231 };
    type([...keys.slice(0, at + 4), back, back, back, retyped, ...keys.slice(at + 4), ENTER], 8);
    expect(scans).toMatchObject([ime]);
    expect(idAndBirthDate(scans[0]!.text)).toEqual(['024085001234', '15031985']);
    expect(scans[0]!.text.split('|')[2]).toBe('Ngên Van Binh');
  });

  it('by a burst of Backspace never reaches across a field', () => {
    const { scans, type } = kiosk();
    const keys = pressesOf(CARD);
    const backs = Array.from({ length: 30 }, (): Press => ({ key: 'Backspace', code: 'Backspace' }));
    type([...keys.slice(0, at + 4), ...backs, ...keys.slice(at + 4), ENTER], 8);
    expect(scans).toMatchObject([ime]);
    expect(scans[0]!.text.split('|')).toHaveLength(7);
    expect(idAndBirthDate(scans[0]!.text)).toEqual(['024085001234', '15031985']);
  });

  it.each([
    ['only vowels', /[aeiouy]/],
    ['every key', /./],
  ])('by keys without a character (%s) is read by the keys themselves', (_, swallowed) => {
    const { scans, type } = kiosk();
    const keys = pressesOf(CARD).map((press) =>
      swallowed.test(press.key) ? { ...press, key: 'Process', keyCode: 229 } : press,
    );
    type([...keys, ENTER], 8);
    expect(scans).toEqual([{ text: CARD, ...ime }]);
  });

  it('that leaves no trace of a key leaves a mark no parser passes', () => {
    const { scans, type } = kiosk();
    const keys = pressesOf(CARD);
    keys[3] = { key: 'Process', keyCode: 229 };
    type([...keys, ENTER], 8);
    expect(scans).toEqual([{ text: CARD.replace('0240', '024\uFFFD'), ...ime }]);
  });

  it('by a composition in the midst is told, one before the scan is not', () => {
    const { scans, type, page } = kiosk();
    const keys = [...pressesOf(CARD), ENTER];
    page.emit('compositionstart', {});
    page.pass(500);
    type(keys, 8);
    page.pass(1000);
    type(keys.slice(0, 40), 8);
    page.emit('compositionstart', {});
    type(keys.slice(40), 8);
    expect(scans).toEqual([clean(CARD), { text: CARD, ...ime }]);
  });

  it('by Caps Lock is told apart', () => {
    const { scans, type } = kiosk();
    type([...pressesOf(CARD, { capsLock: true }), ENTER], 8);
    expect(scans).toMatchObject([{ interference: true, cause: 'caps-lock' }]);
    expect(idAndBirthDate(scans[0]!.text)).toEqual(['024085001234', '15031985']);
  });

  it('of one scan is not held against the next', () => {
    const { scans, type } = kiosk();
    type([...pressesOf(CARD, { capsLock: true }), ENTER, ...pressesOf(CARD), ENTER], 8);
    expect(scans.map(({ interference }) => interference)).toEqual([true, false]);
  });

  it('by ALT codes costs the letter, not the digits around it', () => {
    const { scans, type } = kiosk();
    const keys = pressesOf(CARD);
    const digits = [...'7877'].map((key): Press => ({ key, code: `Numpad${key}`, altKey: true }));
    const letter = [{ key: 'Alt', code: 'AltLeft' }, ...digits];
    type([...keys.slice(0, at), ...letter, ...letter, ...keys.slice(at), ENTER], 8);
    expect(scans).toEqual([clean(CARD.replace('Nguyen', 'N\uFFFD\uFFFDguyen'))]);
  });
});

describe('a code made to do harm', () => {
  it.each([
    ['ESC @', [{ key: 'Escape', code: 'Escape' }, ...pressesOf('@')], '\x1B@'],
    ['Ctrl+W', [{ key: 'w', code: 'KeyW', ctrlKey: true }], '\x17'],
    ['Alt+F4', [{ key: 'F4', code: 'F4', altKey: true }], '\x1A'],
    ['F12', [{ key: 'F12', code: 'F12' }], '\x1A'],
    ['F5', [{ key: 'F5', code: 'F5' }], '\x1A'],
  ])('carries %s to the parser as a control character and not to the browser', (_, keys: Press[], shown) => {
    const { scans, type, page } = kiosk();
    const [head, tail] = [CARD.slice(0, 30), CARD.slice(30)];
    type([...pressesOf(head), ...keys, ...pressesOf(tail), ENTER], 8);
    expect(scans).toEqual([clean(head + shown + tail)]);
    expect(page.reached).toHaveLength(11);
  });

  it('types shortcuts that a kiosk page never acts on, while plain keys and AltGr pass', () => {
    const page = new KeyWindow();
    const acted: string[] = [];
    const stop = blockShortcuts(page);
    page.addEventListener('keydown', (event) => {
      if (!event.defaultPrevented) acted.push((event as Event & { key: string }).key);
    });
    const shortcuts: Press[] = [
      { key: 'F4', altKey: true },
      { key: 'w', ctrlKey: true },
      { key: 'F12' },
      { key: 'F5' },
      { key: 'ArrowLeft', altKey: true },
      { key: 'r', metaKey: true },
      { key: 'BrowserBack' },
      { key: 'ContextMenu' },
    ];
    for (const press of [...shortcuts, { key: '|', ctrlKey: true, altKey: true }, { key: 'F' }, ENTER, TAB]) {
      page.press(press);
    }
    expect(acted).toEqual(['|', 'F', 'Enter', 'Tab']);
    stop();
    page.press(shortcuts[0]!);
    expect(acted).toHaveLength(5);
  });
});
