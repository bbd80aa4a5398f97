import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { PrinterPlace, PrinterState } from '../../core/wire/printer-setup.ts';
import { Printer } from '../../web/pictograms.tsx';
import { kindWords, obstacleWords } from './find-words.ts';
import type { Wish } from './printer-wish.ts';
import { Notice, Socket } from './setup-pictograms.tsx';

/** What could be a printer: plugged in here, found in the network, or at an address that somebody knows. */
export function FindStep({ state, wish }: { state: PrinterState; wish: Wish }): VNode {
  const { places, blind } = state;
  const telling = places.filter(({ kind }) => kind !== 'board');
  const onBoard = places.filter(({ kind }) => kind === 'board');
  const look = (place: string) => wish('pick', { place });
  return (
    <>
      {telling.length === 0 && (
        <p class="lead">Chưa thấy máy in cắm vào máy này. Cắm dây USB; danh sách tự cập nhật.</p>
      )}
      <ul class="devices">
        {telling.map((place) => (
          <Place key={place.place} place={place} state={state} onLook={look} />
        ))}
      </ul>
      {onBoard.length > 0 && (
        <details>
          <summary>Cổng nối tiếp có sẵn trên máy ({onBoard.length})</summary>
          <ul class="devices">
            {onBoard.map((place) => (
              <Place key={place.place} place={place} state={state} onLook={look} />
            ))}
          </ul>
        </details>
      )}
      {blind && (
        <p class="trouble">
          <Notice />
          Không đọc được danh sách cổng của máy này. Báo tin học kiểm tra udev.
        </p>
      )}
      <NetworkSearch state={state} wish={wish} />
      <Typed onLook={look} />
    </>
  );
}

type PlaceProps = { place: PrinterPlace; state: PrinterState; onLook(place: string): void };

function Place({ place, state, onLook }: PlaceProps): VNode {
  const isUsed = state.address.split('?')[0] === place.place;
  const isLookedAt = state.draft?.address.split('?')[0] === place.place;
  const obstacle = obstacleWords(place);
  return (
    <li class={obstacle !== '' ? 'bad' : isUsed ? 'good' : ''}>
      {place.kind === 'usb' || place.kind === 'network' ? <Printer label={null} /> : <Socket />}
      <div class="device-words">
        <b>{place.name ?? kindWords[place.kind]}</b>
        <p>
          {place.name !== null && `${kindWords[place.kind]} · `}
          <code>{place.place}</code>
        </p>
        {obstacle !== '' && <p class="advice">{obstacle}</p>}
        {isUsed && <p class="quiet">Trạm đang in ở máy này.</p>}
      </div>
      {obstacle === '' && (
        <button type="button" disabled={isLookedAt} onClick={() => onLook(place.place)}>
          {isLookedAt ? 'Đang xem' : 'Xem máy này'}
        </button>
      )}
    </li>
  );
}

function NetworkSearch({ state, wish }: { state: PrinterState; wish: Wish }): VNode {
  const { network } = state;
  const { done, total, found } = network;
  const result = found.length === 0 ? 'không thấy máy nào nhận in' : `thấy ${found.length} máy`;
  return (
    <div class="search">
      {network.state === 'running' ? (
        <>
          <label>
            Đang tìm trong mạng <progress max={total} value={done} /> {done}/{total} địa chỉ
          </label>
          <button type="button" onClick={() => wish('stop', {})}>
            Dừng tìm
          </button>
        </>
      ) : (
        <>
          <button type="button" onClick={() => wish('search', {})}>
            Tìm trong mạng
          </button>
          <p role="status" class="quiet">
            {network.state === 'none' &&
              'Chỉ hỏi các máy cùng mạng với máy này, cổng 9100; không gửi gì cho máy nào.'}
            {network.state === 'done' && `Đã hỏi ${total} địa chỉ: ${result}.`}
            {network.state === 'stopped' && `Đã dừng sau ${done}/${total} địa chỉ: ${result}.`}
          </p>
        </>
      )}
    </div>
  );
}

const ADDRESS = /^[A-Za-z0-9.-]+(:\d{1,5})?$/;

/** Printers stand in a network of their own, as a rule, which no search reaches. */
function Typed({ onLook }: { onLook(place: string): void }): VNode {
  const [text, setText] = useState('');
  const address = text.trim();
  return (
    <form
      class="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (ADDRESS.test(address)) onLook(`tcp://${address.includes(':') ? address : `${address}:9100`}`);
      }}
    >
      <label>
        Biết địa chỉ IP của máy in
        <input
          type="text"
          name="address"
          inputMode="decimal"
          placeholder="192.168.1.50"
          maxLength={100}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={!ADDRESS.test(address)}>
        Xem địa chỉ này
      </button>
    </form>
  );
}
