import { render, type VNode } from 'preact';
import { type DeviceIdentity, rememberedDevices } from './device.ts';
import { Bell, Person, Scanner, Screen, Speaker } from './pictograms.tsx';

const PAGES: readonly (readonly [path: string, what: string])[] = [
  ['/kiosk', 'Ki-ốt: quét thẻ, lấy số'],
  ['/board/…', 'Bảng gọi số ở phòng chờ'],
  ['/speaker/…', 'Loa đọc số'],
  ['/console', 'Bàn gọi số của phòng khám, quầy'],
  ['/admin', 'Quản trị'],
  ['/rules', 'Quy tắc gọi số, để in treo tường'],
  ['/setup', 'Cài đặt máy quét (mở trên chính máy có cắm máy quét)'],
  ['/setup/printer', 'Thử máy in, cuộn giấy, mẫu phiếu (mở trên chính máy có máy in)'],
  ['/setup/voice', 'Nghe và duyệt giọng gọi số tự thu (mở trên chính máy chủ)'],
  ['/t/…', 'Phiếu của người bệnh trên điện thoại'],
  ['/api/v1/openapi.json', 'Giao diện lập trình'],
];

type Place = { path: string; name: string };

/** The pages that this browser may open as the device. */
function placesOf({ role, name, room }: DeviceIdentity): Place[] {
  if (role === 'board') return [{ path: `/board/${name}`, name: `Bảng gọi số ${name}` }];
  if (role === 'speaker') return [{ path: `/speaker/${name}`, name: `Loa ${name}` }];
  if (role === 'kiosk') return [{ path: '/kiosk', name: `Ki-ốt ${name}` }];
  if (role !== 'console') return [];
  return room === null
    ? [
        { path: '/console', name: 'Bàn điều phối' },
        { path: '/admin', name: 'Quản trị' },
      ]
    : [{ path: '/console', name: `Bàn gọi số ${room}` }];
}

function Pictogram({ path }: { path: string }): VNode {
  if (path === '/kiosk') return <Scanner label={null} />;
  if (path === '/console') return <Bell label={null} />;
  if (path === '/admin') return <Person label={null} />;
  return path.indexOf('/speaker') === 0 ? <Speaker label={null} /> : <Screen label={null} />;
}

function Places({ places }: { places: readonly Place[] }): VNode {
  if (places.length === 0) {
    return <p class="home-note">Trình duyệt này chưa được đăng ký cho màn hình nào.</p>;
  }
  return (
    <ul class="places">
      {places.map(({ path, name }) => (
        <li key={path}>
          <a href={path}>
            <Pictogram path={path} />
            <b>{name}</b>
            <i>{path}</i>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Home({ places }: { places: readonly Place[] }): VNode {
  return (
    <main class="home">
      <h1>Tiếp Đón</h1>
      <p class="home-lead">Máy chủ lấy số và gọi số khám bệnh đang chạy.</p>
      <h2>Màn hình của trình duyệt này</h2>
      <Places places={places} />
      <h2>Đăng ký một màn hình</h2>
      <ol class="steps">
        <li>
          Trên máy chủ, mở cửa sổ lệnh tại thư mục Tiếp Đón và chạy <code>npm run admin -- links</code>.
        </li>
        <li>Mở liên kết của màn hình trên đúng thiết bị đó. Mỗi liên kết chỉ dùng được một lần.</li>
      </ol>
      <h2>Các trang</h2>
      <table class="pages">
        <tbody>
          {PAGES.map(([path, what]) => (
            <tr key={path}>
              <th scope="row">
                <code>{path}</code>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}

const places = rememberedDevices().flatMap(placesOf);
render(<Home places={places} />, document.getElementById('page')!);
