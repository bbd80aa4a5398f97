import { type Signal, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { HouseState } from '../core/queue/house-view.ts';
import type { SlideList } from '../core/wire/notice-api.ts';
import { get } from '../web/http.ts';
import { Warning } from '../web/pictograms.tsx';
import { DeskButton } from './desk-button.tsx';
import type { House } from './house.ts';
import { momentOf, shortMoment } from './house-time.ts';

/** The same as the server's; longer texts are cut there. */
const MOST_LETTERS = 200;
/** On 43 inches at 8 m a text of so many letters still stands in letters that the last row reads. */
const FAR_LETTERS = 60;
const faultWords: Readonly<Record<SlideList['faults'][number]['fault'], string>> = {
  'no-picture': 'không phải ảnh PNG, JPEG hoặc WebP',
  'too-large': 'quá 3 MB',
  'too-many-pixels': 'quá 3840 điểm ảnh một cạnh',
  'too-many': 'quá 30 ảnh',
  unreadable: 'không đọc được',
};

/** Texts on the boards: hang one up, take one down; and which pictures of the folder are shown. */
export function NoticesPanel({ house, state }: { house: House; state: HouseState }): VNode {
  return (
    <section class="panel" aria-label="Thông báo trên bảng">
      <h2>Thông báo trên bảng</h2>
      <p>
        Hiện khi không có ai được gọi. Tối đa {MOST_LETTERS} chữ; dưới {FAR_LETTERS} chữ thì hàng ghế cuối đọc
        được. Không ghi tên người bệnh.
      </p>
      <NewNotice house={house} boards={state.boards} />
      <ul class="queue">
        {state.notices.map(({ id, text, from, until, boards }) => (
          <li key={id}>
            <span class="about">
              <bdi>{text}</bdi>
              <small>{` ${spanOf(from, until)}${boards === null ? '' : ` · ${boards.join(', ')}`}`}</small>
            </span>
            <DeskButton
              look="small"
              press={(at) => void house.endNotice(id, at)}
              disabled={!house.works}
              shortcut={null}
            >
              Gỡ
            </DeskButton>
          </li>
        ))}
      </ul>
      {state.notices.length === 0 ? <p class="none">Chưa có thông báo</p> : null}
      <SlideLines house={house} />
      <div class="row">
        <DeskButton
          look="small"
          press={() => {
            house.panel.value = { at: 'none' };
          }}
          disabled={false}
          shortcut={null}
        >
          Đóng
        </DeskButton>
      </div>
    </section>
  );
}

function NewNotice({ house, boards }: { house: House; boards: readonly string[] }): VNode {
  const text = useSignal('');
  const from = useSignal('');
  const until = useSignal('');
  const board = useSignal('');
  const hang = async (at: number): Promise<void> => {
    const notice = {
      text: text.value,
      from: momentOf(from.value),
      until: momentOf(until.value),
      boards: board.value === '' ? null : [board.value],
    };
    if (await house.hangNotice(notice, at)) text.value = '';
  };
  return (
    <>
      <label>
        Nội dung
        <textarea
          rows={3}
          maxLength={MOST_LETTERS}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <div class="row">
        <Moment words="Từ" value={from} />
        <Moment words="Đến" value={until} />
        <BoardChoice boards={boards} board={board} />
      </div>
      <div class="row">
        <DeskButton
          look="primary"
          press={(at) => void hang(at)}
          disabled={!house.works || text.value.trim() === ''}
          shortcut={null}
        >
          Đưa lên bảng
        </DeskButton>
      </div>
    </>
  );
}

function BoardChoice({ boards, board }: { boards: readonly string[]; board: Signal<string> }): VNode {
  return (
    <label>
      Bảng
      <select
        value={board.value}
        onChange={(event) => {
          board.value = event.currentTarget.value;
        }}
      >
        <option value="">Tất cả</option>
        {boards.map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A time by the clock on the hospital's wall; empty: at once, or until somebody takes the text down. */
function Moment({ words, value }: { words: string; value: Signal<string> }): VNode {
  return (
    <label>
      {words}
      <input
        type="datetime-local"
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
      />
    </label>
  );
}

function spanOf(from: number | null, until: number | null): string {
  const words = [
    from === null ? '' : `từ ${shortMoment(from)}`,
    until === null ? 'đến khi gỡ' : `đến ${shortMoment(until)}`,
  ];
  return words.filter((word) => word !== '').join(' ');
}

/** How many pictures are shown, and why others are not. */
function SlideLines({ house }: { house: House }): VNode | null {
  const list = useSignal<SlideList | null>(null);
  useEffect(() => {
    void get<SlideList>(house.token, '/api/v1/slides').then((reply) => {
      if (reply.ok) list.value = reply.body;
    });
  }, [house, list]);
  if (list.value === null) return null;
  const { slides, faults } = list.value;
  return (
    <div class="outcome" role="status">
      <p>
        {slides.length} ảnh trong thư mục <code>slides</code> được chiếu lúc vắng
      </p>
      <ul class="faults">
        {faults.map(({ file, fault }) => (
          <li key={file}>
            <Warning label={null} />
            {file}: {faultWords[fault]}
          </li>
        ))}
      </ul>
    </div>
  );
}
