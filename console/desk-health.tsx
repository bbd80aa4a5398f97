import type { VNode } from 'preact';
import type { DeskState } from '../core/queue/desk-view.ts';
import type { DeskScreens } from '../core/wire/protocol.ts';
import { Check, Clock, Pause, Screen, Speaker, SpeakerOff } from '../web/pictograms.tsx';
import type { Desk } from './desk.ts';
import { freshWords, roomWords } from './desk-words.ts';
import { clockTime } from './house-time.ts';
import { troubleSentence } from './screen-words.ts';

/** Boards and speakers of the room that somebody should look after, the worst in words; nothing while all is well. */
function Screens({ there }: { there: DeskScreens | null }): VNode | null {
  if (there === null) return null;
  const [worst, ...others] = [...there.troubles].sort(
    (a, b) => Number(b.level === 'red') - Number(a.level === 'red'),
  );
  if (worst !== undefined) {
    const { what, act } = troubleSentence(worst);
    return (
      <p class={`voice ${worst.level === 'red' ? 'silent' : 'unsure'} screens`} role="status">
        <Screen label={null} />
        <span>
          {what}. {act}
          {others.length > 0 ? ` (và ${others.length} máy nữa)` : ''}
        </span>
      </p>
    );
  }
  const words = stateWords(there);
  if (words === '') return null;
  return (
    <p class="voice unsure screens" role="status">
      <Screen label={null} />
      <span>{words}</span>
    </p>
  );
}

/** What is lost ("Bảng mất kết nối: 1/2"), else what was never installed ("2 bảng, 1 loa chưa lắp"); '' when all are there. */
export function stateWords(there: Omit<DeskScreens, 'troubles' | 'muted'>): string {
  const kinds = ['boards', 'speakers'] as const;
  const lost = kinds.flatMap((kind) => {
    const [connected, all] = there[kind];
    const installed = all - there.uninstalled[kind];
    return connected < installed
      ? `${SCREEN_WORDS[kind]} mất kết nối: ${installed - connected}/${installed}`
      : [];
  });
  const missing = kinds.flatMap((kind) => {
    const count = there.uninstalled[kind];
    return count > 0 ? `${count} ${SCREEN_WORDS[kind].toLowerCase()}` : [];
  });
  if (lost.length > 0) return lost.join(' · ');
  return missing.length > 0 ? `${missing.join(', ')} chưa lắp` : '';
}

const SCREEN_WORDS = { boards: 'Bảng', speakers: 'Loa' };

/** Speakers of the room that staff have switched off: calls go by mouth until then. */
function Muted({ there }: { there: DeskScreens | null }): VNode | null {
  const [first] = there?.muted ?? [];
  if (!first) return null;
  const until = clockTime(first.until).slice(0, 5);
  return (
    <p class="voice unsure muted" role="status">
      <Pause label={null} />
      <span>
        Loa {first.speaker} tạm tắt đến {until}: {first.reason}
      </span>
    </p>
  );
}

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
      <Screens there={desk.screens.value} />
      <Muted there={desk.screens.value} />
      <p class={`server ${level}`} role="status">
        {level === 'fresh' ? <Check label={null} /> : <Clock label={null} />}
        <span>{freshWords[level]}</span>
      </p>
    </header>
  );
}
