import type { VNode } from 'preact';
import type { DeskState, DeskTicket } from '../core/queue/views.ts';
import { Bell, Undo } from '../web/pictograms.tsx';
import type { Desk } from './desk.ts';
import { DeskButton } from './desk-button.tsx';
import { DeskHealth } from './desk-health.tsx';
import { type Action, keyNames } from './desk-key-table.ts';
import { act, padDigits, singleKeys } from './desk-keyboard.ts';
import { DeskLists } from './desk-lists.tsx';
import { DeskPanel } from './desk-panel.tsx';
import { actionWords, stateWords } from './desk-words.ts';
import { PriorityMark } from './priority-mark.tsx';

/** The desk of a room: who is inside, who is next and why, and the one key. `leave` null: the room is fixed. */
export function DeskScreen({ desk, leave }: { desk: Desk; leave: (() => void) | null }): VNode {
  const state = desk.state.value;
  const fresh = desk.freshness.value;
  if (desk.refused.value)
    return <Waiting text="Bàn này chưa được ghi danh hoặc không thuộc phòng này. Báo CNTT" />;
  if (!state) return <Waiting text={fresh === 'fresh' ? 'Đang mở bàn' : 'Chưa nối được máy chủ'} />;
  return (
    <div class={`desk ${fresh}`}>
      <DeskHealth desk={desk} state={state} leave={leave} />
      <Rings desk={desk} />
      <main>
        <h1 class="unseen">{state.room.label}</h1>
        <Inside desk={desk} ticket={state.now} />
        <NextButton desk={desk} state={state} />
        <Feedback desk={desk} />
      </main>
      <aside>
        <DeskPanel desk={desk} state={state} />
        <DeskLists desk={desk} state={state} />
      </aside>
    </div>
  );
}

function Waiting({ text }: { text: string }): VNode {
  return (
    <main class="opening">
      <p role="status">{text}</p>
    </main>
  );
}

const insideActions: readonly {
  action: Exclude<Action, 'next' | 'undo' | 'search'>;
  from: readonly string[];
}[] = [
  { action: 'recall', from: ['called'] },
  { action: 'start', from: ['called'] },
  { action: 'finish', from: ['called', 'serving'] },
  { action: 'no-show', from: ['called'] },
  { action: 'hold', from: ['called', 'serving'] },
  { action: 'transfer', from: ['called', 'serving'] },
];

function Inside({ desk, ticket }: { desk: Desk; ticket: DeskTicket | null }): VNode {
  return (
    <section class="inside" aria-label="Trong phòng">
      <div class="now">
        <h2>Trong phòng</h2>
        <p class="code">{ticket ? ticket.code : '–'}</p>
        <p class="about">{ticket ? <About ticket={ticket} /> : 'Phòng trống'}</p>
      </div>
      <div class="moves">
        {insideActions.map(({ action, from }) => (
          <DeskButton
            key={action}
            look="plain"
            press={(at) => act(desk, action, at)}
            disabled={!desk.works || !ticket || !from.includes(ticket.state)}
            shortcut={singleKeys.value ? keyNames[action] : null}
          >
            {actionWords[action]}
          </DeskButton>
        ))}
      </div>
    </section>
  );
}

/** State, service, waiting and priority of one ticket in a line; priority never by colour alone. */
function About({ ticket }: { ticket: DeskTicket }): VNode {
  const { state, serviceName, waitedMinutes, grounds, priority } = ticket;
  return (
    <>
      <span>
        {stateWords[state]} · {serviceName} · chờ {waitedMinutes} phút
      </span>
      {priority === 'normal' ? null : <PriorityMark grounds={grounds} />}
    </>
  );
}

function NextButton({ desk, state }: { desk: Desk; state: DeskState }): VNode {
  const [next] = state.next;
  const nothing = !next && !state.now;
  return (
    <DeskButton
      look="primary"
      press={(at) => act(desk, 'next', at)}
      disabled={!desk.works || nothing}
      shortcut={singleKeys.value ? keyNames.next : 'F2'}
    >
      <span class="act">{actionWords.next}</span>
      <span class="code">{next ? next.code : '–'}</span>
      <span class="why">
        {next ? next.reason : nothing ? 'Chưa có ai chờ' : 'Chưa có ai chờ: bấm để kết thúc'}
      </span>
    </DeskButton>
  );
}

/** Under the key: what can be taken back, what was refused, what the pad is typing. */
function Feedback({ desk }: { desk: Desk }): VNode {
  const undo = desk.undoable.value;
  const seconds = undo ? Math.max(0, Math.ceil((undo.until - desk.clock.value) / 1000)) : 0;
  return (
    <div class="feedback">
      {undo ? (
        <div class="undo">
          <span>{undo.words}</span>
          <DeskButton
            look="small"
            press={(at) => act(desk, 'undo', at)}
            disabled={!desk.works}
            shortcut={keyNames.undo}
          >
            <Undo label={null} /> {actionWords.undo} ({seconds})
          </DeskButton>
        </div>
      ) : null}
      <p class="line" role="status">
        {desk.line.value}
      </p>
      {padDigits.value === '' ? null : (
        <p class="digits">
          Tìm số <b>{padDigits.value}</b> – Enter
        </p>
      )}
    </div>
  );
}

function Rings({ desk }: { desk: Desk }): VNode | null {
  const rings = desk.rings.value;
  if (rings.length === 0) return null;
  return (
    <div class="ring" role="alert">
      <Bell label={null} />
      <span>Có người cần giúp tại {rings.join(', ')}</span>
      <DeskButton look="small" press={() => desk.answerRings()} disabled={false} shortcut={null}>
        Đã biết
      </DeskButton>
    </div>
  );
}
