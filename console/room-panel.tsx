import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { HouseRoom, HouseState } from '../core/queue/house-view.ts';
import { Check } from '../web/pictograms.tsx';
import { DeskButton } from './desk-button.tsx';
import { roomWords } from './desk-words.ts';
import type { House } from './house.ts';

const states: readonly HouseRoom['state'][] = ['open', 'paused', 'closed'];
const stateVerbs: { readonly [to in HouseRoom['state']]: string } = {
  open: 'Mở phòng',
  paused: 'Tạm nghỉ',
  closed: 'Đóng phòng',
};

/** One room in the supervisor's hand: open or not, what it serves today, and a chair to sit down at its desk. */
export function RoomPanel({
  house,
  state,
  room,
  sit,
}: {
  house: House;
  state: HouseState;
  room: HouseRoom;
  sit: (room: string) => void;
}): VNode {
  const close = () => {
    house.panel.value = { at: 'none' };
  };
  return (
    <section class="panel" aria-label={room.label}>
      <h2>{room.label}</h2>
      <p>
        {roomWords[room.state]}
        {room.reason ? `: ${room.reason}` : ''}
      </p>
      <div class="row">
        {states
          .filter((to) => to !== room.state)
          .map((to) => (
            <DeskButton
              key={to}
              look="small"
              press={(at) => void house.setRoom(room.id, to, to === 'paused' ? 'Bàn điều phối' : null, at)}
              disabled={!house.works}
              shortcut={null}
            >
              {stateVerbs[to]}
            </DeskButton>
          ))}
        <DeskButton look="small" press={() => sit(room.id)} disabled={false} shortcut={null}>
          Ngồi bàn này
        </DeskButton>
      </div>
      <RoomServices house={house} state={state} room={room} />
      <DeskButton look="small" press={close} disabled={false} shortcut={null}>
        Đóng
      </DeskButton>
    </section>
  );
}

function RoomServices({ house, state, room }: { house: House; state: HouseState; room: HouseRoom }): VNode {
  const chosen = useSignal<readonly string[]>(room.services);
  const flip = (id: string) => {
    const on = chosen.value.includes(id);
    chosen.value = on ? chosen.value.filter((each) => each !== id) : [...chosen.value, id];
  };
  return (
    <>
      <fieldset>
        <legend>Phục vụ hôm nay</legend>
        <div class="options">
          {state.services.map(({ id, name }) => (
            <DeskButton
              key={id}
              look="small"
              press={() => flip(id)}
              disabled={false}
              shortcut={null}
              on={chosen.value.includes(id)}
            >
              {chosen.value.includes(id) ? <Check label={null} /> : null} {name}
            </DeskButton>
          ))}
        </div>
      </fieldset>
      <div class="row">
        <DeskButton
          look="primary"
          press={(at) => void house.setServices(room.id, chosen.value, at)}
          disabled={!house.works || chosen.value.length === 0}
          shortcut={null}
        >
          Áp dụng dịch vụ
        </DeskButton>
        <DeskButton
          look="small"
          press={(at) => void house.setServices(room.id, null, at)}
          disabled={!house.works}
          shortcut={null}
        >
          Như tệp phòng khám
        </DeskButton>
      </div>
    </>
  );
}
