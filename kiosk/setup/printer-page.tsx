import { render, type VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { PrinterState } from '../../core/wire/printer-setup.ts';
import { send } from '../../web/http.ts';
import { Check, Printer, Scanner } from '../../web/pictograms.tsx';
import { DraftStep, Known } from './draft-step.tsx';
import { FindStep } from './find-step.tsx';
import { LayoutStep } from './layout-step.tsx';
import type { Wish } from './printer-wish.ts';
import { modeWords } from './printer-words.ts';
import { RollStep } from './roll-step.tsx';
import { Looks, Notice, PaperRoll, Search, TickedSheet } from './setup-pictograms.tsx';
import { SheetStep } from './sheet-step.tsx';
import { NotSeen, Step, useStation } from './station-look.tsx';

const LOOK_MS = 1_000;

/** Why a press did nothing, where the page itself does not show it. */
const refusals: { readonly [code: string]: string } = {
  printing: 'Tờ thử trước còn đang in.',
  'no-sheet': 'Trạm đã khởi động lại hoặc máy in đã đổi: in tờ thử trước.',
  'not-recoverable': 'Máy in này không gỡ lỗi bằng lệnh được: tắt máy in, gỡ giấy, bật lại.',
  'no-such-place': 'Thiết bị này không còn ở đó, hoặc đang dùng cho máy quét.',
  'bad-address': 'Địa chỉ này không dùng được cho máy in.',
  'setting-wins': 'Thiết lập PRINTER quyết định máy in: bỏ PRINTER rồi khởi động lại.',
  'letters-unproven': 'In dòng mẫu chữ của máy và xem đúng trước.',
  'no-draft': 'Trạm đã khởi động lại: chọn lại máy in ở bước 2.',
  'bad-look': 'Mẫu phiếu chưa đúng, chưa lưu.',
};
const NO_ANSWER = 'Trạm không làm được điều vừa bấm. Thử lại.';

function PrinterPage(): VNode {
  const [refusal, setRefusal] = useState('');
  const [seen, setSeen] = useStation<PrinterState>('/setup/printer/state', () => LOOK_MS);
  const wish: Wish = async (what, body) => {
    const reply = await send<PrinterState>(null, `/setup/printer/${what}`, body);
    if (reply.ok) setSeen(reply.body);
    setRefusal(reply.ok ? '' : (refusals[reply.problem?.code ?? ''] ?? NO_ANSWER));
  };
  return (
    <main>
      <header>
        <h1>Máy in phiếu</h1>
        <nav>
          <a class="sheet-link" href="/setup">
            <Scanner label={null} />
            Cài đặt máy quét
          </a>
        </nav>
      </header>
      <p role="alert" class="advice">
        {refusal}
      </p>
      {typeof seen === 'string' ? (
        <NotSeen why={seen} device="máy in" page="/setup/printer" />
      ) : (
        <Steps state={seen} wish={wish} />
      )}
    </main>
  );
}

function Steps({ state, wish }: { state: PrinterState; wish: Wish }): VNode {
  const isPaper = state.kind === 'paper';
  return (
    <>
      {state.putAside !== null && (
        <Trouble>
          Tệp ghi nhớ của trạm không đọc được nên đã cất riêng: <code>{state.putAside}</code>. In tờ thử và
          báo cuộn giấy lại.
        </Trouble>
      )}
      {!state.saved && (
        <Trouble>Không ghi được xuống đĩa: kết quả chỉ giữ đến khi tắt. Kiểm tra DATA_DIR.</Trouble>
      )}
      <Step number={1} title="Máy in của trạm này" picture={<Printer label={null} />}>
        <InUse state={state} wish={wish} />
      </Step>
      <Step number={2} title="Tìm và dò máy in" picture={<Search />}>
        <FindStep state={state} wish={wish} />
        {state.draft && <DraftStep draft={state.draft} state={state} wish={wish} />}
      </Step>
      <Step number={3} title="In tờ thử" picture={<TickedSheet />}>
        <SheetStep state={state} wish={wish} />
      </Step>
      {isPaper && (
        <Step number={4} title="Cuộn giấy" picture={<PaperRoll />}>
          <RollStep state={state} onChange={(metres) => wish('roll', { metres })} />
        </Step>
      )}
      <Step number={isPaper ? 5 : 4} title="Mẫu phiếu" picture={<Looks />}>
        <LayoutStep state={state} wish={wish} />
      </Step>
    </>
  );
}

function Trouble({ children }: { children: VNode | string | (VNode | string)[] }): VNode {
  return (
    <p class="trouble">
      <Notice />
      <span>{children}</span>
    </p>
  );
}

const FROM_WORDS: { readonly [from in PrinterState['from']]: string } = {
  setting: 'Ghi trong thiết lập PRINTER (lệnh chạy hoặc môi trường): thiết lập này được ưu tiên hơn trang.',
  kept: 'Chọn ở trang này.',
  none: 'Chưa ai chọn máy in: phiếu hiện thành hình trên màn hình kiosk.',
};

function InUse({ state, wish }: { state: PrinterState; wish: Wish }): VNode {
  const { address, profile, mode, health, from, before } = state;
  const isGood = health.state === 'ready';
  return (
    <>
      <ul class="devices">
        <li class={isGood ? 'good' : 'bad'}>
          {isGood ? <Check label={null} /> : <Printer label={null} />}
          <div class="device-words">
            <b>{profile.model ?? `Kiểu ${profile.id}`}</b>
            <p>
              <code>{address}</code>
            </p>
            <p class="quiet">
              {profile.dotsPerLine} điểm mỗi dòng, {modeWords[mode]}
            </p>
            <p role="status" class={isGood ? '' : 'advice'}>
              {health.staff}
            </p>
            {state.kind === 'paper' && <Known draft={state} />}
            <p class="quiet">{FROM_WORDS[from]}</p>
          </div>
          {health.state === 'cutterError' && (
            <button type="button" onClick={() => wish('recover', {})}>
              Đã gỡ kẹt giấy
            </button>
          )}
        </li>
      </ul>
      {before !== null && from !== 'setting' && (
        <p class="buttons">
          <button type="button" onClick={() => wish('back', { to: before })}>
            Quay lại máy in trước
          </button>
          <code>{before}</code>
        </p>
      )}
    </>
  );
}

render(<PrinterPage />, document.getElementById('page')!);
