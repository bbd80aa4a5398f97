import { type ComponentChildren, render, type VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { get, send } from '../../web/http.ts';
import { listenForScans } from '../../web/keyboard-scanner.ts';
import { Printer } from '../../web/pictograms.tsx';
import { CardStep } from './card-step.tsx';
import { CodeStep } from './code-step.tsx';
import { PlugStep } from './plug-step.tsx';
import { Notice, PlugIn, ScanCard, ScanCode } from './setup-pictograms.tsx';
import type { SetupState } from './setup-state.ts';

const LOOK_MS = 1_000;
/** While a person stands there with the scanner in hand. */
const QUICK_LOOK_MS = 300;

/** The station's state, or why there is none: it does not answer, or this browser is on another machine. */
type Seen = SetupState | 'away' | 'elsewhere' | 'loading';

type Wish = 'test-code' | 'stop' | 'bind' | 'forget';

function SetupPage(): VNode {
  const [seen, setSeen] = useState<Seen>('loading');
  const [typed, setTyped] = useState(false);
  const isSearching = typeof seen === 'object' && seen.search.state === 'running';
  useEffect(() => poll(setSeen, isSearching ? QUICK_LOOK_MS : LOOK_MS), [isSearching]);
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
        <a class="sheet-link" href="/setup/sheet">
          <Printer label={null} />
          In tờ cài đặt máy quét
        </a>
      </header>
      {typeof seen === 'string' ? (
        <NotSeen why={seen} />
      ) : (
        <Steps state={seen} typed={typed} wish={(what, body) => void wish(what, body)} />
      )}
    </main>
  );
}

function poll(show: (seen: Seen) => void, everyMs: number): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const look = async (): Promise<void> => {
    const reply = await get<SetupState>(null, '/setup/state');
    if (isOver) return;
    show(reply.ok ? reply.body : reply.status === 403 ? 'elsewhere' : 'away');
    timer = setTimeout(look, everyMs);
  };
  void look();
  return () => {
    isOver = true;
    if (timer !== null) clearTimeout(timer);
  };
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

type StepProps = { number: number; title: string; picture: VNode; children: ComponentChildren };

function Step({ number, title, picture, children }: StepProps): VNode {
  return (
    <section>
      <div class="picture">{picture}</div>
      <div class="content">
        <h2>
          {number}. {title}
        </h2>
        {children}
      </div>
    </section>
  );
}

function NotSeen({ why }: { why: Extract<Seen, string> }): VNode {
  if (why === 'loading') return <p role="status">Đang xem máy này…</p>;
  if (why === 'away') return <p role="status">Trạm chưa trả lời. Đang thử lại.</p>;
  return (
    <p role="status" class="trouble">
      <Notice />
      <span>
        Trang này chỉ mở được trên chính máy có cắm máy quét. Đến máy đó và mở{' '}
        <code>http://localhost:{location.port || '80'}/setup</code>
      </span>
    </p>
  );
}

render(<SetupPage />, document.getElementById('page')!);
