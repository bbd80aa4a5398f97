import { statSync } from 'node:fs';
import { SerialPort } from 'serialport';

/** Why a line is not there: never opened (`missing`, `busy`, `denied`), pulled out (`gone`), or closed by us. */
export type LineEnd = 'missing' | 'busy' | 'denied' | 'gone' | 'closed';

export interface LineEvents {
  readonly onOpen: () => void;
  readonly onBytes: (bytes: Uint8Array) => void;
  /** Comes exactly once, and nothing comes after it. */
  readonly onEnd: (end: LineEnd) => void;
}

/** One opening of a serial port, good until its end; who wants it again opens another. */
export interface SerialLine {
  close(): void;
}

export type OpenLine = (
  place: { readonly path: string; readonly baud: number },
  events: LineEvents,
) => SerialLine;

/** How often a line looks whether its device still stands at its path. */
const ALIVE_MS = 500;

/** Opens a port of this machine; see `createLineOpener`. */
export const openSerialLine: OpenLine = createLineOpener({ aliveMs: ALIVE_MS });

/**
 * Makes the opening of serial ports. Each line has a SerialPort object of its own, used once: an object opened
 * again keeps what its parsers held. The reader is attached before opening, as without one serialport does not
 * notice an unplugging. Nor does it when the device goes while a read is under way: the read then gives 0
 * bytes, which bindings-cpp 13 takes for "try again", for ever and at full speed. So the path is watched too.
 * @param aliveMs how often to look at the path; not on Windows, where ports are no files
 */
export function createLineOpener({ aliveMs }: { aliveMs: number }): OpenLine {
  return ({ path, baud }, { onOpen, onBytes, onEnd }) => {
    const port = new SerialPort({ path, baudRate: baud, autoOpen: false });
    let ended = false;
    let why: LineEnd | null = null;
    let stopLooking = () => {};
    const end = (how: LineEnd) => {
      stopLooking();
      if (ended) return;
      ended = true;
      onEnd(why ?? how);
    };
    const close = (how: LineEnd) => {
      why ??= how;
      if (port.isOpen) port.close(() => end(how));
    };
    port.on('data', (bytes: Buffer) => {
      if (!ended && why === null) onBytes(bytes);
    });
    port.on('close', () => end('gone'));
    port.on('error', () => close('gone'));
    const before = deviceAt(path);
    port.open((error) => {
      if (error) return end(refusalOf(error.message));
      if (why !== null) return close(why);
      stopLooking = lookAfter(path, before ?? deviceAt(path), aliveMs, () => close('gone'));
      onOpen();
    });
    return { close: () => close('closed') };
  };
}

/** Calls `onGone` once another device, or none, stands at the path; returns the way to call it off. */
function lookAfter(path: string, device: string | null, everyMs: number, onGone: () => void): () => void {
  if (process.platform === 'win32') return () => {};
  const timer = setInterval(() => {
    if (device !== null && deviceAt(path) === device) return;
    clearInterval(timer);
    onGone();
  }, everyMs);
  return () => clearInterval(timer);
}

/** A held device keeps its number, so one plugged in again comes with another (also behind the same link). */
function deviceAt(path: string): string | null {
  try {
    const { dev, ino, rdev } = statSync(path);
    return `${dev}:${ino}:${rdev}`;
  } catch {
    return null;
  }
}

/**
 * What the message of a failed opening means to staff, in the words of the Linux, macOS and Windows bindings.
 * Windows says "Access denied" where another program, or a handle not yet let go, holds the port
 * (serialport/node-serialport#1502).
 */
export function refusalOf(message: string): LineEnd {
  if (/cannot lock|busy|access (?:is )?denied/i.test(message)) return 'busy';
  return /permission denied|not permitted/i.test(message) ? 'denied' : 'missing';
}
