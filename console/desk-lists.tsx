import type { VNode } from 'preact';
import type { DeskState, DeskTicket } from '../core/queue/desk-view.ts';
import { ClassMark } from './class-mark.tsx';
import type { Desk } from './desk.ts';
import { DeskButton } from './desk-button.tsx';

/** Who comes next and why; who is held, absent or away, each with a way back in one press. */
export function DeskLists({ desk, state }: { desk: Desk; state: DeskState }): VNode {
  return (
    <>
      <section aria-label="Tiếp theo">
        <h2>Tiếp theo</h2>
        {state.next.length === 0 ? <p class="none">Chưa có ai chờ</p> : null}
        <ol class="queue">
          {state.next.map((ticket) => (
            <li key={ticket.id}>
              <CodeButton desk={desk} ticket={ticket} />
              <span class="about">
                <ClassMark priority={ticket.priority} grounds={ticket.grounds} />
                <span>{ticket.reason}</span>{' '}
                {ticket.wait ? (
                  <span class="expected">
                    dự kiến {ticket.wait.from}–{ticket.wait.to} phút
                  </span>
                ) : null}
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
      <Aside desk={desk} title="Tạm vắng, chờ kết quả" tickets={state.away} />
    </>
  );
}

/** The number opens the whole ticket: its way, and what can be done with it. */
function CodeButton({ desk, ticket }: { desk: Desk; ticket: DeskTicket }): VNode {
  return (
    <span class="code">
      <DeskButton
        look="small"
        press={() => {
          desk.panel.value = { at: 'ticket', ticket };
        }}
        disabled={false}
        shortcut={null}
      >
        {ticket.code}
      </DeskButton>
    </span>
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
            <CodeButton desk={desk} ticket={ticket} />
            <span class="about">
              <ClassMark priority={ticket.priority} grounds={ticket.grounds} />
              <span>
                {ticket.serviceName} · chờ {ticket.waitedMinutes} phút
                {ticket.reason === '' ? null : ` · ${ticket.reason}`}
              </span>
            </span>
            <DeskButton
              look="small"
              press={(at) => void desk.move('return', ticket, {}, at)}
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
