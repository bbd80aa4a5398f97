import { describe, expect, it } from 'vitest';
import { type DeskKeyInput, type DeskMood, readDeskKey } from '../../console/desk-key.ts';

const calm: DeskMood = { inField: false, onControl: false, choosing: false, digits: '', singleKeys: true };

function key(code: string, held: Partial<DeskKeyInput> = {}): DeskKeyInput {
  return { code, ctrlKey: false, altKey: false, metaKey: false, repeat: false, ...held };
}

const action = (code: string, mood: Partial<DeskMood> = {}) => {
  const read = readDeskKey(key(code), { ...calm, ...mood });
  return read?.does === 'action' ? read.action : read?.does;
};

describe('the keys of the desk', () => {
  it.each([
    ['next', ['Space', 'F2', 'NumpadEnter']],
    ['recall', ['KeyR', 'F3', 'NumpadAdd']],
    ['no-show', ['KeyV', 'F4', 'NumpadSubtract']],
    ['finish', ['KeyF', 'NumpadMultiply']],
    ['transfer', ['KeyT', 'NumpadDivide']],
    ['search', ['KeyG']],
    ['undo', ['Backspace', 'NumpadDecimal']],
  ])('%s has its keys on the letters and on the numeric pad', (wanted, codes) => {
    expect(codes.map((code) => action(code))).toEqual(codes.map(() => wanted));
  });

  it('Ctrl+Z takes back; other Ctrl, Alt and Windows combinations are left to their owners', () => {
    expect(readDeskKey(key('KeyZ', { ctrlKey: true }), calm)).toEqual({ does: 'action', action: 'undo' });
    for (const held of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }]) {
      expect(readDeskKey(key('KeyR', held), calm)).toBeNull();
      expect(readDeskKey(key('Space', held), calm)).toBeNull();
    }
  });

  it('a key that is held down does its work once', () => {
    expect(readDeskKey(key('Space', { repeat: true }), calm)).toBeNull();
    expect(readDeskKey(key('F2', { repeat: true }), { ...calm, singleKeys: false })).toBeNull();
  });

  it('nothing but Escape acts while somebody types into a field', () => {
    const typing = { inField: true, onControl: true };
    expect(
      ['Space', 'KeyV', 'F2', 'Numpad1', 'NumpadEnter', 'Backspace'].map((code) => action(code, typing)),
    ).toEqual(Array(6).fill(undefined));
    expect(action('Escape', typing)).toBe('close');
  });

  it('Space on a button that was reached with Tab presses that button', () => {
    expect(action('Space', { onControl: true })).toBeUndefined();
    expect(action('NumpadEnter', { onControl: true })).toBe('next');
  });

  it('switched off, single keys do nothing; F keys and Ctrl+Z stay', () => {
    const off = { singleKeys: false };
    expect(['Space', 'KeyR', 'Numpad7', 'NumpadEnter', 'Backspace'].map((code) => action(code, off))).toEqual(
      Array(5).fill(undefined),
    );
    expect(['F2', 'F3', 'F4'].map((code) => action(code, off))).toEqual(['next', 'recall', 'no-show']);
    expect(readDeskKey(key('KeyZ', { ctrlKey: true }), { ...calm, ...off })).not.toBeNull();
  });
});

describe('digits of the numeric pad', () => {
  it('gather into a number that Enter looks for; without any, Enter calls the next', () => {
    expect(readDeskKey(key('Numpad1'), calm)).toEqual({ does: 'digits', digits: '1' });
    expect(readDeskKey(key('Numpad2'), { ...calm, digits: '1' })).toEqual({ does: 'digits', digits: '12' });
    expect(readDeskKey(key('NumpadEnter'), { ...calm, digits: '12' })).toEqual({
      does: 'find',
      digits: '12',
    });
    expect(action('NumpadEnter')).toBe('next');
  });

  it('are taken back one by one before anything else is', () => {
    expect(readDeskKey(key('NumpadDecimal'), { ...calm, digits: '12' })).toEqual({
      does: 'digits',
      digits: '1',
    });
  });

  it('choose where a patient goes while that list is open, on both rows', () => {
    const choosing = { ...calm, choosing: true };
    expect(readDeskKey(key('Digit3'), choosing)).toEqual({ does: 'choose', choice: 3 });
    expect(readDeskKey(key('Numpad0'), choosing)).toEqual({ does: 'choose', choice: 0 });
    expect(readDeskKey(key('Digit3'), calm)).toBeNull();
  });
});
