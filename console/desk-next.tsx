import type { VNode } from 'preact';
import type { DeskState } from '../core/queue/desk-view.ts';
import { Undo } from '../web/pictograms.tsx';
import { ClassMark } from './class-mark.tsx';
import type { Desk } from './desk.ts';
import { act } from './desk-act.ts';
import { DeskButton } from './desk-button.tsx';
import { keyNames } from './desk-key-table.ts';
import { padDigits, shortcutOf } from './desk-keyboard.ts';
import { actionWords, roomWords } from './desk-words.ts';

const UNDO_MS = 10_000;

/** The one key: whom it will call and why, before it is pressed. A closed room has to be opened first. */
export function NextButton({ desk, state }: { desk: Desk; state: DeskState }): VNode {
  const [next] = state.next;
  const nothing = !next && !state.now;
  if (state.room.state === 'closed')
    return (
      <DeskButton
        look="primary"
        press={(at) => void desk.setRoom('open', null, at)}
        disabled={!desk.works}
        shortcut={null}
      >
        <span class="act">Mở phòng</span>
        <span class="code">{next ? next.code : '–'}</span>
        <span class="why">
          {roomWords.closed}
          {state.waiting > 0 ? ` · ${state.waiting} người đang chờ` : ''}
        </span>
      </DeskButton>
    );
  return (
    <DeskButton
      look="primary"
      press={(at) => act(desk, 'next', at)}
      disabled={!desk.works || nothing}
      shortcut={shortcutOf('next')}
    >
      <span class="act">{state.room.state === 'paused' ? 'Mở lại, gọi' : actionWords.next}</span>
      <span class="code">{next ? next.code : '–'}</span>
      {next ? <ClassMark priority={next.priority} grounds={next.grounds} /> : null}
      <span class="why">
        {next ? next.reason : nothing ? 'Chưa có ai chờ' : 'Chưa có ai chờ: bấm để kết thúc'}
      </span>
    </DeskButton>
  );
}

/** Under the key: what can be taken back and how long still, what was refused, what the pad is typing. */
export function Feedback({ desk }: { desk: Desk }): VNode {
  const undo = desk.undoable.value;
  const left = undo ? Math.max(0, undo.until - desk.clock.value) : 0;
  return (
    <div class="feedback">
      {padDigits.value === '' ? null : (
        <p class="digits" role="status">
          Gọi số <b>{padDigits.value}</b> – Enter
        </p>
      )}
      {undo ? (
        <div class="undo">
          <span>{undo.words}</span>
          <progress max={UNDO_MS} value={left} aria-label="Thời gian còn hoàn tác được" />
          <DeskButton
            look="small"
            press={(at) => act(desk, 'undo', at)}
            disabled={!desk.works}
            shortcut={keyNames.undo}
          >
            <Undo label={null} /> {actionWords.undo} ({Math.ceil(left / 1000)})
          </DeskButton>
        </div>
      ) : null}
      <p class="line" role="status">
        {desk.line.value}
      </p>
    </div>
  );
}
