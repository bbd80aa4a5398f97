import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { priorityClassTable } from '../core/identity/priority-class-table.ts';
import { reasonTable } from '../core/identity/reason-table.ts';
import type { PlaceAnswer } from '../core/wire/api.ts';
import { Check, Person, Printer, Warning } from '../web/pictograms.tsx';
import type { Desk } from './desk.ts';
import { DeskButton } from './desk-button.tsx';
import type { Card, DeclaredClass, Reception } from './reception.ts';

const classes = Object.keys(priorityClassTable) as DeclaredClass[];

/** Somebody without a kiosk: card or none, service, classes, a number; the paper if it is wanted. */
export function ReceptionPanel({ desk }: { desk: Desk }): VNode {
  const { reception } = desk;
  useEffect(() => void reception.learn(), [reception]);
  return (
    <section class="panel reception" aria-label="Nhận bệnh">
      <h2>Nhận bệnh</h2>
      {reception.issued.value ? <Issued desk={desk} /> : <Form desk={desk} />}
    </section>
  );
}

function close(desk: Desk): void {
  desk.reception.again();
  desk.panel.value = { at: 'none' };
}

function Form({ desk }: { desk: Desk }): VNode {
  const { reception } = desk;
  const place = reception.place.value;
  const card = reception.card.value;
  const asked = card.at === 'read' && card.answer.verdict === 'confirm';
  return (
    <>
      <CardField reception={reception} card={card} />
      {place ? <Services reception={reception} place={place} /> : <p class="none">Đang hỏi máy chủ</p>}
      <Classes reception={reception} />
      <label class="switch">
        <input
          type="checkbox"
          checked={reception.print.value}
          onChange={(event) => reception.setPrint(event.currentTarget.checked)}
        />
        <Printer label={null} /> In phiếu
      </label>
      <div class="row">
        <DeskButton
          look="primary"
          press={(at) => void reception.checkIn(at)}
          disabled={!desk.works || !reception.ready}
          shortcut={null}
        >
          {asked ? 'Đúng người này, cấp số' : 'Cấp số'}
        </DeskButton>
        <DeskButton look="small" press={() => close(desk)} disabled={false} shortcut="Esc">
          Thôi
        </DeskButton>
      </div>
    </>
  );
}

const causeWords = { ime: 'Tắt UniKey (chuyển sang E)', 'caps-lock': 'Tắt Caps Lock' } as const;

function CardField({ reception, card }: { reception: Reception; card: Card }): VNode {
  const field = useRef<HTMLInputElement>(null);
  // A number can be typed at once; a card that is scanned is read wherever the focus is.
  useLayoutEffect(() => field.current?.focus(), []);
  if (card.at === 'read') return <ReadCard reception={reception} card={card} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const text = field.current?.value.trim() ?? '';
        field.current?.blur();
        if (text !== '') void reception.read(text, 'typed', null);
      }}
    >
      <label>
        Quét thẻ, hoặc nhập số CCCD / BHYT (không có thẻ thì bỏ trống)
        <input ref={field} type="text" autocomplete="off" maxLength={40} />
      </label>
      <button type="submit" class="small" disabled={card.at === 'asking'}>
        Đọc
      </button>
    </form>
  );
}

function ReadCard({ reception, card }: { reception: Reception; card: Extract<Card, { at: 'read' }> }): VNode {
  const { person, codes, verdict } = card.answer;
  const words = [
    ...(card.interference ? [causeWords[card.interference]] : []),
    ...codes.map((code) => reasonWordsOf(code)),
  ];
  return (
    <div class={`card-read ${verdict}`} role="status">
      {person ? (
        <p class="person">
          <Person label={null} />
          <b>{person.maskedName ?? 'Chưa có họ tên'}</b>
          <span>
            {[person.birthYear, person.sex && { M: 'Nam', F: 'Nữ' }[person.sex], person.maskedId]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </p>
      ) : null}
      {words.map((each) => (
        <p key={each} class="why-not">
          <Warning label={null} />
          {each}
        </p>
      ))}
      <DeskButton
        look="small"
        press={() => {
          reception.card.value = { at: 'none' };
        }}
        disabled={false}
        shortcut={null}
      >
        Bỏ thẻ này
      </DeskButton>
    </div>
  );
}

/** Reasons added by a newer server than this page are shown by their code. */
function reasonWordsOf(code: string): string {
  const row = Object.hasOwn(reasonTable, code) ? reasonTable[code as keyof typeof reasonTable] : null;
  return row ? row[2] : code;
}

function Services({ reception, place }: { reception: Reception; place: PlaceAnswer }): VNode {
  const chosen = reception.service.value;
  const journeys = place.journeys.filter(({ first }) => chosen !== null && first.includes(chosen));
  return (
    <>
      <fieldset>
        <legend>Dịch vụ</legend>
        <div class="options">
          {place.services.map(({ id, name, open, waiting }) => (
            <DeskButton
              key={id}
              look="small"
              press={() => reception.choose(id)}
              disabled={!open}
              shortcut={null}
              on={id === chosen}
            >
              {id === chosen ? <Check label={null} /> : null} {name.vi}{' '}
              <i>· {open ? `${waiting} chờ` : 'đóng'}</i>
            </DeskButton>
          ))}
        </div>
      </fieldset>
      {journeys.length === 0 ? null : (
        <label class="journey-choice">
          Lộ trình
          <select
            value={reception.journey.value ?? ''}
            onChange={(event) => {
              reception.journey.value = event.currentTarget.value || null;
            }}
          >
            <option value="">Theo dịch vụ</option>
            {journeys.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

function Classes({ reception }: { reception: Reception }): VNode {
  const declared = reception.declared.value;
  return (
    <fieldset>
      <legend>Ưu tiên (thẻ đã ghi tuổi thì không cần chọn)</legend>
      <div class="options">
        {classes.map((code) => (
          <DeskButton
            key={code}
            look="small"
            press={() => reception.toggle(code)}
            disabled={false}
            shortcut={null}
            on={declared.includes(code)}
          >
            {declared.includes(code) ? <Check label={null} /> : null} {priorityClassTable[code].vi}
          </DeskButton>
        ))}
      </div>
    </fieldset>
  );
}

function Issued({ desk }: { desk: Desk }): VNode | null {
  const issued = desk.reception.issued.value;
  if (!issued) return null;
  const { ticket, repeat, place } = issued;
  return (
    <div class="issued" role="status">
      <p>{repeat ? 'Hôm nay đã có số này' : 'Số mới'}</p>
      <p class="code">{ticket.code}</p>
      <p>
        {place.vi}
        {ticket.state === 'waiting' ? ` · còn ${ticket.ahead} trước` : ''}
      </p>
      <div class="row">
        <DeskButton look="primary" press={() => desk.reception.again()} disabled={false} shortcut={null}>
          Người tiếp theo
        </DeskButton>
        <DeskButton
          look="small"
          press={(at) => void desk.print(ticket, at)}
          disabled={!desk.works}
          shortcut={null}
        >
          In lại
        </DeskButton>
        <DeskButton look="small" press={() => close(desk)} disabled={false} shortcut="Esc">
          Đóng
        </DeskButton>
      </div>
    </div>
  );
}
