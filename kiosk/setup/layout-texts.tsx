import type { VNode } from 'preact';
import type { TicketLook } from '../../core/wire/printer-setup.ts';
import type { LayoutForm } from './layout-form.ts';
import type { Drawn } from './layout-preview.tsx';
import { faultWords, fieldOf } from './layout-words.ts';

type Props = { form: LayoutForm; isWide: boolean; fault: Drawn['fault']; onChange(form: LayoutForm): void };

/** Longer than a line may be, so that whoever types too much is told so instead of losing letters. */
const TYPED_MOST = 80;

const WORDS: readonly [keyof TicketLook['words'], string][] = [
  ['ahead', 'Khi còn người trước, {n} là số người'],
  ['next', 'Khi không còn ai trước'],
  ['window', 'Giờ dự kiến, {from} đến {to}'],
  ['priority', 'Dấu ưu tiên'],
];

/** The words of a ticket that a hospital may choose, and how long it may get. */
export function LayoutTexts({ form, isWide, fault, onChange }: Props): VNode {
  const roll = isWide ? 'wide' : 'narrow';
  return (
    <div class="texts">
      <Line
        name="facility"
        label="Tên bệnh viện (trống: như tệp phòng khám)"
        value={form.facility}
        fault={fault}
        onChange={(facility) => onChange({ ...form, facility })}
      />
      {form.instructions.map((line, at) => (
        <Line
          key={at}
          name={`instructions.${at}`}
          label={at === 0 ? 'Lời hướng dẫn 1 (trống cả 4: như tệp phòng khám)' : `Lời hướng dẫn ${at + 1}`}
          value={line}
          fault={fault}
          onChange={(text) => onChange({ ...form, instructions: form.instructions.with(at, text) })}
        />
      ))}
      {WORDS.map(([name, label]) => (
        <Line
          key={name}
          name={`words.${name}`}
          label={label}
          value={form.words[name]}
          fault={fault}
          onChange={(text) => onChange({ ...form, words: { ...form.words, [name]: text } })}
        />
      ))}
      <Line
        name="longestMm"
        label={`Dài nhất trên giấy ${isWide ? 80 : 58} mm (50–110 mm)`}
        value={Number.isNaN(form.longestMm[roll]) ? '' : String(form.longestMm[roll])}
        fault={fault}
        onChange={(text) =>
          onChange({ ...form, longestMm: { ...form.longestMm, [roll]: Number.parseInt(text, 10) } })
        }
      />
    </div>
  );
}

type LineProps = {
  name: string;
  label: string;
  value: string;
  fault: Drawn['fault'];
  onChange(text: string): void;
};

function Line({ name, label, value, fault, onChange }: LineProps): VNode {
  const wrong = fault !== null && fieldOf(fault.key) === name ? faultWords(fault.key, fault.detail) : null;
  const id = `look-${name.replace('.', '-')}`;
  return (
    <p class="text">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="text"
        inputMode={name === 'longestMm' ? 'numeric' : 'text'}
        maxLength={TYPED_MOST}
        value={value}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : `${id}-fault`}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {wrong !== null && (
        <span id={`${id}-fault`} role="alert" class="advice">
          {wrong}
        </span>
      )}
    </p>
  );
}
