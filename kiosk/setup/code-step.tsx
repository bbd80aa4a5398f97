import type { VNode } from 'preact';
import type { SearchState } from '../../core/wire/scanner-setup.ts';
import { Check } from '../../web/pictograms.tsx';
import { QrCode } from '../../web/qr-code.tsx';
import { Keyboard, Notice } from './setup-pictograms.tsx';
import { deafWords, failedWords, nextSteps, portName } from './setup-words.ts';

export type CodeActions = { start(): void; stop(): void };

type Props = {
  search: SearchState;
  /** A scan came as key strokes: the scanner is in keyboard mode. */
  typed: boolean;
  /** Another press on the page is the main one. */
  isQuiet: boolean;
  actions: CodeActions;
};

/** Step two: the test code, large, and whichever port answers. */
export function CodeStep({ search, typed, isQuiet, actions }: Props): VNode {
  const again =
    search.state === 'none' ? 'Hiện mã thử' : search.state === 'found' ? 'Tìm máy khác' : 'Thử lại';
  return (
    <div role="status">
      {search.state === 'none' && (
        <p>
          Máy nghe tất cả các cổng và tự nhận cổng nào gửi đúng mã. Trong lúc tìm, kiosk tạm không quét thẻ.
        </p>
      )}
      {search.state === 'running' && <Running search={search} />}
      {search.state === 'found' && <Found search={search} />}
      {search.state === 'failed' && <Failed search={search} />}
      {typed && <Typed />}
      {search.state === 'running' ? (
        <button type="button" onClick={actions.stop}>
          Dừng tìm
        </button>
      ) : (
        <button
          type="button"
          class={isQuiet || search.state === 'found' ? '' : 'primary'}
          onClick={actions.start}
        >
          {again}
        </button>
      )}
    </div>
  );
}

function Running({ search }: { search: Extract<SearchState, { state: 'running' }> }): VNode {
  return (
    <div class="test-code">
      <QrCode text={search.code} label={`Mã thử ${search.code}`} />
      <div class="code-words">
        <p class="lead">Quét mã này bằng máy quét cần cài.</p>
        <p>
          <code>{search.code}</code>
        </p>
        <p class="listening">
          Đang nghe {search.ports} cổng, tốc độ {search.baud}…
        </p>
        {search.heard && (
          <p class="advice">
            <Notice />
            Đã nghe thấy một máy quét nhưng chưa đúng mã. Quét lại mã này lần nữa.
          </p>
        )}
      </div>
    </div>
  );
}

function Found({ search }: { search: Extract<SearchState, { state: 'found' }> }): VNode {
  const { port, kept } = search;
  return (
    <>
      <p class="found">
        <Check label={null} />
        <span>
          Đã nhận: {portName(port)} tại <code>{port.path}</code>
        </span>
      </p>
      {kept === 'new' && <p>Máy đã ghi nhớ máy quét này. Rút ra, cắm sang cổng khác vẫn tự nhận lại.</p>}
      {kept === 'known' && <p>Máy quét này đã được dùng từ trước.</p>}
      {kept === 'not-saved' && (
        <p class="trouble">
          <Notice />
          Dùng được ngay, nhưng chưa ghi nhớ được (thư mục dữ liệu không cho ghi): sẽ mất khi khởi động lại.
        </p>
      )}
    </>
  );
}

function Failed({ search }: { search: Extract<SearchState, { state: 'failed' }> }): VNode {
  const { fault } = search;
  const deaf = search.deaf.filter(({ end }) => end === 'busy' || end === 'denied' || end === 'gone');
  return (
    <>
      <p class="trouble">
        <Notice />
        {failedWords[fault]}
      </p>
      <ol class="next-steps">
        {nextSteps[fault].map((step) => (
          <li key={step}>{step}</li>
        ))}
        {deaf.map(({ path, end }) => (
          <li key={path}>
            Cổng <code>{path}</code>: {deafWords[end]}.
          </li>
        ))}
      </ol>
    </>
  );
}

function Typed(): VNode {
  return (
    <p class="trouble">
      <Keyboard />
      <span>
        Vừa có một máy quét gõ chữ như bàn phím. Ở chế độ này tiếng Việt bị mất dấu và lần nào cũng phải hỏi
        lại: làm mục 1 của <a href="/setup/sheet">tờ cài đặt</a> để chuyển sang USB-COM, rồi quét mã thử lần
        nữa.
      </span>
    </p>
  );
}
