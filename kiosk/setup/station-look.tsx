import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { get } from '../../web/http.ts';
import { Notice } from './setup-pictograms.tsx';

/** The station's state, or why there is none: it does not answer, or this browser is on another machine. */
export type Seen<T> = T | 'away' | 'elsewhere' | 'loading';

/** What stands at `path` of the station, looked at again and again, and the way to put in a newer answer. */
export function useStation<T extends object>(
  path: string,
  everyMs: (seen: Seen<T>) => number,
): [Seen<T>, (seen: T) => void] {
  const [seen, setSeen] = useState<Seen<T>>('loading');
  const pause = everyMs(seen);
  useEffect(() => poll<T>(path, setSeen, pause), [path, pause]);
  return [seen, setSeen];
}

function poll<T>(path: string, show: (seen: Seen<T>) => void, everyMs: number): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const look = async (): Promise<void> => {
    const reply = await get<T>(null, path);
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

/** Why nothing can be shown. `device`: what is plugged into the right machine; `page`: what to open there. */
export function NotSeen({ why, device, page }: { why: string; device: string; page: string }): VNode {
  if (why === 'loading') return <p role="status">Đang xem máy này…</p>;
  if (why === 'away') return <p role="status">Trạm chưa trả lời. Đang thử lại.</p>;
  return (
    <p role="status" class="trouble">
      <Notice />
      <span>
        Trang này chỉ mở được trên chính máy có cắm {device}. Đến máy đó và mở{' '}
        <code>
          http://localhost:{location.port || '80'}
          {page}
        </code>
      </span>
    </p>
  );
}

type StepProps = { number: number; title: string; picture: VNode; children: ComponentChildren };

/** One step of a page: a picture, and what to do. */
export function Step({ number, title, picture, children }: StepProps): VNode {
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
