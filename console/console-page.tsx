import { effect } from '@preact/signals';
import { render } from 'preact';
import type { PlaceAnswer } from '../core/wire/api.ts';
import { type DeviceIdentity, openDevice } from '../web/device.ts';
import { get } from '../web/http.ts';
import { listenForScans } from '../web/keyboard-scanner.ts';
import { openShelf } from '../web/shelf.ts';
import { Desk } from './desk.ts';
import { listenToDesk } from './desk-keyboard.ts';
import { DeskScreen } from './desk-screen.tsx';
import { House } from './house.ts';
import { HouseScreen } from './house-screen.tsx';
import { learnZone, takeZone } from './house-time.ts';
import { RoomChoice, UnknownDesk } from './room-choice.tsx';
import { openSmallWindow } from './small-window.ts';

const ROOM = 'tiepdon.desk.room';
/** What is kept for a supervisor instead of a room's id. */
const WHOLE_HOUSE = '*';
const AGAIN_MS = 3_000;
const shelf = openShelf(() => localStorage);

async function open(): Promise<void> {
  const identity = await openDevice('console', null);
  if (!identity) render(<UnknownDesk />, document.body);
  else if (identity.room !== null) {
    void learnZone(identity.token);
    sitDown(identity, identity.room, null);
  } else await choose(identity, shelf.read(ROOM));
}

/** A desk without a room of its own takes the one it had last, if that still exists, or asks. */
async function choose(identity: DeviceIdentity, last: string | null): Promise<void> {
  const reply = await get<PlaceAnswer>(identity.token, '/api/v1/place');
  if (reply.status === 401) return render(<UnknownDesk />, document.body);
  if (!reply.ok) {
    setTimeout(() => void choose(identity, last), AGAIN_MS);
    return render(<RoomChoice rooms={null} choose={() => {}} oversee={null} />, document.body);
  }
  takeZone(reply.body);
  const { rooms } = reply.body;
  const again = () => void choose(identity, null);
  const take = (room: string) => {
    shelf.write(ROOM, room);
    sitDown(identity, room, again);
  };
  const all = () => {
    shelf.write(ROOM, WHOLE_HOUSE);
    oversee(identity, reply.body, again, take);
  };
  if (last === WHOLE_HOUSE) all();
  else if (last !== null && rooms.some(({ id }) => id === last)) take(last);
  else render(<RoomChoice rooms={rooms} choose={take} oversee={all} />, document.body);
}

function sitDown(identity: DeviceIdentity, room: string, change: (() => void) | null): void {
  const desk = new Desk(identity.token, room);
  const stopScans = listenForScans(window, {
    onScan: ({ text, cause }) => {
      desk.panel.value = { at: 'reception' };
      void desk.reception.read(text, 'keyboard', cause);
    },
    onKeyNoise: () => {},
  });
  const stopKeys = listenToDesk(desk, window);
  const stopTitle = entitle(desk);
  const leave =
    change &&
    (() => {
      desk.stop();
      stopScans();
      stopKeys();
      stopTitle();
      change();
    });
  const isSmall = window.name === 'tiepdon-desk';
  const shrink = isSmall ? null : () => void openSmallWindow((small) => fill(desk, small));
  render(<DeskScreen key={room} desk={desk} leave={leave} shrink={shrink} />, document.body);
}

/** The same desk in the small window beside the other programs, with the same keys. */
function fill(desk: Desk, small: Window): () => void {
  const stopKeys = listenToDesk(desk, small);
  render(<DeskScreen desk={desk} leave={null} shrink={null} />, small.document.body);
  return () => {
    stopKeys();
    render(null, small.document.body);
  };
}

/** The task bar says who is next even when the window is behind the hospital's other programs. */
function entitle(desk: Desk): () => void {
  return effect(() => {
    const state = desk.state.value;
    const [next] = state?.next ?? [];
    document.title = state
      ? `${state.now?.code ?? '–'} › ${next?.code ?? '–'} · ${state.room.label}`
      : 'Bàn gọi số';
  });
}

function oversee(
  identity: DeviceIdentity,
  place: PlaceAnswer,
  again: () => void,
  take: (room: string) => void,
): void {
  const house = new House(identity.token);
  document.title = 'Toàn viện';
  const leaveTo = (go: () => void) => () => {
    house.stop();
    go();
  };
  render(
    <HouseScreen
      key={WHOLE_HOUSE}
      house={house}
      facility={place.facility}
      leave={leaveTo(again)}
      sit={(room) => leaveTo(() => take(room))()}
    />,
    document.body,
  );
}

void open();
