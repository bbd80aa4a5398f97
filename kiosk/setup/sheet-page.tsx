import { render, type VNode } from 'preact';
import { QrCode } from '../../web/qr-code.tsx';
import { FieldBars } from './card-step.tsx';
import { expectedScan } from './expected-scan.ts';
import { verdictWords } from './setup-words.ts';
import { makerRows, settingRows, testCodes } from './sheet-table.ts';

function Sheet({ today }: { today: string }): VNode {
  return (
    <main>
      <nav>
        <a href="/setup">Về trang cài đặt</a>
        <button type="button" class="primary" onClick={() => window.print()}>
          In tờ này
        </button>
      </nav>
      <article>
        <h1>Tờ cài đặt máy quét</h1>
        <p>
          Mỗi máy quét đổi cài đặt bằng cách quét các mã in trong sách hướng dẫn của chính máy đó. Tìm từng
          mục dưới đây trong sách, quét mã của mục, rồi đánh dấu.
        </p>
        <h2>1. Đặt các mục sau</h2>
        <Settings />
        <h2>2. Tìm ở đâu trong sách của hãng</h2>
        <Makers />
        <p class="note">
          † Theo sách của hãng và danh sách mã USB công khai, chưa thử trên chính máy đó. Tờ này cố ý không in
          mã cài đặt của hãng nào: mã khác nhau giữa các đời máy.
        </p>
        <p class="filled">
          Máy quét: ________________ Số sê-ri: ________________ Vị trí: ____________ Ngày: ________
        </p>
      </article>
      <article>
        <h1>Thử máy quét</h1>
        <p>
          Mở <code>http://localhost:{location.port || '80'}/setup</code> trên máy có cắm máy quét, quét từng
          mã và so với ô bên cạnh. Người và số thẻ ở đây là hư cấu.
        </p>
        {testCodes.map((test) => (
          <Test key={test.mark} test={test} today={today} />
        ))}
      </article>
    </main>
  );
}

function Settings(): VNode {
  return (
    <table class="settings">
      <thead>
        <tr>
          <th scope="col">Xong</th>
          <th scope="col">Mục</th>
          <th scope="col">Đặt thành</th>
          <th scope="col">Vì sao</th>
        </tr>
      </thead>
      <tbody>
        {settingRows.map(({ what, value, why }) => (
          <tr key={what}>
            <td>
              <span class="tick" />
            </td>
            <th scope="row">{what}</th>
            <td>
              <b>{value}</b>
            </td>
            <td>{why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Makers(): VNode {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Hãng</th>
          <th scope="col">Chế độ cần chọn†</th>
          <th scope="col">Ở đâu trong sách†</th>
          <th scope="col">Số USB</th>
        </tr>
      </thead>
      <tbody>
        {makerRows.map(({ maker, mode, where, usb }) => (
          <tr key={maker}>
            <th scope="row">{maker}</th>
            <td>{mode}</td>
            <td>{where}</td>
            <td>{usb}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Test({ test, today }: { test: (typeof testCodes)[number]; today: string }): VNode {
  const { mark, title, text, proves, isInverse } = test;
  const { verdict, kind, fields } = expectedScan(text, today);
  return (
    <section class={isInverse ? 'test inverse' : 'test'}>
      <QrCode text={text} label={`Mã thử ${mark}: ${title}`} />
      <div>
        <h2>
          {mark}. {title}
        </h2>
        <p>
          Trang phải hiện: <b>{verdictWords[verdict]}</b>,{' '}
          {fields.length === 1 ? '1 ô' : `${fields.length} ô`}
        </p>
        <FieldBars fields={fields} kind={kind} />
        <p class="note">{proves}</p>
      </div>
    </section>
  );
}

const now = new Date();
const today = `${now.getFullYear()}-${`${now.getMonth() + 1}`.padStart(2, '0')}-${`${now.getDate()}`.padStart(2, '0')}`;
render(<Sheet today={today} />, document.getElementById('page')!);
