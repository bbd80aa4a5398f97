import type { VNode } from 'preact';
import { ArrowDown, ArrowUp } from '../../web/pictograms.tsx';
import { ALWAYS, canBeBeside, canMove, type LayoutForm, moved, type Row, turned } from './layout-form.ts';
import { partWords } from './layout-words.ts';
import { Lock } from './setup-pictograms.tsx';

type Props = { form: LayoutForm; onChange(form: LayoutForm): void };

/** The parts of a ticket from top to bottom: on or off, up or down, at the side of the code or below it. */
export function LayoutParts({ form, onChange }: Props): VNode {
  return (
    <fieldset class="parts">
      <legend>Các phần, từ trên xuống</legend>
      <ol>
        {form.rows.map((row) => (
          <Part key={row.name} row={row} form={form} onChange={onChange} />
        ))}
      </ol>
    </fieldset>
  );
}

function Part({ row, form, onChange }: Props & { row: Row }): VNode {
  const { name, on } = row;
  const words = partWords[name];
  const isLocked = ALWAYS.includes(name);
  return (
    <li class={on ? 'on' : ''}>
      <label>
        <input
          type="checkbox"
          checked={on}
          disabled={isLocked}
          onChange={({ currentTarget }) => onChange(turned(form, name, { on: currentTarget.checked }))}
        />
        {words}
        {isLocked && (
          <i class="always">
            <Lock /> luôn luôn
          </i>
        )}
      </label>
      <Extra row={row} form={form} onChange={onChange} />
      <span class="moves">
        <Move name={name} step={-1} words={words} form={form} onChange={onChange} />
        <Move name={name} step={1} words={words} form={form} onChange={onChange} />
      </span>
    </li>
  );
}

/** What some parts have to choose beside on and off. */
function Extra({ row, form, onChange }: Props & { row: Row }): VNode | null {
  const { name, on, beside } = row;
  if (!on) return null;
  if (name === 'person')
    return (
      <label class="extra">
        <input
          type="checkbox"
          checked={form.name}
          onChange={({ currentTarget }) => onChange({ ...form, name: currentTarget.checked })}
        />
        kèm tên viết tắt
      </label>
    );
  const hasCode = form.rows.some((each) => each.name === 'code' && each.on);
  if (!canBeBeside(name) || !hasCode) return null;
  return (
    <label class="extra">
      <input
        type="checkbox"
        checked={beside}
        onChange={({ currentTarget }) => onChange(turned(form, name, { beside: currentTarget.checked }))}
      />
      cạnh mã QR
    </label>
  );
}

type MoveProps = Props & { name: Row['name']; step: -1 | 1; words: string };

function Move({ name, step, words, form, onChange }: MoveProps): VNode {
  const label = `${step === -1 ? 'Lên' : 'Xuống'}: ${words}`;
  return (
    <button
      type="button"
      class="move"
      disabled={!canMove(form, name, step)}
      onClick={() => onChange(moved(form, name, step))}
    >
      {step === -1 ? <ArrowUp label={label} /> : <ArrowDown label={label} />}
    </button>
  );
}
