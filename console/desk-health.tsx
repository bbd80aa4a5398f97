import type { VNode } from 'preact';
import type { DeskState } from '../core/queue/desk-view.ts';
import { Check, Clock, Speaker, SpeakerOff } from '../web/pictograms.tsx';
import type { Desk } from './desk.ts';
import { freshWords, roomWords } from './desk-words.ts';

/** Room, people waiting, speaker and server: always in sight, loud only when something is wrong. */
export function DeskHealth({ desk, state }: { desk: Desk; state: DeskState }): VNode {
  const sound = desk.sound;
  const level = desk.freshness.value;
  return (
    <header>
      <h1 class="room">{state.room.label}</h1>
      <p class={`room-state ${state.room.state}`}>{roomWords[state.room.state]}</p>
      <p class="count">
        <b>{state.waiting}</b> chờ
        {state.waiting > 0 ? <span> · lâu nhất {state.oldestMinutes} phút</span> : null}
      </p>
      <p class={`voice ${sound.level}`} role="status">
        {sound.level === 'calm' ? <Speaker label={null} /> : <SpeakerOff label={null} />}
        <span>{sound.text}</span>
      </p>
      <p class={`server ${level}`} role="status">
        {level === 'fresh' ? <Check label={null} /> : <Clock label={null} />}
        <span>{freshWords[level]}</span>
      </p>
    </header>
  );
}
