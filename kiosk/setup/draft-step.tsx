import type { ComponentChildren, VNode } from 'preact';
import type { Draft, PrinterState, ProfileChoice } from '../../core/wire/printer-setup.ts';
import { randomId } from '../../web/http.ts';
import { knownWords, nameWords, probeWords } from './find-words.ts';
import type { Wish } from './printer-wish.ts';
import { Notice } from './setup-pictograms.tsx';

const WIDE_DOTS = 512;
const SPEEDS = [9600, 19_200, 38_400, 115_200] as const;
/** Lines that printers are built with: 80 mm from 512 on, 58 mm below. */
const DOTS = [576, 546, 512, 420, 384] as const;
const SAMPLE_LETTERS = 'Ắ ằ ẵ Ễ ộ ợ ự Đ';

type Props = { draft: Draft; state: PrinterState; wish: Wish };

/** A printer that is looked at: what it answered, and how it is to be driven. */
export function DraftStep({ draft, state, wish }: Props): VNode {
  const { probe } = draft;
  const isGood = probe.state === 'done' && probe.voice === 'yes' && probe.whole;
  const name = nameWords(draft);
  return (
    <>
      <div class={`draft ${isGood ? 'good' : probe.state === 'running' ? '' : 'bad'}`}>
        <h3>
          Đang xem <code>{draft.address}</code>
        </h3>
        <p role="status">{probeWords(probe)}</p>
        {probe.state === 'done' && probe.voice === 'yes' && <p>{probe.health.staff}</p>}
        {name !== '' && <p class="quiet">{name}</p>}
        <Known draft={draft} />
        <div class="buttons">
          <button type="button" disabled={probe.state === 'running'} onClick={() => wish('ask', {})}>
            Dò lại
          </button>
          <button type="button" onClick={() => wish('drop', {})}>
            Thôi, không xem máy này
          </button>
        </div>
      </div>
      <Settings draft={draft} state={state} wish={wish} />
      {draft.slow && (
        <p class="trouble">
          <Notice />
          <span>
            Đường nối tiếp này chậm: một phiếu bằng hình mất hàng chục giây. Đặt tốc độ 115200 trên máy in,
            hoặc để máy in tự vẽ số và mã QR.
          </span>
        </p>
      )}
      {draft.letters !== 'none' && <Letters draft={draft} wish={wish} />}
    </>
  );
}

/** What is known of a printer, and how it is known. */
export function Known({ draft }: { draft: Pick<Draft, 'known'> }): VNode {
  return <p class="quiet known">{draft.known.map(knownWords).join(' · ')}</p>;
}

function Settings({ draft, state, wish }: Props): VNode {
  const baud = new URLSearchParams(draft.address.split('?')[1] ?? '').get('baud') ?? '115200';
  const { dotsPerLine } = draft.profile;
  return (
    <div class="settings">
      <Choice
        name="profile"
        label="Giấy và kiểu máy"
        value={draft.profile.id}
        onChoose={(profile) => wish('set', { profile })}
      >
        <optgroup label="Giấy 80 mm">{state.profiles.filter(isWide).map(profileOption)}</optgroup>
        <optgroup label="Giấy 58 mm">
          {state.profiles.filter((each) => !isWide(each)).map(profileOption)}
        </optgroup>
      </Choice>
      <Choice
        name="dots"
        label="Điểm mỗi dòng"
        value={String(dotsPerLine)}
        onChoose={(dots) => wish('set', { dots: Number(dots) })}
      >
        {[...new Set([...DOTS, dotsPerLine])].map(figureOption)}
      </Choice>
      <Choice name="mode" label="Cách in" value={draft.mode} onChoose={(mode) => wish('set', { mode })}>
        <Modes draft={draft} />
      </Choice>
      {draft.address.startsWith('serial:') && (
        <Choice
          name="baud"
          label="Tốc độ"
          value={baud}
          onChoose={(speed) => wish('set', { baud: Number(speed) })}
        >
          {SPEEDS.map(figureOption)}
        </Choice>
      )}
      <label class="tick">
        <input
          type="checkbox"
          checked={draft.cuts}
          onChange={({ currentTarget }) => wish('set', { cut: currentTarget.checked ? 'yes' : 'none' })}
        />
        Máy in có dao cắt
      </label>
    </div>
  );
}

function Modes({ draft }: { draft: Draft }): VNode {
  return (
    <>
      <option value="raster">Mọi thứ là hình (máy nào cũng in được)</option>
      <option value="hybrid">Máy in tự vẽ số và mã QR (đường chậm)</option>
      <option value="text" disabled={draft.letters !== 'right'}>
        Chữ của máy in, TCVN-3 (sau khi dòng mẫu đúng)
      </option>
      <option value="ascii">Không dấu (khẩn cấp)</option>
    </>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  value: string;
  onChoose(value: string): void;
  children: ComponentChildren;
};

function Choice({ name, label, value, onChoose, children }: ChoiceProps): VNode {
  return (
    <label>
      {label}
      <select name={name} value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {children}
      </select>
    </label>
  );
}

const figureOption = (figure: number): VNode => (
  <option key={figure} value={String(figure)}>
    {figure}
  </option>
);

const isWide = ({ dotsPerLine }: ProfileChoice): boolean => dotsPerLine >= WIDE_DOTS;

function profileOption({ id, name, dotsPerLine }: ProfileChoice): VNode {
  return (
    <option key={id} value={id}>
      {name ?? 'Máy thường, chưa rõ kiểu'} · {dotsPerLine} điểm · {id}
    </option>
  );
}

/** The printer's own letters are used only after somebody has seen them right on this very printer. */
function Letters({ draft, wish }: { draft: Draft; wish: Wish }): VNode {
  const { letters } = draft;
  return (
    <div class="letters">
      <button
        type="button"
        disabled={letters === 'printing'}
        onClick={() => wish('letters', { id: randomId() })}
      >
        In dòng mẫu chữ của máy
      </button>
      {letters === 'printing' && <p role="status">Đang in dòng mẫu…</p>}
      {letters === 'right' && <p class="found">Chữ của máy in đã được xem là đúng.</p>}
      {letters === 'printed' && (
        <fieldset>
          <legend>
            Trên giấy, dòng <b>{SAMPLE_LETTERS}</b> và mọi chữ dưới nó đủ dấu, không lẫn chữ lạ?
          </legend>
          <button type="button" onClick={() => wish('letters-seen', { right: true })}>
            Đúng hết
          </button>
          <button type="button" onClick={() => wish('letters-seen', { right: false })}>
            Có chữ sai
          </button>
        </fieldset>
      )}
    </div>
  );
}
