/** The picture stands still for so long although news came: the page is ill. */
const STUCK_MS = 20_000;
/** News so old says that the server is away: a page that reloads without it becomes an error page. */
const FRESH_MS = 10_000;
const RELOAD_PAUSE_MS = 10 * 60_000;

/** Times in ms: `now`, `paintedAt` and `newsAt` by the page's own clock, the others by the server's. */
export type Pulse = {
  now: number;
  /** When a picture last came to the glass; the page's start before the first one. */
  paintedAt: number;
  newsAt: number;
  /** Another window is in front: nothing is painted, and nothing is wrong. */
  hidden: boolean;
  serverNow: number;
  /** When this page last loaded itself anew because it was stuck; null when it never did. */
  reloadedAt: number | null;
};

/** Whether a page should load itself anew because nothing comes to the glass any more; at most once in ten minutes. */
export function isStuck({ now, paintedAt, newsAt, hidden, serverNow, reloadedAt }: Pulse): boolean {
  if (hidden || now - paintedAt < STUCK_MS || now - newsAt > FRESH_MS) return false;
  return reloadedAt === null || Math.abs(serverNow - reloadedAt) >= RELOAD_PAUSE_MS;
}

/** Major version in the browser's name of itself, `Chrome/53.0.2785.34`; null for other engines. */
export function chromiumVersion(userAgent: string): number | null {
  const found = /Chrom(?:e|ium)\/(\d{1,4})\./.exec(userAgent);
  return found ? Number(found[1]) : null;
}
