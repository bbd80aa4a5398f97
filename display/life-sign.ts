import type { ScreenSign } from '../core/wire/screen.ts';
import type { Live } from '../web/live.ts';
import { openShelf } from '../web/shelf.ts';
import { chromiumVersion, isStuck } from './watchdog.ts';

const SIGN_MS = 5_000;
/** The first sign soon after the page is up, so that a look at the list right after the set-up shows it. */
const FIRST_SIGN_MS = 1_500;
const RELOADED = 'tiepdon.reloaded-stuck';

export type LifeSign = {
  /** To be called after each drawing that went well: the next picture on the glass is then counted. */
  drawn: () => void;
  stop: () => void;
};

type Parts = {
  live: Pick<Live, 'emit' | 'held' | 'newsAt' | 'now'>;
  /** A page that was unlocked by a touch would lose its sound. */
  mayReload: () => boolean;
};

/**
 * Tells the house every five seconds what this page shows and whether pictures still come to the glass, and loads the
 * page anew when none come though there is news. Has a timer of its own: a fault in drawing does not stop it.
 */
export function openLifeSign({ live, mayReload }: Parts): LifeSign {
  const shelf = openShelf(() => sessionStorage);
  let paints = 0;
  let paintedAt = performance.now();
  let asked = false;
  const paint = (): void => {
    asked = false;
    paints += 1;
    paintedAt = performance.now();
  };
  const tell = (): void => {
    live.emit('sign', { ...ownSign(), ...heldSign(live), paints });
    const serverNow = live.now();
    const kept = Number(shelf.read(RELOADED));
    const reloadedAt = kept > 0 ? kept : null;
    const { hidden } = document;
    const pulse = { now: performance.now(), paintedAt, newsAt: live.newsAt(), hidden, serverNow, reloadedAt };
    if (!mayReload() || !isStuck(pulse)) return;
    shelf.write(RELOADED, String(serverNow));
    location.reload();
  };
  const first = window.setTimeout(tell, FIRST_SIGN_MS);
  const telling = window.setInterval(tell, SIGN_MS);
  return {
    drawn() {
      if (asked) return;
      asked = true;
      window.requestAnimationFrame(paint);
    },
    stop() {
      window.clearTimeout(first);
      window.clearInterval(telling);
    },
  };
}

/** What the page's scripts hold in memory, as Chromium rounds it; null in other engines. */
export function heapBytes(): number | null {
  const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number } };
  return memory === undefined ? null : memory.usedJSHeapSize;
}

function ownSign(): Omit<ScreenSign, 'epoch' | 'seq' | 'build' | 'offsetMs' | 'paints'> {
  return {
    hidden: document.hidden,
    openSeconds: Math.round(performance.now() / 1000),
    engine: chromiumVersion(navigator.userAgent),
    width: window.innerWidth,
    height: window.innerHeight,
    heapBytes: heapBytes(),
    clockMs: Date.now(),
  };
}

function heldSign(live: Parts['live']): Pick<ScreenSign, 'epoch' | 'seq' | 'build' | 'offsetMs'> {
  const held = live.held();
  const offsetMs = Math.round(live.now() - Date.now());
  if (held === null) return { epoch: null, seq: null, build: null, offsetMs: null };
  return { epoch: held.epoch, seq: held.seq, build: held.build, offsetMs };
}
