import type { VNode } from 'preact';
import type { HouseState } from '../core/queue/house-view.ts';
import { Check, Clock, Warning } from '../web/pictograms.tsx';
import { AlarmList } from './alarm-list.tsx';
import { BookingsPanel } from './bookings-panel.tsx';
import { DeskButton } from './desk-button.tsx';
import { freshWords, spanWords } from './desk-words.ts';
import type { House } from './house.ts';
import { Boards } from './house-boards.tsx';
import { Speakers } from './house-speakers.tsx';
import { Rooms, Services } from './house-tables.tsx';
import { MutePanel } from './mute-panel.tsx';
import { NoticesPanel } from './notices-panel.tsx';
import { PanelPlace } from './panel-place.tsx';
import { Papers } from './papers.tsx';
import { PrinterList } from './printers.tsx';
import { RoomPanel } from './room-panel.tsx';
import { RulePanel } from './rule-panel.tsx';

type Props = {
  house: House;
  facility: string;
  leave: () => void;
  /** Takes a chair at the desk of a room. */
  sit: (room: string) => void;
};

/** The whole house on one screen, trouble first; from here rules, rooms and the day's appointments are changed. */
export function HouseScreen({ house, facility, leave, sit }: Props): VNode {
  const state = house.state.value;
  const fresh = house.freshness.value;
  if (!state || house.refused.value)
    return (
      <main class="opening">
        <p role="status">
          {house.refused.value ? 'Bàn này không xem được toàn viện. Báo CNTT' : 'Đang mở toàn viện'}
        </p>
      </main>
    );
  return (
    <div class={`house ${fresh}`}>
      <HouseHead house={house} state={state} facility={facility} leave={leave} />
      <div class="banners">
        <AlarmList
          alarms={house.alarms.value}
          act={(alarm) => (alarm === 'clock' ? <RightClock house={house} /> : null)}
        />
      </div>
      <main>
        <Services house={house} state={state} />
      </main>
      <aside>
        <p class="line" role="status">
          {house.post.line.value}
        </p>
        <PanelPlace at={Object.values(house.panel.value).join(' ')}>
          <HousePanelView house={house} state={state} sit={sit} />
        </PanelPlace>
        <Papers
          papers={state.papers}
          works={house.works}
          reprint={({ id }, at) => void house.reprint(id, at)}
          seen={(ticket, at) => void house.paperSeen(ticket, at)}
        />
        <PrinterList printers={house.printers.value} />
        <Boards screens={house.screens.value} />
        <Speakers house={house} />
        <Rooms house={house} state={state} />
      </aside>
    </div>
  );
}

/** A clock that ran ahead may be right; one that ran back never is, with a day that was begun. */
function RightClock({ house }: { house: House }): VNode | null {
  if (house.clockTrouble.value?.kind !== 'ahead') return null;
  return (
    <DeskButton look="small" press={(at) => void house.confirmClock(at)} disabled={false} shortcut={null}>
      Giờ máy chủ đúng, theo giờ mới
    </DeskButton>
  );
}

function HousePanelView({
  house,
  state,
  sit,
}: {
  house: House;
  state: HouseState;
  sit: (room: string) => void;
}): VNode | null {
  const panel = house.panel.value;
  if (panel.at === 'bookings') return <BookingsPanel house={house} state={state} />;
  if (panel.at === 'notices') return <NoticesPanel house={house} state={state} />;
  if (panel.at === 'rule') {
    const service = house.rules.value.find(({ id }) => id === panel.service);
    return service ? <RulePanel key={service.id} house={house} service={service} /> : null;
  }
  if (panel.at === 'speaker') return <MutePanel key={panel.speaker} house={house} speaker={panel.speaker} />;
  if (panel.at !== 'room') return null;
  const room = state.rooms.find(({ id }) => id === panel.room);
  return room ? <RoomPanel key={room.id} house={house} state={state} room={room} sit={sit} /> : null;
}

function HouseHead({
  house,
  state,
  facility,
  leave,
}: {
  house: House;
  state: HouseState;
  facility: string;
  leave: () => void;
}): VNode {
  const level = house.freshness.value;
  return (
    <header>
      <h1 class="room">
        Toàn viện <small>{facility}</small>
      </h1>
      <Tiles state={state} />
      <p class={`server ${level}`} role="status">
        {level === 'fresh' ? <Check label={null} /> : <Clock label={null} />}
        <span>{freshWords[level]}</span>
      </p>
      <nav class="tools" aria-label="Công cụ">
        <PanelButton house={house} at="bookings" words="Danh sách hẹn" />
        <PanelButton house={house} at="notices" words="Thông báo" />
        <a class="button" href="/rules" target="_blank" rel="noopener">
          In quy tắc treo tường
        </a>
        <DeskButton look="small" press={leave} disabled={false} shortcut={null}>
          Chọn phòng
        </DeskButton>
      </nav>
    </header>
  );
}

function PanelButton({
  house,
  at,
  words,
}: {
  house: House;
  at: 'bookings' | 'notices';
  words: string;
}): VNode {
  return (
    <DeskButton
      look="small"
      press={() => {
        house.panel.value = { at };
      }}
      disabled={!house.works}
      shortcut={null}
    >
      {words}
    </DeskButton>
  );
}

/** How the visits of the day go, in five figures. */
function Tiles({ state }: { state: HouseState }): VNode {
  const { visits, bookings } = state;
  return (
    <dl class="tiles">
      <Tile words="đang trong viện" figure={String(visits.open)} warn={false} />
      <Tile words="đã xong" figure={String(visits.done)} warn={false} />
      <Tile words="quá giờ chuẩn" figure={String(visits.over)} warn={visits.over > 0} />
      <Tile words="lượt lâu nhất" figure={spanWords(visits.longestMinutes)} warn={false} />
      <Tile
        words="hẹn đã đến"
        figure={`${bookings.come}/${bookings.come + bookings.expected}`}
        warn={false}
      />
    </dl>
  );
}

function Tile({ words, figure, warn }: { words: string; figure: string; warn: boolean }): VNode {
  return (
    <div class={warn ? 'tile warn' : 'tile'}>
      <dt>{words}</dt>
      <dd>
        {warn ? <Warning label={null} /> : null}
        {figure}
      </dd>
    </div>
  );
}
