import { type Signal, signal } from '@preact/signals';
import type { ServiceRule } from '../core/queue/clinic-file.ts';
import type { HouseRoom, HouseState } from '../core/queue/house-view.ts';
import type { AlarmRow } from '../core/wire/alarm.ts';
import type { RulesAnswer } from '../core/wire/api.ts';
import type { HOUSE_VIEW, HousePrinter, ScreenList, SpeakerHealth } from '../core/wire/protocol.ts';
import type { ScreenRow } from '../core/wire/screen.ts';
import { get } from '../web/http.ts';
import { type Freshness, openLive } from '../web/live.ts';
import { wholeState } from '../web/revision.ts';
import type { ClockTrouble } from './desk.ts';
import { Post, refusalWords } from './post.ts';

export type HousePanel =
  | { readonly at: 'none' | 'bookings' | 'notices' }
  | { readonly at: 'rule'; readonly service: string }
  | { readonly at: 'room'; readonly room: string }
  | { readonly at: 'speaker'; readonly speaker: string };

/** The protocol's own name; its file would bring a schema library into the page. */
const view: typeof HOUSE_VIEW = '*';

/** The whole house as a supervisor sees it: live state, rules, and the commands that go back. Open until `stop`. */
export class House {
  readonly token: string;
  readonly post: Post;
  readonly state: Signal<HouseState | null> = signal(null);
  readonly freshness: Signal<Freshness> = signal('fresh');
  readonly refused: Signal<boolean> = signal(false);
  readonly rules: Signal<RulesAnswer['services']> = signal([]);
  readonly panel: Signal<HousePanel> = signal({ at: 'none' });
  /** All that is wrong in the house; null until the server has told it. */
  readonly alarms: Signal<readonly AlarmRow[] | null> = signal(null);
  readonly clockTrouble: Signal<ClockTrouble> = signal(null);
  /** The printers that this desk looks after. */
  readonly printers: Signal<readonly HousePrinter[]> = signal([]);
  /** Boards and speakers, those in trouble first; null until the server has told them. */
  readonly screens: Signal<readonly ScreenRow[] | null> = signal(null);
  /** How every speaker speaks; null until the server has told it. */
  readonly speakers: Signal<readonly SpeakerHealth[] | null> = signal(null);
  readonly #live: { stop: () => void };

  constructor(token: string) {
    this.token = token;
    this.post = new Post(token);
    this.#live = openLive<HouseState>({
      namespace: '/console',
      view,
      token,
      applyOp: wholeState,
      onState: (state) => {
        this.state.value = state;
      },
      onFreshness: (level) => {
        this.freshness.value = level;
      },
      onConnect: () => {
        this.refused.value = false;
      },
      onRefused: () => {
        this.refused.value = true;
      },
      listen: {
        printers: ({ printers }: { printers: readonly HousePrinter[] }) => {
          this.printers.value = printers;
        },
        alarms: ({ alarms }: { alarms: readonly AlarmRow[] }) => {
          this.alarms.value = alarms;
        },
        clock: ({ trouble }: { trouble: ClockTrouble }) => {
          this.clockTrouble.value = trouble;
        },
        roll: ({ screens }: ScreenList) => {
          this.screens.value = screens;
        },
        speakers: ({ speakers }: { speakers: SpeakerHealth[] }) => {
          this.speakers.value = speakers;
        },
      },
    });
    void this.learnRules();
  }

  stop(): void {
    this.#live.stop();
    this.post.stop();
  }

  /** Whether commands make sense: the numbers on the screen are true. */
  get works(): boolean {
    return this.state.value !== null && this.freshness.value !== 'grey';
  }

  /** Reads what hangs on the wall. */
  async learnRules(): Promise<void> {
    const reply = await get<RulesAnswer>(this.token, '/api/v1/rules');
    if (reply.ok) this.rules.value = reply.body.services;
    else this.post.say(refusalWords(reply));
  }

  /**
   * By which rule the next of a service is chosen from now on; null for that of the clinic file. True when the server
   * took it.
   */
  async setRule(service: string, rule: ServiceRule | null, at: number): Promise<boolean> {
    const path = `/api/v1/services/${encodeURIComponent(service)}/rule`;
    const what = `rule ${service} ${rule ? 'set' : 'reset'}`;
    if (!(await this.#send(what, path, { rule }, at))) return false;
    await this.learnRules();
    this.post.say('Đã đổi quy tắc. In lại bảng treo tường.');
    return true;
  }

  /** Opens, pauses or closes a room. */
  async setRoom(room: string, to: HouseRoom['state'], reason: string | null, at: number): Promise<void> {
    await this.#send(`state ${room} ${to}`, `${roomPath(room)}/state`, { to, reason }, at);
  }

  /** What a room serves for the rest of the day; null for what the clinic file says. */
  async setServices(room: string, services: readonly string[] | null, at: number): Promise<void> {
    const what = `services ${room} ${services ? 'set' : 'reset'}`;
    const done = await this.#send(what, `${roomPath(room)}/services`, { services }, at);
    if (done) this.post.say('Đã đổi dịch vụ của phòng');
  }

  /** Somebody has looked at a clock on the wall: the machine's time is right. */
  async confirmClock(at: number): Promise<void> {
    if (!(await this.#send('day', '/api/v1/day', {}, at))) return;
    this.clockTrouble.value = null;
    this.alarms.value = this.alarms.value?.filter(({ alarm }) => alarm !== 'clock') ?? null;
  }

  /** Lets a speaker say its test sentence; what became of it comes with the list. */
  async testSpeaker(speaker: string, at: number): Promise<void> {
    await this.#send(`test ${speaker}`, `${speakerPath(speaker)}/test`, {}, at);
  }

  /** Switches a speaker off for some minutes; null: on again. */
  async muteSpeaker(speaker: string, minutes: number | null, reason: string, at: number): Promise<void> {
    const what = `mute ${speaker} ${minutes}`;
    const done = await this.#send(what, `${speakerPath(speaker)}/mute`, { minutes, reason }, at);
    if (done) this.panel.value = { at: 'none' };
  }

  /** Prints the slip of a ticket again, where the first one came out. */
  async reprint(ticket: string, at: number): Promise<void> {
    if (await this.#send(`print ${ticket}`, `${ticketPath(ticket)}/print`, {}, at))
      this.post.say('Đang in lại');
  }

  /** Somebody has seen the paper of a ticket in the patient's hand. */
  async paperSeen(ticket: string, at: number): Promise<void> {
    await this.#send(`paper ${ticket}`, `${ticketPath(ticket)}/paper-seen`, {}, at);
  }

  /** Hangs a text on the boards; times as ISO 8601, null: at once, or until it is taken down. True when it hangs. */
  async hangNotice(
    notice: { text: string; from: string | null; until: string | null; boards: readonly string[] | null },
    at: number,
  ): Promise<boolean> {
    const done = await this.#send('notice', '/api/v1/notices', notice, at);
    if (done) this.post.say('Đã đưa lên bảng');
    return done;
  }

  async endNotice(id: string, at: number): Promise<void> {
    await this.#send(`end ${id}`, `/api/v1/notices/${encodeURIComponent(id)}/end`, {}, at);
  }

  async #send(what: string, path: string, body: object, at: number): Promise<boolean> {
    if (!this.works || !this.post.accepts(what, at)) return false;
    return (await this.post.send(what, path, body)).ok;
  }
}

const ticketPath = (ticket: string): string => `/api/v1/tickets/${encodeURIComponent(ticket)}`;
const roomPath = (room: string): string => `/api/v1/rooms/${encodeURIComponent(room)}`;
const speakerPath = (speaker: string): string => `/api/v1/speakers/${encodeURIComponent(speaker)}`;
