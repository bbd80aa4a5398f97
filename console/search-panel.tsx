import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TicketAnswer } from '../core/wire/api.ts';
import type { Desk } from './desk.ts';
import { DeskButton } from './desk-button.tsx';
import { stateWords } from './desk-words.ts';

/** A number is typed: to be called here at once. */
export function CallPanel({ desk }: { desk: Desk }): VNode {
  return (
    <section class="panel" aria-label="Gọi số">
      <h2>Gọi số bất kỳ vào phòng này</h2>
      <NumberForm desk={desk} verb="Gọi" take={(text, at) => void desk.call({ code: text }, at)} />
    </section>
  );
}

/** A number is typed: to be looked up among all of today. */
export function SearchPanel({
  desk,
  text,
  found,
}: {
  desk: Desk;
  text: string;
  found: readonly TicketAnswer[] | null;
}): VNode {
  return (
    <section class="panel" aria-label="Tìm số">
      <h2>Tìm số của hôm nay</h2>
      <NumberForm desk={desk} verb="Tìm" take={(typed) => void desk.search(typed)} />
      {found === null ? null : found.length === 0 ? (
        <p class="none">Hôm nay không có số {text}</p>
      ) : (
        <ul class="queue">
          {found.map((ticket) => (
            <Found key={ticket.id} desk={desk} ticket={ticket} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Found({ desk, ticket }: { desk: Desk; ticket: TicketAnswer }): VNode {
  const name = desk.state.value?.services.find(({ id }) => id === ticket.service)?.name ?? ticket.service;
  return (
    <li>
      <b class="code">{ticket.code}</b>
      <span class="about">
        {name} · {stateWords[ticket.state]}
        {ticket.state === 'waiting' ? ` · còn ${ticket.ahead} trước` : ''}
      </span>
      <DeskButton look="small" press={() => void desk.look(ticket.id)} disabled={false} shortcut={null}>
        Xem
      </DeskButton>
    </li>
  );
}

function NumberForm({
  desk,
  verb,
  take,
}: {
  desk: Desk;
  verb: string;
  take: (text: string, at: number) => void;
}): VNode {
  const field = useRef<HTMLInputElement>(null);
  // Before the next key can come: letters typed now are for the field.
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const text = field.current?.value.trim() ?? '';
        field.current?.blur();
        if (text !== '') take(text, event.timeStamp);
      }}
    >
      <label>
        Số hoặc mã (12, A012)
        <input ref={field} type="text" inputMode="numeric" autocomplete="off" maxLength={8} />
      </label>
      <button type="submit" class="small">
        {verb}
      </button>
      <DeskButton
        look="small"
        press={() => {
          desk.panel.value = { at: 'none' };
        }}
        disabled={false}
        shortcut="Esc"
      >
        Thôi
      </DeskButton>
    </form>
  );
}
