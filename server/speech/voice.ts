import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import { everSays } from '../../core/queue/speaker-tongues.ts';
import { sayTest } from '../../core/queue/words/call-sentence.ts';
import { styleOf } from '../../core/queue/words/call-style.ts';
import type { Sentence } from '../../core/queue/words/sentence.ts';
import { completeLines, neededLines, type Tongue } from '../../core/queue/words/vocabulary.ts';
import type { VoiceInChain } from '../../core/wire/voice-setup.ts';
import { type Announcer, createAnnouncer, USUAL_CAP_BYTES } from './announcement.ts';
import { createEspeak, USUAL_ESPEAK } from './espeak.ts';
import { type DefaultPackOrder, keptDefaultPack, openDefaultPack } from './pack/default-pack.ts';
import type { Pack } from './pack/pack.ts';
import { createPackEngine, tongueName } from './pack/pack-engine.ts';
import { watchPacks } from './pack/pack-watch.ts';
import { createPiper, USUAL_PIPER } from './piper.ts';
import { sampleCall } from './sample-call.ts';
import type { SpeechEngine } from './speech-engine.ts';

export type VoiceParts = {
  readonly clinic: Clinic;
  /** Holds `audio/` and `voice/`. */
  readonly dataDir: string;
  /** Address of the operator's Piper, or null. */
  readonly piper: string | null;
  /** Milliseconds after which the product's own pack is made if it is not on disk yet; null: never. */
  readonly defaultPackAfterMs: number | null;
  readonly note: (event: { event: string } & Record<string, string | number>) => void;
};

export type HouseVoice = {
  readonly announcer: Announcer;
  /** The synthesiser that says what no pack has: names of services, prompts of the kiosk. */
  readonly engine: SpeechEngine;
  /** Every engine of the chain for every tongue in use, in the order in which they are asked. */
  state(): Promise<VoiceInChain[]>;
  /** A call as a patient would hear it now, without lead-in; null when nothing can be made. */
  sample(): Promise<Buffer | null>;
  /** Resolves when the default packs are there, or cannot be made. */
  readonly ready: Promise<void>;
  stop(): void;
};

const ALL: readonly Tongue[] = [
  { lang: 'vi', region: 'north' },
  { lang: 'vi', region: 'south' },
  { lang: 'en', region: 'north' },
];

/** The tongues of the clinic's speakers, then the others. */
function tonguesOf({ speakers }: Clinic): { used: Tongue[]; all: Tongue[] } {
  const isUsed = ({ lang, region }: Tongue): boolean =>
    speakers.some((speaker) => everSays(speaker, lang) && (lang === 'en' || speaker.region === region));
  const used = ALL.filter(isUsed);
  return { used, all: [...used, ...ALL.filter((tongue) => !isUsed(tongue))] };
}

const neverRefused = (): boolean => false;

/** Waits without keeping the process alive; ends early when it is stopped. */
const after = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined);

async function stateOf(engine: SpeechEngine, tongue: Tongue, sentence: Sentence): Promise<VoiceInChain> {
  const sayable = engine.canSay(sentence, { region: tongue.region, timbre: 'female' });
  const missing = sayable.ok && (await engine.version()) === null;
  const fault = missing ? 'engine_missing' : sayable.ok ? null : sayable.fault.code;
  return { engine: engine.name, tongue: tongueName(tongue), fault };
}

/** An announcer that tells the log of every engine that fails, once until another thing is wrong with it. */
function noting(announcer: Announcer, note: VoiceParts['note']): Announcer {
  const told = new Map<string, string>();
  return {
    ...announcer,
    async render(order) {
      const rendered = await announcer.render(order);
      const faults = rendered.ok ? rendered.faults : [rendered.fault];
      for (const fault of faults) {
        const engine = 'engine' in fault ? fault.engine : 'audio';
        if (told.get(engine) !== fault.code) note({ event: 'voice-fault', engine, code: fault.code });
        told.set(engine, fault.code);
      }
      if (rendered.ok) for (const engine of rendered.engine.split('+')) told.delete(engine);
      return rendered;
    },
  };
}

/** Default packs that lie on disk speak at once, `made` tells which; those that are missing are made after the wait. */
async function fillDefaults(
  parts: VoiceParts,
  orders: readonly Omit<DefaultPackOrder, 'atOnce' | 'onBegin'>[],
  made: Map<string, Pack>,
): Promise<void> {
  for (const order of orders) {
    const started = performance.now();
    const pack = await keptDefaultPack(order);
    if (!pack) continue;
    const tongue = tongueName(order.tongue);
    made.set(tongue, pack);
    const ms = Math.round(performance.now() - started);
    parts.note({ event: 'default-voice', tongue, state: 'ready', ms });
  }
  if (parts.defaultPackAfterMs !== null && made.size < orders.length) await makeDefaults(parts, orders, made);
}

/** One default pack, made if it is not there yet; null when it cannot be made. */
async function makeDefault(
  order: Omit<DefaultPackOrder, 'atOnce' | 'onBegin'>,
  note: VoiceParts['note'],
): Promise<Pack | null> {
  const tongue = tongueName(order.tongue);
  const started = performance.now();
  const begun = { event: 'default-voice', tongue, state: 'making', clips: order.lines.length };
  const made = await openDefaultPack({ ...order, atOnce: 1, onBegin: () => note(begun) });
  const ms = Math.round(performance.now() - started);
  note({ event: 'default-voice', tongue, state: made.ok ? 'ready' : made.fault, ms });
  return made.ok ? made.pack : null;
}

async function makeDefaults(
  { defaultPackAfterMs, note }: VoiceParts,
  orders: readonly Omit<DefaultPackOrder, 'atOnce' | 'onBegin'>[],
  made: Map<string, Pack>,
): Promise<void> {
  const { stop } = orders[0]!;
  await after(defaultPackAfterMs ?? 0, stop);
  for (const order of orders) {
    const tongue = tongueName(order.tongue);
    const pack = made.has(tongue) || stop.aborted ? null : await makeDefault(order, note);
    if (pack) made.set(tongue, pack);
  }
}

/**
 * The voice of a house: the hospital's recorded pack, then Piper when the operator names one, then the product's
 * own pack, then the synthesiser sentence by sentence; when none can speak there is a chime. The product's own pack
 * is read at once when it is on disk, else it is made beside the running server, and until it is there the
 * synthesiser stands in.
 */
export function openVoice(parts: VoiceParts): HouseVoice {
  const { clinic, dataDir, piper, note } = parts;
  const voiceDir = join(dataDir, 'voice');
  const style = styleOf(clinic);
  const own = watchPacks({ voiceDir, linesFor: (tongue) => neededLines(clinic, style, tongue), note });
  const made = new Map<string, Pack>();
  const espeak = createEspeak(USUAL_ESPEAK);
  const engines = [
    createPackEngine('pack', own.shelf, own.isRefused),
    ...(piper === null ? [] : [createPiper({ url: piper, ...USUAL_PIPER })]),
    createPackEngine('default-pack', () => made, neverRefused),
    espeak,
  ];
  const announcer = createAnnouncer({
    engines,
    cacheDir: join(dataDir, 'audio'),
    capBytes: USUAL_CAP_BYTES,
  });
  const { used, all } = tonguesOf(clinic);

  const ended = new AbortController();
  const orders = all.map((tongue) => ({
    ...{ engine: espeak, dir: join(voiceDir, 'default'), tongue },
    ...{ lines: completeLines(clinic, style, tongue), stop: ended.signal },
  }));

  return {
    announcer: noting(announcer, note),
    engine: espeak,
    ready: fillDefaults(parts, orders, made),
    state: () =>
      Promise.all(
        used.flatMap((tongue) =>
          engines.map((engine) => stateOf(engine, tongue, sayTest(style, tongue.lang))),
        ),
      ),
    sample: () => sampleCall(clinic, style, announcer),
    stop: () => {
      ended.abort();
      own.stop();
    },
  };
}
