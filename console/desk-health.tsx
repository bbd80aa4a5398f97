import type { VNode } from 'preact';
import type { DeskState } from '../core/queue/views.ts';
import { Check, Clock, Speaker, SpeakerOff } from '../web/pictograms.tsx';
import type { Desk } from './desk.ts';
import { DeskButton } from './desk-button.tsx';
import { setSingleKeys, singleKeys } from './desk-keyboard.ts';
import { freshWords, soundWords } from './desk-words.ts';

/** Room, people waiting, speaker and server: always in sight, loud only when something is wrong. */
export function DeskHealth({
  desk,
  state,
  leave,
}: {
  desk: Desk;
  state: DeskState;
  leave: (() => void) | null;
}): VNode {
  const sound = soundWords(desk.sound.value, desk.calling.value);
  const level = desk.freshness.value;
  return (
    <header>
      <p class="room">{state.room.label}</p>
      <p class="count">
        <b>{state.waiting}</b> chờ
        {state.waiting > 0 ? <span> · lâu nhất {state.oldestMinutes} phút</span> : null}
      </p>
      <p class={sound.silent ? 'voice trouble' : 'voice'} role="status">
        {sound.silent ? <SpeakerOff label={null} /> : <Speaker label={null} />}
        <span>{sound.text}</span>
      </p>
      <p class={`server ${level}`} role="status">
        {level === 'fresh' ? <Check label={null} /> : <Clock label={null} />}
        <span>{freshWords[level]}</span>
      </p>
      <div class="settings">
        <label>
          <input
            type="checkbox"
            checked={singleKeys.value}
            onChange={(event) => {
              setSingleKeys(event.currentTarget.checked);
              event.currentTarget.blur();
            }}
          />
          Phím tắt một phím
        </label>
        {leave ? (
          <DeskButton look="small" press={leave} disabled={false} shortcut={null}>
            Đổi phòng
          </DeskButton>
        ) : null}
      </div>
    </header>
  );
}
