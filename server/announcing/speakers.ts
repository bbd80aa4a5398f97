import type { Clinic, ClinicSpeaker } from '../../core/queue/clinic-file.ts';
import type { Day } from '../../core/queue/day.ts';
import { timeOfDay } from '../../core/queue/local-time.ts';
import { type Mute, muteOf } from '../../core/queue/mute.ts';
import type { Ack, Announce, DeskSound, Sound } from '../../core/wire/protocol.ts';
import { freshName } from '../fresh-name.ts';
import { Air } from './air.ts';
import { type AirClaims, AirRight } from './air-right.ts';
import { openCallReport } from './call-report.ts';
import type { Item, ZoneTrouble } from './item.ts';
import { Leases, type Mouth } from './lease.ts';
import { SpeakerList } from './speaker-list.ts';
import { gainDbAt } from './volume.ts';

export type SpeakersParts = {
  clinic: Clinic;
  day: () => Day;
  /** Server time in ms, and a clock that never jumps. */
  now: () => number;
  clock: () => number;
  after: (ms: number, go: () => void) => () => void;
  tellDesk: (room: string, sound: DeskSound) => void;
  /** The first speaker begins to say a call. */
  onBegun: (room: string, callId: string) => void;
  /** Something that is shown of the speakers has changed. */
  onChange: () => void;
  /** A line for the log of the program. */
  note: (line: object) => void;
  /** What the servers of the house ask each other about rooms of air; null: there is one. */
  claims: AirClaims | null;
};

/** The name of the air that a speaker sounds into. An id never holds a colon: a group and a speaker of one name are two. */
export const airName = ({ id, acousticGroup }: Pick<ClinicSpeaker, 'id' | 'acousticGroup'>): string =>
  acousticGroup === undefined ? `speaker:${id}` : `group:${acousticGroup}`;

/** All speakers of a house: who speaks for each, in which air, and what became of what they were given. */
export class Speakers {
  readonly list: SpeakerList;
  readonly #parts: SpeakersParts;
  readonly #airs = new Map<string, Air>();
  readonly #rights = new Map<string, AirRight>();
  readonly #leases: Leases;
  readonly #report: ReturnType<typeof openCallReport>;
  /** Announcements given to a backup, by the id there: what it takes the place of. */
  readonly #standsFor = new Map<string, Item>();
  #muted = new Set<string>();

  constructor(parts: SpeakersParts) {
    this.#parts = parts;
    this.#leases = new Leases(
      (zone) => this.#mute(zone),
      (zone) => this.#takeOver(zone),
    );
    this.#report = openCallReport(parts);
    this.list = new SpeakerList({
      ...parts,
      trouble: (zone) => this.#trouble(zone),
      muted: (speaker) => {
        const mute = this.#mute(speaker);
        return mute && { speaker, ...mute };
      },
      pages: (zone) => this.#leases.pages(zone),
      waiting: (zone) => this.#airOf(zone).countIn(zone),
    });
  }

  of(room: string): ClinicSpeaker[] {
    return this.#parts.clinic.speakers.filter(({ rooms }) => rooms.includes(room));
  }

  /** Whether a page or client of a speaker is connected. */
  isThere(zone: string): boolean {
    return this.#leases.owner(zone) !== null;
  }

  /** A page or client of a speaker is there. */
  join(zone: string, mouth: Mouth): void {
    this.#leases.join(zone, mouth);
    this.#changed(zone);
  }

  leave(zone: string, key: string): void {
    const spoke = this.#leases.owner(zone)?.key === key;
    if (spoke) this.#airOf(zone).takeBack(zone);
    this.#leases.leave(zone, key);
    this.#changed(zone);
  }

  sound(zone: string, key: string, sound: Sound): void {
    this.#leases.sound(zone, key, sound);
    if (this.#leases.state(zone) === 'blocked') this.#tellBlocked(zone);
    this.#changed(zone);
  }

  /** Gives a speaker something to say, when the air is free. `fault`: it lacks its words, by that fault. */
  say(item: Item, fault: string | null): void {
    const { id, callId, rev, room, zone, backupFor, message } = item;
    this.#report.follow({ id, callId, rev, room, speaker: zone, backupFor, fault });
    if (room === '') this.list.test(zone, { phase: 'asked', reason: fault, peakDb: null });
    // Making the sound may have taken longer than it was worth saying.
    if (this.#parts.now() <= item.expiresAt) this.#emit(zone, 'announce', message);
    this.#airOf(zone).add(item);
    this.#parts.onChange();
  }

  /** A call could not be made at all. */
  cannotSay(one: { callId: string; rev: number; room: string; speaker: string; fault: string }): void {
    this.#report.follow({ ...one, id: freshName(), backupFor: null });
  }

  /** A call is over: no speaker begins it any more. */
  withdraw(room: string, callId: string): void {
    for (const air of this.#airs.values()) air.withdraw(callId);
    const own = this.of(room).map(({ id }) => id);
    const backups = [...this.#standsFor.values()].filter((item) => item.callId === callId);
    const zones = new Set([...own, ...backups.flatMap(({ zone }) => this.#speaker(zone)?.backup ?? [])]);
    for (const zone of zones) this.#leases.toAll(zone, 'withdraw', { callId });
  }

  /** What a speaker says of an announcement; of those of others nobody may speak. */
  ack(zone: string, ack: Ack): void {
    const followed = this.#report.of(ack.id);
    if (followed?.speaker !== zone) return;
    this.list.note(zone, ack);
    if (followed.room === '') this.#noteTest(zone, ack);
    if (ack.reason === 'blocked') this.#tellBlocked(zone);
    if (!this.#airOf(zone).ack(ack)) this.#report.note(ack.id, ack.phase, ack.reason);
    this.#parts.onChange();
  }

  /** What time alone has changed: a mute that has ended. */
  beat(): void {
    const muted = this.#parts.clinic.speakers.filter(({ id }) => this.#mute(id)).map(({ id }) => id);
    const changed = [...muted.filter((id) => !this.#muted.has(id)), ...this.#muted].filter(
      (id) => this.#muted.has(id) !== muted.includes(id),
    );
    this.#muted = new Set(muted);
    for (const zone of changed) {
      this.#leases.tell(zone);
      this.#changed(zone);
    }
  }

  #changed(zone: string): void {
    this.#airOf(zone).pump();
    this.#parts.onChange();
  }

  /** Another page speaks, or the same one is back: it is told what is not over and not too late. */
  #takeOver(zone: string): void {
    const air = this.#airOf(zone);
    const now = this.#parts.now();
    air.takeBack(zone);
    for (const { message, expiresAt } of air.waitingIn(zone))
      if (now <= expiresAt) this.#emit(zone, 'announce', message);
    air.pump();
  }

  #emit(zone: string, event: string, message: object): void {
    this.#leases.owner(zone)?.emit(event, message);
  }

  /** Another server has said that an air is free. */
  freed(air: string): void {
    this.#rights.get(air)?.freed();
  }

  /** Another server has an emergency for an air. */
  makeRoom(air: string): void {
    this.#airs.get(air)?.makeRoom();
  }

  #airOf(zone: string): Air {
    const own = this.#speaker(zone);
    const key = own ? airName(own) : `speaker:${zone}`;
    const known = this.#airs.get(key);
    if (known) return known;
    const { now, clock, after, claims } = this.#parts;
    const right = claims && new AirRight(key, { claims, clock, after, given: () => air.pump() });
    if (right) this.#rights.set(key, right);
    const air: Air = new Air({
      ...{ now, clock, after, right },
      trouble: (each) => this.#trouble(each),
      gainDb: (each) =>
        gainDbAt(this.#speaker(each)?.volume ?? [], timeOfDay(now(), this.#parts.clinic.timeZone)),
      turn: (each, turn) => this.#emit(each, 'turn', turn),
      cut: (each, id) => this.#emit(each, 'cut', { id }),
      tell: (item, phase, reason) => this.#tell(item, phase, reason),
      unheard: (item, reason) => this.#unheard(item, reason),
      left: ({ zone: speaker, callId, played, plays }, reason) =>
        this.#parts.note({ event: 'repeat-left', speaker, call: callId, reason, played, plays }),
    });
    this.#airs.set(key, air);
    return air;
  }

  #tell(item: Item, phase: DeskSound['phase'], reason: string | null): void {
    if (phase === 'dropped' && reason === 'expired') this.list.unheard(item.zone, reason);
    if (phase === 'failed') this.list.unheard(item.zone, reason ?? phase);
    this.#report.note(item.id, phase, reason);
    const first = this.#standsFor.get(item.id);
    if (phase !== 'started' || !first) return;
    // Its own speaker may come back; the call has been heard.
    this.#airOf(first.zone).drop(first.id);
  }

  /** Tries another page of the speaker, else its backup, else the same page once more. */
  #unheard(item: Item, reason: string): 'page' | 'later' | null {
    this.#report.note(item.id, 'silent', reason);
    this.list.unheard(item.zone, reason);
    if (item.room === '') this.list.test(item.zone, { phase: 'silent', reason });
    if (reason === 'no-start' && this.#leases.pass(item.zone)) {
      this.#emit(item.zone, 'announce', item.message);
      return 'page';
    }
    const backup = this.#speaker(item.zone)?.backup;
    const mayStandIn = item.backupFor === null && item.room !== '';
    if (backup !== undefined && mayStandIn) this.#giveToBackup(item, backup);
    this.#parts.onChange();
    return reason === 'no-start' && backup === undefined ? 'later' : null;
  }

  #giveToBackup(item: Item, zone: string): void {
    // It says the call for itself already, or was asked before.
    if (this.#speaker(zone)?.rooms.includes(item.room) || this.#airOf(zone).has(item.callId, zone)) return;
    const id = freshName();
    const message: Announce = { ...item.message, id, zone };
    this.#standsFor.set(id, item);
    if (this.#standsFor.size > 100) this.#standsFor.delete(this.#standsFor.keys().next().value!);
    const fresh = { id, zone, message, backupFor: item.zone, unheard: false, stuckAt: null };
    // Not at once: its air may be the very one that is just being looked through.
    this.#parts.after(0, () => this.say({ ...item, ...fresh }, null));
  }

  #noteTest(zone: string, { phase, reason, peakDb }: Ack): void {
    const before = this.list.testOf(zone);
    if (phase === 'done' && before?.phase === 'audible') return;
    this.list.test(zone, { phase, reason, ...(peakDb === undefined ? {} : { peakDb }) });
  }

  #tellBlocked(speaker: string): void {
    const at = this.#parts.now();
    for (const room of this.#speaker(speaker)?.rooms ?? [])
      this.#parts.tellDesk(room, { callId: '', phase: 'silent', at, speaker, reason: 'blocked' });
  }

  #trouble(zone: string): ZoneTrouble | null {
    if (this.#mute(zone)) return 'muted';
    const state = this.#leases.state(zone);
    return state === null ? 'away' : state === 'blocked' ? 'blocked' : null;
  }

  #mute(zone: string): Mute | null {
    return muteOf(this.#parts.day().mutes, zone, this.#parts.now());
  }

  #speaker(zone: string): ClinicSpeaker | undefined {
    return this.#parts.clinic.speakers.find(({ id }) => id === zone);
  }
}
