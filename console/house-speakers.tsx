import type { VNode } from 'preact';
import type { SpeakerHealth } from '../core/wire/protocol.ts';
import { Pause, Speaker, SpeakerOff } from '../web/pictograms.tsx';
import { DeskButton } from './desk-button.tsx';
import type { House } from './house.ts';
import { clockTime } from './house-time.ts';
import { type SpeakerStand, speakerStand, testWords } from './speaker-words.ts';

/** Every speaker: how it stands and speaks, a trial of it, and a while of silence. Those in trouble stand first. */
export function Speakers({ house }: { house: House }): VNode | null {
  const speakers = house.speakers.value;
  if (speakers === null || speakers.length === 0) return null;
  const machines = (house.screens.value ?? []).filter(({ role }) => role === 'speaker');
  const lines = speakers.map((speaker) => {
    const own = machines.filter(({ name }) => name === speaker.id);
    return { speaker, stand: speakerStand(speaker, own, clockTime) };
  });
  return (
    <section aria-label="Loa gọi số">
      <h2>Loa gọi số</h2>
      <ul class="house-rooms speakers">
        {lines
          .sort((a, b) => RANK[a.stand.level] - RANK[b.stand.level])
          .map(({ speaker, stand }) => (
            <SpeakerLine key={speaker.id} house={house} speaker={speaker} stand={stand} />
          ))}
      </ul>
    </section>
  );
}

const RANK = { red: 0, amber: 1, calm: 2 } as const;

type LineProps = { house: House; speaker: SpeakerHealth; stand: SpeakerStand };

function SpeakerLine({ house, speaker, stand }: LineProps): VNode {
  const { level, what, act, facts } = stand;
  const test = testWords(speaker);
  return (
    <li class={level}>
      <Sign sign={stand.sign} />
      <span class="about">
        <b>{what}</b>
        {act && <i>{act}</i>}
        {facts !== null && <i>{facts}</i>}
        {test && <i class={test.level === 'brick' ? 'red' : ''}>{test.words}</i>}
      </span>
      {facts !== null && <Acts house={house} speaker={speaker} />}
    </li>
  );
}

function Acts({ house, speaker: { id, muted } }: Omit<LineProps, 'stand'>): VNode {
  const name = <span class="unseen"> loa {id}</span>;
  return (
    <>
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
    </>
  );
}

/** Never the colour alone: each state has a sign of its own. */
function Sign({ sign }: Pick<SpeakerStand, 'sign'>): VNode {
  if (sign === 'speaks') return <Speaker label={null} />;
  return sign === 'pause' ? <Pause label={null} /> : <SpeakerOff label={null} />;
}
