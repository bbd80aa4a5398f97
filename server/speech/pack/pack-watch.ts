import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Line, Tongue } from '../../../core/queue/words/vocabulary.ts';
import { type Pack, tongueOf } from './pack.ts';
import { lackingLines } from './pack-activate.ts';
import { tongueName } from './pack-engine.ts';
import { loadPack } from './pack-load.ts';
import { packDir, readActive } from './pack-store.ts';

export type WatchedPacks = {
  /** Packs in use, whole in memory, by tongue. */
  shelf(): ReadonlyMap<string, Pack>;
  /** Whether a pack should be in use for a tongue and could not be read. */
  isRefused(tongue: string): boolean;
  /** Reads what has changed on disk; called by itself every two seconds. */
  look(): Promise<void>;
  stop(): void;
};

type Parts = {
  readonly voiceDir: string;
  readonly linesFor: (tongue: Tongue) => readonly Line[];
  readonly note: (event: { event: string } & Record<string, string | number>) => void;
};

const EVERY_MS = 2000;
const MOST_NOTED = 20;

const changedAt = async (file: string): Promise<number> => (await stat(file).catch(() => null))?.mtimeMs ?? 0;

type Kept = {
  readonly shelf: Map<string, Pack>;
  readonly refused: Set<string>;
};

async function read(
  { shelf, refused }: Kept,
  { voiceDir, linesFor, note }: Parts,
  tongue: string,
  id: string,
) {
  const refuse = (file: string, code: string): void =>
    note({ event: 'voice-pack-refused', pack: id, file, code });
  const loaded = await loadPack(packDir(voiceDir, id));
  const fits = loaded.ok && tongueName(tongueOf(loaded.pack)) === tongue;
  if (!loaded.ok || !fits) {
    if (loaded.ok) refuse('pack.json', 'pack_malformed');
    else for (const { file, code } of loaded.faults.slice(0, MOST_NOTED)) refuse(file, code);
    // What is in memory is whole and goes on speaking, if it is the same voice.
    if (shelf.get(tongue)?.id !== id) shelf.delete(tongue);
    if (!shelf.has(tongue)) refused.add(tongue);
    return;
  }
  const { pack } = loaded;
  refused.delete(tongue);
  shelf.set(tongue, pack);
  note({ event: 'voice-pack', pack: id, tongue, clips: pack.clips.size });
  for (const { code, detail } of lackingLines(pack, linesFor(tongueOf(pack))).slice(0, MOST_NOTED))
    note({ event: 'voice-pack-lacks', pack: id, code, words: detail });
}

/**
 * The hospital's own voices in use, followed while the server runs: another one is activated, or the default comes
 * back. A pack that is damaged on disk later goes on speaking from memory; one that is damaged when it is read is
 * named in the log, file by file, and the next engine speaks.
 */
export function watchPacks(parts: Parts): WatchedPacks {
  const { voiceDir, note } = parts;
  const kept: Kept = { shelf: new Map(), refused: new Set() };
  const seen = new Map<string, string>();
  let looking: Promise<void> | null = null;

  async function lookNow(): Promise<void> {
    const active = await readActive(voiceDir);
    for (const tongue of [...seen.keys()].filter((each) => active[each] === undefined)) {
      for (const each of [seen, kept.shelf, kept.refused]) each.delete(tongue);
      note({ event: 'voice-pack', pack: 'default', tongue, clips: 0 });
    }
    for (const [tongue, id] of Object.entries(active)) {
      const state = `${id} ${await changedAt(join(packDir(voiceDir, id), 'pack.json'))}`;
      if (seen.get(tongue) === state) continue;
      seen.set(tongue, state);
      await read(kept, parts, tongue, id);
    }
  }

  function look(): Promise<void> {
    looking ??= lookNow().finally(() => {
      looking = null;
    });
    return looking;
  }

  const timer = setInterval(() => void look(), EVERY_MS);
  timer.unref();
  void look();
  return {
    shelf: () => kept.shelf,
    isRefused: (tongue) => kept.refused.has(tongue),
    look,
    stop: () => clearInterval(timer),
  };
}
