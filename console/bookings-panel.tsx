import { type Signal, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { type BookingFault, plain, readBookings } from '../core/queue/booking-list.ts';
import type { HouseState } from '../core/queue/house-view.ts';
import { Check, Warning } from '../web/pictograms.tsx';
import { DeskButton } from './desk-button.tsx';
import type { House } from './house.ts';

const faultWords: { readonly [fault: string]: string } = {
  'no-header': 'dòng đầu phải có cột giờ và cột dịch vụ',
  'wrong-time': 'giờ không đúng (ví dụ 08:30)',
  'unknown-service': 'không có dịch vụ này',
  'wrong-number': 'số thẻ không đúng',
  twice: 'trùng với dòng trước',
  'too-many': 'quá 5000 dòng, phần sau không đọc',
};
const MOST_FAULTS = 100;

/** A file as it was chosen, and what can be told of it before it is sent. */
type Chosen = { name: string; csv: string; good: number; faults: readonly BookingFault[] };

/** The day's list of appointments from a file: wrong lines are shown before it is sent, and by the server after. */
export function BookingsPanel({ house, state }: { house: House; state: HouseState }): VNode {
  const day = useSignal(state.businessDay);
  const chosen = useSignal<Chosen | null>(null);
  const answer = useSignal<{ taken: number; faults: readonly BookingFault[] } | null>(null);
  async function choose(file: File | undefined): Promise<void> {
    answer.value = null;
    chosen.value = file ? await preview(file, state) : null;
  }
  async function send(at: number): Promise<void> {
    if (!chosen.value || !house.post.accepts('bookings', at)) return;
    const body = { businessDay: day.value, csv: chosen.value.csv, appointments: null };
    const reply = await house.post.send<NonNullable<typeof answer.value>>(
      'bookings',
      '/api/v1/appointments',
      body,
    );
    if (reply.ok) answer.value = reply.body;
  }
  return (
    <section class="panel" aria-label="Danh sách hẹn">
      <h2>Danh sách hẹn (tệp CSV)</h2>
      <p>
        Dòng đầu là tên cột: <b>giờ</b>, <b>dịch vụ</b>, nếu có thì <b>số thẻ</b> và <b>mã hẹn</b>. Họ tên
        không được đọc, không được lưu.
      </p>
      <ListFields day={day} choose={choose} />
      <Outcome chosen={chosen.value} answer={answer.value} />
      <div class="row">
        <DeskButton
          look="primary"
          press={(at) => void send(at)}
          disabled={!house.works || !chosen.value || chosen.value.good === 0 || day.value === ''}
          shortcut={null}
        >
          Nhận danh sách này
        </DeskButton>
        <DeskButton
          look="small"
          press={() => {
            house.panel.value = { at: 'none' };
          }}
          disabled={false}
          shortcut={null}
        >
          Đóng
        </DeskButton>
      </div>
    </section>
  );
}

/** For which day, and which file. */
function ListFields({
  day,
  choose,
}: {
  day: Signal<string>;
  choose: (file: File | undefined) => Promise<void>;
}): VNode {
  return (
    <>
      <label>
        Ngày
        <input
          type="date"
          value={day.value}
          onInput={(event) => {
            day.value = event.currentTarget.value;
          }}
        />
      </label>
      <label class="button">
        Chọn tệp CSV
        <input
          class="unseen"
          type="file"
          accept=".csv,.txt,text/csv"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </label>
    </>
  );
}

async function preview(file: File, { services }: HouseState): Promise<Chosen> {
  const csv = await file.text();
  const byName = new Map(
    services.flatMap(({ id, name }) => [[plain(id), id] as const, [plain(name), id] as const]),
  );
  const { lines, faults } = readBookings(csv, (text) => byName.get(plain(text)) ?? null);
  return { name: file.name, csv, good: lines.length, faults };
}

function Outcome({
  chosen,
  answer,
}: {
  chosen: Chosen | null;
  answer: { taken: number; faults: readonly BookingFault[] } | null;
}): VNode | null {
  if (!chosen) return null;
  const faults = answer?.faults ?? chosen.faults;
  return (
    <div class="outcome" role="status">
      <p>
        {answer ? <Check label={null} /> : null}
        {answer
          ? `Đã nhận ${answer.taken} lịch hẹn, thay danh sách cũ của ngày này`
          : `${chosen.name}: ${chosen.good} dòng đọc được, ${faults.length} dòng sai`}
      </p>
      <ul class="faults">
        {faults.slice(0, MOST_FAULTS).map(({ line, fault }) => (
          <li key={`${line} ${fault}`}>
            <Warning label={null} />
            Dòng {line}: {faultWords[fault] ?? fault}
          </li>
        ))}
      </ul>
      {faults.length > MOST_FAULTS ? <p>và {faults.length - MOST_FAULTS} dòng sai nữa</p> : null}
    </div>
  );
}
