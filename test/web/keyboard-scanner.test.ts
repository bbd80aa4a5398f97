import { describe, expect, it } from 'vitest';
import { ENTER, type Press, pressesOf, TAB } from './key-window.ts';
import { CARD, clean, INSURANCE, kioskPage, LONG_CARD } from './keyboard-kiosk.ts';

describe('a scanner that types', () => {
  it.each([5, 20, 60, 100])('is read exactly at %i ms a key, without a limit to the whole', (everyMs) => {
    const { scans, noises, type } = kioskPage();
    expect(LONG_CARD.length).toBeGreaterThan(140);
    type([...pressesOf(LONG_CARD), ENTER], everyMs);
    expect(scans).toEqual([clean(LONG_CARD)]);
    expect(noises).toEqual([]);
  });

  it('is read when each Shift is a key press of its own', () => {
    const { scans, page } = kioskPage();
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
    const { scans, noises, type, page } = kioskPage();
    type([...pressesOf(CARD), ...suffix], 8);
    page.pass(2000);
    expect(scans).toEqual([clean(CARD)]);
    expect(noises).toEqual([]);
    expect(page.buttonPressed).toBe(0);
  });

  it.each([CARD, `]Q1${CARD}`, `${CARD}||||`, INSURANCE])('may end with nothing but silence: %s', (card) => {
    const { texts, type, page } = kioskPage();
    type(pressesOf(card), 8);
    page.pass(200);
    expect(texts()).toEqual([]);
    page.pass(100);
    expect(texts()).toEqual([card]);
  });

  it('is read twice when it scans twice, in a row or without a pause', () => {
    const { texts, type, page } = kioskPage();
    const card = [...pressesOf(CARD), ENTER];
    type([...card, ...pressesOf(INSURANCE), ENTER], 8);
    page.pass(300);
    type(card, 8);
    expect(texts()).toEqual([CARD, INSURANCE, CARD]);
  });

  it('without a suffix is read twice though the page was busy between', () => {
    const { texts, type, page } = kioskPage();
    type(pressesOf(CARD), 8);
    page.busyUntil = page.now + 3000;
    page.pass(300);
    type(pressesOf(INSURANCE), 8);
    page.pass(4000);
    expect(texts()).toEqual([CARD, INSURANCE]);
  });

  it.each([10, 40, 100])('is read through a page blocked for 1.5 s after %i keys', (keys) => {
    const { scans, type, page } = kioskPage();
    const card = [...pressesOf(CARD), ENTER];
    type(card.slice(0, keys), 8);
    page.busyUntil = page.now + 1500;
    type(card.slice(keys), 8);
    page.pass(2000);
    expect(scans).toEqual([clean(CARD)]);
  });

  it('is read at 12 characters, not at 11', () => {
    const { texts, noises, type, page } = kioskPage();
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
    const { type, page } = kioskPage();
    type([...pressesOf(`${CARD}/ `), ENTER], 8);
    expect(page.reached.join('')).toBe(CARD.slice(0, 11));
    expect(page.buttonPressed).toBe(0);
  });

  it.each([
    ['0', [5, 20, 40]],
    ['12', [5, 20, 40]],
    ['8934567890', [5, 20, 40, 60, 100]],
    [CARD.slice(0, 60), [5, 20, 40, 60, 100]],
  ])('has no button pressed by the Enter behind "%s"', (text, paces) => {
    for (const everyMs of paces) {
      const { type, page } = kioskPage();
      type([...pressesOf(text), ENTER], everyMs);
      page.pass(1000);
      expect([everyMs, page.buttonPressed]).toEqual([everyMs, 0]);
    }
  });

  it('has no button pressed by an Enter that comes 400 ms after the card', () => {
    const { texts, type, page } = kioskPage();
    type(pressesOf(CARD), 8);
    page.pass(400);
    page.press(ENTER);
    expect([texts(), page.buttonPressed]).toEqual([[CARD], 0]);
  });

  it('is told of the shortest code there is, and of no rest of a card that was read', () => {
    const { texts, noises, type, page } = kioskPage();
    type([...pressesOf('0'), ENTER], 8);
    page.pass(1000);
    expect(noises).toEqual([{ keys: 1, interference: false, cause: null }]);
    type(pressesOf(CARD), 8);
    page.pass(300);
    type([...pressesOf('||||'), ENTER], 8);
    page.pass(1000);
    expect([texts(), noises.length, page.buttonPressed]).toEqual([[CARD], 1, 0]);
  });

  it('keeps half a scan no longer than its silence, and tells it without content', () => {
    const { texts, noises, type, page } = kioskPage();
    type(pressesOf(CARD.slice(0, 60)), 8);
    page.pass(400);
    expect(noises).toEqual([{ keys: 60, interference: false, cause: null }]);
    type([...pressesOf(INSURANCE), ENTER], 8);
    expect(texts()).toEqual([INSURANCE]);
  });

  it('is its own again when the listening stops', () => {
    const { texts, type, page, stop } = kioskPage();
    type(pressesOf(CARD), 8);
    stop();
    page.pass(1000);
    page.press(ENTER);
    expect([texts(), page.buttonPressed, page.listeners()]).toEqual([[], 1, 0]);
  });
});

describe('a person at the keys', () => {
  it.each([130, 180, 400])('typing a number at %i ms a key is left alone, Enter included', (everyMs) => {
    const { scans, noises, type, page } = kioskPage();
    type([...pressesOf('024085001234'), ENTER], everyMs);
    page.pass(1000);
    expect(page.reached).toHaveLength(13);
    expect([page.buttonPressed, scans, noises]).toEqual([1, [], []]);
  });

  it('may walk through the page by Tab and press buttons by Enter and Space', () => {
    const { type, page } = kioskPage();
    type([TAB, TAB, TAB, ENTER], 90);
    page.pass(300);
    type(pressesOf(' '), 90);
    expect(page.reached).toHaveLength(5);
    expect(page.buttonPressed).toBe(2);
  });

  it('or a bag leaning on a key is no scan', () => {
    const { scans, type, page } = kioskPage();
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
