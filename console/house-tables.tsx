import type { VNode } from 'preact';
import type { HouseRoom, HouseService, HouseState } from '../core/queue/house-view.ts';
import { Pause, Warning } from '../web/pictograms.tsx';
import { DeskButton } from './desk-button.tsx';
import { roomWords, stateWords } from './desk-words.ts';
import type { House } from './house.ts';
import { LONG_INSIDE_MINUTES, roomsInOrder, serviceTrouble, troubleFirst } from './house-order.ts';
import { policyWords } from './rule-form.ts';

/** Every service of the house, those in trouble first. */
export function Services({ house, state }: { house: House; state: HouseState }): VNode {
  return (
    <section aria-label="Dịch vụ">
      <h2>Dịch vụ</h2>
      <table class="services">
        <thead>
          <tr>
            <th scope="col">Dịch vụ</th>
            <th scope="col">Chờ</th>
            <th scope="col">Lâu nhất</th>
            <th scope="col">Phòng mở</th>
            <th scope="col">Xong</th>
            <th scope="col">Quy tắc</th>
          </tr>
        </thead>
        <tbody>
          {troubleFirst(state.services).map((service) => (
            <ServiceRow key={service.id} house={house} service={service} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ServiceRow({ house, service }: { house: House; service: HouseService }): VNode {
  const { id, name, series, waiting, oldestMinutes, roomsOpen, rooms, done, policy, changed } = service;
  const trouble = serviceTrouble(service);
  const rule = policy in policyWords ? policyWords[policy as keyof typeof policyWords] : policy;
  return (
    <tr class={trouble?.level ?? ''}>
      <th scope="row">
        <span class="series">{series}</span> {name}
        {trouble ? (
          <span class="trouble-words">
            <Warning label={null} />
            {trouble.words}
          </span>
        ) : null}
      </th>
      <td class="figure">{waiting}</td>
      <td class="figure">{waiting > 0 ? `${oldestMinutes} phút` : '–'}</td>
      <td class="figure">
        {roomsOpen}/{rooms}
      </td>
      <td class="figure">{done}</td>
      <td>
        <DeskButton
          look="small"
          press={() => {
            house.panel.value = { at: 'rule', service: id };
          }}
          disabled={!house.works}
          shortcut={null}
        >
          {rule}
          {changed ? ' (đã đổi)' : ''}
        </DeskButton>
      </td>
    </tr>
  );
}

/** Every room of the house: open or not, who is inside and how long, what it serves. */
export function Rooms({ house, state }: { house: House; state: HouseState }): VNode {
  const names = new Map(state.services.map(({ id, name }) => [id, name]));
  return (
    <section aria-label="Phòng">
      <h2>Phòng</h2>
      <ul class="house-rooms">
        {roomsInOrder(state.rooms, state).map((room) => (
          <RoomLine key={room.id} house={house} room={room} names={names} />
        ))}
      </ul>
    </section>
  );
}

function RoomLine({
  house,
  room,
  names,
}: {
  house: House;
  room: HouseRoom;
  names: ReadonlyMap<string, string>;
}): VNode {
  const { now } = room;
  const long = (now?.minutes ?? 0) >= LONG_INSIDE_MINUTES;
  return (
    <li class={room.state}>
      <span class="about">
        <b>{room.label}</b>
        <i>{room.services.map((id) => names.get(id) ?? id).join(', ')}</i>
      </span>
      <span class={long ? 'inside-now long' : 'inside-now'}>
        {room.state === 'open' ? null : (
          <span class="shut">
            <Pause label={null} />
            {roomWords[room.state]}
            {room.reason ? `: ${room.reason}` : ''}
          </span>
        )}
        {now ? (
          <span>
            {long ? <Warning label={null} /> : null}
            <b>{now.code}</b> {stateWords[now.state as keyof typeof stateWords] ?? now.state} {now.minutes}{' '}
            phút
          </span>
        ) : room.state === 'open' ? (
          <span>trống</span>
        ) : null}
      </span>
      <DeskButton
        look="small"
        press={() => {
          house.panel.value = { at: 'room', room: room.id };
        }}
        disabled={!house.works}
        shortcut={null}
      >
        Đổi
      </DeskButton>
    </li>
  );
}
