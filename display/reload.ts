const TEN_MINUTES_MS = 10 * 60_000;
const LONG_OPEN_MS = 2 * 60 * 60_000;
/** A board takes 2 MB; a page that has grown so far will be ended by its browser sooner or later. */
const HEAVY_BYTES = 100 * 1024 * 1024;

export type PageLife = {
  /** Time of day at the hospital, "03:30". */
  clock: string;
  openForMs: number;
  /** Connected, with news under 10 s old: a page that reloads without its server becomes an error page. */
  fresh: boolean;
  /** Nobody is called or waits. */
  idle: boolean;
  /** Nothing is being shown large or spoken at this moment. */
  calm: boolean;
  firstBuild: string;
  build: string;
  /** What its scripts hold; null where the engine does not tell. */
  heapBytes: number | null;
};

/**
 * Whether a page that runs for weeks should load itself anew: each night between 03:30 and 04:00 when the
 * queue is closed, and when the server has newer pages, at most once in ten minutes, as two servers in the
 * middle of an update must not swing it to and fro, nor a leak make it load without end.
 */
export function isReloadDue(life: PageLife): boolean {
  if (!life.fresh || !life.calm) return false;
  const heavy = life.heapBytes !== null && life.heapBytes > HEAVY_BYTES;
  if (heavy || life.build !== life.firstBuild) return life.openForMs >= TEN_MINUTES_MS;
  const night = life.clock >= '03:30' && life.clock < '04:00';
  return night && life.idle && life.openForMs >= LONG_OPEN_MS;
}
