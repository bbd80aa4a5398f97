const SAMPLES = 9;

/** A clock that goes by the server's time, whatever the device itself believes the date is. */
export type ServerClock = {
  /** Takes the server's `now` (ms since 1970) out of a message that has just arrived. */
  hear: (serverNow: number) => void;
  /** The server's time, ms since 1970; the device's own as long as nothing was heard. */
  now: () => number;
};

/**
 * The offset is the median of the last nine samples: one message that was held up on the way, or a page that
 * was frozen for a while, does not move it. Televisions are found years off.
 */
export function openServerClock(deviceNow: () => number): ServerClock {
  const samples: number[] = [];
  return {
    hear(serverNow) {
      samples.push(serverNow - deviceNow());
      if (samples.length > SAMPLES) samples.shift();
    },
    now: () => deviceNow() + median(samples),
  };
}

function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
