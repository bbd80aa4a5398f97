import { render, type VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SetupState } from '../../core/wire/scanner-setup.ts';
import { send } from '../../web/http.ts';
import { listenForScans } from '../../web/keyboard-scanner.ts';
import { Printer, Scanner } from '../../web/pictograms.tsx';
import { CardStep } from './card-step.tsx';
import { CodeStep } from './code-step.tsx';
import { PlugStep } from './plug-step.tsx';
import { Notice, PlugIn, ScanCard, ScanCode } from './setup-pictograms.tsx';
import { NotSeen, Step, useStation } from './station-look.tsx';

const LOOK_MS = 1_000;
/** While a person stands there with the scanner in hand. */
const QUICK_LOOK_MS = 300;

type Wish = 'test-code' | 'stop' | 'bind' | 'forget';

function SetupPage(): VNode {
  const [typed, setTyped] = useState(false);
  const [seen, setSeen] = useStation<SetupState>('/setup/state', (now) =>
    typeof now === 'object' && now.search.state === 'running' ? QUICK_LOOK_MS : LOOK_MS,
  );
  // That a scanner types is all that matters here; what it typed is not looked at.
  useEffect(() => listenForScans(window, { onScan: () => setTyped(true), onKeyNoise: () => {} }), []);
  const wish = async (what: Wish, body: object): Promise<void> => {
    if (what === 'test-code') setTyped(false);
    const reply = await send<SetupState>(null, `/setup/${what}`, body);
    if (reply.ok) setSeen(reply.body);
  };
  return (
    <main>
      <header>
        <h1>Cài đặt máy quét</h1>
        <nav>
          <a class="sheet-link" href="/setup/sheet">
            <Scanner label={null} />
            In tờ cài đặt máy quét
          </a>
          <a class="sheet-link" href="/setup/printer">
            <Printer label={null} />
            Máy in phiếu
          </a>
        </nav>
      </header>
      {typeof seen === 'string' ? (
        <NotSeen why={seen} device="máy quét" page="/setup" />
      ) : (
        <Steps state={seen} typed={typed} wish={(what, body) => void wish(what, body)} />
      )}
    </main>
  );
}

type StepsProps = { state: SetupState; typed: boolean; wish(what: Wish, body: object): void };

function Steps({ state, typed, wish }: StepsProps): VNode {
  const isReady = state.scanners.some((scanner) => scanner.state === 'connected');
  return (
    <>
      {state.putAside !== null && (
        <p class="trouble">
          <Notice />
          <span>
            Tệp ghi nhớ máy quét không đọc được nên đã cất riêng: <code>{state.putAside}</code>. Cài lại máy
            quét ở bước 2.
          </span>
        </p>
      )}
      <Step number={1} title="Cắm máy quét vào máy này" picture={<PlugIn />}>
        <PlugStep
          state={state}
          actions={{
            bind: (path) => wish('bind', { path }),
            forget: (source) => wish('forget', { source }),
          }}
        />
      </Step>
      <Step number={2} title="Quét mã thử này" picture={<ScanCode />}>
        <CodeStep
          search={state.search}
          typed={typed}
          isQuiet={state.pick !== null || isReady}
          actions={{ start: () => wish('test-code', {}), stop: () => wish('stop', {}) }}
        />
      </Step>
      <Step number={3} title="Thử thẻ" picture={<ScanCard />}>
        <p class="quiet">
          Chỉ hiện kết quả và số ký tự của từng ô; nội dung thẻ không bao giờ tới trang này.
        </p>
        <CardStep scans={state.scans} scanners={state.scanners} />
      </Step>
    </>
  );
}

render(<SetupPage />, document.getElementById('page')!);
