import { render, type VNode } from 'preact';
import { openDevice } from '../web/device.ts';
import { get } from '../web/http.ts';
import { adminCommands } from './admin-command-table.ts';

type DeviceLine = { id: string; role: string; name: string; room: string | null; connected: boolean };
/** The devices, or why they are not shown. */
type Devices = readonly DeviceLine[] | 'not-enrolled' | 'not-allowed' | 'away';

const LOOK_MS = 5_000;

const roleWords: { readonly [role: string]: string } = {
  kiosk: 'Ki-ốt',
  board: 'Bảng',
  speaker: 'Loa',
  console: 'Bàn gọi số',
  station: 'Trạm',
  api: 'Hệ thống khác',
};

const whyNot: { readonly [reason in Extract<Devices, string>]: string } = {
  'not-enrolled': 'Mở trang này trên máy đã ghi danh làm bàn quản trị (bàn gọi số không gắn với phòng nào).',
  'not-allowed': 'Bàn này thuộc một phòng nên không xem được thiết bị. Ghi danh một bàn không có --room.',
  away: 'Máy chủ chưa trả lời. Đang thử lại.',
};

function AdminPage({ devices }: { devices: Devices }): VNode {
  return (
    <main>
      <h1>Quản trị</h1>
      <h2>Thiết bị</h2>
      {typeof devices === 'string' ? (
        <p role="status">{whyNot[devices]}</p>
      ) : (
        <DeviceTable devices={devices} />
      )}
      <h2>Lệnh trên máy chủ</h2>
      <table>
        <tbody>
          {adminCommands.map(({ wish, command }) => (
            <tr key={command}>
              <th scope="row">{wish}</th>
              <td>
                <code>{command}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}

function DeviceTable({ devices }: { devices: readonly DeviceLine[] }): VNode {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Loại</th>
          <th scope="col">Tên</th>
          <th scope="col">Phòng</th>
          <th scope="col">Kết nối</th>
          <th scope="col">ID</th>
        </tr>
      </thead>
      <tbody>
        {devices.map(({ id, role, name, room, connected }) => (
          <tr key={id}>
            <td>{roleWords[role] ?? role}</td>
            <td>{name}</td>
            <td>{room ?? '–'}</td>
            <td class={connected ? '' : 'away'}>{connected ? 'Đang nối' : 'Không nối'}</td>
            <td>
              <code>{id}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

async function look(token: string | null): Promise<Devices> {
  if (token === null) return 'not-enrolled';
  const reply = await get<{ devices: DeviceLine[] }>(token, '/api/v1/devices');
  if (reply.ok) return reply.body.devices;
  if (reply.status === 401) return 'not-enrolled';
  return reply.status === 403 ? 'not-allowed' : 'away';
}

async function open(): Promise<void> {
  const identity = await openDevice('console', null);
  const show = async () => render(<AdminPage devices={await look(identity?.token ?? null)} />, document.body);
  await show();
  if (identity) setInterval(() => void show(), LOOK_MS);
}

void open();
