import { toInt16 } from './assembly.ts';
import { scaleTo } from './level.ts';

export type ChimeKind = 'normal' | 'priority' | 'emergency';

type Note = { readonly hz: number; readonly startMs: number; readonly fadeMs: number };

export const CHIME_MS = 800;
const CHIME_LUFS = -24;
const ATTACK_MS = 4;
const END_MS = 20;

/** Two tones for a call, three rising ones for a priority call, four hard ones for an emergency. */
const NOTES: Readonly<Record<ChimeKind, readonly Note[]>> = {
  normal: [
    { hz: 660, startMs: 0, fadeMs: 260 },
    { hz: 880, startMs: 320, fadeMs: 220 },
  ],
  priority: [
    { hz: 660, startMs: 0, fadeMs: 180 },
    { hz: 880, startMs: 220, fadeMs: 180 },
    { hz: 1100, startMs: 440, fadeMs: 180 },
  ],
  emergency: [
    { hz: 988, startMs: 0, fadeMs: 900 },
    { hz: 740, startMs: 200, fadeMs: 900 },
    { hz: 988, startMs: 400, fadeMs: 900 },
    { hz: 740, startMs: 600, fadeMs: 900 },
  ],
};

function strength(note: Note, until: number, ms: number): number {
  if (ms < note.startMs || ms >= until) return 0;
  const age = ms - note.startMs;
  return Math.min(1, age / ATTACK_MS, (until - ms) / END_MS) * Math.exp(-age / note.fadeMs);
}

const made = new Map<string, Int16Array>();

/** A chime: 0.8 s at −24 LUFS, always the same for the same kind and rate. */
export function chime(kind: ChimeKind, rate: number): Int16Array {
  const name = `${kind} ${rate}`;
  const samples = made.get(name) ?? toInt16(makeChime(kind, rate));
  made.set(name, samples);
  return samples;
}

function makeChime(kind: ChimeKind, rate: number): Float32Array {
  const notes = NOTES[kind];
  const samples = new Float32Array(Math.round((CHIME_MS / 1000) * rate));
  notes.forEach((note, n) => {
    const until = kind === 'emergency' ? (notes[n + 1]?.startMs ?? CHIME_MS) : CHIME_MS;
    for (let i = Math.ceil((note.startMs / 1000) * rate); i < samples.length; i++) {
      const t = i / rate - note.startMs / 1000;
      samples[i] =
        samples[i]! + strength(note, until, (1000 * i) / rate) * Math.sin(2 * Math.PI * note.hz * t);
    }
  });
  return scaleTo(samples, rate, CHIME_LUFS);
}
