import type { Clinic } from '../core/queue/clinic-file.ts';
import type { Ticket } from '../core/queue/ticket.ts';
import type { BoardState, TicketView } from '../core/queue/views.ts';
import type { HousePrinter } from '../core/wire/protocol.ts';
import type { ScreenRow } from '../core/wire/screen.ts';
import type { Alarms } from './alarms/alarms.ts';
import type { ClinicDoor } from './clinic.ts';
import type { DayClock } from './day-clock.ts';
import type { Devices } from './devices/devices.ts';
import type { Announcements } from './followers/announcements.ts';
import type { PrintAt } from './followers/outlets.ts';
import type { Health } from './health/health.ts';
import type { KioskLanguages } from './kiosk-languages.ts';
import type { LastSeen } from './last-seen.ts';
import type { Log } from './log/log.ts';
import type { Metrics } from './metrics.ts';
import type { PermitSigner } from './offline/house-keys.ts';
import type { SeriesGrants } from './offline/series-grants.ts';
import type { StationRuns } from './offline/station-runs.ts';
import type { Peers } from './peers.ts';
import type { People } from './people/people.ts';
import type { Safekeeping } from './safekeeping.ts';
import type { Slides } from './slides.ts';
import type { StationRoll } from './sockets/station-roll.ts';
import type { StationLink } from './station-link.ts';
import type { Tail } from './tail.ts';

/** The parts of a running house, handed to the routes and sockets. Times are ms since 1970. */
export type House = {
  clinic: Clinic;
  log: Log;
  tail: Tail;
  door: ClinicDoor;
  people: People;
  devices: Devices;
  lastSeen: LastSeen;
  /** The other servers on this log. */
  peers: Peers;
  /** Series of kiosks that give out numbers by themselves, and what proves that they may. */
  grants: SeriesGrants;
  permits: PermitSigner;
  /** Which PCs were heard as which station. */
  runs: StationRuns;
  metrics: Metrics;
  station: StationLink;
  printAt: PrintAt;
  announcements: Announcements;
  languages: KioskLanguages;
  slides: Slides;
  now: () => number;
  safekeeping: Safekeeping;
  health: Health;
  alarms: Alarms;
  /** The guard of that time; null where there is none. */
  clock: DayClock | null;
  /** A keyed digest of a text that may hold a card's number. */
  digest: (text: string) => string;
  /** A clock that never jumps, in ms. */
  elapsed: () => number;
  /** Address under which patients reach their own page, without a slash at the end. */
  publicUrl: () => string;
  boardState: (board: string) => { seq: number; state: BoardState } | null;
  viewOf: (ticket: Ticket) => TicketView;
  /** Whether a socket of that device is open, at any server and at this one. */
  connected: (device: string) => boolean;
  here: (device: string) => boolean;
  /** Boards and speakers: who is there and how each is. */
  screens: () => ScreenRow[];
  /** Stations on PCs of their own, by what they say of themselves. */
  stations: StationRoll;
  /** How the printer of each station is. */
  printers: () => readonly HousePrinter[];
  /** Open sockets by namespace. */
  sockets: () => Record<string, number>;
  /** A line in the technical log: names, codes and numbers, never what was on a card. */
  note: (event: { event: string } & Record<string, string | number | null>) => void;
  /** A kiosk asks for staff: every desk rings. */
  ring: (kiosk: string) => void;
};
