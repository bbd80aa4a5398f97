import type { Sound } from '../../core/wire/protocol.ts';
import { type ScreenRole, type ScreenRow, type ScreenSign, screenRoles } from '../../core/wire/screen.ts';
import type { Device, DeviceRow } from '../devices/devices.ts';
import { type Known, troubleOf } from './screen-trouble.ts';

/** The revision that the house has for a screen's view. */
export type Due = { epoch: string; seq: number; build: string };

type Parts = {
  /** Boards and speakers of the clinic file, in its order. */
  named: readonly { role: ScreenRole; name: string }[];
  enrolled: () => readonly DeviceRow[];
  /** What a board should show now; seq is 0 for speakers, whose page shows nothing of the log. */
  due: (role: ScreenRole, name: string) => Due;
  /** How those are that are connected to other servers. */
  elsewhere: () => readonly ScreenRow[];
  /** A clock that never jumps, ms. */
  clock: () => number;
  /**
   * The machine's own time, ms since 1970. Clocks are compared with this one and not with the house's time, which in a
   * demo runs faster and stands at another hour.
   */
  wall: () => number;
};

type Socket = { last: Known['last']; sound: Known['sound']; due: Due };
type Entry = {
  device: string;
  role: ScreenRole;
  name: string;
  firstAt: number;
  seenAt: number;
  leftAt: number | null;
  /** In the order in which they came; the newest speaks for the screen. */
  sockets: Map<string, Socket>;
};

/**
 * Who is there of the boards and speakers, and what each says of itself. A screen is a device: two sets that show
 * the same board are two lines. What was seen is remembered as long as the house is open.
 */
export class ScreenRoll {
  readonly #parts: Parts;
  readonly #entries = new Map<string, Entry>();
  readonly #openedAt: number;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#openedAt = parts.clock();
  }

  came({ id, role, name }: Device, socket: string): void {
    if (!isScreen(role)) return;
    const at = this.#parts.clock();
    const entry = this.#entries.get(id) ?? newEntry(id, role, name, at);
    this.#entries.set(id, entry);
    entry.sockets.set(socket, { last: null, sound: null, due: this.#parts.due(role, name) });
    entry.seenAt = at;
    entry.leftAt = null;
  }

  gone({ id }: Device, socket: string): void {
    const entry = this.#entries.get(id);
    if (!entry?.sockets.delete(socket)) return;
    entry.seenAt = this.#parts.clock();
    if (entry.sockets.size === 0) entry.leftAt = entry.seenAt;
  }

  sign({ id }: Device, socket: string, sign: ScreenSign): void {
    const entry = this.#entries.get(id);
    const seen = entry?.sockets.get(socket);
    if (!entry || !seen) return;
    const at = this.#parts.clock();
    const { last, due } = seen;
    seen.due = this.#parts.due(entry.role, entry.name);
    entry.seenAt = at;
    // Held against what was there at the sign before: what came since may still be on its way.
    const behind = entry.role === 'board' && (sign.epoch !== due.epoch || (sign.seq ?? 0) < due.seq);
    const otherBuild = sign.build !== null && sign.build !== due.build;
    seen.last = {
      sign,
      at,
      clockOffMs: sign.clockMs === null ? null : Math.round(this.#parts.wall() - sign.clockMs),
      paintedAt: last !== null && sign.paints === last.sign.paints ? last.paintedAt : at,
      behindSince: behind ? (last?.behindSince ?? at) : null,
      otherBuildSince: otherBuild ? (last?.otherBuildSince ?? at) : null,
    };
  }

  sound({ id }: Device, socket: string, { state }: Sound): void {
    const seen = this.#entries.get(id)?.sockets.get(socket);
    if (seen) seen.sound = { state, at: this.#parts.clock() };
  }

  /** Whether any device of that name is connected. */
  isThere(role: ScreenRole, name: string): boolean {
    for (const entry of this.#entries.values())
      if (entry.role === role && entry.name === name && entry.sockets.size > 0) return true;
    return this.#parts.elsewhere().some((row) => row.role === role && row.name === name);
  }

  /** Those that are connected here, to be shown to the other servers. */
  own(): ScreenRow[] {
    const now = this.#parts.clock();
    return [...this.#entries.values()]
      .filter(({ sockets }) => sockets.size > 0)
      .map((each) => rowOf(each, now));
  }

  /** Every board and speaker of the clinic file and every device that is one, those of one name together. */
  rows(): ScreenRow[] {
    const now = this.#parts.clock();
    const enrolled = this.#parts.enrolled().filter(({ revokedAt }) => revokedAt === null);
    const valid = new Set(enrolled.map(({ id }) => id));
    // A revoked device is no screen any more.
    for (const [id, { sockets }] of this.#entries)
      if (sockets.size === 0 && !valid.has(id)) this.#entries.delete(id);
    return this.#parts.named.flatMap(({ role, name }) => {
      const all = [...this.#entries.values()].filter((each) => each.role === role && each.name === name);
      const others = this.#parts.elsewhere().filter((row) => row.role === role && row.name === name);
      // A screen that has gone to another server is not missing here.
      const seen = all.filter(
        ({ sockets, device }) => sockets.size > 0 || !others.some((row) => row.device === device),
      );
      const rows = seen.filter((each) => !isReplaced(each, seen)).map((each) => rowOf(each, now));
      const moved = others.filter(({ device }) => !rows.some((row) => row.device === device));
      if (rows.length + moved.length > 0) return [...rows, ...moved];
      const [device = null] = enrolled.filter((each) => each.role === role && each.name === name).reverse();
      return [unseenRow({ role, name }, device?.id ?? null, this.#openedAt, now)];
    });
  }
}

const isScreen = (role: string): role is ScreenRole => (screenRoles as readonly string[]).includes(role);

const newEntry = (device: string, role: ScreenRole, name: string, at: number): Entry => ({
  ...{ device, role, name, firstAt: at, seenAt: at },
  leftAt: null,
  sockets: new Map(),
});

/** Gone, and another device of that name was opened for the first time since: the set was changed or enrolled anew. */
function isReplaced({ leftAt }: Entry, same: readonly Entry[]): boolean {
  return leftAt !== null && same.some(({ firstAt }) => firstAt > leftAt);
}

function rowOf({ device, role, name, leftAt, seenAt, sockets }: Entry, now: number): ScreenRow {
  const newest = [...sockets.values()].at(-1);
  const known: Known = { leftAt, last: newest?.last ?? null, sound: newest?.sound ?? null };
  return {
    ...{ role, name, device, connected: leftAt === null },
    ...troubleRow(known, now),
    seenSeconds: seconds(now - (known.last?.at ?? seenAt)),
    sound: known.sound?.state ?? null,
    clockOffMs: known.last?.clockOffMs ?? null,
    sign: known.last?.sign ?? null,
  };
}

/** Not seen since the house was opened. Without a device nothing is missed. */
function unseenRow(
  { role, name }: { role: ScreenRole; name: string },
  device: string | null,
  openedAt: number,
  now: number,
): ScreenRow {
  const quiet = { level: 'calm', trouble: null, troubleSeconds: 0 } as const;
  const trouble = device === null ? quiet : troubleRow({ leftAt: openedAt, last: null, sound: null }, now);
  const unknown = { seenSeconds: null, sound: null, clockOffMs: null, sign: null };
  return { role, name, device, connected: false, ...trouble, ...unknown };
}

function troubleRow(known: Known, now: number): Pick<ScreenRow, 'level' | 'trouble' | 'troubleSeconds'> {
  const found = troubleOf(known, now);
  if (found === null) return { level: 'calm', trouble: null, troubleSeconds: 0 };
  return { level: found.level, trouble: found.kind, troubleSeconds: seconds(now - found.since) };
}

const seconds = (ms: number): number => Math.max(0, Math.floor(ms / 1000));
