import { render, type VNode } from 'preact';
import type { RulesAnswer } from '../core/wire/api.ts';
import { get } from '../web/http.ts';

const AGAIN_MS = 5_000;

/** By which rule people are called, one sheet of A4 for the wall of each service. */
function RulesPage({ rules }: { rules: RulesAnswer }): VNode {
  const only = decodeURIComponent(location.hash.slice(1));
  const chosen = rules.services.filter(({ id }) => id === only);
  const shown = chosen.length > 0 ? chosen : rules.services;
  return (
    <main>
      <nav class="choice" aria-label="Chọn tờ để in">
        <button type="button" class="primary" onClick={() => window.print()}>
          In {shown.length} tờ A4
        </button>
        <a href="#tat-ca">Tất cả</a>
        {rules.services.map(({ id, name }) => (
          <a key={id} href={`#${id}`} aria-current={only === id}>
            {name}
          </a>
        ))}
      </nav>
      {shown.map((service) => (
        <Sheet key={service.id} facility={rules.facility} service={service} />
      ))}
    </main>
  );
}

function Sheet({ facility, service }: { facility: string; service: RulesAnswer['services'][number] }): VNode {
  return (
    <article class="sheet">
      <p class="facility">{facility}</p>
      <h1>{service.name}</h1>
      <p class="series">
        Số bắt đầu bằng <b>{service.series}</b>
      </p>
      <h2>Ai được gọi trước?</h2>
      <ol>
        {service.words.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      <p class="ask">Thấy chưa đúng? Mời hỏi nhân viên tại quầy: mỗi lượt gọi đều ghi lại lý do.</p>
    </article>
  );
}

async function open(): Promise<void> {
  const reply = await get<RulesAnswer>(null, '/api/v1/rules');
  if (!reply.ok) {
    render(
      <main>
        <p role="status">Đang chờ máy chủ</p>
      </main>,
      document.body,
    );
    setTimeout(() => void open(), AGAIN_MS);
    return;
  }
  const show = () => render(<RulesPage rules={reply.body} />, document.body);
  window.addEventListener('hashchange', show);
  show();
}

void open();
