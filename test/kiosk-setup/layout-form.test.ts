import { describe, expect, it } from 'vitest';
import { canMove, formOf, type LayoutForm, lookOf, moved, turned } from '../../kiosk/setup/layout-form.ts';
import { checkTicketLayout, LAYOUTS, type TicketLayout } from '../../printer-drivers/ticket-layout.ts';

const full = (): LayoutForm => formOf(LAYOUTS.full);
const parts = (form: LayoutForm) => lookOf(form).parts;

describe('the editor of tickets', () => {
  it.each(Object.entries(LAYOUTS))('gives the standard %s back as it was', (_name, layout: TicketLayout) => {
    expect(lookOf(formOf(layout))).toEqual(layout);
  });

  it('keeps own words, lines and lengths', () => {
    const own: TicketLayout = {
      ...LAYOUTS.full,
      parts: ['number', 'facility', 'place', { code: [] }, 'waiting', 'instructions'],
      facility: 'Trạm y tế Mẫu',
      instructions: ['Một', 'Hai'],
      longestMm: { wide: 100, narrow: 60 },
    };
    expect(lookOf(formOf(own))).toEqual(own);
  });

  it('never loses the number or the place, whatever is pressed', () => {
    let form = full();
    for (let seed = 7, n = 0; n < 2_000; n++) {
      seed = (seed * 48_271) % 2_147_483_647;
      const { name } = form.rows[seed % form.rows.length]!;
      if (seed % 3 === 0) form = moved(form, name, seed % 2 === 0 ? 1 : -1);
      else if (name !== 'number' && name !== 'place')
        form = turned(form, name, seed % 5 === 0 ? { beside: seed % 2 === 0 } : { on: seed % 2 === 0 });
      if (seed % 11 === 0) form = { ...form, name: !form.name };
      const checked = checkTicketLayout(lookOf(form));
      expect(checked.ok, JSON.stringify(lookOf(form))).toBe(true);
      expect(lookOf(formOf(lookOf(form)))).toEqual(lookOf(form));
    }
  });

  it('puts nothing before the number and nothing after the end', () => {
    const form = full();
    expect([canMove(form, 'number', 1), canMove(form, 'place', -1), canMove(form, 'facility', 1)]).toEqual([
      false,
      false,
      false,
    ]);
    expect(moved(form, 'place', -1)).toBe(form);
    expect(parts(moved(form, 'place', 1)).slice(0, 3)).toEqual(['number', 'service', 'place']);
  });

  it('puts lines beside the code only while there is one', () => {
    const without = turned(full(), 'code', { on: false });
    expect(parts(without)).toEqual([
      'number',
      'place',
      'service',
      'second',
      'person',
      'waiting',
      'instructions',
      'issued',
      'facility',
    ]);
    const below = turned(full(), 'waiting', { beside: false });
    expect(parts(below)).toContainEqual({ code: ['instructions'] });
    expect(parts(below)).toContain('waiting');
  });

  it('means the clinic file where nothing is written, and keeps an empty line in between for the check', () => {
    const typed = { ...full(), facility: '  ', instructions: ['', '', '', ''] };
    expect(lookOf(typed)).toMatchObject({ facility: null, instructions: null });
    const holed = lookOf({ ...full(), instructions: ['Một', '', 'Ba', ''] });
    expect(holed.instructions).toEqual(['Một', '', 'Ba']);
    expect(checkTicketLayout(holed)).toMatchObject({ ok: false, fault: { key: 'instructions[1]' } });
  });
});
