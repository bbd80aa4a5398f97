import type { CalledRoom, Occasion } from '../../core/queue/words/call-sentence.ts';
import { composeCall, USUAL_STYLE } from '../../core/queue/words/call-sentence.ts';
import { calledRoom } from '../../core/queue/words/called-room.ts';
import { PREFIX_ORDER } from '../../core/queue/words/prefix-check.ts';
import type { Lang, Region, Sentence } from '../../core/queue/words/sentence.ts';
import type { ReadingMode } from '../../core/queue/words/ticket-code.ts';
import { sampleClinic } from './default-voice.ts';

/** Numbers 0..1 that are the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const OCCASIONS: readonly Occasion[] = ['first', 'first', 'priority', 'recall', 'last'];
const MODES: readonly ReadingMode[] = ['auto', 'auto', 'digits', 'natural'];

/**
 * Calls as they may come on any day: codes with the ten prefixes that are handed out, or none, up to 9999, those that a
 * kiosk gives out by itself, in every reading mode, to numbered rooms, counters and the sample clinic's named rooms, on every occasion.
 */
export function* randomCalls(seed: number, lang: Lang, region: Region): Generator<Sentence> {
  const random = chance(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const oneOf = <T>(all: readonly T[]): T => all[below(all.length)]!;
  const labels = sampleClinic().rooms.map(({ label }) => label.vi);
  const rooms: readonly (() => CalledRoom)[] = [
    () => ({ kind: 'exam', number: 1 + below(99) }),
    () => ({ kind: 'exam', number: 100 + below(800) }),
    () => ({ kind: 'counter', number: 1 + below(30) }),
    () => (lang === 'vi' ? calledRoom(oneOf(labels)) : { kind: 'counter', number: 1 + below(9) }),
  ];
  for (;;) {
    const bare = below(8) === 0;
    const number = below(10_000);
    const digits = String(number).padStart(3, '0');
    const own = below(12) === 0 ? `K${1 + below(12)}-${digits}` : null;
    const code = own ?? (bare ? String(1 + below(99)) : `${oneOf(PREFIX_ORDER)}${digits}`);
    const style = { ...USUAL_STYLE, mode: oneOf(MODES) };
    const said = composeCall(style, oneOf(OCCASIONS), { code, room: oneOf(rooms)(), lang, region });
    if (!said.ok) throw new Error(`${code}: ${said.fault.code}`);
    yield said;
  }
}
