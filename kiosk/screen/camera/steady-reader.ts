import type { Gray } from './frame-picture.ts';
import { type Decoder, readFrame } from './retry-ladder.ts';

export type SteadyReader = {
  /** Which decoder reads; rejects when neither can be had. */
  engine: () => Promise<Decoder['engine']>;
  /** Raw bytes of the code in a frame, or null; rejects when neither can be had. */
  read: (frame: Gray) => Promise<Uint8Array | null>;
};

/**
 * Reads with the best decoder, and with the other when the best cannot be had or gives up on the way (a compiled
 * reader can run out of memory). The frame on which it gave up is lost; the camera sends the next one at once.
 */
export function steadyReader(best: () => Promise<Decoder>, other: () => Promise<Decoder>): SteadyReader {
  let decoder = best().catch(other);
  return {
    engine: async () => (await decoder).engine,
    read: async (frame) => {
      const ready = await decoder;
      try {
        return readFrame(frame, ready)?.bytes ?? null;
      } catch {
        decoder = other();
        // Whoever asks next hears of it; until then nobody listens.
        decoder.catch(() => {});
        return null;
      }
    },
  };
}
