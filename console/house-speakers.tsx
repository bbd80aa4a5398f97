import type { VNode } from 'preact';
import type { SpeakerHealth } from '../core/wire/protocol.ts';
import { Pause, Speaker, SpeakerOff } from '../web/pictograms.tsx';
import { clockTime } from './call-sound.ts';
import { DeskButton } from './desk-button.tsx';
import type { House } from './house.ts';
import { speakerFacts, testWords } from './speaker-words.ts';

/** Every speaker: how it speaks, a trial of it, and a while of silence. Those that cannot be heard stand first. */
export function Speakers({ house }: { house: House }): VNode | null {
  const speakers = house.speakers.value;
  if (speakers === null || speakers.length === 0) return null;
  const rank = ({ state }: SpeakerHealth): number => (state === 'ready' ? 1 : 0);
  return (
    <section aria-label="Loa gọi số">
      <h2>Loa gọi số</h2>
      <ul class="house-rooms speakers">
        {[...speakers]
          .sort((a, b) => rank(a) - rank(b))
          .map((speaker) => (
            <SpeakerLine key={speaker.id} house={house} speaker={speaker} />
          ))}
      </ul>
    </section>
  );
}

function SpeakerLine({ house, speaker }: { house: House; speaker: SpeakerHealth }): VNode {
  const { id, state, muted } = speaker;
  const test = testWords(speaker);
  const name = <span class="unseen"> loa {id}</span>;
  return (
    <li class={state === 'ready' ? '' : state === 'muted' ? 'amber' : 'red'}>
      <Sign state={state} />
      <span class="about">
        <b>Loa {id}</b>
        <i>{speakerFacts(speaker, clockOff(house, id), clockTime)}</i>
        {test && <i class={test.level === 'brick' ? 'red' : ''}>{test.words}</i>}
      </span>
      <DeskButton
        look="small"
        press={(at) => void house.testSpeaker(id, at)}
        disabled={!house.works || muted !== null}
        shortcut={null}
      >
        Thử loa{name}
      </DeskButton>
      {muted ? (
        <DeskButton
          look="small"
          press={(at) => void house.muteSpeaker(id, null, 'Bật lại', at)}
          disabled={!house.works}
          shortcut={null}
        >
          Bật lại{name}
        </DeskButton>
      ) : (
        <DeskButton
          look="small"
          press={() => {
            house.panel.value = { at: 'speaker', speaker: id };
          }}
          disabled={!house.works}
          shortcut={null}
        >
          Tạm tắt{name}
        </DeskButton>
      )}
    </li>
  );
}

/** By how much the clock of a speaker's machine is off; null: unknown. */
function clockOff(house: House, speaker: string): number | null {
  const rows = house.screens.value?.filter(({ role, name }) => role === 'speaker' && name === speaker) ?? [];
  return rows.find(({ connected }) => connected)?.clockOffMs ?? null;
}

/** Never the colour alone: each state has a sign of its own. */
function Sign({ state }: { state: SpeakerHealth['state'] }): VNode {
  if (state === 'ready') return <Speaker label={null} />;
  return state === 'muted' ? <Pause label={null} /> : <SpeakerOff label={null} />;
}
