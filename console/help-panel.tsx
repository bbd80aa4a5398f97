import type { VNode } from 'preact';
import type { Desk } from './desk.ts';
import { DeskButton } from './desk-button.tsx';
import { type Action, keyNames, otherKeys } from './desk-key-table.ts';
import { setSingleKeys, singleKeys } from './desk-keyboard.ts';
import { actionWords } from './desk-words.ts';

/** Every key of the desk, and the switch that turns the single ones off. */
export function HelpPanel({ desk }: { desk: Desk }): VNode {
  return (
    <section class="panel" aria-label="Phím tắt">
      <h2>Phím tắt</h2>
      <label class="switch">
        <input
          type="checkbox"
          checked={singleKeys.value}
          onChange={(event) => {
            setSingleKeys(event.currentTarget.checked);
            event.currentTarget.blur();
          }}
        />
        Phím tắt một phím
      </label>
      <p>Khi tắt: còn phím F, bàn phím số và Ctrl+Z.</p>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">Việc</th>
            <th scope="col">Phím</th>
            <th scope="col">Phím F</th>
            <th scope="col">Bàn phím số</th>
          </tr>
        </thead>
        <tbody>
          {(Object.keys(keyNames) as Action[]).map((action) => (
            <KeyRow key={action} action={action} />
          ))}
        </tbody>
      </table>
      <DeskButton
        look="small"
        press={() => {
          desk.panel.value = { at: 'none' };
        }}
        disabled={false}
        shortcut="Esc"
      >
        Đóng
      </DeskButton>
    </section>
  );
}

function KeyRow({ action }: { action: Action }): VNode {
  const [row = null, pad = null] = otherKeys[action] ?? [];
  return (
    <tr>
      <th scope="row">{actionWords[action]}</th>
      {[keyNames[action], row, pad].map((key, index) => (
        // The columns are what they are: letter, F key, pad.
        <td key={String(index)}>{key === null ? null : <kbd>{key}</kbd>}</td>
      ))}
    </tr>
  );
}
