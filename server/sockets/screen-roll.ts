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

type Screen = { role: ScreenRole; name: string };
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

/** A device of a board or speaker that was ever there, at any server; times are of the clock that never jumps. */
type Life = { firstAt: number; leftAt: number | null; row: ScreenRow };

/** A set that is gone for so long is missed no more beside one of the same name: nobody has revoked it. */
const FORGOTTEN_MS = 7 * 86_400_000;

/**
 * Who is there of the boards and speakers, and what each says of itself. A screen is a device: two sets that show
 * the same board are two lines. What each says is remembered as long as the house is open, and when a device was
 * there first and last for good: a set that died is missed after a restart too.
 */
export class ScreenRoll {
  readonly #parts: Parts;
  readonly #entries = new Map<string, Entry>();
  /** When each device was known to be at another server last. */
  readonly #elsewhereAt = new Map<string, number>();
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
    const lives = this.#lives(enrolled, now);
    const never = new Map(enrolled.map((device) => [placeOf(device), device.id]));
    return this.#parts.named.flatMap((screen) => {
      const missed = missedOf(lives.get(placeOf(screen)) ?? [], now);
      if (missed.length > 0) return missed;
      return [unseenRow(screen, never.get(placeOf(screen)) ?? null, this.#openedAt, now)];
    });
  }

  /** Every device that was ever there, by what it is: those that came here, are elsewhere, were seen before the start. */
  #lives(enrolled: readonly DeviceRow[], now: number): Map<string, Life[]> {
    const { elsewhere, wall } = this.#parts;
    const others = elsewhere();
    for (const { device } of others) if (device !== null) this.#elsewhereAt.set(device, now);
    const shift = now - wall();
    // What is still to come was written by a clock that was ahead.
    const clockOf = (at: number): number => (at + shift > now ? this.#openedAt : at + shift);
    const firsts = new Map(enrolled.map(({ id, firstSeenAt }) => [id, firstSeenAt && clockOf(firstSeenAt)]));
    const lastOf = (device: string, at: number): number => Math.max(at, this.#elsewhereAt.get(device) ?? at);
    const NEVER = Number.NEGATIVE_INFINITY;

    const lives = new Map<string, Life[]>();
    const known = new Set<string | null>();
    const add = (life: Life): void => {
      known.add(life.row.device);
      const same = lives.get(placeOf(life.row));
      if (same) same.push(life);
      else lives.set(placeOf(life.row), [life]);
    };
    for (const entry of this.#entries.values()) {
      // A screen that has gone to another server is not missing here.
      if (entry.sockets.size === 0 && others.some(({ device }) => device === entry.device)) continue;
      const leftAt = entry.leftAt === null ? null : lastOf(entry.device, entry.leftAt);
      // Since the start this clock knows it better, which the other may have left by a jump.
      const before = firsts.get(entry.device) ?? this.#openedAt;
      const firstAt = before < this.#openedAt ? before : entry.firstAt;
      add({ firstAt, leftAt, row: rowOf({ ...entry, leftAt, seenAt: leftAt ?? entry.seenAt }, now) });
    }
    for (const row of others)
      if (row.device !== null && !known.has(row.device))
        add({ firstAt: firsts.get(row.device) ?? NEVER, leftAt: null, row });
    for (const { id, role, name, seenAt } of enrolled) {
      const leftAt = lastOf(id, seenAt === null ? NEVER : clockOf(seenAt));
      if (leftAt === NEVER || !isScreen(role) || known.has(id)) continue;
      const row = goneRow({ role, name }, id, leftAt, this.#openedAt, now);
      add({ firstAt: firsts.get(id) ?? NEVER, leftAt, row });
    }
    return lives;
  }
}

const placeOf = ({ role, name }: { role: string; name: string }): string => `${role} ${name}`;

const isScreen = (role: string): role is ScreenRole => (screenRoles as readonly string[]).includes(role);

const newEntry = (device: string, role: ScreenRole, name: string, at: number): Entry => ({
  ...{ device, role, name, firstAt: at, seenAt: at },
  leftAt: null,
  sockets: new Map(),
});

/**
 * Those of one name, but for who is gone and not missed: another device of that name was opened for the first time
 * since (the set was changed or enrolled anew), or another is there and this one has been gone for very long.
 */
function missedOf(same: readonly Life[], now: number): ScreenRow[] {
  const isAnyThere = same.some(({ leftAt }) => leftAt === null);
  const newestAt = same.reduce((newest, { firstAt }) => Math.max(newest, firstAt), Number.NEGATIVE_INFINITY);
  const isMissed = ({ leftAt }: Life): boolean =>
    leftAt === null || !(newestAt > leftAt || (isAnyThere && now - leftAt > FORGOTTEN_MS));
  return same.filter(isMissed).map(({ row }) => row);
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

/** Was there before the house was opened, or at another server; sets need time to come back after a start. */
function goneRow(screen: Screen, device: string, leftAt: number, openedAt: number, now: number): ScreenRow {
  const row = unseenRow(screen, device, Math.max(leftAt, openedAt), now);
  const gone = seconds(now - leftAt);
  return { ...row, troubleSeconds: row.trouble === null ? 0 : gone, seenSeconds: gone };
}

/** Never seen; missed since `since`. Without a device nothing is missed. */
function unseenRow(screen: Screen, device: string | null, since: number, now: number): ScreenRow {
  const quiet = { level: 'calm', trouble: null, troubleSeconds: 0 } as const;
  const trouble = device === null ? quiet : troubleRow({ leftAt: since, last: null, sound: null }, now);
  const unknown = { seenSeconds: null, sound: null, clockOffMs: null, sign: null };
  return { ...screen, device, connected: false, ...trouble, ...unknown };
}

function troubleRow(known: Known, now: number): Pick<ScreenRow, 'level' | 'trouble' | 'troubleSeconds'> {
  const found = troubleOf(known, now);
  if (found === null) return { level: 'calm', trouble: null, troubleSeconds: 0 };
  return { level: found.level, trouble: found.kind, troubleSeconds: seconds(now - found.since) };
}

const seconds = (ms: number): number => Math.max(0, Math.floor(ms / 1000));
