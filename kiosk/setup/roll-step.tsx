import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { PrinterState } from '../../core/wire/printer-setup.ts';

/** Lengths that rolls are sold in, in metres. */
const ROLLS = [30, 50, 80] as const;
const USUAL_ROLL = 50;
/** From here on a new roll should lie ready. */
const FEW_TICKETS = 30;

type RollProps = { state: PrinterState; onChange(metres: number): void };

/** How much paper is left, and the word that a new roll is in. */
export function RollStep({ state, onChange }: RollProps): VNode {
  const [metres, setMetres] = useState<number>(state.rollMetres ?? USUAL_ROLL);
  const { left, leftWords, rollMetres } = state;
  const isFew = left !== null && left < FEW_TICKETS;
  return (
    <>
      <p role="status" class={isFew ? 'lead advice' : 'lead'}>
        Cuộn giấy {leftWords}.
      </p>
      <p class="quiet">
        {rollMetres === null
          ? 'Khi lắp cuộn mới, chọn độ dài ghi trên cuộn rồi bấm nút: từ đó trạm đếm giấy.'
          : `Tính từ khi lắp cuộn ${rollMetres} m, theo độ dài thật của các phiếu đã in.`}
      </p>
      <fieldset>
        <legend>Độ dài cuộn mới</legend>
        {ROLLS.map((each) => (
          <label key={each}>
            <input type="radio" name="metres" checked={metres === each} onChange={() => setMetres(each)} />
            {each} m
          </label>
        ))}
      </fieldset>
      <button type="button" onClick={() => onChange(metres)}>
        Vừa thay cuộn giấy
      </button>
    </>
  );
}
