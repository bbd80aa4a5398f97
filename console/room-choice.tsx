import type { VNode } from 'preact';
import type { PlaceAnswer } from '../core/wire/api.ts';
import { DeskButton } from './desk-button.tsx';

/** Which room this desk serves, or all of them at once; `rooms` null while the server does not answer. */
export function RoomChoice({
  rooms,
  choose,
  oversee,
}: {
  rooms: PlaceAnswer['rooms'] | null;
  choose: (room: string) => void;
  oversee: (() => void) | null;
}): VNode {
  return (
    <main class="opening">
      <h1>{rooms ? 'Chọn phòng của bàn này' : 'Đang chờ máy chủ'}</h1>
      {oversee ? (
        <p class="all">
          <DeskButton look="primary" press={oversee} disabled={false} shortcut={null}>
            Toàn viện (điều phối)
          </DeskButton>
        </p>
      ) : null}
      <ul class="rooms">
        {(rooms ?? []).map(({ id, label }) => (
          <li key={id}>
            <DeskButton look="plain" press={() => choose(id)} disabled={false} shortcut={null}>
              {label.vi}
            </DeskButton>
          </li>
        ))}
      </ul>
    </main>
  );
}

/** What stands in a browser that is no enrolled desk. */
export function UnknownDesk(): VNode {
  return (
    <main class="opening">
      <h1>Máy này chưa được ghi danh làm bàn gọi số</h1>
      <p>Nhân viên CNTT chạy lệnh sau trên máy chủ, rồi mở ở đây đường dẫn mà lệnh in ra:</p>
      <p>
        <code>npm run admin -- links</code>
      </p>
    </main>
  );
}
