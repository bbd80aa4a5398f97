import type { VNode } from 'preact';
import type { LayoutChoice } from '../../core/wire/printer-setup.ts';
import { layoutWords } from './printer-words.ts';

/** The looks a ticket can have on this printer's paper, and the setting for each. */
export function LayoutStep({ layouts }: { layouts: readonly LayoutChoice[] }): VNode {
  return (
    <>
      <p>
        Chọn bằng tùy chọn <code>layout=</code> của thiết lập <code>PRINTER</code>, rồi khởi động lại. Người
        trên phiếu là hư cấu; hình vẽ đúng khổ giấy của máy in này.
      </p>
      <ul class="looks">
        {layouts.map(({ name, millimetres, setting, chosen }) => (
          <li key={name} class={chosen ? 'chosen' : ''}>
            <img src={`/setup/printer/picture/${name}`} alt={`${layoutWords[name]}, dài ${millimetres} mm`} />
            <p>
              <b>{layoutWords[name]}</b> · {millimetres} mm
            </p>
            {chosen ? <p class="found">Đang dùng</p> : <code>PRINTER={setting}</code>}
          </li>
        ))}
      </ul>
    </>
  );
}
