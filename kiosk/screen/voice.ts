import { Recital } from './recital.ts';
import type { Segment, Volume } from './visit.ts';

/** One thing to be said: prompts in a row, under the number that its news carry. */
export type Speech = {
  readonly run: number;
  readonly segments: readonly Segment[];
  readonly volume: Volume;
};

export type VoiceNews =
  | { readonly type: 'heard'; readonly run: number; readonly light: string | null }
  | { readonly type: 'spoken'; readonly run: number; readonly ok: boolean };

/** The kiosk's voice: one speech at a time, the newer one instead of the older. */
export type Voice = {
  speak(speech: Speech): void;
  hush(): void;
  setVolume(volume: Volume): void;
};

const PATIENCE_MS = 6_000;

/**
 * A voice that reads prompts from the server and plays them. Whatever fails, a browser that allows no sound, a PC
 * without a sound card, a server that is away, ends in `spoken` with `ok` false and stops nothing else.
 */
export function openVoice(token: string, tell: (news: VoiceNews) => void): Voice {
  let recital: Recital | null = null;
  const hush = (): void => {
    recital?.stop();
    recital = null;
  };
  return {
    hush,
    setVolume: (volume) => recital?.setVolume(volume),
    speak({ run, segments, volume }) {
      hush();
      const mine = new Recital(volume, (segment, signal) => soundOf(token, segment, signal));
      recital = mine;
      const onHeard = ({ light }: Segment) => tell({ type: 'heard', run, light });
      mine
        .read(segments, onHeard)
        .catch(() => false)
        .then((ok) => {
          mine.stop();
          tell({ type: 'spoken', run, ok });
        });
    },
  };
}

/** The file of a prompt; null when there is none or it does not come in time. */
async function soundOf(
  token: string,
  { language, key }: Segment,
  signal: AbortSignal,
): Promise<ArrayBuffer | null> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE_MS);
  signal.addEventListener('abort', () => late.abort());
  try {
    const address = `/api/v1/prompts/${encodeURIComponent(language)}/${encodeURIComponent(key)}`;
    const headers = { Authorization: `Bearer ${token}` };
    const reply = await fetch(address, { headers, signal: late.signal });
    return reply.ok ? await reply.arrayBuffer() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
