import { render } from 'preact';
import type { Player } from '../core/speaker/player.ts';
import { Speaker } from '../core/speaker/speaker.ts';
import type { Heard } from '../core/speaker/speech-queue.ts';
import type { Announce, Cut, Lease, SpeakerState, Withdraw, YourTurn } from '../core/wire/protocol.ts';
import { type DeviceIdentity, openDevice } from '../web/device.ts';
import { type Live, openLive } from '../web/live.ts';
import { wholeState } from '../web/revision.ts';
import { openShelf } from '../web/shelf.ts';
import { isForgotten } from './enrolment.ts';
import { heapBytes, type LifeSign, openLifeSign } from './life-sign.ts';
import { offsetMinutes, timeOfDay } from './local-time.ts';
import { isReloadDue } from './reload.ts';
import { NotEnrolled } from './screen-message.tsx';
import { type SpeakerModel, SpeakerView } from './speaker-view.tsx';
import { openWebAudio } from './web-audio.ts';

const TICK_MS = 1_000;
/** A context begins as suspended even where sound is allowed: the browser gets this long to decide. */
const SETTLE_MS = 700;
const SHOWN_BEFORE = 5;
const TOUCHES = ['pointerdown', 'pointerup', 'click', 'touchend', 'keydown'];

const page = document.getElementById('page')!;
const name = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const shelf = openShelf(() => sessionStorage);
const HEARD = `tiepdon.heard.${name}`;
/** Names this opened page to the server, so that its next socket is not taken for a second page. */
const opened = `${performance.now()}-${Math.random()}`.slice(0, 40);

type Builds = { first: string; now: string };

async function start(): Promise<void> {
  const device = await openDevice('speaker', name);
  if (device === null) render(<NotEnrolled what={`loa ${name}`} />, page);
  else new SpeakerPage(device).open();
}

/** The open page: its sound, its connection, and what it shows. */
class SpeakerPage {
  readonly #device: DeviceIdentity;
  readonly #player: Player;
  readonly #live: Live;
  readonly #speaker: Speaker;
  readonly #life: LifeSign;
  #model: SpeakerModel = {
    name,
    sound: null,
    level: 'fresh',
    lease: { owner: true, muted: null },
    speaking: null,
    spoken: [],
  };
  #builds: Builds | null = null;
  /** Sound that a person's touch has allowed would be lost by loading the page anew. */
  #touched = false;
  #forgotten = false;
  #ticking = 0;

  constructor(device: DeviceIdentity) {
    this.#device = device;
    this.#player = openWebAudio(() => this.#noteSound());
    this.#live = this.#connect();
    this.#life = openLifeSign({ live: this.#live, mayReload: () => !this.#touched });
    this.#speaker = new Speaker({
      player: this.#player,
      now: () => this.#live.now(),
      ack: (ack) => this.#live.emit('ack', ack),
      heard: heardBefore(),
      keep: (heard) => shelf.write(HEARD, JSON.stringify(heard)),
      onSpeaking: (message) => this.#showSpeaking(message),
      wait: (ms) => new Promise((done) => setTimeout(done, ms)),
    });
  }

  open(): void {
    for (const touch of TOUCHES) {
      document.addEventListener(touch, () => this.#wake(true));
    }
    document.addEventListener('visibilitychange', () => this.#wake(false));
    this.#wake(false);
    window.setTimeout(() => {
      this.#change({ sound: this.#player.state() });
      this.#reportSound();
    }, SETTLE_MS);
    this.#ticking = window.setInterval(() => this.#tick(), TICK_MS);
    this.#draw();
  }

  #connect(): Live {
    return openLive<SpeakerState>({
      namespace: '/speaker',
      view: name,
      token: this.#device.token,
      applyOp: wholeState,
      onState: (_state, { build }) => {
        this.#builds = { first: this.#builds?.first ?? build, now: build };
      },
      onFreshness: (level) => this.#change({ level }),
      onConnect: () => this.#reportSound(),
      onRefused: () => void this.#checkEnrolment(),
      listen: {
        announce: (message: Announce) => {
          if (message.zone === name) this.#speaker.hear(message);
        },
        withdraw: ({ callId }: Withdraw) => this.#speaker.withdraw(callId),
        turn: (turn: YourTurn) => this.#speaker.takeTurn(turn),
        cut: ({ id }: Cut) => this.#speaker.cut(id),
        lease: (lease: Lease) => this.#change({ lease }),
      },
    });
  }

  #wake(byHand: boolean): void {
    if (this.#player.state() === 'running') return;
    this.#touched = this.#touched || byHand;
    this.#player.wake();
  }

  /** Before the browser has settled its mind there is nothing to tell. */
  #noteSound(): void {
    if (this.#model.sound === null) return;
    this.#change({ sound: this.#player.state() });
    this.#reportSound();
    this.#speaker.pump();
  }

  #reportSound(): void {
    if (this.#model.sound !== null) this.#live.emit('sound', { state: this.#model.sound, page: opened });
  }

  #showSpeaking(message: Announce | null): void {
    if (message === null) {
      this.#change({ speaking: null });
      return;
    }
    const clock = timeOfDay(this.#live.now(), offsetMinutes(null));
    const others = this.#model.spoken.filter(({ id }) => id !== message.id);
    const { id, text, shown = null } = message;
    const spoken = [{ id, clock, text, shown }, ...others].slice(0, SHOWN_BEFORE);
    this.#change({ speaking: { text, shown }, spoken });
  }

  #tick(): void {
    this.#speaker.pump();
    this.#draw();
    if (this.#builds === null || this.#touched) return;
    const due = isReloadDue({
      clock: timeOfDay(this.#live.now(), offsetMinutes(null)),
      openForMs: performance.now(),
      fresh: this.#model.level === 'fresh',
      idle: this.#speaker.idle,
      calm: this.#speaker.idle,
      firstBuild: this.#builds.first,
      build: this.#builds.now,
      heapBytes: heapBytes(),
    });
    if (due) location.reload();
  }

  async #checkEnrolment(): Promise<void> {
    if (!(await isForgotten(this.#device))) return;
    window.clearInterval(this.#ticking);
    this.#live.stop();
    this.#life.stop();
    this.#forgotten = true;
    this.#draw();
  }

  #change(part: Partial<SpeakerModel>): void {
    this.#model = { ...this.#model, ...part };
    this.#draw();
  }

  #draw(): void {
    const view = <SpeakerView model={this.#model} onTouch={() => this.#wake(true)} />;
    render(this.#forgotten ? <NotEnrolled what={`loa ${name}`} /> : view, page);
    this.#life.drawn();
  }
}

/** What stands on the shelf may be cut short: then nothing was heard before. */
function heardBefore(): Heard[] {
  try {
    const found: unknown = JSON.parse(shelf.read(HEARD) ?? '[]');
    return Array.isArray(found) ? (found as Heard[]) : [];
  } catch {
    return [];
  }
}

start();
