import type { Line, Tongue } from '../../../core/queue/words/vocabulary.ts';
import { clipsOf, type Pack, tongueOf } from './pack.ts';
import { tongueName } from './pack-engine.ts';
import { loadPack, type PackFault } from './pack-load.ts';
import { packDir, readConfirmed, setActive, unconfirmedTokens } from './pack-store.ts';
import { soundOf } from './spoken-words.ts';

export type ActivationFault =
  | PackFault
  | {
      readonly file: string;
      readonly token: string | null;
      readonly code:
        | 'words_missing'
        | 'words_differ'
        | 'clip_unconfirmed'
        | 'consent_missing'
        | 'disk_unwritable';
      readonly detail: string;
    };
export type Activation =
  | { readonly ok: true; readonly tongue: string }
  | { readonly ok: false; readonly faults: readonly ActivationFault[] };

/** Lines that a pack cannot say, or says in other words than the clinic file wants ("bê" where it says "bờ"). */
export function lackingLines(pack: Pack, lines: readonly Line[]): ActivationFault[] {
  return lines.flatMap(({ token, words }): ActivationFault[] => {
    const clips = clipsOf(pack, token);
    if (!clips) return [{ file: 'pack.json', token, code: 'words_missing', detail: words }];
    const said = clips.map((clip) => clip.words).join(' ');
    if (said === soundOf(words)) return [];
    return [{ file: 'pack.json', token, code: 'words_differ', detail: `${said} ≠ ${words}` }];
  });
}

/**
 * Puts an imported pack into use, if nothing speaks against it: every clip is sound, everything this hospital
 * says is there, a person has heard and confirmed each clip as it is now, and the speaker's consent is noted.
 * Otherwise nothing changes and all faults come back. A running server follows within two seconds.
 */
export async function activatePack(
  voiceDir: string,
  id: string,
  linesFor: (tongue: Tongue) => readonly Line[],
): Promise<Activation> {
  const loaded = await loadPack(packDir(voiceDir, id));
  if (!loaded.ok) return { ok: false, faults: loaded.faults };
  const { pack, file } = loaded;
  const tongue = tongueOf(pack);
  const confirmed = await readConfirmed(voiceDir, id);
  const faults: ActivationFault[] = [
    ...lackingLines(pack, linesFor(tongue)),
    ...unconfirmedTokens(file, confirmed).map((token) => ({
      file: file.clips[token]!.file,
      token,
      code: 'clip_unconfirmed' as const,
      detail: file.clips[token]!.text,
    })),
  ];
  if (file.consent === null)
    faults.push({ file: 'pack.json', token: null, code: 'consent_missing', detail: file.speaker });
  if (faults.length > 0) return { ok: false, faults };
  try {
    await setActive(voiceDir, tongueName(tongue), id);
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? '';
    return { ok: false, faults: [{ file: 'active.json', token: null, code: 'disk_unwritable', detail }] };
  }
  return { ok: true, tongue: tongueName(tongue) };
}
