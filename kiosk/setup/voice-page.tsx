import { render, type VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { VoicePack, VoiceState } from '../../core/wire/voice-setup.ts';
import { get, send } from '../../web/http.ts';
import { Notice } from './setup-pictograms.tsx';
import { Chain } from './voice-chain.tsx';
import { hearingOf, tongueKey, tongueWords } from './voice-hearing.ts';
import { type Decide, Listen } from './voice-listen.tsx';

type Post = (what: string, body: object) => Promise<boolean>;

/** The page follows what happens without it: the product's own voice is made, a pack is imported. */
const LOOK_MS = 4_000;
const NO_ANSWER = 'Máy chủ không làm được điều vừa bấm. Thử lại.';

function VoicePage(): VNode {
  const [state, setState] = useState<VoiceState | string | null>(null);
  const [refusal, setRefusal] = useState('');
  /** How many presses were made: a look that was begun before the last one would show what is no longer true. */
  const presses = useRef(0);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const before = presses.current;
      const reply = await get<VoiceState>(null, '/setup/voice/packs');
      if (before !== presses.current) return;
      if (reply.ok) setState(reply.body);
      else setState((known) => (reply.status === 403 ? 'not-here' : (known ?? 'away')));
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  const post: Post = async (what, body) => {
    presses.current += 1;
    const reply = await send<VoiceState>(null, `/setup/voice/${what}`, body);
    presses.current += 1;
    if (reply.ok) setState(reply.body);
    setRefusal(reply.ok ? '' : reply.problem?.detail || NO_ANSWER);
    return reply.ok;
  };
  return (
    <main>
      <header>
        <h1>Giọng gọi số</h1>
      </header>
      <p role="alert" class="advice">
        {refusal}
      </p>
      {typeof state === 'string' ? <Away why={state} /> : null}
      {state === null ? <p class="lead">Đang mở…</p> : null}
      {state !== null && typeof state === 'object' ? <Packs state={state} post={post} /> : null}
    </main>
  );
}

function Away({ why }: { why: string }): VNode {
  return (
    <p class="lead">
      {why === 'not-here'
        ? `Mở trang này trên chính máy chủ: http://localhost:${location.port || '80'}/setup/voice`
        : 'Máy chủ chưa trả lời. Trang tự thử lại.'}
    </p>
  );
}

function Packs({ state, post }: { state: VoiceState; post: Post }): VNode {
  const [heard, setHeard] = useState('');
  return (
    <>
      <Chain chain={state.chain} />
      {state.packs.length === 0 && <HowTo />}
      {state.packs.map((pack) => (
        <Pack
          key={pack.id}
          pack={pack}
          post={post}
          isHeard={heard === pack.id}
          onHear={() => setHeard(pack.id)}
        />
      ))}
    </>
  );
}

function HowTo(): VNode {
  return (
    <>
      <h2>Thu giọng của bệnh viện</h2>
      <ol class="how">
        <li>
          In bản đọc: <code>npm run admin -- voice script</code>
        </li>
        <li>Thu từng câu vào một tệp WAV, khoảng 20 phút.</li>
        <li>
          Nhập:{' '}
          <code>
            npm run admin -- voice import THU-MUC --id giong-lan --speaker … --licence … --consent …
          </code>
        </li>
        <li>Ở trang này: nghe từng câu, rồi dùng.</li>
      </ol>
      <p>Cách thu, đặt tên tệp, giấy đồng ý: docs/voice.md</p>
    </>
  );
}

type PackProps = { pack: VoicePack; post: Post; isHeard: boolean; onHear: () => void };

function Pack({ pack, post, isHeard, onHear }: PackProps): VNode {
  const { right, again, open } = hearingOf(pack);
  const decide: Decide = ({ token, sha256 }, verdict) =>
    post('verdict', { pack: pack.id, token, sha256, right: verdict });
  return (
    <article>
      <h2>
        {pack.id} {pack.active && <strong class="active">Đang dùng</strong>}
      </h2>
      <p>
        {tongueWords(pack)} · {pack.speaker} · {pack.licence} ·{' '}
        {pack.consent === null ? 'chưa ghi giấy đồng ý' : `đồng ý: ${pack.consent}`}
      </p>
      <p>
        <progress max={pack.lines.length} value={right} /> {right} / {pack.lines.length} câu đúng
        {again.length > 0 && `, ${again.length} câu phải thu lại`}
      </p>
      {pack.obstacles.length > 0 && <Stands title="Chưa dùng được vì:" lines={pack.obstacles} />}
      <Listen pack={pack} decide={decide} isHeard={isHeard} onHear={onHear} />
      {again.length > 0 && (
        <Stands
          title="Thu lại các câu này rồi nhập lại:"
          lines={again.map(({ file, text }) => `${text} (${file})`)}
        />
      )}
      {!pack.active && open.length + again.length + pack.obstacles.length === 0 && (
        <button type="button" class="primary use" onClick={() => void post('use', { pack: pack.id })}>
          Dùng giọng này
        </button>
      )}
      {pack.active && (
        <button type="button" class="use" onClick={() => void post('default', { tongue: tongueKey(pack) })}>
          Về giọng của phần mềm
        </button>
      )}
    </article>
  );
}

function Stands({ title, lines }: { title: string; lines: readonly string[] }): VNode {
  return (
    <div class="stands">
      <Notice />
      <div>
        <p>{title}</p>
        <ul>
          {lines.slice(0, 12).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {lines.length > 12 && <li>và {lines.length - 12} điều khác</li>}
        </ul>
      </div>
    </div>
  );
}

render(<VoicePage />, document.getElementById('page')!);
