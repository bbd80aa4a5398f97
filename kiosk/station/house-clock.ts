/** The time by which a station judges cards, hours and permits: that of its house, as far as it knows it. */
export type HouseClock = {
  /** The house's time, whole ms since 1970. */
  now(): number;
  /** The house's time less what this PC's own clock says, ms. */
  ahead(): number;
  /** The house has just told its time, ms since 1970, in answer to what was asked `tookMs` ago. */
  hear(houseNow: number, tookMs: number): void;
  /** What was known of the difference before this start: believed until the house is heard. */
  recall(ahead: number): void;
  /** Whether the house was heard since this start. */
  isHeard(): boolean;
  /** What `now` would be had the house not been heard since this start, ms since 1970. */
  guess(): number;
};

type Parts = {
  /** This PC's own clock, ms since 1970: set by hand, by a time server, or by a battery that is empty. */
  wall: () => number;
  /** A clock in ms that never jumps, and goes on while the PC sleeps. */
  steady: () => number;
};

/** A clock of a PC may go so much too fast or too slow. */
const DRIFT = 1e-4;

/**
 * A clock that is wrong refuses valid cards, and one that is set while the house is away ends a permit or the hours
 * of a service. So once the house was heard its time goes on by the clock that never jumps.
 * An answer that came late tells less than one that came soon, and does not turn the clock for as long as it agrees.
 */
export function openHouseClock({ wall, steady }: Parts): HouseClock {
  let known = 0;
  let heard: { house: number; at: number; error: number } | null = null;
  // A PC with an empty battery starts in 1970; no time that is written may lie before.
  const guess = (): number => Math.max(0, Math.round(wall() + known));
  const now = (): number => (heard ? Math.round(heard.house + steady() - heard.at) : guess());
  return {
    now,
    guess,
    isHeard: () => heard !== null,
    ahead: () => now() - Math.round(wall()),
    hear(houseNow, tookMs) {
      const at = steady();
      const error = tookMs / 2;
      const house = houseNow + error;
      const known = heard ? heard.error + (at - heard.at) * DRIFT : Number.POSITIVE_INFINITY;
      if (error <= known || Math.abs(house - now()) > error + known) heard = { house, at, error };
    },
    recall(ahead) {
      known = ahead;
    },
  };
}
