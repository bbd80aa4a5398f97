import type { Clinic } from '../../core/queue/clinic-file.ts';
import { type DeskScreens, HOUSE_VIEW, type SpeakerMute } from '../../core/wire/protocol.ts';
import type { ScreenRole, ScreenRow, ScreenTrouble, ScreenTroubleKind } from '../../core/wire/screen.ts';
import type { Hub } from './hub.ts';
import type { ScreenRoll } from './screen-roll.ts';

/** How often it is looked whether something has changed. */
const LOOK_MS = 1_000;
/** A look so late says that the house itself stood still: the screens' words may be waiting to be read. */
const STALLED_MS = 3_000;
const MOST_ROWS = 200;
/** What only hospital IT can mend is no matter for a desk. */
const NOT_FOR_DESKS: readonly ScreenTroubleKind[] = ['old-engine', 'old-page'];

type Parts = {
  clinic: Clinic;
  hub: Hub;
  roll: ScreenRoll;
  clock: () => number;
  /** Speakers of a room that staff have switched off. */
  muted: (room: string) => SpeakerMute[];
};

/**
 * Tells the desks and the supervisor which boards and speakers are in trouble: within a second when that changes,
 * and at every heartbeat, which also reaches a desk that has just come.
 */
export class ScreenNews {
  readonly #parts: Parts;
  #told = '';
  #lookedAt: number;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#lookedAt = parts.clock();
  }

  start(): () => void {
    const timer = setInterval(() => this.look(), LOOK_MS);
    return () => clearInterval(timer);
  }

  /** Tells everybody when a trouble came, went or grew. */
  look(): void {
    const at = this.#parts.clock();
    const late = at - this.#lookedAt > STALLED_MS;
    this.#lookedAt = at;
    if (late) return;
    const rows = this.#parts.roll.rows();
    const state = rows.map(({ device, connected, level, trouble }) => [device, connected, level, trouble]);
    const told = JSON.stringify(state);
    if (told === this.#told) return;
    this.#told = told;
    this.#tell(rows);
  }

  /** Tells everybody how it stands. */
  beat(): void {
    this.#tell(this.#parts.roll.rows());
  }

  #tell(rows: readonly ScreenRow[]): void {
    const { clinic, hub, roll, muted } = this.#parts;
    const shown = troubleFirst(rows).slice(0, MOST_ROWS);
    const deskOf = new Map<string, DeskScreens>();
    for (const socket of hub.space('/console').sockets.values()) {
      const room = socket.data.view?.name as string | undefined;
      if (room === undefined) continue;
      if (room === HOUSE_VIEW) {
        socket.emit('roll', { screens: shown });
        continue;
      }
      const known = deskOf.get(room) ?? { ...deskScreens(clinic, roll, rows, room), muted: muted(room) };
      deskOf.set(room, known);
      socket.emit('screens', known);
    }
  }
}

/** What a room's desk is told of its boards and speakers. */
function deskScreens(
  clinic: Clinic,
  roll: ScreenRoll,
  rows: readonly ScreenRow[],
  room: string,
): Omit<DeskScreens, 'muted'> {
  const own = (list: readonly { id: string; rooms: readonly string[] }[]): string[] =>
    list.filter(({ rooms }) => rooms.includes(room)).map(({ id }) => id);
  const names: Record<ScreenRole, string[]> = { board: own(clinic.boards), speaker: own(clinic.speakers) };
  const count = (role: ScreenRole): [number, number] => [
    names[role].filter((name) => roll.isThere(role, name)).length,
    names[role].length,
  ];
  const here = rows.filter(({ role, name }) => names[role].includes(name));
  const missing = (role: ScreenRole): number =>
    here.filter((row) => row.role === role && row.device === null).length;
  const troubles = here
    .flatMap((row) => troubleIn(row) ?? [])
    .filter(({ kind }) => !NOT_FOR_DESKS.includes(kind));
  const uninstalled = { boards: missing('board'), speakers: missing('speaker') };
  return { boards: count('board'), speakers: count('speaker'), uninstalled, troubles };
}

function troubleIn({ role, name, trouble, level, troubleSeconds }: ScreenRow): ScreenTrouble | null {
  if (trouble === null || level === 'calm') return null;
  return { role, name, kind: trouble, level, seconds: troubleSeconds };
}

/** Red before amber before calm, else in the order of the clinic file. */
export function troubleFirst(rows: readonly ScreenRow[]): ScreenRow[] {
  const rank = { red: 0, amber: 1, calm: 2 };
  return [...rows].sort((a, b) => rank[a.level] - rank[b.level]);
}
