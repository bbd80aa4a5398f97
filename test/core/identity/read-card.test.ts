import { describe, expect, it } from 'vitest';
import { citizenText, fieldsOf, insuranceText, verdictOf } from './sample-cards.ts';

describe('a scan on its way to a card', () => {
  it.each([
    ['x'.repeat(1201), 'too_long'],
    [' '.repeat(1201), 'too_long'],
    [' '.repeat(1200), 'empty'],
    ['', 'empty'],
    ['\ufeff\u0002]Q1\u0003\r\n', 'empty'],
    ['HTTPS://example.invalid/024085001234', 'url'],
    ['https://example.invalid/|', 'url'],
    ['00020101021138570010A000000727', 'payment_qr'],
    ['000201123456', 'payment_qr'],
    ['121234567', 'no_separator'],
    ['024085001234,121234567,Nguyễn Văn Bình', 'no_separator'],
    ['GD9242401234567', 'no_separator'],
    ['WIFI:S:minh-hoa;P:12345678;;', 'no_separator'],
    ['02408500123|x', 'bad_id'],
    ['0240850012345|x', 'bad_id'],
    ['|024085001234', 'unknown_format'],
    ['\u0660\u0662\u0664085001234||x', 'unknown_format'],
    ['\uff10\uff12\uff14085001234||x', 'unknown_format'],
    ['\uff10\uff12\uff14085001234', 'no_separator'],
    ['Họ tên|Nguyễn Văn Bình', 'unknown_format'],
  ])('%s', (scan, err) => {
    expect(verdictOf(scan)).toBe(err);
    expect(verdictOf(new TextEncoder().encode(scan))).toBe(err);
  });

  it.each([
    ['024085001234', { kind: 'typed_id', id: '024085001234' }],
    ['024 085 001234', { kind: 'typed_id', id: '024085001234' }],
    [']C0024085001234\r', { kind: 'typed_id', id: '024085001234' }],
    ['2401234567', { kind: 'typed_bhyt', no: '2401234567' }],
    ['gd4242401234567', { kind: 'typed_bhyt', no: 'GD4242401234567' }],
    ['GD 4 24 2401234567', { kind: 'typed_bhyt', no: 'GD4242401234567' }],
  ])('may be the number alone: %s', (scan, expected) => {
    expect(fieldsOf(scan)).toEqual({ status: 'ok', warn: [], ...expected });
  });

  it.each([
    0x00, 0x0a, 0x1b, 0x1d, 0x7f, 0x80, 0x9f, 0x061c, 0x200b, 0x200f, 0x2028, 0x202a, 0x202e, 0x2060, 0x2066,
    0x2069, 0xfeff,
  ])('is refused whole for a control character inside, code point %i', (code) => {
    expect(verdictOf(citizenText({ name: `Bình${String.fromCharCode(code)}An` }))).toBe('control_char');
    expect(verdictOf(insuranceText({ 13: `a${String.fromCharCode(code)}b` }))).toBe('control_char');
  });

  it('needs a yes when its bars came full-width', () => {
    expect(verdictOf(citizenText({}).replaceAll('|', '\uff5c'))).toBe('confirm fullwidth_pipe');
    const capitals = citizenText({ name: 'Nguye\u0302\u0303n' }).replaceAll('|', '\uff5c');
    expect(verdictOf(capitals)).toBe('confirm fullwidth_pipe nfd');
  });

  it.each(['\u00a6', '\u00ba', '\u00b0', '\u2502'])(
    'is refused when its bars became %s: the scanner is set wrong',
    (bar) => {
      expect(verdictOf(citizenText({}).replaceAll('|', bar))).toBe('no_separator');
    },
  );

  it('goes by its first field, so twelve digits are never an insurance card', () => {
    expect(verdictOf(insuranceText({ 0: '024085001234' }))).toBe('bad_dob');
  });

  it('is as long in bytes as in characters', () => {
    const long = (count: number): Uint8Array => new TextEncoder().encode('ễ'.repeat(count));
    expect(verdictOf(long(1200))).toBe('no_separator');
    expect(verdictOf(long(1201))).toBe('too_long');
    expect(verdictOf(new Uint8Array(50_000))).toBe('too_long');
  });
});
