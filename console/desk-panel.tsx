import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DeskState } from '../core/queue/views.ts';
import type { TicketAnswer } from '../core/wire/api.ts';
import type { Desk, Panel } from './desk.ts';
import { DeskButton } from './desk-button.tsx';
import { keyNames } from './desk-key-table.ts';
import { act, openTransfer, singleKeys } from './desk-keyboard.ts';
import { actionWords, stateWords } from './desk-words.ts';
import { pageCount, transferPage } from './transfer.ts';

/** What stands above the lists: the search, or the choice of where a patient goes. */
export function DeskPanel({ desk, state }: { desk: Desk; state: DeskState }): VNode {
  const panel = desk.panel.value;
  if (panel.at === 'transfer') return <Transfer desk={desk} state={state} panel={panel} />;
  if (panel.at === 'search') return <Search desk={desk} panel={panel} />;
  return (
    <DeskButton
      look="small"
      press={(at) => act(desk, 'search', at)}
      disabled={false}
      shortcut={singleKeys.value ? keyNames.search : null}
    >
      {actionWords.search}
    </DeskButton>
  );
}

type Of<At extends Panel['at']> = Extract<Panel, { at: At }>;

function close(desk: Desk): void {
  desk.panel.value = { at: 'none' };
}

function Transfer({ desk, state, panel }: { desk: Desk; state: DeskState; panel: Of<'transfer'> }): VNode {
  const { service, page, ticket, code } = panel;
  const pages = pageCount(state.services, service);
  return (
    <section class="panel" aria-label={`Chuyển ${code}`}>
      <h2>Chuyển {code} đến</h2>
      <ol class="choices">
        {transferPage(state.services, service, page).map((target, index) => (
          <li key={target.id}>
            <DeskButton
              look="plain"
              press={(at) => void desk.move('transfer', { id: ticket, code }, target.id, at)}
              disabled={!desk.works}
              shortcut={singleKeys.value ? String(index + 1) : null}
            >
              {target.name}
            </DeskButton>
          </li>
        ))}
      </ol>
      <div class="row">
        {pages > 1 ? (
          <DeskButton
            look="small"
            press={() => {
              desk.panel.value = { ...panel, page: (page + 1) % pages };
            }}
            disabled={false}
            shortcut={singleKeys.value ? '0' : null}
          >
            Xem thêm
          </DeskButton>
        ) : null}
        <DeskButton look="small" press={() => close(desk)} disabled={false} shortcut="Esc">
          Thôi
        </DeskButton>
      </div>
    </section>
  );
}

function Search({ desk, panel }: { desk: Desk; panel: Of<'search'> }): VNode {
  const field = useRef<HTMLInputElement>(null);
  // Before the next key can come: letters typed now are for the field.
  useLayoutEffect(() => {
    if (panel.text === '') field.current?.focus();
  }, [panel.text]);
  return (
    <section class="panel" aria-label="Tìm số">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void desk.search(field.current?.value ?? '');
          field.current?.blur();
        }}
      >
        <label>
          Số hoặc mã (12, A012)
          <input ref={field} type="text" inputMode="numeric" autocomplete="off" maxLength={8} />
        </label>
        <button type="submit" class="small">
          Tìm
        </button>
        <DeskButton look="small" press={() => close(desk)} disabled={false} shortcut="Esc">
          Thôi
        </DeskButton>
      </form>
      {panel.found === null ? null : panel.found.length === 0 ? (
        <p class="none">Hôm nay không có số {panel.text}</p>
      ) : (
        <ul class="queue">
          {panel.found.map((ticket) => (
            <Found key={ticket.id} desk={desk} ticket={ticket} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Found({ desk, ticket }: { desk: Desk; ticket: TicketAnswer }): VNode {
  const { state } = ticket;
  const away = state === 'held' || state === 'no-show' || state === 'away';
  const name = desk.state.value?.services.find(({ id }) => id === ticket.service)?.name ?? ticket.service;
  const button = (words: string, press: (at: number) => void) => (
    <DeskButton look="small" press={press} disabled={!desk.works} shortcut={null}>
      {words}
    </DeskButton>
  );
  return (
    <li>
      <b class="code">{ticket.code}</b>
      <span class="about">
        {name} · {stateWords[state]}
        {state === 'waiting' ? ` · còn ${ticket.ahead} trước` : ''}
      </span>
      <span class="row">
        {away ? button('Mời lại', (at) => void desk.move('return', ticket, null, at)) : null}
        {state === 'waiting' ? button('Giữ lại', (at) => void desk.move('hold', ticket, null, at)) : null}
        {state === 'waiting' ? button('Chuyển', () => openTransfer(desk, ticket)) : null}
        {state === 'waiting' || away
          ? button('Hủy', (at) => void desk.move('cancel', ticket, null, at))
          : null}
      </span>
    </li>
  );
}
