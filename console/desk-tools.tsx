import type { VNode } from 'preact';
import type { Desk } from './desk.ts';
import { act } from './desk-act.ts';
import { DeskButton } from './desk-button.tsx';
import type { Action } from './desk-key-table.ts';
import { shortcutOf } from './desk-keyboard.ts';
import { actionWords } from './desk-words.ts';

const tools: readonly Action[] = ['call', 'search', 'reception', 'appointments', 'invite', 'pause', 'help'];

/** What is not about the patient in hand. `shrink` opens the small window; null where there is none. */
export function DeskTools({
  desk,
  leave,
  shrink,
}: {
  desk: Desk;
  leave: (() => void) | null;
  shrink: (() => void) | null;
}): VNode {
  const shut = desk.state.value?.room.state !== 'open';
  return (
    <nav class="tools" aria-label="Công cụ">
      {tools.map((action) => (
        <DeskButton
          key={action}
          look="small"
          press={(at) => act(desk, action, at)}
          disabled={!desk.works && action !== 'help'}
          shortcut={shortcutOf(action)}
        >
          {action === 'pause' && shut ? 'Mở phòng' : actionWords[action]}
        </DeskButton>
      ))}
      {shrink ? (
        <DeskButton look="small" press={shrink} disabled={false} shortcut={null}>
          Thu nhỏ
        </DeskButton>
      ) : null}
      {leave ? (
        <DeskButton look="small" press={leave} disabled={false} shortcut={null}>
          Đổi phòng
        </DeskButton>
      ) : null}
    </nav>
  );
}
