import { effect } from '@preact/signals';
import { render } from 'preact';
import type { PlaceAnswer } from '../core/wire/api.ts';
import { type DeviceIdentity, openDevice } from '../web/device.ts';
import { get } from '../web/http.ts';
import { openShelf } from '../web/shelf.ts';
import { Desk } from './desk.ts';
import { listenToDesk } from './desk-keyboard.ts';
import { DeskScreen } from './desk-screen.tsx';
import { RoomChoice, UnknownDesk } from './room-choice.tsx';

const ROOM = 'tiepdon.desk.room';
const AGAIN_MS = 3_000;
const shelf = openShelf(() => localStorage);

async function open(): Promise<void> {
  const identity = await openDevice('console', null);
  if (!identity) render(<UnknownDesk />, document.body);
  else if (identity.room !== null) sitDown(identity, identity.room, null);
  else await choose(identity, shelf.read(ROOM));
}

/** A desk without a room of its own takes the one it had last, if that still exists, or asks. */
async function choose(identity: DeviceIdentity, last: string | null): Promise<void> {
  const reply = await get<PlaceAnswer>(identity.token, '/api/v1/place');
  if (reply.status === 401) return render(<UnknownDesk />, document.body);
  if (!reply.ok) {
    setTimeout(() => void choose(identity, last), AGAIN_MS);
    return render(<RoomChoice rooms={null} choose={() => {}} />, document.body);
  }
  const { rooms } = reply.body;
  const take = (room: string) => {
    shelf.write(ROOM, room);
    sitDown(identity, room, () => void choose(identity, null));
  };
  if (last !== null && rooms.some(({ id }) => id === last)) take(last);
  else render(<RoomChoice rooms={rooms} choose={take} />, document.body);
}

function sitDown(identity: DeviceIdentity, room: string, change: (() => void) | null): void {
  const desk = new Desk(identity.token, room);
  const stopKeys = listenToDesk(desk);
  // The task bar says who is next even when the window is behind the hospital's other programs.
  const stopTitle = effect(() => {
    const state = desk.state.value;
    const [next] = state?.next ?? [];
    document.title = state
      ? `${state.now?.code ?? '–'} › ${next?.code ?? '–'} · ${state.room.label}`
      : 'Bàn gọi số';
  });
  const leave =
    change &&
    (() => {
      desk.stop();
      stopKeys();
      stopTitle();
      change();
    });
  render(<DeskScreen key={room} desk={desk} leave={leave} />, document.body);
}

void open();
