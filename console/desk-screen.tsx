import type { VNode } from 'preact';
import type { Desk } from './desk.ts';
import { DeskBanners } from './desk-banners.tsx';
import { DeskHealth } from './desk-health.tsx';
import { Inside } from './desk-inside.tsx';
import { DeskLists } from './desk-lists.tsx';
import { Feedback, NextButton } from './desk-next.tsx';
import { DeskPanel } from './desk-panel.tsx';
import { DeskTools } from './desk-tools.tsx';
import { Papers } from './papers.tsx';
import { PrinterList } from './printers.tsx';

/**
 * The desk of a room: who is inside, who is next and why, and the one key. `leave` null: the room is fixed;
 * `shrink` null: this is the small window.
 */
export function DeskScreen({
  desk,
  leave,
  shrink,
}: {
  desk: Desk;
  leave: (() => void) | null;
  shrink: (() => void) | null;
}): VNode {
  const state = desk.state.value;
  const fresh = desk.freshness.value;
  if (desk.refused.value)
    return <Waiting text="Bàn này chưa được ghi danh hoặc không thuộc phòng này. Báo CNTT" />;
  if (!state) return <Waiting text={fresh === 'fresh' ? 'Đang mở bàn' : 'Chưa nối được máy chủ'} />;
  return (
    <div class={`desk ${fresh}`}>
      <DeskHealth desk={desk} state={state} />
      <DeskTools desk={desk} leave={leave} shrink={shrink} />
      <DeskBanners desk={desk} />
      <main>
        <Inside desk={desk} ticket={state.now} />
        <NextButton desk={desk} state={state} />
        <Feedback desk={desk} />
      </main>
      <aside>
        <DeskPanel desk={desk} state={state} />
        <Papers
          papers={state.papers}
          works={desk.works}
          reprint={(ticket, at) => void desk.print(ticket, at)}
          seen={(ticket, at) => void desk.paperSeen(ticket, at)}
        />
        <DeskLists desk={desk} state={state} />
        <PrinterList printers={desk.printers.value} />
      </aside>
    </div>
  );
}

function Waiting({ text }: { text: string }): VNode {
  return (
    <main class="opening">
      <p role="status">{text}</p>
    </main>
  );
}
