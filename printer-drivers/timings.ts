/** Every waiting time between us and a printer, in milliseconds; one table, so that trials can be quick. */
export type Timings = {
  /** Opening a connection; the system's own limit would be 40 s and more. */
  readonly connectMs: number;
  /** An answer to DLE EOT from a printer that is known to answer. */
  readonly statusMs: number;
  /** The same from one that may never answer. */
  readonly probeMs: number;
  /** A ticket from its first byte to its confirmation, beside the time of a slow line. */
  readonly jobMs: number;
  /** After this, beside the time of a slow line, a ticket that has come to no end is told to staff. */
  readonly alarmMs: number;
  /** How long after the last byte the printer is asked whether it is still well. */
  readonly settleMs: number;
  /** How often it is asked while a confirmation is awaited. */
  readonly pollMs: number;
  /** How long a confirmation may follow a bad status: paper may end with the last line of a ticket. */
  readonly graceMs: number;
  /**
   * How often an idle printer is asked, on a kept connection and where each time needs a new one. With `statusMs` five
   * seconds, within which staff are to hear of an open cover or a pulled cable.
   */
  readonly heartbeatMs: number;
  readonly perJobHeartbeatMs: number;
  /** Rest between two connections: some boards refuse an immediate second one. */
  readonly gapMs: number;
  /** Waits before a ticket of which no byte was sent is tried again. */
  readonly retryMs: readonly number[];
};

export const USUAL_TIMINGS: Timings = {
  connectMs: 3000,
  statusMs: 2000,
  probeMs: 500,
  jobMs: 15_000,
  alarmMs: 4500,
  settleMs: 1000,
  pollMs: 1500,
  graceMs: 1000,
  heartbeatMs: 3000,
  perJobHeartbeatMs: 60_000,
  gapMs: 200,
  retryMs: [500, 1000, 2000, 4000, 8000],
};
