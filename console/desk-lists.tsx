import type { VNode } from 'preact';
import type { DeskState, DeskTicket } from '../core/queue/views.ts';
import type { Desk } from './desk.ts';
import { DeskButton } from './desk-button.tsx';
import { PriorityMark } from './priority-mark.tsx';

/** Who comes next and why, who is held, who was absent: calm lists, the last two with a way back. */
export function DeskLists({ desk, state }: { desk: Desk; state: DeskState }): VNode {
  return (
    <>
      <section aria-label="Tiếp theo">
        <h2>Tiếp theo</h2>
        {state.next.length === 0 ? <p class="none">Chưa có ai chờ</p> : null}
        <ol class="queue">
          {state.next.map((ticket) => (
            <li key={ticket.id}>
              <b class="code">{ticket.code}</b>
              <span class="about">
                {ticket.priority === 'normal' ? null : <PriorityMark grounds={ticket.grounds} />}
                <span>{ticket.reason}</span>
              </span>
            </li>
          ))}
        </ol>
        {state.waiting > state.next.length ? (
          <p class="none">và {state.waiting - state.next.length} người nữa</p>
        ) : null}
      </section>
      <Aside desk={desk} title="Đang giữ" tickets={state.held} />
      <Aside desk={desk} title="Vắng" tickets={state.missed} />
    </>
  );
}

function Aside({
  desk,
  title,
  tickets,
}: {
  desk: Desk;
  title: string;
  tickets: readonly DeskTicket[];
}): VNode | null {
  if (tickets.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>
        {title} ({tickets.length})
      </h2>
      <ul class="queue">
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <b class="code">{ticket.code}</b>
            <span class="about">
              {ticket.priority === 'normal' ? null : <PriorityMark grounds={ticket.grounds} />}
              <span>
                {ticket.serviceName} · chờ {ticket.waitedMinutes} phút
              </span>
            </span>
            <DeskButton
              look="small"
              press={(at) => void desk.move('return', ticket, null, at)}
              disabled={!desk.works}
              shortcut={null}
            >
              Mời lại
            </DeskButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
