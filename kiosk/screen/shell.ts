import { type Signal, signal } from '@preact/signals';
import type { CheckInAnswer, PlaceAnswer, ScanAnswer } from '../../core/wire/api.ts';
import type { Slip, StationScan, StationState } from '../../core/wire/protocol.ts';
import type { DeviceIdentity } from '../../web/device.ts';
import { command, get, send as post, type Reply, randomId } from '../../web/http.ts';
import { listenForScans } from '../../web/keyboard-scanner.ts';
import { openLive } from '../../web/live.ts';
import { wholeState } from '../../web/revision.ts';
import { softTone } from '../../web/soft-tone.ts';
import { step } from './flow.ts';
import { type Effect, type Kiosk, type KioskEvent, newKiosk, type Texts } from './visit.ts';
import { openVoice, type Voice } from './voice.ts';

type EffectOf<Kind extends Effect['do']> = Extract<Effect, { do: Kind }>;

/** "More time?" is heard as well as seen. */
const MORE_TIME_HZ = [660];
const TICK_MS = 250;
/** Names, opening hours and people waiting are read again so often while nobody is there. */
const LOOK_MS = 30_000;

/**
 * One check-in that was asked for: tried again by the same person it is the same request, with the same body. `asks`:
 * what for; the language is none of it, since whoever changes it and tries again wants no second number.
 */
type Intent = { asks: string; body: object; requestId: string };

/**
 * The hands of the kiosk: carries out what the flow asks, and tells it what station, scanner, server and clock
 * say. All that is known of a person lives in `kiosk` and in the intent, and goes with them. Open until `stop`.
 */
export class Shell {
  readonly kiosk: Signal<Kiosk> = signal(newKiosk());
  /** The server does not know this device (any more); it is asked again every few seconds. */
  readonly refused: Signal<boolean> = signal(false);
  readonly #token: string;
  readonly #stops: readonly (() => void)[];
  readonly #voice: Voice;
  #intent: Intent | null = null;

  constructor({ token, name }: DeviceIdentity) {
    this.#token = token;
    this.#voice = openVoice(token, this.send);
    this.#stops = [this.#listenToStation(name), this.#listenToKeys(), this.#tick(), this.#lookAround()];
    void this.#look();
  }

  /** Tells the flow what happened and does what it answers. */
  readonly send = (event: KioskEvent): void => {
    const next = step(this.kiosk.value, event);
    this.kiosk.value = next.kiosk;
    for (const effect of next.effects) void this.#run(effect);
  };

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#voice.hush();
  }

  #run(effect: Effect): Promise<void> | void {
    switch (effect.do) {
      case 'read':
        return this.#read(effect);
      case 'check-in':
        return this.#checkIn(effect);
      case 'print':
        return this.#print(effect);
      case 'ring':
        return this.#ring();
      case 'look':
        return this.#look();
      case 'beep':
        return softTone(MORE_TIME_HZ, 0.25);
      case 'speak':
        return this.#voice.speak(effect);
      case 'hush':
        return this.#voice.hush();
      case 'volume':
        return this.#voice.setVolume(effect.volume);
      case 'forget':
        this.#intent = null;
        history.replaceState(null, '', location.pathname);
    }
  }

  async #read({ visit, card, hideName }: EffectOf<'read'>): Promise<void> {
    const body = { scan: card.text, source: card.source };
    const reply = await post<ScanAnswer>(this.#token, '/api/v1/scans', body);
    if (reply.ok) this.send({ type: 'read', visit, card, answer: reply.body, hideName });
    else this.send({ type: 'refused', visit, code: codeOf(reply) });
  }

  async #checkIn(effect: EffectOf<'check-in'>): Promise<void> {
    this.#intent = sameOrNew(this.#intent, bodyOf(effect), effect.english ? { language: 'en' } : {});
    const { requestId, body } = this.#intent;
    const reply = await command<CheckInAnswer>(this.#token, '/api/v1/check-ins', { requestId, ...body });
    if (reply.ok) this.send({ type: 'issued', visit: effect.visit, answer: reply.body });
    else this.send({ type: 'refused', visit: effect.visit, code: codeOf(reply) });
  }

  async #print({ visit, ticket }: EffectOf<'print'>): Promise<void> {
    const reply = await command(this.#token, `/api/v1/tickets/${encodeURIComponent(ticket)}/print`, {});
    this.send({ type: 'printing', visit, ok: reply.ok });
  }

  async #ring(): Promise<void> {
    const reply = await command(this.#token, '/api/v1/help', {});
    this.send({ type: 'staff-called', ok: reply.ok });
  }

  readonly #look = async (): Promise<void> => {
    const reply = await get<PlaceAnswer>(this.#token, '/api/v1/place');
    if (reply.status !== 0) this.refused.value = reply.status === 401;
    if (!reply.ok) return;
    this.send({ type: 'place', place: reply.body });
    for (const { code, text } of reply.body.kiosk.languages) if (text) await this.#learn(code);
  };

  /** Texts of an added language, once: they are read by the server when it starts. */
  async #learn(language: string): Promise<void> {
    if (language === 'vi' || language === 'en' || this.kiosk.value.packs[language]) return;
    const path = `/api/v1/words/${encodeURIComponent(language)}`;
    const reply = await get<{ words: Texts }>(this.#token, path);
    if (reply.ok) this.send({ type: 'texts', language, texts: reply.body.words });
  }

  #listenToStation(view: string): () => void {
    const live = openLive<StationState>({
      namespace: '/station',
      view,
      token: this.#token,
      applyOp: wholeState,
      onState: (station) => this.send({ type: 'station', station }),
      onFreshness: (link) => this.send({ type: 'link', link }),
      onConnect: this.#look,
      onRefused: this.#look,
      listen: {
        scan: ({ scanId, answer }: StationScan) => this.send({ type: 'scan', scanId, answer }),
        slip: (slip: Slip) => this.send({ type: 'slip', slip }),
      },
    });
    return live.stop;
  }

  #listenToKeys(): () => void {
    return listenForScans(window, {
      onScan: ({ text, cause }) => this.send({ type: 'keys-scanned', text, interference: cause }),
      onKeyNoise: ({ cause }) => this.send({ type: 'keys-noise', interference: cause }),
    });
  }

  /** Time is told as the time that has really passed: a page that was frozen must not keep a person on screen. */
  #tick(): () => void {
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      this.send({ type: 'tick', ms: now - before });
      before = now;
    }, TICK_MS);
    return () => clearInterval(timer);
  }

  #lookAround(): () => void {
    const timer = setInterval(() => {
      if (this.kiosk.value.screen.at === 'idle') void this.#look();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }
}

function bodyOf({ claim, service }: EffectOf<'check-in'>): object {
  const { card, declared } = claim;
  const source = card && card.scanId === null ? { source: card.source } : {};
  return {
    service,
    scan: card?.text ?? null,
    scanId: card?.scanId ?? null,
    ...source,
    confirmed: card !== null,
    declared,
  };
}

function sameOrNew(last: Intent | null, wish: object, language: object): Intent {
  const asks = JSON.stringify(wish);
  return last?.asks === asks ? last : { asks, body: { ...wish, ...language }, requestId: randomId() };
}

/** The code of a refusal; no answer at all, or one of a proxy in between, is a server that is away. */
function codeOf(reply: Extract<Reply<unknown>, { ok: false }>): string {
  return reply.problem?.code ?? 'server-away';
}
