import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { Check } from '../web/pictograms.tsx';
import { DeskButton } from './desk-button.tsx';
import { spanWords } from './desk-words.ts';
import type { House } from './house.ts';

const reasons = ['Bảo trì', 'Họp, hội nghị', 'Loa rè, ồn'] as const;
const spans = [15, 30, 60, 240] as const;

/** Switches one speaker off for a while: why, then how long. It comes back by itself. */
export function MutePanel({ house, speaker }: { house: House; speaker: string }): VNode {
  const reason = useSignal<string>(reasons[0]);
  const close = (): void => {
    house.panel.value = { at: 'none' };
  };
  return (
    <section class="panel" aria-label={`Tạm tắt loa ${speaker}`}>
      <h2>Tạm tắt loa {speaker}</h2>
      <p>Trong lúc tắt, bàn gọi báo đỏ và phải gọi miệng, trừ khi có loa dự phòng.</p>
      <fieldset>
        <legend>Lý do</legend>
        <div class="options">
          {reasons.map((each) => (
            <DeskButton
              key={each}
              look="small"
              press={() => {
                reason.value = each;
              }}
              disabled={false}
              shortcut={null}
              on={reason.value === each}
            >
              {reason.value === each ? <Check label={null} /> : null} {each}
            </DeskButton>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>Tắt trong</legend>
        <div class="options">
          {spans.map((minutes) => (
            <DeskButton
              key={minutes}
              look="small"
              press={(at) => void house.muteSpeaker(speaker, minutes, reason.value, at)}
              disabled={!house.works}
              shortcut={null}
            >
              {spanWords(minutes)}
            </DeskButton>
          ))}
        </div>
      </fieldset>
      <DeskButton look="small" press={close} disabled={false} shortcut={null}>
        Đóng
      </DeskButton>
    </section>
  );
}
