import type { LayoutPart, TicketLook } from '../../core/wire/printer-setup.ts';

export type PartName = Exclude<LayoutPart, object> | 'code';

/**
 * One part in the editor's list. `beside`: it stands at the side of the code, and its own place in the order counts for
 * nothing. The number is always there and first, the place always there.
 */
export type Row = {
  readonly name: Exclude<PartName, 'priority'>;
  readonly on: boolean;
  readonly beside: boolean;
};

/** A look as the editor holds it; empty words mean "as in the clinic file". */
export type LayoutForm = {
  readonly rows: readonly Row[];
  /** With the masked name, or the priority mark alone. */
  readonly name: boolean;
  readonly facility: string;
  /** Four lines; those left empty at the end are no lines. */
  readonly instructions: readonly string[];
  readonly words: TicketLook['words'];
  readonly longestMm: TicketLook['longestMm'];
};

export const MOST_LINES = 4;
/** The parts that nobody can leave out. */
export const ALWAYS: readonly PartName[] = ['number', 'place'];
const NAMES: readonly Row['name'][] = [
  'number',
  'place',
  'service',
  'second',
  'person',
  'code',
  'waiting',
  'instructions',
  'issued',
  'facility',
];
/** The parts that may stand beside the code. */
export const canBeBeside = (name: PartName): name is 'waiting' | 'instructions' =>
  name === 'waiting' || name === 'instructions';

/** The form for a look: its parts in their order, then those it leaves out. */
export function formOf(look: TicketLook): LayoutForm {
  const rows = look.parts.flatMap((part): Row[] => {
    if (typeof part !== 'object')
      return [{ name: part === 'priority' ? 'person' : part, on: true, beside: false }];
    return [
      { name: 'code', on: true, beside: false },
      ...part.code.map((name) => ({ name, on: true, beside: true })),
    ];
  });
  const left = NAMES.filter((name) => rows.every((row) => row.name !== name));
  const lines = look.instructions ?? [];
  return {
    rows: [...rows, ...left.map((name) => ({ name, on: false, beside: canBeBeside(name) }))],
    name: !look.parts.includes('priority'),
    facility: look.facility ?? '',
    instructions: Array.from({ length: MOST_LINES }, (_each, at) => lines[at] ?? ''),
    words: look.words,
    longestMm: look.longestMm,
  };
}

/** The look that a form stands for, whether or not it is a good one: the station checks it. */
export function lookOf({ rows, name, facility, instructions, words, longestMm }: LayoutForm): TicketLook {
  const hasCode = rows.some((row) => row.name === 'code' && row.on);
  const isBeside = (row: Row): boolean => row.on && row.beside && canBeBeside(row.name) && hasCode;
  const beside = rows.filter(isBeside).flatMap((row) => (canBeBeside(row.name) ? [row.name] : []));
  const parts = rows
    .filter((row) => row.on && !isBeside(row))
    .map((row): LayoutPart => {
      if (row.name === 'code') return { code: beside };
      return row.name === 'person' && !name ? 'priority' : row.name;
    });
  const lines = withoutEmptyEnd(instructions);
  return {
    parts,
    facility: facility.trim() === '' ? null : facility,
    instructions: lines.length === 0 ? null : lines,
    words,
    longestMm,
  };
}

function withoutEmptyEnd(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.slice(0, last + 1);
}

/** The form with a part on or off. */
export function turned(
  form: LayoutForm,
  name: PartName,
  change: Partial<Pick<Row, 'on' | 'beside'>>,
): LayoutForm {
  return { ...form, rows: form.rows.map((row) => (row.name === name ? { ...row, ...change } : row)) };
}

/** Whether a part can go one place up (-1) or down (1): never before the number. */
export function canMove({ rows }: LayoutForm, name: PartName, step: -1 | 1): boolean {
  const at = rows.findIndex((row) => row.name === name);
  return at > 0 && at + step > 0 && at + step < rows.length;
}

export function moved(form: LayoutForm, name: PartName, step: -1 | 1): LayoutForm {
  if (!canMove(form, name, step)) return form;
  const rows = [...form.rows];
  const at = rows.findIndex((row) => row.name === name);
  const [row] = rows.splice(at, 1);
  rows.splice(at + step, 0, row!);
  return { ...form, rows };
}
