import { describe, expect, it } from 'vitest';
import { type DeskKeyInput, type DeskMood, readDeskKey } from '../../console/desk-key.ts';

const calm: DeskMood = { inField: false, onControl: false, asking: 'no', digits: '', singleKeys: true };

function key(code: string, held: Partial<DeskKeyInput> = {}): DeskKeyInput {
  const none = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, repeat: false };
  return { code, ...none, ...held };
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
    ['call', ['KeyG']],
    ['order', ['KeyC']],
    ['pause', ['KeyP']],
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

  it('switched off, letters, Space and digits do nothing; F keys, the numeric pad and Ctrl+Z stay', () => {
    const off = { singleKeys: false };
    expect(
      ['Space', 'KeyR', 'KeyX', 'Digit1', 'Backspace', 'Enter'].map((code) => action(code, off)),
    ).toEqual(Array(6).fill(undefined));
    expect(['F2', 'F3', 'F4', 'NumpadEnter'].map((code) => action(code, off))).toEqual([
      'next',
      'recall',
      'no-show',
      'next',
    ]);
    expect(readDeskKey(key('KeyZ', { ctrlKey: true }), { ...calm, ...off })).not.toBeNull();
    expect(readDeskKey(key('Slash', { shiftKey: true }), { ...calm, ...off })).toBeNull();
  });

  it('the question mark shows the keys', () => {
    expect(readDeskKey(key('Slash', { shiftKey: true }), calm)).toEqual({ does: 'action', action: 'help' });
    expect(readDeskKey(key('Slash'), calm)).toBeNull();
  });
});

describe('digits of the numeric pad', () => {
  it('gather into a number that Enter calls; without any, Enter calls the next', () => {
    expect(readDeskKey(key('Numpad1'), calm)).toEqual({ does: 'digits', digits: '1' });
    expect(readDeskKey(key('Numpad2'), { ...calm, digits: '1' })).toEqual({ does: 'digits', digits: '12' });
    expect(readDeskKey(key('NumpadEnter'), { ...calm, digits: '12' })).toEqual({
      does: 'call',
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

  it('count once however long they are held, but a 0 held down is a break', () => {
    const held = { repeat: true };
    expect(readDeskKey(key('Numpad5', held), { ...calm, digits: '5' })).toBeNull();
    expect(readDeskKey(key('Numpad0', held), { ...calm, digits: '0' })).toEqual({
      does: 'action',
      action: 'pause',
    });
    expect(readDeskKey(key('Numpad0', held), { ...calm, digits: '10' })).toBeNull();
  });
});

describe('the keys while a question is open', () => {
  const asked: DeskMood = { ...calm, asking: 'choose' };

  it('answer by digit on both rows; 0 shows more', () => {
    expect(readDeskKey(key('Digit3'), asked)).toEqual({ does: 'choose', choice: 3 });
    expect(readDeskKey(key('Numpad0'), asked)).toEqual({ does: 'choose', choice: 0 });
    expect(readDeskKey(key('Digit3'), calm)).toBeNull();
  });

  it('call nobody: Space, Enter and the letters wait until it is answered or left', () => {
    expect(
      ['Space', 'NumpadEnter', 'KeyV', 'F2', 'NumpadAdd'].map((code) => readDeskKey(key(code), asked)),
    ).toEqual(Array(5).fill(null));
    for (const code of ['Backspace', 'NumpadDecimal', 'Escape'])
      expect(readDeskKey(key(code), asked)).toEqual({ does: 'close' });
  });

  it('confirm what was gathered with Enter or Space, unless a button has the focus', () => {
    const gathering: DeskMood = { ...calm, asking: 'confirm' };
    for (const code of ['Space', 'Enter', 'NumpadEnter'])
      expect(readDeskKey(key(code), gathering)).toEqual({ does: 'confirm' });
    expect(readDeskKey(key('Enter'), { ...gathering, onControl: true })).toBeNull();
    expect(readDeskKey(key('Space', { repeat: true }), gathering)).toBeNull();
  });
});
