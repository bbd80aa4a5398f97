import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { LayoutName, LookState, PrinterState, TicketLook } from '../../core/wire/printer-setup.ts';
import { formOf, type LayoutForm, lookOf } from './layout-form.ts';
import { LayoutParts } from './layout-parts.tsx';
import { LayoutPreview, useDrawn } from './layout-preview.tsx';
import { LayoutTexts } from './layout-texts.tsx';
import { LOCKED, layoutWords } from './layout-words.ts';
import type { Wish } from './printer-wish.ts';
import { Lock, Notice } from './setup-pictograms.tsx';

const NAMES: readonly LayoutName[] = ['full', 'compact', 'vietnamese'];
/** From here on a line is that of an 80 mm roll. */
const WIDE_DOTS = 512;

/** What a ticket says, in which order and in which words, with the paper beside it while somebody types. */
export function LayoutStep({ state, wish }: { state: PrinterState; wish: Wish }): VNode {
  const { look } = state;
  const standard = look.standards[look.named];
  const inUse = look.own ?? standard;
  const [form, setForm] = useState<LayoutForm>(() => formOf(inUse));
  const wanted = lookOf(form);
  const drawn = useDrawn(wanted, state.address);
  const take = (next: TicketLook | null): void => {
    setForm(formOf(next ?? standard));
    wish('look', { look: next });
  };
  return (
    <>
      {look.fixed && <Fixed named={look.named} />}
      <div class="buttons">
        <span>Bắt đầu từ</span>
        {NAMES.map((name) => (
          <button key={name} type="button" onClick={() => setForm(formOf(look.standards[name]))}>
            {layoutWords[name]}
          </button>
        ))}
      </div>
      <div class="editor">
        <div class="fields-of-look">
          <LayoutParts form={form} onChange={setForm} />
          <LayoutTexts
            form={form}
            isWide={state.profile.dotsPerLine >= WIDE_DOTS}
            fault={drawn.fault}
            onChange={setForm}
          />
          <Locked />
        </div>
        <div class="outcome">
          <LayoutPreview drawn={drawn} />
          <Choices
            look={look}
            isChanged={!isSame(wanted, inUse)}
            isGood={drawn.fault === null}
            onTake={take}
            onKeep={() => take(wanted)}
            onReset={() => setForm(formOf(inUse))}
          />
        </div>
      </div>
    </>
  );
}

type ChoicesProps = {
  look: LookState;
  isChanged: boolean;
  isGood: boolean;
  onTake(look: TicketLook | null): void;
  onKeep(): void;
  onReset(): void;
};

/** What can be done with what was edited, and what is in use meanwhile. */
function Choices({ look, isChanged, isGood, onTake, onKeep, onReset }: ChoicesProps): VNode {
  const { own, before, named } = look;
  const inUse = own === null ? `Đang dùng mẫu chuẩn: ${layoutWords[named]}.` : 'Đang dùng mẫu riêng.';
  return (
    <div class="buttons">
      <button type="button" class="primary" disabled={!isChanged || !isGood} onClick={onKeep}>
        Dùng mẫu này
      </button>
      {isChanged && (
        <button type="button" onClick={onReset}>
          Bỏ thay đổi
        </button>
      )}
      {own !== null && (
        <button type="button" onClick={() => onTake(null)}>
          Về mẫu chuẩn
        </button>
      )}
      {before !== null && (
        <button type="button" onClick={() => onTake(before.own)}>
          Quay lại mẫu trước
        </button>
      )}
      <p role="status" class={isChanged ? 'advice' : 'quiet'}>
        {isChanged ? 'Chưa lưu: phiếu thật chưa đổi.' : inUse}
      </p>
    </div>
  );
}

function Fixed({ named }: { named: LayoutName }): VNode {
  return (
    <p class="trouble">
      <Notice />
      <span>
        Thiết lập <code>PRINTER</code> có <code>layout={named}</code> và được ưu tiên: mẫu lưu ở đây chưa
        dùng. Bỏ <code>layout=</code> khỏi thiết lập rồi khởi động lại.
      </span>
    </p>
  );
}

function Locked(): VNode {
  return (
    <section class="locked" aria-label="Luôn luôn">
      <h3>
        <Lock /> Luôn luôn
      </h3>
      <ul>
        {LOCKED.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </section>
  );
}

const isSame = (one: TicketLook, other: TicketLook): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** The same keys in the same order, wherever a look came from. */
function sorted({ parts, facility, instructions, words, longestMm }: TicketLook): unknown {
  const { ahead, next, window, priority } = words;
  return [parts, facility, instructions, ahead, next, window, priority, longestMm.wide, longestMm.narrow];
}
