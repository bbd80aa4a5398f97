import { useSignal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import type { AlarmName, AlarmRow } from '../core/wire/alarm.ts';
import { Check, Clock, Printer, Screen, SpeakerOff, Warning } from '../web/pictograms.tsx';
import { DeskButton } from './desk-button.tsx';
import { spanWords } from './desk-words.ts';

type Props = {
  /** Null until the server has told them. */
  alarms: readonly AlarmRow[] | null;
  /** What can be done about it right here, beside the words. */
  act: (alarm: AlarmName) => ComponentChildren;
};

/** With more of them the house itself would no longer be seen. */
const AT_ONCE = 4;

/** All that is wrong in the house, the worst first: what, where, what to do first. One quiet line when nothing is. */
export function AlarmList({ alarms, act }: Props): VNode | null {
  const all = useSignal(false);
  if (alarms === null) return null;
  if (alarms.length === 0)
    return (
      <p class="alarms-none" role="status">
        <Check label={null} /> Không có việc gì phải xem
      </p>
    );
  const hidden = alarms.length - AT_ONCE;
  const shown = all.value ? alarms : alarms.slice(0, AT_ONCE);
  return (
    <section class="alarms" aria-label="Việc phải xem" role="status">
      <ul>
        {shown.map((row) => (
          <Alarm key={row.alarm} row={row} act={act} />
        ))}
      </ul>
      {hidden > 0 ? (
        <DeskButton
          look="small"
          press={() => {
            all.value = !all.value;
          }}
          disabled={false}
          shortcut={null}
        >
          {all.value ? 'Thu gọn' : `Còn ${hidden} việc nữa`}
        </DeskButton>
      ) : null}
    </section>
  );
}

function Alarm({ row, act }: { row: AlarmRow; act: Props['act'] }): VNode {
  const { alarm, level, title, what, first, seconds } = row;
  return (
    <li class={level}>
      {signOf(alarm)}
      <p>
        <b>{what === '' ? title : `${title} · ${what}`}</b>
        <span>{first}</span>
      </p>
      {act(alarm)}
      <small aria-live="off">{sinceWords(seconds)}</small>
    </li>
  );
}

function signOf(alarm: AlarmName): VNode {
  if (alarm === 'printer') return <Printer label={null} />;
  if (alarm === 'speaker') return <SpeakerOff label={null} />;
  if (alarm === 'board' || alarm === 'station') return <Screen label={null} />;
  if (alarm === 'clock' || alarm === 'device-clock') return <Clock label={null} />;
  return <Warning label={null} />;
}

const sinceWords = (seconds: number): string =>
  seconds < 60 ? 'vừa xong' : `đã ${spanWords(Math.floor(seconds / 60))}`;
