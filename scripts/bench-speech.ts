import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeCall, type Occasion, USUAL_STYLE } from '../core/queue/words/call-sentence.ts';
import type { Sentence } from '../core/queue/words/sentence.ts';
import { completeLines } from '../core/queue/words/vocabulary.ts';
import { loadClinic } from '../server/clinic-store.ts';
import { createAnnouncer } from '../server/speech/announcement.ts';
import { createEspeak, USUAL_ESPEAK } from '../server/speech/espeak.ts';
import { openDefaultPack } from '../server/speech/pack/default-pack.ts';
import { createPackEngine } from '../server/speech/pack/pack-engine.ts';
import type { SpeechEngine } from '../server/speech/speech-engine.ts';
import type { Row } from './bench-row.ts';
import { refuse } from './runtime.ts';

const ROUNDS = 1000;
const ESPEAK_ROUNDS = 200;
const north = { lang: 'vi', region: 'north' } as const;
const OCCASIONS: readonly Occasion[] = ['first', 'priority', 'recall', 'last'];

/** The n-th call of a day: no two are the same file, so that nothing comes out of the cache. */
function callNumber(n: number): Sentence {
  const code = `${'AHBSMXLCKN'[n % 10]}${String(n).padStart(3, '0')}`;
  const room = { kind: 'exam', number: 1 + (n % 99) } as const;
  const said = composeCall(USUAL_STYLE, OCCASIONS[n % 4]!, { code, room, ...north });
  return said.ok ? said : refuse(said.fault.code);
}

type Times = {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** Until the disk had it, too. */
  readonly onDisk: number;
  readonly bytes: number;
};

async function timesOf(engine: SpeechEngine, dir: string, rounds: number): Promise<Times> {
  const announcer = createAnnouncer({ engines: [engine], cacheDir: dir, capBytes: 500_000_000 });
  const times: number[] = [];
  const onDisk: number[] = [];
  let bytes = 0;
  const warmUp = rounds / 10;
  for (let n = 0; n < warmUp + rounds; n++) {
    const start = performance.now();
    const made = await announcer.render({
      sentences: [callNumber(n)],
      voice: { region: 'north', timbre: 'female' },
      leadMs: 600,
      chime: 'normal',
    });
    if (n >= warmUp) times.push(performance.now() - start);
    // Calls come seconds apart: the next one never meets the writing of the one before.
    await announcer.settled();
    if (n >= warmUp) onDisk.push(performance.now() - start);
    if (!made.ok || made.engine !== engine.name)
      refuse(`not said by ${engine.name}: ${JSON.stringify(made)}`);
    bytes = Math.max(bytes, made.bytes);
  }
  const at = (all: readonly number[], share: number): number =>
    all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))]!;
  return { p50: at(times, 0.5), p95: at(times, 0.95), max: at(times, 1), onDisk: at(onDisk, 0.95), bytes };
}

const row = (what: string, ms: number, most: number | null): Row => ({
  what,
  measured: `${ms.toFixed(1)} ms`,
  bar: most === null ? '' : `≤ ${most} ms`,
  met: most === null ? null : ms <= most,
});

/**
 * From a sentence to the file that a speaker can fetch, chime and lead-in in it, nothing from the cache: 1,000 calls
 * joined from clips, 200 by espeak-ng; and how long the product's own pack takes to be made. About two minutes.
 */
export async function benchSpeech(): Promise<Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'tiepdon-bench-speech-'));
  try {
    const read = loadClinic(join(dir, 'clinic.json'));
    if (!read.ok) refuse(read.fault);
    const espeak = createEspeak(USUAL_ESPEAK);
    const lines = completeLines(read.clinic, USUAL_STYLE, north);
    const begun = performance.now();
    const made = await openDefaultPack({
      ...{ engine: espeak, dir: join(dir, 'default'), tongue: north, lines, atOnce: 1 },
      onBegin: () => undefined,
      stop: new AbortController().signal,
    });
    if (!made.ok) refuse(`default pack: ${made.fault}`);
    const packMs = performance.now() - begun;
    const shelf = new Map([['vi-north', made.pack]]);
    const clips = createPackEngine(
      'clips',
      () => shelf,
      () => false,
    );
    const joined = await timesOf(clips, join(dir, 'clips'), ROUNDS);
    const spoken = await timesOf(espeak, join(dir, 'espeak'), ESPEAK_ROUNDS);
    return [
      row(`announcement from clips, p50 of ${ROUNDS}`, joined.p50, null),
      row('announcement from clips, p95', joined.p95, 5),
      row('announcement from clips, longest', joined.max, null),
      row('announcement from clips, until it is on disk, p95', joined.onDisk, null),
      row(`announcement by espeak-ng, p50 of ${ESPEAK_ROUNDS}`, spoken.p50, null),
      row('announcement by espeak-ng, p95', spoken.p95, 250),
      row(`the product's own pack made, ${lines.length} clips`, packMs, null),
      { what: 'largest file', measured: `${Math.round(joined.bytes / 1000)} kB`, bar: '', met: null },
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
