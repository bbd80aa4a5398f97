import type { VNode } from 'preact';
import type { SetupPort, SetupScanner, SetupState } from '../../core/wire/scanner-setup.ts';
import { Check, Scanner } from '../../web/pictograms.tsx';
import { Keyboard, Notice, Socket } from './setup-pictograms.tsx';
import { portName, stateWords } from './setup-words.ts';

export type PlugActions = { bind(path: string): void; forget(source: string): void };

/** Step one: what this station uses, what else is plugged in, and what is plugged in but set wrongly. */
export function PlugStep({ state, actions }: { state: SetupState; actions: PlugActions }): VNode {
  const { scanners, ports, misplaced, pick, blind } = state;
  const isIdle = state.search.state !== 'running';
  const free = ports.filter(({ usedBy }) => usedBy === null);
  const named = free.filter(({ kind, usb }) => kind !== 'unknown' || usb !== null);
  const onBoard = free.filter((port) => !named.includes(port));
  const isNothing = scanners.length + named.length + misplaced.length === 0;
  return (
    <>
      <ul class="devices">
        {scanners.map((scanner) => (
          <Used key={scanner.source} scanner={scanner} isIdle={isIdle} onForget={actions.forget} />
        ))}
        {named.map((port) => (
          <Free
            key={port.path}
            port={port}
            onUse={port.path === pick && isIdle ? () => actions.bind(port.path) : null}
          />
        ))}
        {misplaced.map(({ maker, mode }) => (
          <Misplaced key={`${maker}${mode}`} maker={maker} mode={mode} />
        ))}
      </ul>
      {isNothing && (
        <p class="lead">Chưa thấy máy quét. Cắm dây USB của máy quét vào máy này; danh sách tự cập nhật.</p>
      )}
      {onBoard.length > 0 && (
        <p class="quiet">
          Ngoài ra có {onBoard.length} cổng sẵn trên máy ({onBoard[0]!.path}
          {onBoard.length > 1 ? ` … ${onBoard.at(-1)!.path}` : ''}); bước 2 nghe cả các cổng này.
        </p>
      )}
      {blind && (
        <p class="trouble">
          <Notice />
          Không đọc được danh sách cổng của máy này. Báo tin học kiểm tra udev.
        </p>
      )}
    </>
  );
}

type UsedProps = { scanner: SetupScanner; isIdle: boolean; onForget(source: string): void };

function Used({ scanner, isIdle, onForget }: UsedProps): VNode {
  const { source, from, state, advice, path, maker } = scanner;
  const isGood = state === 'connected';
  const name = maker === null || maker === '?' ? 'Máy quét' : `Máy quét ${maker}`;
  return (
    <li class={isGood ? 'good' : state === 'closed' || state === 'opening' ? '' : 'bad'}>
      {isGood ? <Check label={null} /> : <Scanner label={null} />}
      <div class="device-words">
        <b>{name}</b>
        <p>
          {stateWords[state]} · <code>{path ?? source.replace(/^serial:/, '')}</code>
        </p>
        {advice !== null && state !== 'closed' && <p class="advice">{advice}</p>}
        {from === 'setting' && <p class="quiet">Ghi trong thiết lập SCANNER.</p>}
      </div>
      {from === 'kept' && (
        <button type="button" disabled={!isIdle} onClick={() => onForget(source)}>
          Bỏ máy này
        </button>
      )}
    </li>
  );
}

function Free({ port, onUse }: { port: SetupPort; onUse: (() => void) | null }): VNode {
  const hint = port.kind === 'bridge' ? 'Có thể có máy quét phía sau: làm bước 2.' : 'Chưa dùng: làm bước 2.';
  return (
    <li>
      {port.kind === 'scanner' ? <Scanner label={null} /> : <Socket />}
      <div class="device-words">
        <b>{portName(port)}</b>
        <p>
          <code>{port.path}</code>
        </p>
        <p class="quiet">{onUse === null ? hint : 'Đã nhận ra máy quét, chưa dùng.'}</p>
      </div>
      {onUse !== null && (
        <button type="button" class="primary" onClick={onUse}>
          Dùng máy này
        </button>
      )}
    </li>
  );
}

function Misplaced({ maker, mode }: SetupState['misplaced'][number]): VNode {
  const how = mode === 'keyboard' ? 'đang gõ chữ như bàn phím' : 'đang ở chế độ HID, không có cổng';
  return (
    <li class="bad">
      <Keyboard />
      <div class="device-words">
        <b>{maker === '?' ? 'Máy quét' : `Máy quét ${maker}`}</b>
        <p>Đã cắm nhưng {how}.</p>
        <p class="advice">
          In tờ cài đặt, quét mã “USB CDC / USB-COM” trong sách của máy quét, rồi rút ra cắm lại.
        </p>
      </div>
    </li>
  );
}
