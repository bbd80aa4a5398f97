import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Line, Tongue } from '../../../core/queue/words/vocabulary.ts';
import type { Pack } from './pack.ts';
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

/**
 * The hospital's own voices in use, followed while the server runs: another one is activated, or the default comes
 * back. A pack that is damaged on disk later goes on speaking from memory; one that is damaged when it is read is
 * named in the log, file by file, and the next engine speaks.
 */
export function watchPacks({ voiceDir, linesFor, note }: Parts): WatchedPacks {
  const shelf = new Map<string, Pack>();
  const refused = new Set<string>();
  const seen = new Map<string, string>();
  let looking: Promise<void> | null = null;

  async function read(tongue: string, id: string): Promise<void> {
    const loaded = await loadPack(packDir(voiceDir, id));
    if (!loaded.ok) {
      for (const { file, code } of loaded.faults.slice(0, MOST_NOTED))
        note({ event: 'voice-pack-refused', pack: id, file, code });
      if (shelf.get(tongue)?.id !== id) shelf.delete(tongue);
      if (!shelf.has(tongue)) refused.add(tongue);
      return;
    }
    const { pack } = loaded;
    if (tongueName({ lang: pack.lang, region: pack.region ?? 'north' }) !== tongue) {
      note({ event: 'voice-pack-refused', pack: id, file: 'pack.json', code: 'pack_malformed' });
      shelf.delete(tongue);
      refused.add(tongue);
      return;
    }
    refused.delete(tongue);
    shelf.set(tongue, pack);
    note({ event: 'voice-pack', pack: id, tongue, clips: pack.clips.size });
    const lacks = lackingLines(pack, linesFor({ lang: pack.lang, region: pack.region ?? 'north' }));
    for (const { code, detail } of lacks.slice(0, MOST_NOTED))
      note({ event: 'voice-pack-lacks', pack: id, code, words: detail });
  }

  async function lookNow(): Promise<void> {
    const active = await readActive(voiceDir);
    for (const tongue of [...seen.keys()].filter((each) => active[each] === undefined)) {
      seen.delete(tongue);
      shelf.delete(tongue);
      refused.delete(tongue);
      note({ event: 'voice-pack', pack: 'default', tongue, clips: 0 });
    }
    for (const [tongue, id] of Object.entries(active)) {
      const state = `${id} ${await changedAt(join(packDir(voiceDir, id), 'pack.json'))}`;
      if (seen.get(tongue) === state) continue;
      seen.set(tongue, state);
      await read(tongue, id);
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
    shelf: () => shelf,
    isRefused: (tongue) => refused.has(tongue),
    look,
    stop: () => clearInterval(timer),
  };
}
