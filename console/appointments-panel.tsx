import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { get } from '../web/http.ts';
import { type Appointment, findAppointments, type NamedAppointment } from './appointments.ts';
import type { Desk } from './desk.ts';
import { DeskButton } from './desk-button.tsx';
import { refusalWords } from './post.ts';

/** Who is expected today and who has come; somebody without a card is taken in from here. */
export function AppointmentsPanel({ desk }: { desk: Desk }): VNode {
  const list = useSignal<readonly Appointment[] | null>(null);
  const text = useSignal('');
  useEffect(() => {
    async function look(): Promise<void> {
      const reply = await get<{ appointments: Appointment[] }>(desk.token, '/api/v1/appointments');
      if (reply.ok) list.value = reply.body.appointments;
      else desk.say(refusalWords(reply));
    }
    void look();
  }, [desk, list]);
  const services = desk.state.value?.services ?? [];
  const nameOf = (id: string): string => services.find((each) => each.id === id)?.name ?? id;
  const { shown, more } = findAppointments(list.value ?? [], text.value, nameOf);
  return (
    <section class="panel" aria-label="Lịch hẹn">
      <h2>Lịch hẹn hôm nay</h2>
      <label>
        Lọc theo giờ, dịch vụ hoặc số
        <input
          type="text"
          autocomplete="off"
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      {list.value === null ? <p class="none">Đang hỏi máy chủ</p> : null}
      {list.value !== null && shown.length === 0 ? <p class="none">Không có lịch hẹn</p> : null}
      <ul class="queue">
        {shown.map((each) => (
          <Line key={each.id} desk={desk} booking={each} />
        ))}
      </ul>
      {more > 0 ? <p class="none">và {more} lịch hẹn nữa: gõ giờ hoặc dịch vụ để lọc</p> : null}
      <div class="row">
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
      </div>
    </section>
  );
}

function Line({ desk, booking }: { desk: Desk; booking: NamedAppointment }): VNode {
  const { id, service, serviceName, clock, ticket, code, known } = booking;
  const come = async (at: number): Promise<void> => {
    if (await desk.reception.checkInBooked(id, service, at)) desk.panel.value = { at: 'reception' };
  };
  return (
    <li>
      <b class="code">{clock}</b>
      <span class="about">
        {serviceName}
        {known ? ' · quét thẻ là nhận ra' : ''}
      </span>
      {ticket === null ? (
        <DeskButton look="small" press={(at) => void come(at)} disabled={!desk.works} shortcut={null}>
          Đã đến, cấp số
        </DeskButton>
      ) : (
        <DeskButton look="small" press={() => void desk.look(ticket)} disabled={false} shortcut={null}>
          {code ?? 'Xem phiếu'}
        </DeskButton>
      )}
    </li>
  );
}
