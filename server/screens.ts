import { boardFace } from '../core/queue/board-face.ts';
import type { Clinic, ClinicBoard } from '../core/queue/clinic-file.ts';
import type { DeskState } from '../core/queue/desk-view.ts';
import type { HouseState } from '../core/queue/house-view.ts';
import type { BoardState } from '../core/queue/views.ts';
import type { DeskSound, Namespace, SpeakerState, StationState, Sub } from '../core/wire/protocol.ts';
import type { ScreenRow } from '../core/wire/screen.ts';
import type { Device, DeviceRow } from './devices/devices.ts';
import type { Announcements } from './followers/announcements.ts';
import { boardNames } from './followers/board-names.ts';
import { LiveView, LiveViews, type Source, type Way } from './followers/live-view.ts';
import { Pacer } from './followers/pacer.ts';
import { openPrinters, type Printers } from './followers/printers.ts';
import { boardView, deskView, houseView } from './followers/view.ts';
import type { People } from './people/people.ts';
import type { Desk, Hub, Told } from './sockets/hub.ts';
import { roomWriter } from './sockets/room-writer.ts';
import { ScreenNews } from './sockets/screen-news.ts';
import { ScreenRoll } from './sockets/screen-roll.ts';
import { SpeakerNews } from './sockets/speaker-news.ts';
import type { StationLink } from './station-link.ts';

/** Desks and boards show minutes, and who comes next changes with them, without any entry of the log. */
const REFRESH_MS = 5_000;
/** Deltas of one view closer together than this are sent as one. */
const GAP_MS = 25;
/** The whole house is large and watched by few. */
const HOUSE_GAP_MS = 1_000;

/** All screens of the house: their views, who may see which, and what is sent to them outside the log. */
export type Screens = {
  boards: LiveViews<BoardState>;
  desks: LiveViews<DeskState | HouseState>;
  desk(announcements: Announcements, readOn: () => Promise<void>): Desk;
  /** The voice begins: the boards of the room change their large call with it. */
  tellBoards(room: string, callId: string): void;
  tellDesk(room: string, sound: DeskSound): void;
  ring(kiosk: string): void;
  /** To the kiosk page that opened last: one station has one screen, and a card is shown on no other. */
  toKiosk(event: string, message: object, device: string | null): void;
  /** What a board shows, for those who ask by HTTP; null when there is no such board. */
  boardState(board: string): { seq: number; state: BoardState } | null;
  /** Who is there of the boards and speakers, and how each is. */
  roll: ScreenRoll;
  /** How the printer of each station is. */
  printers: Printers;
  start(announcements: Announcements): () => void;
  /** What is known of speakers has changed: desks and supervisor are told within half a second. */
  tellSpeakers(): void;
};

/** What boards show beside the day. */
export type Beside = { people: Pick<People, 'look'>; slides: () => readonly string[] };

type Parts = {
  clinic: Clinic;
  hub: Hub;
  source: () => Source;
  station: StationLink;
  /** Enrolled devices, revoked ones too. */
  enrolled: () => readonly DeviceRow[];
  /** How boards and speakers are that are connected to other servers. */
  elsewhere: () => readonly ScreenRow[];
  beside: Beside;
  /** A clock that never jumps, ms. */
  clock: () => number;
  /** The machine's own time, ms since 1970. */
  wall: () => number;
};

/** Builds the views of a clinic on the hub's namespaces. */
export function openScreens(parts: Parts): Screens {
  const { clinic, hub, source } = parts;
  const { boards, desks } = openViews(parts);
  const roll = openRoll(parts, boards);
  const printers = openPrinters(clinic, hub, parts.station);
  let news: SpeakerNews | null = null;
  const screens: Screens = {
    boards,
    desks,
    roll,
    printers,
    desk: (announcements, readOn) =>
      deskOf({ ...parts, boards, desks, roll, printers, announcements, readOn }),
    tellBoards: (room, callId) => tellBoards(clinic, boards, room, callId),
    tellDesk(room, sound) {
      for (const socket of atRoom(hub, room)) socket.emit('sound', sound);
    },
    ring: (kiosk) => void hub.space('/console').emit('help', { kiosk }),
    toKiosk(event, message, device) {
      const [socket] = hub.of(
        '/station',
        ({ id, role }) => role === 'kiosk' && (device === null || id === device),
      );
      socket?.emit(event, message);
    },
    boardState(board) {
      const live = boards.byName.get(board);
      const { day, now } = source();
      return live ? { seq: live.view.seq(), state: live.view.state(day, now()) } : null;
    },
    start(announcements) {
      news = new SpeakerNews(hub, announcements);
      const { muted } = announcements;
      const screenNews = new ScreenNews({ clinic, hub, roll, clock: parts.clock, muted });
      return startScreens(screens, parts, screenNews, announcements);
    },
    tellSpeakers: () => news?.soon(),
  };
  return screens;
}

function openViews({ clinic, hub, source, beside }: Parts): Pick<Screens, 'boards' | 'desks'> {
  const pacer = new Pacer();
  const wayTo = (space: Way['space']): Way => ({
    space,
    write: roomWriter(space),
    source,
    gapMs: GAP_MS,
    pacer,
  });
  const board = wayTo(hub.space('/board'));
  const desk = wayTo(hub.space('/console'));
  return {
    boards: new LiveViews(clinic.boards.map((each) => liveBoard(each, clinic, board, beside))),
    desks: new LiveViews<DeskState | HouseState>([
      ...clinic.rooms.map((room) => new LiveView<DeskState | HouseState>(deskView(room), desk)),
      new LiveView<DeskState | HouseState>(houseView(), { ...desk, gapMs: HOUSE_GAP_MS }),
    ]),
  };
}

function liveBoard(
  board: ClinicBoard,
  clinic: Clinic,
  way: Way,
  { people, slides }: Beside,
): LiveView<BoardState> {
  const rooms = board.rooms.flatMap((id) => clinic.rooms.find((room) => room.id === id) ?? []);
  const today = (): string | null => way.source().day.businessDay;
  const nameOf = boardNames(board, clinic, people, today, () => live.refresh(false));
  const show = { face: boardFace(clinic, board), nameOf, slides };
  const live = new LiveView(boardView(board, rooms, show), way);
  return live;
}

function openRoll(
  { clinic, source, enrolled, elsewhere, clock, wall }: Parts,
  boards: Screens['boards'],
): ScreenRoll {
  return new ScreenRoll({
    named: [
      ...clinic.boards.map(({ id }) => ({ role: 'board', name: id }) as const),
      ...clinic.speakers.map(({ id }) => ({ role: 'speaker', name: id }) as const),
    ],
    ...{ enrolled, elsewhere, clock, wall },
    due(role, name) {
      const { epoch, build } = source();
      return { epoch, build, seq: role === 'board' ? (boards.byName.get(name)?.view.seq() ?? 0) : 0 };
    },
  });
}

/** Heartbeats, what changes by time alone, and the news of the station; returns the stop. */
function startScreens(
  screens: Screens,
  { hub, source, station }: Parts,
  news: ScreenNews,
  announcements: Announcements,
): () => void {
  const { boards, desks } = screens;
  hub.beat(() => {
    boards.beat();
    desks.beat();
    for (const space of ['/speaker', '/station'] as const) toEach(hub, space, 'hb', plainHead(source()));
    news.beat();
    announcements.beat();
    screens.tellSpeakers();
    screens.printers.tell();
  });
  const timer = setInterval(() => {
    boards.refresh(false);
    desks.refresh(false);
  }, REFRESH_MS);
  const stops = [
    news.start(),
    station.listen({
      scan: (scan) => screens.toKiosk('scan', scan, null),
      state() {
        toEach(hub, '/station', 'snap', plainSnap(source(), station.state()));
        screens.printers.tell();
      },
    }),
  ];
  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
  };
}

/** The voice begins: the boards of the room change their large call with it. */
function tellBoards(clinic: Clinic, boards: Screens['boards'], room: string, callId: string): void {
  for (const { id, rooms } of clinic.boards)
    if (rooms.includes(room)) boards.byName.get(id)?.tell('voice', { callId });
}

const atRoom = (hub: Hub, room: string) =>
  [...hub.space('/console').sockets.values()].filter(({ data }) => data.view?.name === room);

/** To every socket of a namespace without live views, each under the name by which it asked. */
function toEach(hub: Hub, space: Namespace, event: string, message: object): void {
  for (const socket of hub.of(space, () => true)) {
    if (socket.data.view) socket.emit(event, { view: socket.data.view.name, ...message });
  }
}

/** Speakers and stations show nothing of the log: their revision is always 0. */
const plainHead = ({ epoch, now }: Source) => ({ epoch, seq: 0, now: now() });
const plainSnap = (source: Source, state: SpeakerState | StationState) => ({
  ...plainHead(source),
  state,
  build: source.build,
});

type Known = Pick<Parts, 'source' | 'station'> &
  Pick<Screens, 'boards' | 'desks' | 'roll' | 'printers'> & {
    announcements: Announcements;
    readOn: () => Promise<void>;
  };

/** What boards, speakers and stations say of themselves and of what they were given. */
function whatDevicesSay({
  roll,
  announcements,
  printers,
}: Known): Pick<Desk, 'ack' | 'came' | 'gone' | 'sign' | 'sound' | 'printer'> {
  return {
    ack: ({ name }, ack) => announcements.onAck(name, ack),
    came(device, socket) {
      roll.came(device, socket.key);
      if (device.role === 'speaker') announcements.join(device.name, socket);
    },
    gone(device, key) {
      roll.gone(device, key);
      if (device.role === 'speaker') announcements.leave(device.name, key);
      if (device.role === 'station') printers.tell();
    },
    sign: (device, key, sign) => roll.sign(device, key, sign),
    sound(device, key, sound) {
      roll.sound(device, key, sound);
      announcements.sound(device.name, key, sound);
    },
    printer: printers.report,
  };
}

function deskOf(known: Known): Desk {
  const { boards, desks, source, station, readOn } = known;
  const liveOf = (
    space: Namespace,
    device: Device,
    view: string,
  ): LiveView<BoardState> | LiveView<DeskState | HouseState> | null => {
    if (space === '/board') return (device.name === view && boards.byName.get(view)) || null;
    return (
      (space === '/console' && (device.room === null || device.room === view) && desks.byName.get(view)) ||
      null
    );
  };
  return {
    behind({ epoch, seq }) {
      const { day, epoch: own } = source();
      return epoch === own && seq !== null && seq > day.seq ? readOn() : null;
    },
    sub(space, device, sub) {
      if (space === '/speaker')
        return device.name === sub.view ? plain(space, sub, { speaker: sub.view }) : null;
      if (space === '/station') return plain(space, sub, station.state());
      const live = liveOf(space, device, sub.view);
      return live && { room: live.join(), ...live.answer(sub) };
    },
    left(space, view) {
      if (space === '/board') boards.byName.get(view)?.left();
      if (space === '/console') desks.byName.get(view)?.left();
    },
    ...whatDevicesSay(known),
  };
  function plain(space: Namespace, { view, epoch, seq }: Sub, state: SpeakerState | StationState): Told {
    const room = `view:${space}:${view}`;
    const head = plainHead(source());
    // A station's state changes without any entry of the log, so its screen is always told all of it.
    return space === '/speaker' && epoch === head.epoch && seq === head.seq
      ? { room, event: 'hb', message: { view, ...head }, shared: null }
      : { room, event: 'snap', message: { view, ...plainSnap(source(), state) }, shared: null };
  }
}
