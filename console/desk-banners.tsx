import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { Bell, Clock, Pause, SpeakerOff } from '../web/pictograms.tsx';
import { Banner } from './banner.tsx';
import type { ClockTrouble, Desk } from './desk.ts';
import { DeskButton } from './desk-button.tsx';
import { longMoment } from './house-time.ts';
import { PrinterAlarms } from './printers.tsx';
import { StorageAlarms } from './storage-alarms.tsx';

/** What must not be overlooked, one line each: a call nobody heard, a kiosk that rings, a printer, a wrong clock, a break. */
export function DeskBanners({ desk }: { desk: Desk }): VNode {
  return (
    <div class="banners">
      <Unheard desk={desk} />
      <Rings desk={desk} />
      <PrinterAlarms printers={desk.printers.value} />
      <StorageAlarms troubles={desk.storage.value} />
      <WrongClock trouble={desk.clockTrouble.value} />
      <RoomShut desk={desk} />
    </div>
  );
}

function Unheard({ desk }: { desk: Desk }): VNode | null {
  const seen = useSignal<string | null>(null);
  const inside = desk.state.value?.now ?? null;
  const { level, text, advice } = desk.sound;
  if (level !== 'silent' || !inside || seen.value === `${inside.callId} ${inside.recalls}`) return null;
  const words = `${inside.code}: ${text}${advice ? `. ${advice}` : ''}`;
  return (
    <Banner tone="brick" sign={<SpeakerOff label={null} />} words={words}>
      <DeskButton
        look="small"
        press={() => {
          seen.value = `${inside.callId} ${inside.recalls}`;
        }}
        disabled={false}
        shortcut={null}
      >
        Đã gọi miệng
      </DeskButton>
    </Banner>
  );
}

function Rings({ desk }: { desk: Desk }): VNode | null {
  const rings = desk.rings.value;
  if (rings.length === 0) return null;
  return (
    <Banner tone="amber" sign={<Bell label={null} />} words={`Có người cần giúp tại ${rings.join(', ')}`}>
      <DeskButton look="small" press={() => desk.answerRings()} disabled={false} shortcut={null}>
        Đã biết
      </DeskButton>
    </Banner>
  );
}

/** The machine's clock jumped: until the supervisor, who sees a clock on the wall, says so, no new day is begun. */
function WrongClock({ trouble }: { trouble: ClockTrouble }): VNode | null {
  if (!trouble) return null;
  const shown = longMoment(trouble.wall);
  const words =
    trouble.kind === 'ahead'
      ? `Đồng hồ máy chủ nhảy tới ${shown}. Số vẫn theo giờ cũ. Báo bàn điều phối.`
      : `Đồng hồ máy chủ chạy lùi về ${shown}. Số vẫn theo giờ cũ. Báo CNTT.`;
  return <Banner tone="amber" sign={<Clock label={null} />} words={words} />;
}

function RoomShut({ desk }: { desk: Desk }): VNode | null {
  const room = desk.state.value?.room;
  if (!room || room.state === 'open') return null;
  const words =
    room.state === 'paused' ? `TẠM NGHỈ${room.reason ? `: ${room.reason}` : ''}` : 'PHÒNG ĐANG ĐÓNG';
  return (
    <Banner tone="stone" sign={<Pause label={null} />} words={words}>
      <DeskButton
        look="small"
        press={(at) => void desk.setRoom('open', null, at)}
        disabled={!desk.works}
        shortcut={null}
      >
        Mở lại
      </DeskButton>
    </Banner>
  );
}
