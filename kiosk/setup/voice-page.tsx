import { render, type VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { VoicePack, VoiceState } from '../../core/wire/voice-setup.ts';
import { get, type Reply, send } from '../../web/http.ts';
import { Notice } from './setup-pictograms.tsx';
import { Chain } from './voice-chain.tsx';
import { hearingOf, tongueKey, tongueWords } from './voice-hearing.ts';
import { type Decide, Listen } from './voice-listen.tsx';

type Post = (what: string, body: object) => Promise<boolean>;

const NO_ANSWER = 'Máy chủ không làm được điều vừa bấm. Thử lại.';

function VoicePage(): VNode {
  const [state, setState] = useState<VoiceState | string | null>(null);
  const [refusal, setRefusal] = useState('');
  const taken = (reply: Reply<VoiceState>): boolean => {
    if (reply.ok) setState(reply.body);
    setRefusal(reply.ok ? '' : reply.problem?.detail || NO_ANSWER);
    return reply.ok;
  };
  useEffect(() => {
    void get<VoiceState>(null, '/setup/voice/packs').then((reply) => {
      if (reply.ok) setState(reply.body);
      else setState(reply.status === 403 ? 'not-here' : 'away');
    });
  }, []);
  const post: Post = async (what, body) => taken(await send<VoiceState>(null, `/setup/voice/${what}`, body));
  return (
    <main>
      <header>
        <h1>Giọng gọi số</h1>
      </header>
      <p role="alert" class="advice">
        {refusal}
      </p>
      {typeof state === 'string' ? <Away why={state} /> : state && <Packs state={state} post={post} />}
    </main>
  );
}

function Away({ why }: { why: string }): VNode {
  return (
    <p class="lead">
      {why === 'not-here'
        ? `Mở trang này trên chính máy chủ: http://localhost:${location.port || '80'}/setup/voice`
        : 'Máy chủ không trả lời. Tải lại trang.'}
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
        <li>Quay lại trang này, nghe từng câu, rồi dùng.</li>
      </ol>
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
      <Listen pack={pack} decide={decide} isHeard={isHeard} onHear={onHear} />
      {again.length > 0 && (
        <Stands
          title="Thu lại các câu này rồi nhập lại:"
          lines={again.map(({ file, text }) => `${text} (${file})`)}
        />
      )}
      {pack.obstacles.length > 0 && <Stands title="Chưa dùng được vì:" lines={pack.obstacles} />}
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
