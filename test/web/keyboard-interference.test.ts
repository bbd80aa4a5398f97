import { describe, expect, it } from 'vitest';
import { blockShortcuts } from '../../web/keyboard-shortcuts.ts';
import { ENTER, KeyWindow, type Press, pressesOf, TAB } from './key-window.ts';
import { CARD, clean, kioskPage } from './keyboard-kiosk.ts';

function idAndBirthDate(text: string): (string | undefined)[] {
  const fields = text.split('|');
  return [fields[0], fields[3]];
}

describe('interference', () => {
  const ime = { interference: true, cause: 'ime' };
  const at = CARD.indexOf('guyen');

  it('by an input method that takes letters back leaves number and birth date, and is told', () => {
    const { scans, type } = kioskPage();
    const back: Press = { key: 'Backspace', code: 'Backspace', keyCode: 8 };
    const keys = pressesOf(CARD);
    const retyped: Press = { key: 'ê', code: '', keyCode: 231 };
    type([...keys.slice(0, at + 4), back, back, back, retyped, ...keys.slice(at + 4), ENTER], 8);
    expect(scans).toMatchObject([ime]);
    expect(idAndBirthDate(scans[0]!.text)).toEqual(['024085001234', '15031985']);
    expect(scans[0]!.text.split('|')[2]).toBe('Ngên Van Binh');
  });

  it('by a burst of Backspace never reaches across a field', () => {
    const { scans, type } = kioskPage();
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
    const { scans, type } = kioskPage();
    const keys = pressesOf(CARD).map((press) =>
      swallowed.test(press.key) ? { ...press, key: 'Process', keyCode: 229 } : press,
    );
    type([...keys, ENTER], 8);
    expect(scans).toEqual([{ text: CARD, ...ime }]);
  });

  it('that leaves no trace of a key leaves a mark no parser passes', () => {
    const { scans, type } = kioskPage();
    const keys = pressesOf(CARD);
    keys[3] = { key: 'Process', keyCode: 229 };
    type([...keys, ENTER], 8);
    expect(scans).toEqual([{ text: CARD.replace('0240', '024\uFFFD'), ...ime }]);
  });

  it('by an input method that lets the characters through is told all the same', () => {
    for (const sign of [{ keyCode: 229 }, { isComposing: true }]) {
      const { scans, type } = kioskPage();
      type([...pressesOf(CARD).map((press) => ({ ...press, ...sign })), ENTER], 8);
      expect(scans).toEqual([{ text: CARD, ...ime }]);
    }
  });

  it('by a composition in the midst is told, one before the scan is not', () => {
    const { scans, type, page } = kioskPage();
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
    const { scans, type } = kioskPage();
    type([...pressesOf(CARD, { capsLock: true }), ENTER], 8);
    expect(scans).toMatchObject([{ interference: true, cause: 'caps-lock' }]);
    expect(idAndBirthDate(scans[0]!.text)).toEqual(['024085001234', '15031985']);
  });

  it('of one scan is not held against the next', () => {
    const { scans, type } = kioskPage();
    type([...pressesOf(CARD, { capsLock: true }), ENTER, ...pressesOf(CARD), ENTER], 8);
    expect(scans.map(({ interference }) => interference)).toEqual([true, false]);
  });

  it('by ALT codes costs the letter, not the digits around it', () => {
    const { scans, type } = kioskPage();
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
    const { scans, type, page } = kioskPage();
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
