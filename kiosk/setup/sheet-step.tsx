import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { PrinterLook, PrinterState, Ticks, Trial } from '../../core/wire/printer-setup.ts';
import { randomId } from '../../web/http.ts';
import { Check } from '../../web/pictograms.tsx';
import type { Wish } from './printer-wish.ts';
import { dayOf, outcomeWords, remedy, stillHolds, TICKS, tickWords, wrongAt } from './printer-words.ts';
import { Notice } from './setup-pictograms.tsx';

/** The printer that the sheet is printed on: the one that is looked at, else the one in use. */
type Subject = PrinterLook & {
  readonly trial: Trial | null;
  readonly refined: string | null;
  readonly sampleCode: string;
};

/** The sample sheet: print it, tick what came out right, see what to try. */
export function SheetStep({ state, wish }: { state: PrinterState; wish: Wish }): VNode {
  const { sheet, draft, kind, sampleCode } = state;
  const subject: Subject = draft ? { ...draft, sampleCode } : state;
  if (kind === 'preview' && !draft)
    return <p>Chưa có máy in: phiếu hiện thành hình trên màn hình. Chọn máy in ở bước 2.</p>;
  const isPrinting = sheet.state === 'printing';
  const isHere = sheet.state === 'done' && sheet.address === subject.address;
  const isOut = isHere && sheet.outcome !== 'failed-before-bytes';
  return (
    <>
      {draft && (
        <p>
          In ở máy đang xem: <code>{draft.address}</code>
        </p>
      )}
      {subject.trial !== null && <Told trial={subject.trial} subject={subject} wish={wish} />}
      <button
        type="button"
        class={isOut ? '' : 'primary'}
        disabled={isPrinting}
        onClick={() => wish('sheet', { id: randomId() })}
      >
        In tờ thử
      </button>
      <p role="status">{isPrinting ? 'Đang in tờ thử…' : isHere ? outcomeWords[sheet.outcome] : ''}</p>
      {isOut && <Questions key={sheet.id} subject={subject} onJudge={(ticks) => wish('ticks', ticks)} />}
      {draft && <Use state={state} trial={draft.trial} wish={wish} />}
    </>
  );
}

/** From here on the station prints there; a wrong choice is taken back with one press. */
function Use({ state, trial, wish }: { state: PrinterState; trial: Trial | null; wish: Wish }): VNode {
  if (state.from === 'setting')
    return (
      <Attention words="Máy in do thiết lập PRINTER quyết định, nên không chọn được ở đây. Bỏ PRINTER rồi khởi động lại, hoặc ghi địa chỉ trên vào PRINTER." />
    );
  const isRight = trial !== null && wrongAt(trial).length === 0;
  return (
    <div class="use">
      <button type="button" class={isRight ? 'primary' : ''} onClick={() => wish('use', {})}>
        Dùng máy in này
      </button>
      <p class="quiet">
        {isRight
          ? 'Phiếu tiếp theo in ở máy này, không cần khởi động lại.'
          : 'Nên in tờ thử và đánh dấu trước.'}
      </p>
    </div>
  );
}

type QuestionsProps = { subject: Subject; onJudge(ticks: Ticks): void };

function Questions({ subject, onJudge }: QuestionsProps): VNode {
  const [ticks, setTicks] = useState<Ticks>({ letters: false, edges: false, code: false, cut: false });
  return (
    <div class="compare">
      <img
        src={`/setup/printer/picture/sheet?${encodeURIComponent(subject.address)}`}
        alt="Tờ thử khi in đúng"
      />
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
            {tickWords(tick, subject)}
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
function Told({ trial, subject, wish }: { trial: Trial; subject: Subject; wish: Wish }): VNode {
  const wrong = wrongAt(trial);
  const when = `Đã thử ngày ${dayOf(trial)}, kiểu ${trial.profile}`;
  if (!stillHolds(trial, subject)) return <Attention words={`${when}. Cách in đã đổi từ đó: in thử lại.`} />;
  if (wrong.length === 0 && subject.refined === null)
    return (
      <p class="found">
        <Check label={null} />
        {when}: mọi điều đúng.
      </p>
    );
  const words =
    wrong.length === 0
      ? `${when}: giấy ra đúng, nhưng máy in không báo đã in xong.`
      : `${when}: ${wrong.length} điều chưa đúng. Thử như sau rồi in lại.`;
  return (
    <>
      <Attention words={words} />
      <ul class="remedies">
        {wrong.map((tick) => (
          <li key={tick}>
            <b>{tickWords(tick, subject)}</b>
            <p>{remedy(tick, subject)}</p>
          </li>
        ))}
      </ul>
      {subject.refined !== null && (
        <p class="buttons">
          <button type="button" onClick={() => wish('refine', {})}>
            Sửa theo kết quả
          </button>
          <code>{subject.refined}</code>
        </p>
      )}
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
