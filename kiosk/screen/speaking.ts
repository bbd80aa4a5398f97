import type { Guide, Kiosk, KioskEvent, Segment, Step, Volume } from './visit.ts';

const louder: { readonly [step in Volume]: Volume } = { 1: 2, 2: 3, 3: 1 };
/** What people press while they listen on. */
const listenedThrough: ReadonlySet<KioskEvent['type']> = new Set<KioskEvent['type']>(['guide', 'volume']);

const guided = (kiosk: Kiosk, guide: Partial<Guide>): Kiosk => ({
  ...kiosk,
  guide: { ...kiosk.guide, light: null, ...guide },
});

/** Whether the chosen language can be heard here; the server says so. */
export function isAudible({ place, language }: Kiosk): boolean {
  return place?.kiosk.languages.some(({ code, audio }) => code === language && audio) ?? false;
}

/** Begins to speak, in the place of whatever is being spoken; nothing where the language has no voice. */
export function speak(kiosk: Kiosk, segments: readonly Segment[]): Step {
  if (!isAudible(kiosk) || segments.length === 0) return { kiosk, effects: [] };
  const run = kiosk.guide.run + 1;
  return {
    kiosk: guided(kiosk, { state: 'speaking', run }),
    effects: [{ do: 'speak', run, segments, volume: kiosk.volume }],
  };
}

/** The button of the guide: it begins, and a second press ends. */
export function toggled(kiosk: Kiosk, script: (kiosk: Kiosk) => readonly Segment[]): Step {
  return kiosk.guide.state === 'speaking' ? hushed({ kiosk, effects: [] }) : speak(kiosk, script(kiosk));
}

/** The next step of loudness, for what is being spoken too. */
export function turnedUp(kiosk: Kiosk): Step {
  const volume = louder[kiosk.volume];
  return { kiosk: { ...kiosk, volume }, effects: [{ do: 'volume', volume }] };
}

/** A prompt is heard just now. */
export function heard(kiosk: Kiosk, run: number, light: string | null): Step {
  const current = kiosk.guide.state === 'speaking' && kiosk.guide.run === run;
  return { kiosk: current ? guided(kiosk, { light }) : kiosk, effects: [] };
}

/** The guide has come to its end; not `ok`: nothing could be heard of it. */
export function spoken(kiosk: Kiosk, run: number, ok: boolean): Step {
  const current = kiosk.guide.state === 'speaking' && kiosk.guide.run === run;
  return { kiosk: current ? guided(kiosk, { state: ok ? 'silent' : 'mute' }) : kiosk, effects: [] };
}

/**
 * Ends the guide when what it speaks of is no longer there, or when somebody presses anything: nobody is talked to
 * about a screen that has gone, and nobody has to wait for a voice.
 */
export function interrupted(before: Kiosk, event: KioskEvent, fromPerson: boolean, next: Step): Step {
  const { kiosk } = next;
  if (before.guide.state !== 'speaking' || kiosk.guide.run !== before.guide.run) return next;
  const left =
    kiosk.visit !== before.visit ||
    kiosk.screen.at !== before.screen.at ||
    kiosk.choosing !== before.choosing;
  return left || (fromPerson && !listenedThrough.has(event.type)) ? hushed(next) : next;
}

function hushed({ kiosk, effects }: Step): Step {
  return { kiosk: guided(kiosk, { state: 'silent' }), effects: [...effects, { do: 'hush' }] };
}
