import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { PrinterState, Ticks, Trial } from '../../core/wire/printer-setup.ts';
import { Check } from '../../web/pictograms.tsx';
import { dayOf, outcomeWords, remedy, stillHolds, TICKS, tickWords, wrongAt } from './printer-words.ts';
import { Notice } from './setup-pictograms.tsx';

export type SheetActions = { print(): void; judge(ticks: Ticks): void };

/** The sample sheet: print it, tick what came out right, see what to try. */
export function SheetStep({ state, actions }: { state: PrinterState; actions: SheetActions }): VNode {
  const { sheet, trial, kind } = state;
  if (kind === 'preview')
    return (
      <p>
        Chưa có máy in: phiếu hiện thành hình trên màn hình. Đặt thiết lập <code>PRINTER</code>, ví dụ{' '}
        <code>tcp://192.168.1.50:9100?profile=generic-80</code>, rồi khởi động lại.
      </p>
    );
  const isPrinting = sheet.state === 'printing';
  const isOut = sheet.state === 'done' && sheet.outcome !== 'failed-before-bytes';
  return (
    <>
      {trial !== null && <Told trial={trial} state={state} />}
      <button type="button" class={isOut ? '' : 'primary'} disabled={isPrinting} onClick={actions.print}>
        In tờ thử
      </button>
      <p role="status">
        {isPrinting ? 'Đang in tờ thử…' : sheet.state === 'done' ? outcomeWords[sheet.outcome] : ''}
      </p>
      {isOut && <Questions key={sheet.id} state={state} onJudge={actions.judge} />}
    </>
  );
}

type QuestionsProps = { state: PrinterState; onJudge(ticks: Ticks): void };

function Questions({ state, onJudge }: QuestionsProps): VNode {
  const [ticks, setTicks] = useState<Ticks>({ letters: false, edges: false, code: false, cut: false });
  return (
    <div class="compare">
      <img src="/setup/printer/picture/sheet" alt="Tờ thử khi in đúng" />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onJudge(ticks);
        }}
      >
        <p>So tờ giấy với hình, đánh dấu những điều đúng. Điều không đánh dấu được ghi là sai.</p>
        {TICKS.map((tick) => (
          <label key={tick}>
            <input
              type="checkbox"
              checked={ticks[tick]}
              onChange={({ currentTarget }) => setTicks({ ...ticks, [tick]: currentTarget.checked })}
            />
            {tickWords(tick, state)}
          </label>
        ))}
        <button type="submit" class="primary">
          Ghi kết quả
        </button>
      </form>
    </div>
  );
}

/** What was seen at the last trial, and what to try now. */
function Told({ trial, state }: { trial: Trial; state: PrinterState }): VNode {
  const wrong = wrongAt(trial);
  const when = `Đã thử ngày ${dayOf(trial)}, kiểu ${trial.profile}`;
  if (!stillHolds(trial, state))
    return <Attention words={`${when}. Thiết lập PRINTER đã đổi từ đó: in thử lại.`} />;
  if (wrong.length === 0)
    return (
      <p class="found">
        <Check label={null} />
        {when}: mọi điều đúng.
      </p>
    );
  return (
    <>
      <Attention words={`${when}: ${wrong.length} điều chưa đúng. Thử như sau rồi in lại.`} />
      <ul class="remedies">
        {wrong.map((tick) => (
          <li key={tick}>
            <b>{tickWords(tick, state)}</b>
            <p>{remedy(tick, state)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Attention({ words }: { words: string }): VNode {
  return (
    <p class="trouble">
      <Notice />
      <span>{words}</span>
    </p>
  );
}
